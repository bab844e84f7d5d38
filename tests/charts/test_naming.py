"""Titles beside their marks."""

import pytest

from tracker.charts import naming
from tracker.charts.naming import Named, Room, placed_names
from tracker.charts.scene import Label, Rule


def narrow(text: str, size: float) -> float:
    """Five points a letter."""
    return 5.0 * len(text)


def names(*wanted: Named, room: Room) -> list[str]:
    """The titles that were set."""
    return [shape.text for shape in placed_names(wanted, room, narrow) if isinstance(shape, Label)]


def test_a_title_that_stands_away_from_its_mark_is_led_to_it() -> None:
    """The first close by without a line, the second over it with one from beside the mark."""
    both = [Named("One", 50, 50, "#000000"), Named("Two", 50, 50, "#000000")]
    shapes = placed_names(both, Room((44, 46, 75, 100)), narrow)
    assert [type(shape) for shape in shapes] == [Label, Rule, Label]
    line, label = shapes[1:]
    assert isinstance(line, Rule)
    assert isinstance(label, Label)
    assert 5 < line.y0 - 50 < 8
    assert line.y1 < label.y


def test_a_title_gives_way_where_both_then_have_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """In their order the first takes the only place of the second; tried anew, both stand."""
    both = [Named("The first one", 50, 50, "#000000"), Named("Next to it", 60, 50, "#000000")]
    room = Room((46, 50, 120, 80))
    room.take((x - 5, 45, x + 5, 55) for x in (50, 60))
    assert names(*both, room=room) == ["The first one", "Next to it"]
    monkeypatch.setattr(naming, "TRIES", 1)
    assert names(*both, room=room) == ["The first one"]


def test_a_title_is_never_left_out_for_a_less_important_one() -> None:
    """Where only one has room it is the first."""
    room = Room((40, 50, 80, 70))
    found = names(Named("First", 45, 50, "#000000"), Named("Other", 46, 50, "#000000"), room=room)
    assert found == ["First"]
