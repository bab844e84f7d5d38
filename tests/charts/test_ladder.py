from itertools import pairwise

import pytest

from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.ladder import LadderOptions, busiest, climb, ladder
from tracker.charts.scene import Scene
from tracker.model.chronicle import Chronicle
from tracker.store import chronicle as stored
from tracker.store.database import Database


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
        assert step.rise == (step.rung > before.rung and step.rung >= 2)
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
