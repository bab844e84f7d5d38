from dataclasses import replace
from itertools import pairwise

import pytest

from tests.analysis.drawn import event as dated
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.ladder import LadderOptions, busiest, climb, ladder, rung_of
from tracker.charts.scene import Scene
from tracker.model.actor import Actor
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import LEVELS, EventType, QuadClass, Rung
from tracker.store import chronicle as stored
from tracker.store.database import Database

FLOOR = 28.0  # where the key stands, above the lower edge


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis."""
    return stored.load(sample)


def areas(scene: Scene) -> list[tuple[float, float, float, float]]:
    """The rectangles of the labels that name events."""
    found = []
    for label in scene.labels:
        if label.event is not None:
            wide = max(text_width(line, label.size) for line in label.lines)
            tall = 10.6 * len(label.lines)
            found.append((label.x, label.y - tall / 2, label.x + wide, label.y + tall / 2))
    return found


def test_the_two_that_act_most_climb_by_default(crisis: Chronicle) -> None:
    """Without names the ladder is of the two busiest actors, with a dot for each of their acts."""
    assert busiest(crisis) == ["RUS", "USA"]
    scene = ladder(crisis, Frame(text_width))
    acts = [
        event.id for event in crisis.events.values() for actor in event.by
        if actor.code in ("RUS", "USA")
    ]  # fmt: skip
    dots = [mark.event for mark in scene.marks if mark.event]
    assert sorted(dots) == sorted(acts)
    assert scene.title.startswith("The climb of Russia and United States, ")


def test_a_step_up_is_a_rise_and_a_step_down_is_none(crisis: Chronicle) -> None:
    """Rises are the acts that go higher than the side's last, to a threat of force or beyond."""
    steps = climb(crisis, "RUS")
    assert steps[0].rise
    for before, step in pairwise(steps):
        assert step.rise == (step.rung > before.rung and step.rung >= Rung.THREAT)
    assert climb(crisis, "NATO") == []


def test_every_rise_of_the_crisis_is_named_and_no_name_meets_another(crisis: Chronicle) -> None:
    """All the steps up of both sides have their titles, apart from one another."""
    scene = ladder(
        crisis,
        Frame(text_width),
        LadderOptions(
            (
                "RUS",
                "USA",
            )
        ),
    )
    rises = {step.event.id for side in ("RUS", "USA") for step in climb(crisis, side) if step.rise}
    assert {label.event for label in scene.labels if label.event} == rises
    found = areas(scene)
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            assert (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )


def test_a_ladder_needs_an_act(crisis: Chronicle) -> None:
    """A side that does nothing has no steps."""
    with pytest.raises(ValueError, match="at least one event"):
        ladder(crisis, Frame(text_width), LadderOptions(("FJI",)))


def test_rungs_are_named_from_below(crisis: Chronicle) -> None:
    """Each band has the name of its rung in its middle, up to the highest that is reached."""
    scene = ladder(crisis, Frame(text_width))
    names = (
        "cooperation", "neutral words and thought", "hostile words and measures",
        "threat to use force", "display of force", "use of force", "war",
    )  # fmt: skip
    top = max(step.rung for side in ("RUS", "USA") for step in climb(crisis, side))
    bands = sorted(scene.boxes, key=lambda box: box.y)
    assert len(bands) == top + 1
    middles = {round(box.y + box.height / 2, 6): rung for rung, box in enumerate(bands)}
    named = {
        middles[round(label.y, 6)]: " ".join(label.lines)
        for label in scene.labels if round(label.y, 6) in middles and label.event is None
    }  # fmt: skip
    assert named == dict(enumerate(names[: top + 1]))


@pytest.mark.parametrize("sides", [("RUS",), ("USA", "RUS"), ("SYR", "RUS", "USA")])
def test_each_act_stands_on_its_rung(crisis: Chronicle, sides: tuple[str, ...]) -> None:
    """Within the band of its rung, the dots of each side in a colour that its key has."""
    scene = ladder(crisis, Frame(text_width), LadderOptions(sides))
    bands = sorted(scene.boxes, key=lambda box: box.y)
    key = [label for label in scene.labels if label.y == FLOOR]
    colours = {}
    for side in sides:
        name = next(label for label in key if label.text == crisis.actors[side].name)
        [dot] = [mark for mark in scene.marks if mark.y == FLOOR and 0 < name.x - mark.x < 20]
        colours[side] = dot.colour
    assert len(set(colours.values())) == len(sides)
    acts = {(step.event.id, side): step.rung for side in sides for step in climb(crisis, side)}
    found = set()
    for mark in scene.marks:
        if mark.event is not None:
            [side] = [side for side in sides if colours[side] == mark.colour]
            band = bands[acts[mark.event, side]]
            assert band.y < mark.y < band.y + band.height
            found.add((mark.event, side))
    assert found == acts.keys()


def test_the_name_of_a_rise_stands_beside_its_dot(crisis: Chronicle) -> None:
    """In the colour of its side, with the note behind it, nearer than the length of a line."""
    rises = {step.event.id for side in ("RUS", "USA") for step in climb(crisis, side) if step.rise}
    scene = ladder(crisis, Frame(text_width, notes=dict.fromkeys(rises, " [7]")))
    for label in scene.labels:
        if label.event is not None:
            assert " ".join(label.lines) == f"{crisis.events[label.event].titled} [7]"
            wide = max(text_width(line, label.size) for line in label.lines)
            [dot] = [
                mark for mark in scene.marks
                if mark.event == label.event and mark.colour == label.colour
            ]  # fmt: skip
            assert label.x - 5 <= dot.x <= label.x + wide + 5
            assert 6.9 <= abs(label.y - dot.y) - 5.3 * len(label.lines) <= 30.1


@pytest.mark.parametrize(
    ("levels", "rises"),
    [  # a level of COW; 1 is hostile and 0 cooperative without a level
        ((1, 2, 2, 3), (False, True, False, True)), ((4, 3, 4, 5), (True, False, True, True)),
        ((0, 1, 0, 1), (False, False, False, False)), ((0, 2, 0, 2), (False, True, False, True)),
        ((2,), (True,)), ((1,), (False,)),
    ],
)  # fmt: skip
def test_a_rise_is_a_step_to_force_or_beyond(
    levels: tuple[int, ...], rises: tuple[bool, ...]
) -> None:
    """Up from the side's last act, and not from words to more of them."""
    side = Actor("A", "A")
    events = {
        number: replace(dated(number, by=(side,)), type=EventType(
            "t", "T", hostility=level if level > 1 else None,
            quad=QuadClass.VERBAL_CONFLICT if level else QuadClass.VERBAL_COOPERATION))
        for number, level in enumerate(levels, start=1)
    }  # fmt: skip
    steps = climb(Chronicle(events), "A")
    lowest = {0: Rung.COOPERATION, 1: Rung.HOSTILE}
    assert [step.rung for step in steps] == [{**lowest, **LEVELS}[level] for level in levels]
    assert tuple(step.rise for step in steps) == rises


def test_what_is_neutral_or_not_coded_is_no_cooperation(crisis: Chronicle) -> None:
    """Weighing strikes and denying stand between cooperation and hostility; not coded, nowhere."""
    assert {event.type.code: rung_of(event) for event in crisis.events.values()} | {
        "deliberation": Rung.NEUTRAL,
        "talks": Rung.COOPERATION,
        "pact-withdrawal": Rung.HOSTILE,
        "threat": Rung.HOSTILE,
        "nuclear-threat": Rung.THREAT,
        "air-strike": Rung.FORCE,
    } == {event.type.code: rung_of(event) for event in crisis.events.values()}
    [deliberation] = [e for e in crisis.events.values() if e.type.code == "deliberation"]
    assert deliberation.quad is QuadClass.VERBAL_COOPERATION
    side = Actor("A", "A")
    events = {
        number: replace(dated(number, by=(side,)), type=kind)
        for number, kind in enumerate(
            (EventType("own", "Own"), EventType("level-1", "L", hostility=1),
             EventType("clash", "C", hostility=4)), start=1)
    }  # fmt: skip
    assert [step.event.id for step in climb(Chronicle(events), "A")] == [3]
    scene = ladder(Chronicle(events), Frame(text_width), LadderOptions(("A",)))
    assert "2 acts not coded, left out" in " ".join(label.text for label in scene.labels)
