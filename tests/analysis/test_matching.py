"""Matching of two records: one to one, of the greatest likeness in sum."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis import matching
from tracker.analysis.likeness import likeness, traits_of
from tracker.analysis.matching import match_events
from tracker.model.actor import Actor
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event

ACTORS = tuple(Actor(code, code, "state") for code in ("RUS", "USA"))
TYPES = tuple(EventType(code, code, cameo=cameo) for code, cameo in (("a", "13"), ("b", "14")))
WORDS = ("talks", "fail", "troops", "move")


@st.composite
def records(draw: st.DrawFn) -> tuple[Chronicle, Chronicle]:
    """Two records of a few events of two days that look much alike."""
    made = []
    for side in ("mine", "theirs"):
        events = {}
        for number in range(1, draw(st.integers(0, 4)) + 1):
            day = draw(st.sampled_from(("2016-10-03", "2016-10-04")))
            title = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)))
            events[number] = Event(
                number, f"{side}-{number}", title, EventDate.parse(day),
                draw(st.sampled_from(TYPES)), by=ACTORS[:1],
                to=draw(st.sampled_from((ACTORS[1:], ()))),
            )  # fmt: skip
        made.append(Chronicle(events=events))
    return made[0], made[1]


@given(records())
def test_the_matching_has_the_greatest_likeness_of_all(both: tuple[Chronicle, Chronicle]) -> None:
    """As all ways of matching, tried one after the other, show."""
    mine, theirs = both
    found = match_events(mine, theirs, 0.75)
    assert len({pair.mine.id for pair in found}) == len({pair.theirs.id for pair in found})
    here, there = list(mine.events.values()), list(theirs.events.values())
    swapped = len(here) > len(there)
    few, many = (there, here) if swapped else (here, there)
    scored = {
        (one.id, other.id): score if (score := _likeness(one, other)) >= 0.75 else 0
        for one in few
        for other in many
    }
    best = max(
        (sum(scored[one.id, other.id] for one, other in zip(few, chosen, strict=True))
         for chosen in permutations(many, len(few))),
        default=0,
    )  # fmt: skip
    assert sum(pair.similarity for pair in found) == pytest.approx(best)


def _likeness(one: Event, other: Event) -> float:
    return likeness(traits_of(one), traits_of(other))[0]


@given(records())
def test_a_record_matches_itself_by_its_handles(both: tuple[Chronicle, Chronicle]) -> None:
    """However much its events look alike."""
    found = match_events(both[0], both[0])
    assert [(pair.mine, pair.by_handle) for pair in found] == [
        (event, True) for event in both[0].events.values()
    ]
    assert all(pair.mine == pair.theirs for pair in found)


@pytest.mark.parametrize("most", [0, 120])
def test_twins_are_matched_one_to_one_and_said_to_have_rivals(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Three events alike in everything, of either record: three pairs, four rivals each."""
    monkeypatch.setattr(matching, "MOST_AT_ONCE", most)
    event = Event(1, "x-1", "Talks fail", EventDate.parse("2016-10-03"), TYPES[0], by=ACTORS)
    mine, theirs = (
        Chronicle(events={n: replace(event, id=n, handle=f"{side}-{n}") for n in (1, 2, 3)})
        for side in ("mine", "theirs")
    )
    found = match_events(mine, theirs)
    assert len({pair.mine.id for pair in found}) == len({pair.theirs.id for pair in found}) == 3
    assert {pair.rivals for pair in found} == {4}


def test_two_acts_with_one_handle_are_two_where_they_have_no_actor_in_common() -> None:
    """A clash of one dyad and a clash of another on the same day; who names nobody may mean either."""
    clash = Event(1, "2016-10-03-clash", "Clash", EventDate.parse("2016-10-03"), TYPES[0])
    one, other = replace(clash, by=ACTORS[:1]), replace(clash, by=ACTORS[1:])
    assert match_events(Chronicle(events={1: one}), Chronicle(events={1: other})) == ()
    [pair] = match_events(Chronicle(events={1: one}), Chronicle(events={1: clash}))
    assert pair.by_handle


def test_handles_that_were_numbered_in_another_order_do_not_mislead() -> None:
    """Two acts of one title and day, recorded the other way round: each finds its own."""
    act = Event(1, "clash", "Clash", EventDate.parse("2016-10-03"), TYPES[0], to=ACTORS[1:])
    others = (Actor("GBR", "GBR", "state"), Actor("FRA", "FRA", "state"))
    mine, theirs = (
        Chronicle(events={
            1: replace(act, by=(first,)), 2: replace(act, id=2, handle="clash-2", by=(second,)),
        })
        for first, second in (others, others[::-1])
    )  # fmt: skip
    found = match_events(mine, theirs)
    assert [(pair.mine.id, pair.theirs.id, pair.by_handle) for pair in found] == [
        (1, 2, False), (2, 1, False),
    ]  # fmt: skip
