"""Two events that are one."""

from typing import Any

import pytest

from tests.conftest import curated, draft
from tracker.errors import ContradictoryOrder, Refused
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft
from tracker.model.source import Citation
from tracker.recording.events import add_event
from tracker.recording.links import add_link
from tracker.recording.merges import mark_distinct, merge_events
from tracker.recording.order import add_order
from tracker.store import events
from tracker.store.database import Database


@pytest.mark.parametrize("field", ["summary", "place"])
@pytest.mark.parametrize(
    ("kept", "other", "expected"),
    [("", "Theirs", "Theirs"), ("Ours", "Theirs", "Ours"), ("Ours", "", "Ours"), ("", "", "")],
)
def test_only_what_the_first_lacks_is_filled(
    desk: Database, field: str, kept: str, other: str, expected: str
) -> None:
    """The first event keeps what it says, whatever is said of the others."""
    for title, said in (("A threat", kept), ("One threat", other)):
        more: dict[str, Any] = {field: said or None}
        add_event(desk, draft(title, "2016-10-03", **more), anyway=True)
    merged = merge_events(desk, ["1", "2"]).value
    assert (merged.id, merged.title, getattr(merged, field) or "") == (1, "A threat", expected)


@pytest.mark.parametrize(
    ("kept", "other", "expected"),
    [((), ("USA",), ["USA"]), (("RUS",), ("USA",), ["RUS"]), (("RUS",), (), ["RUS"])],
)
def test_a_side_that_the_first_lacks_is_filled(
    desk: Database, kept: tuple[str, ...], other: tuple[str, ...], expected: list[str]
) -> None:
    """Whole, and not actor by actor; each side for itself."""
    add_event(desk, draft("A threat", "2016-10-03", by=kept, to=("SYR",)), anyway=True)
    add_event(desk, draft("One threat", "2016-10-03", by=other, to=("FRA",)), anyway=True)
    merged = merge_events(desk, ["1", "2"]).value
    assert [actor.code for actor in merged.by] == expected
    assert [actor.code for actor in merged.to] == ["SYR"]


def test_what_both_cite_alike_is_cited_once(desk: Database) -> None:
    """The same place of the same source in support of the same; another place stays beside it."""
    for title, places in (("A threat", ("p. 1",)), ("One threat", ("p. 1", "p. 2", None))):
        cited = tuple(Citation("paper", locator=place) for place in places)
        add_event(desk, draft(title, "2016-10-03", citations=cited), anyway=True)
    merged = merge_events(desk, ["1", "2"]).value
    assert [each.locator for each in merged.citations] == ["p. 1", "p. 2", None]


def test_of_three_the_first_has_what_the_next_says(desk: Database) -> None:
    """What was filled from the second is not overwritten by the third."""
    for place in (None, "Geneva", "Paris"):
        add_event(desk, draft("A threat", "2016-10-03", place=place), anyway=True)
    assert merge_events(desk, ["1", "2", "3"]).value.place == "Geneva"
    assert [event.id for event in events.fetch(desk, (1, 2, 3))] == [1]


@pytest.mark.parametrize("named", [["1"], ["1", "1"], ["1", "2", "1"]])
def test_an_event_is_neither_merged_with_itself_nor_alone(desk: Database, named: list[str]) -> None:
    """Nor kept apart from itself; nothing is stored."""
    for title in ("A threat", "One threat"):
        add_event(desk, draft(title, "2016-10-03"), anyway=True)
    before = curated(desk)
    for done in (merge_events, mark_distinct):
        with pytest.raises(Refused, match="Name two events or more, each once"):
            done(desk, named)
    assert curated(desk) == before


@pytest.mark.parametrize("pair", [("2", "4"), ("1", "3"), ("1", "4"), ("4", "2")])
def test_a_merge_that_makes_a_circle_of_order_is_refused(
    desk: Database, pair: tuple[str, str]
) -> None:
    """Four events in a row by claims: two that are apart cannot be one, and nothing has changed."""
    for title in ("One", "Two", "Three", "Four"):
        add_event(desk, draft(title, "2016"))
    add_link(desk, LinkDraft("1", "2", "leads-to", 0.9))
    for one, other in (("1", "2"), ("2", "3"), ("3", "4")):
        add_order(desk, OrderDraft(one, other))
    before = curated(desk)
    with pytest.raises(ContradictoryOrder, match="cannot all hold") as caught:
        merge_events(desk, pair)
    assert str(caught.value).count(" is before ") > 1
    assert curated(desk) == before
