"""Two states of a record."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.analysis.drawn import event
from tracker.analysis.comparison import compare_records
from tracker.model.chronicle import Chronicle
from tracker.model.event import Status
from tracker.model.hypotheses import Rating, Rival
from tracker.model.link import Link
from tracker.model.order import OrderClaim
from tracker.model.source import Citation, Source

Ends = tuple[str, str]


def record(*links: tuple[int, int, float], size: int = 4) -> Chronicle:
    """Events of one day after another, and these links with their likelihoods."""
    events = {number: event(number, f"2016-10-0{number}") for number in range(1, size + 1)}
    return Chronicle(events, tuple(Link(a, b, "leads-to", share) for a, b, share in links))


def changed(whole: Chronicle, number: int, **changes: Any) -> Chronicle:
    """The record with one event otherwise; without it where nothing is said of it."""
    left = {n: each for n, each in whole.events.items() if n != number}
    if not changes:
        return replace(whole, events=left)
    return replace(whole, events={**left, number: replace(whole.events[number], **changes)})


def told(before: Chronicle, after: Chronicle) -> list[tuple[str, str, str, object, object]]:
    """What differs, without what follows from it."""
    return [
        (each.kind, each.about, each.change, dict(each.before), dict(each.after))
        for each in compare_records(before, after).differences
    ]


def concluded(
    before: Chronicle, after: Chronicle, ends: Ends | None = ("e-1", "e-4")
) -> tuple[Any, Any]:
    """What follows in either."""
    found = compare_records(before, after, ends)
    assert found.before is not None
    assert found.after is not None
    return found.before, found.after


def test_what_is_in_one_record_only_is_told_with_what_is_said_of_it() -> None:
    """A zero is said, an empty field and a `no` are not; the order is that of the records."""
    before = changed(record(), 2, place="Geneva", own_intensity=0.0)
    after = changed(record(), 2)
    given = {
        "title": "E 2", "date": "2016-10-02", "type": "t", "status": "occurred", "intensity": 0.0,
        "place": "Geneva",
    }  # fmt: skip
    assert told(before, after) == [("event", "e-2", "removed", given, {})]
    assert told(after, before) == [("event", "e-2", "added", {}, given)]
    assert told(before, before) == []


def test_of_what_changed_only_what_differs_is_told() -> None:
    """Events, links and denials, sources, and what is cited for what both have."""
    cited = Citation("paper", 2, supports="date")
    paper = Source("paper", "Paper", reliability="B")
    plain = replace(record((1, 2, 0.5)), sources={"paper": paper})
    before = changed(changed(plain, 1, citations=(cited,)), 4)
    after = changed(plain, 4, citations=(cited,))
    cited_anew = (replace(cited, credibility=3), Citation("paper"))
    after = changed(after, 1, avoidable=True, citations=cited_anew)
    after = replace(
        after, links=(), denials=(Link(1, 2, "leads-to", 0.5, because="No.", denied=True),),
        sources={"paper": replace(paper, reliability=None, relays=("wire", "desk"))},
    )  # fmt: skip
    found = [each for each in told(before, after) if each[1] != "e-4"]
    assert found == [
        ("event", "e-1", "changed", {"avoidable": False}, {"avoidable": True}),
        ("link", "e-1 → e-2, by analyst", "changed", {"denied": False, "because": ""},
         {"denied": True, "because": "No."}),
        ("source", "paper", "changed", {"reliability": "B", "relays": ""},
         {"reliability": "", "relays": "wire, desk"}),
        ("citation", "paper for e-1, for its date", "changed", {"credibility": 2}, {"credibility": 3}),
        ("citation", "paper for e-1", "added", {}, {}),
    ]  # fmt: skip


def test_conclusions_are_drawn_from_what_happened() -> None:
    """How many chains there are, the strongest, and what all of them pass."""
    before = record((1, 2, 0.9), (2, 3, 0.5), (3, 4, 0.9))
    after = record((1, 2, 0.9), (2, 3, 0.5), (3, 4, 0.9), (1, 3, 0.85))
    one, two = concluded(before, after)
    assert (one.chains, two.chains) == (1, 2)
    assert one.best is not None
    assert two.best is not None
    assert [event.id for event in one.best.events] == [1, 2, 3, 4]
    assert [event.id for event in two.best.events] == [1, 3, 4]
    assert [event.id for event in one.passed] == [2, 3]
    assert [event.id for event in two.passed] == [3]
    planned = changed(after, 3, status=Status.PLANNED)
    nothing = concluded(after, planned)[1]
    assert (nothing.chains, nothing.best, nothing.passed) == (0, None, ())


def test_what_closes_every_way_could_have_been_avoided() -> None:
    """Where an event between the two is marked so; a mark on the first counts for nothing."""
    plain = record((1, 2, 0.5), (2, 3, 0.9), (3, 4, 0.9))
    first, third = (changed(plain, number, avoidable=True) for number in (1, 3))
    closing = [concluded(plain, each)[1].closing for each in (plain, first, third)]
    assert [[event.id for event in each] for each in closing] == [[], [], [3]]


@pytest.mark.parametrize("gone", [1, 4])
def test_of_an_event_that_one_record_lacks_nothing_follows_there(gone: int) -> None:
    """The other has its conclusions all the same, and the event is named."""
    whole = record((1, 4, 0.5))
    less = changed(record(), gone)
    for before, after in ((whole, less), (less, whole)):
        found = compare_records(before, after, ("e-1", "e-4"))
        assert (found.first, found.last) == (whole.events[1], whole.events[4])
        assert found.before is not None
        assert found.after is not None
        assert sorted((found.before.chains, found.after.chains)) == [0, 1]


def test_without_a_choice_the_latest_effect_of_both_is_explained() -> None:
    """From the earliest event to which both trace it; without one nothing is concluded."""
    before = record((1, 2, 0.5), (2, 3, 0.5), (3, 4, 0.5))
    after = record((1, 2, 0.5), (2, 3, 0.5))
    found = compare_records(before, after)
    assert found.first == after.events[1]
    assert found.last == after.events[3]
    apart = compare_records(record((1, 2, 0.5)), record((3, 4, 0.5)))
    assert (apart.first, apart.last, apart.before, apart.after) == (None, None, None, None)


def test_equals_are_told_as_they_were() -> None:
    """Of two ways as strong the earlier record's one stays."""
    links = ((1, 2, 0.5), (1, 3, 0.5), (2, 4, 0.5), (3, 4, 0.5))
    before = record(*links)
    renumbered = {1: 1, 2: 3, 3: 2, 4: 4}
    after = Chronicle(
        {new: replace(before.events[old], id=new) for old, new in sorted(renumbered.items())},
        tuple(Link(renumbered[a], renumbered[b], "leads-to", share) for a, b, share in links),
    )
    one, two = concluded(before, after)
    assert one.best is not None
    assert two.best is not None
    handles = [event.handle for event in one.best.events]
    assert [event.handle for event in two.best.events] == handles
    other = "e-3" if "e-2" in handles else "e-2"
    stronger = record(*((a, b, 0.6 if f"e-{a}" == other else share) for a, b, share in links))
    best = concluded(before, stronger)[1].best
    assert best is not None
    assert other in [event.handle for event in best.events]


def test_claims_of_order_explanations_and_ratings_are_compared() -> None:
    """What was rated otherwise is changed; what is of an event that a filter left out is not told."""
    before = replace(record((1, 2, 0.5)), ratings=(Rating(2, "RUS", "paper", "neutral", "p. 3"),))
    after = replace(
        before,
        orders=(OrderClaim(1, 2), OrderClaim(1, 3, timedelta(days=14), timedelta(days=30))),
        rivals=(Rival(2, "tit-for-tat", ((1, 2),)), Rival(9, "elsewhere", ((1, 9),))),
        ratings=(replace(before.ratings[0], rating="inconsistent"),),
    )
    assert told(before, after) == [
        ("order", "e-1 before e-2", "added", {}, {}),
        ("order", "e-1 before e-3, by at least 2w, within 30d", "added", {}, {}),
        ("explanation", "tit-for-tat of e-2", "added", {}, {"links": "e-1 → e-2"}),
        ("rating", "paper, p. 3 for RUS of e-2", "changed", {"rating": "neutral"},
         {"rating": "inconsistent"}),
    ]  # fmt: skip
