"""Legends, made of the entries that the shapes of a chart bring."""

from dataclasses import replace

import pytest

from tracker.charts.calendar import calendar
from tracker.charts.chain import ChainOptions, chain
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.frame.legend import LINE, WIDE, class_entry, legend_of
from tracker.charts.scene import Scene
from tracker.charts.style.theme import SHARED, SIDES
from tracker.charts.timeline import TimelineOptions, timeline
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import QuadClass
from tracker.model.timeline_options import LanesBy
from tracker.store import chronicle
from tracker.store.database import Database


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis."""
    return chronicle.load(sample)


def texts(scene: Scene) -> list[str]:
    """The texts of a scene's legend, which stands at its foot."""
    entries = {entry.text for shape in scene.shapes for entry in shape.legend}
    return [label.text for label in scene.labels if label.text in entries]


def test_entries_stand_once_in_the_order_of_their_ranks() -> None:
    """However often and in whatever order shapes bring them."""
    entries = [class_entry(quad) for quad in (None, *reversed(QuadClass), None)]
    key = legend_of(entries, text_width, 2_000)
    assert [label.text for label in key.labels] == [*(q.label for q in QuadClass), "not coded"]
    assert key.height == LINE + WIDE.spare
    assert legend_of([], text_width, 500).height == 0


def test_a_narrow_legend_goes_on_in_further_lines() -> None:
    """No entry leaves the room, and the first line is the uppermost."""
    key = legend_of(map(class_entry, QuadClass), text_width, 260)
    heights = [label.y for label in key.labels if label.text == QuadClass.VERBAL_COOPERATION.label]
    lines = sorted({label.y for label in key.labels})
    assert len(lines) == 2
    assert heights == lines[-1:]
    assert key.height == 2 * LINE + WIDE.spare
    for label in key.labels:
        assert label.x + text_width(label.text, label.size) < 28 + 260


def test_only_colours_that_arrows_have_are_explained(crisis: Chronicle) -> None:
    """In lanes of accounts no arc is of several claimants; in one lane for all some are."""
    scene = timeline(crisis, Frame(text_width), TimelineOptions(lanes=LanesBy.ACCOUNT))
    assert "claimed by several" not in texts(scene)
    assert SHARED not in {arrow.colour for arrow in scene.arrows}
    plain = timeline(crisis, Frame(text_width))
    assert "claimed by several" in texts(plain)


def test_a_chain_of_sides_explains_the_sides_that_it_has(crisis: Chronicle) -> None:
    """A side that claims no link has no entry."""
    claimed = {link.claimed_by for link in crisis.links}
    scene = chain(crisis, Frame(text_width), ChainOptions(sides=("analyst", "nobody")))
    assert "analyst" in claimed
    assert "claimed by analyst alone" in texts(scene)
    assert "claimed by nobody alone" not in texts(scene)
    assert SIDES[1] not in {arrow.colour for arrow in scene.arrows}


def test_a_calendar_explains_the_signs_that_it_has_room_for(crisis: Chronicle) -> None:
    """A year in cells too small for signs explains none but those of the lines under its days."""
    number, event = next(iter(crisis.events.items()))
    alone = replace(crisis, events={number: event})
    assert any(
        text.startswith("most intense") for text in texts(calendar(alone, Frame(text_width)))
    )
    small = calendar(crisis, Frame(text_width, width=560))
    signs = [entry for mark in small.marks if mark.event for entry in mark.legend]
    lines = [entry for rule in small.rules for entry in rule.legend]
    explained = {text for text in texts(small) if text.startswith("most intense")}
    assert explained == {entry.text for entry in (*signs, *lines)}
    assert signs == []
