"""Ladders of very many acts, drawn as counts."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.charts.overlaps import overlapping
from tracker.charts.crowds import BIN
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.ladder import MOST_DOTS, LadderOptions, ladder
from tracker.charts.scene import Area, Scene
from tracker.model.chronicle import Chronicle


def counts_of(scene: Scene) -> list[Area]:
    """The areas of counts, without that of the key."""
    return [area for area in scene.areas if len(area.points) > 100]


def drawn(scene: Scene) -> float:
    """How many acts the areas stand for, by the height that the key gives the highest."""
    said = next(label.text for label in scene.labels if label.text.startswith("how many acts"))
    most = int(re.sub(r"\D", "", said))
    heights = [
        [high - area.points[0][1] for _, high in area.points[1:-1:2]] for area in counts_of(scene)
    ]
    unit = max(map(max, heights)) / most
    return sum(map(sum, heights)) / unit


@pytest.mark.parametrize("count", [8_000, 20_000])
def test_every_act_is_in_the_counts(made_up: Callable[[int], Chronicle], count: int) -> None:
    """The areas hold as many acts as the line under the title says, of each side."""
    found = made_up(count)
    sides = [code for code, _ in zip(found.actors, range(2), strict=False)]
    scene = ladder(found, Frame(text_width), LadderOptions(tuple(sides), whole=True))
    under = next(label.text for label in scene.labels if "rungs by" in label.text)
    acts = int(under.split()[0].replace(",", ""))
    assert acts > MOST_DOTS
    assert drawn(scene) == pytest.approx(acts, rel=0.06)  # the key rounds up
    assert len({area.colour for area in counts_of(scene)}) == 2
    assert overlapping(scene.labels, scene) == []
    assert BIN == 4.0
    assert "drawn as counts, each of " in under


def test_fewer_acts_are_dots(made_up: Callable[[int], Chronicle]) -> None:
    """Where dots can be told apart none becomes a count."""
    found = made_up(300)
    few = replace(found, links=())
    scene = ladder(few, Frame(text_width), LadderOptions((next(iter(found.actors)),)))
    assert counts_of(scene) == []
    assert sum(mark.event is not None for mark in scene.marks) > 10
