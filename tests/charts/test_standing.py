"""What did not happen looks so, and a joint act stands in the lane of each who did it."""

from dataclasses import replace

import pytest

from tests.conftest import Keyboard
from tracker.charts.calendar import CalendarOptions, calendar
from tracker.charts.chain import chain
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.scene import Scene, Sign
from tracker.charts.textual import text_timeline
from tracker.charts.timeline import timeline
from tracker.charts.words.language import language_of
from tracker.model.actor import Actor
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType, QuadClass
from tracker.model.dates import EventDate
from tracker.model.event import Event, Status
from tracker.model.link import Link

IND, PAK, USA = (
    Actor("IND", "India"), Actor("PAK", "Pakistan"), Actor("USA", "United States"),
)  # fmt: skip
STRIKE = EventType("air-strike", "Air strike", quad=QuadClass.MATERIAL_CONFLICT, goldstein=-9)
LONG = (
    "Air strikes across the Line of Control are drawn up by the air staff in every detail, and put "
    "aside until the snow has melted from the passes"
)
STANDINGS = {
    Status.PLANNED: "planned", Status.THREATENED: "threatened", Status.DENIED: "denied",
    Status.DID_NOT_OCCUR: "did not occur",
}  # fmt: skip


def _event(number: int, status: Status = Status.OCCURRED, by: tuple[Actor, ...] = (IND,)) -> Event:
    day = EventDate.parse(f"1999-06-{number:02}")
    return Event(number, f"e{number}", LONG, day, STRIKE, by, (PAK,), status=status)


@pytest.fixture
def kargil() -> Chronicle:
    """One strike of each status, and a link from the first to each of the others."""
    events = {n: _event(n, status) for n, status in enumerate((Status.OCCURRED, *STANDINGS), 1)}
    links = tuple(Link(1, number, "provokes", 0.8, "analyst") for number in events if number > 1)
    return Chronicle(events, links)


def _text(scene: Scene, number: int) -> str:
    return " ".join(" ".join(label.lines) for label in scene.labels if label.event == number)


@pytest.mark.parametrize("code", ["en", "de", "fr", "es", "ru", "uk", "zh"])
@pytest.mark.parametrize("draw", [timeline, chain])
def test_each_status_has_its_own_mark_and_its_word_survives_shortening(
    kargil: Chronicle, draw: type, code: str
) -> None:
    """Of four long titles each is shortened, ends in how it stands, and the legend says it."""
    language = language_of(code)
    scene = draw(kargil, Frame(text_width, language=language))
    signs = {mark.event: mark.sign for mark in scene.marks if mark.event}
    assert signs[1] is None
    assert len({signs[number] for number in (2, 3, 4, 5)}) == len(Sign)
    legend = {label.text for label in scene.labels if label.event is None}
    for number, said in enumerate(STANDINGS.values(), 2):
        assert _text(scene, number).endswith(f"… ({language(said)})")
        assert language(said) in legend
        assert next(mark for mark in scene.marks if mark.event == number).hollow
    assert not _text(scene, 1).endswith(")")


def test_the_legend_names_only_the_marks_that_are_there(kargil: Chronicle) -> None:
    """Without events that did not happen the legend has none of their words."""
    happened = replace(kargil, events={1: kargil.events[1]}, links=())
    texts = {label.text for label in timeline(happened, Frame(text_width)).labels}
    assert texts.isdisjoint(STANDINGS.values())


def test_a_timeline_of_letters_tells_what_did_not_happen(kargil: Chronicle) -> None:
    """Each status has a sign of its own, and the key names those that are there."""
    drawn = text_timeline(kargil, 120)
    signs = [row.track[row.sign] for row in drawn.rows]
    assert len(set(signs)) == len(signs)
    assert all(f"{sign} {said}" in drawn.key
               for sign, said in zip(signs[1:], STANDINGS.values(), strict=True))  # fmt: skip


def test_the_calendar_says_before_a_title_how_it_stands(kargil: Chronicle) -> None:
    """The words under a calendar may be cut off behind; the status stands before."""
    planned = replace(kargil.events[2], id=6)
    scene = calendar(Chronicle({2: kargil.events[2], 6: planned}), Frame(text_width),
                     CalendarOptions())  # fmt: skip
    assert any("(planned) Air strikes" in label.text for label in scene.labels)


def test_a_joint_act_has_a_mark_in_each_lane_and_counts_once() -> None:
    """Three who act have three marks of one act, joined by a line, one label and one count."""
    joint = _event(1, by=(IND, PAK, USA))
    scene = timeline(Chronicle({1: joint, 2: _event(2, by=(PAK,))}), Frame(text_width))
    marks = [mark for mark in scene.marks if mark.event == 1]
    lines = [rule for rule in scene.rules if rule.event == 1]
    assert len(marks) == 3
    assert len({mark.y for mark in marks}) == 3
    assert len({mark.x for mark in marks}) == 1
    heights = sorted(mark.y for mark in marks)
    assert [(rule.y1, rule.y0) for rule in lines] == [(heights[0], heights[-1])]
    assert sum(label.event == 1 for label in scene.labels) == 1
    texts = [label.text for label in scene.labels]
    assert any(text.startswith("2 events") for text in texts)
    assert "one act of several" in texts


def test_the_label_of_a_joint_act_stands_with_whoever_is_named_first() -> None:
    """Its label stands beside the mark in the lane of the first who acts."""
    scene = timeline(Chronicle({1: _event(1, by=(PAK, IND)), 2: _event(2)}), Frame(text_width))
    label = next(label for label in scene.labels if label.event == 1)
    lane = next(label for label in scene.labels if label.text == "Pakistan")
    other = next(label for label in scene.labels if label.text == "India")
    assert abs(label.y - lane.y) < abs(label.y - other.y)


def test_what_is_counted_without_having_happened_is_said(run: Keyboard) -> None:
    """A calendar counts what happened; with --status any it says what else it counts."""
    assert "Counted because" not in run("calendar", "-o", "c.svg").output
    said = run("calendar", "--status", "any", "-o", "d.svg").output
    assert "Counted because --status asks for what did not happen: 1 planned" in said
