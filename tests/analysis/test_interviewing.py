"""The pairs that an interview asks of, held to all pairs of a few events tried one by one."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.drawn import event
from tracker.analysis.interviewing import open_pairs
from tracker.model.actor import Actor
from tracker.model.chronicle import Chronicle
from tracker.model.counterfactuals import Counterfactual
from tracker.model.event import Status
from tracker.model.link import Link
from tracker.model.order import OrderClaim

ACTORS = tuple(Actor(code, code, "state") for code in "ABC")
DAYS = ("2016-10-01", "2016-10-02", "2016-10-04", "2016-10", "2016-10-04")
sides = st.lists(st.sampled_from(ACTORS), max_size=2, unique=True).map(tuple)


@st.composite
def records(draw: st.DrawFn) -> Chronicle:
    """Up to six events of three actors, some linked, denied, ordered or answered."""
    size = draw(st.integers(2, 6))
    drawn = [
        event(n, draw(st.sampled_from(DAYS)), by=draw(sides), to=draw(sides),
              status=draw(st.sampled_from((Status.OCCURRED, Status.PLANNED))))
        for n in range(1, size + 1)
    ]  # fmt: skip
    drawn.sort(key=lambda each: (each.when.start, each.id))
    place = [each.id for each in drawn]
    pairs = st.lists(st.sampled_from(list(combinations(place, 2))), max_size=2)
    return Chronicle(
        events={each.id: each for each in drawn},
        links=tuple(Link(*ends, "enables", 0.5) for ends in draw(pairs)),
        denials=tuple(Link(*ends, "enables", 0.03, denied=True) for ends in draw(pairs)),
        orders=tuple(OrderClaim(after, before) for before, after in draw(pairs)),
        counterfactuals=tuple(Counterfactual(*ends, "yes") for ends in draw(pairs)),
    )


@given(records())
def test_they_are_all_that_share_an_actor_and_of_which_nothing_is_said(record: Chronicle) -> None:
    """Nearest first; neither linked nor denied, ordered the other way round, nor answered."""
    said = {(k.cause, k.effect) for k in (*record.links, *record.denials)}
    said |= {(each.cause, each.effect) for each in record.counterfactuals}
    said |= {(each.after, each.before) for each in record.orders}
    expected = {
        (one.id, other.id)
        for one, other in combinations(record.events.values(), 2)
        if {*one.by, *one.to} & {*other.by, *other.to}
        and one.status is other.status is Status.OCCURRED
        and (one.id, other.id) not in said
    }
    found = list(open_pairs(record))
    assert len(found) == len(expected)
    assert {(pair.cause.id, pair.effect.id) for pair in found} == expected
    gaps = [pair.effect.when.start - pair.cause.when.start for pair in found]
    assert gaps == sorted(gaps)


@given(records(), st.data())
def test_those_of_one_event_are_the_same_in_the_same_order(
    record: Chronicle, data: st.DataObject
) -> None:
    """As if the others were left out."""
    number = data.draw(st.sampled_from(list(record.events)))
    own = [pair for pair in open_pairs(record) if pair.effect.id == number]
    assert list(open_pairs(record, number)) == own


def test_a_pair_names_the_actors_that_both_have() -> None:
    """In the order of their codes."""
    one, other = event(1, by=ACTORS, to=()), event(2, by=ACTORS[1:2], to=ACTORS[:1])
    [pair] = open_pairs(Chronicle(events={1: one, 2: other}))
    assert pair.actors == ("A", "B")


def test_the_partner_of_a_joint_claim_is_linked() -> None:
    """As its first cause is."""
    events = {n: event(n, by=ACTORS[:1]) for n in (1, 2, 3)}
    record = Chronicle(events=events, links=(Link(1, 3, "enables", 0.5, partners=(2,)),))
    assert [(pair.cause.id, pair.effect.id) for pair in open_pairs(record)] == [(1, 2)]
