"""Tension between two sides as two panels."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from tests.charts.overlaps import overlapping
from tests.conftest import Keyboard
from tracker import open as open_desk
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.panel import COLOURS
from tracker.charts.scene import Box, Scene
from tracker.charts.style import theme
from tracker.charts.tension import TensionOptions, tension
from tracker.charts.words.language import language_of
from tracker.desk import Desk
from tracker.errors import InvalidInput, Refused
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.dyads import Sense
from tracker.store import chronicle
from tracker.store.database import Database

SIDES = TensionOptions(("RUS", "USA"))


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis, as far as it happened."""
    found = chronicle.load(sample)
    happened = {n: event for n, event in found.events.items() if event.titled == event.title}
    return replace(found, events=happened)


@pytest.fixture
def desk(run: Keyboard) -> Iterator[Desk]:
    """A desk at a copy of the sample crisis."""
    with open_desk(run.db) as opened:
        yield opened


def panels(scene: Scene) -> list[Box]:
    """The upper panel and the lower one."""
    return sorted((box for box in scene.boxes if box.fill == theme.PANEL), key=lambda box: -box.y)


def heights(scene: Scene, box: Box, sense: Sense) -> list[float]:
    """The heights of the points of a curve in a panel, over the lower edge of that."""
    return [
        y - box.y
        for area in scene.areas
        if area.colour == COLOURS[sense] and len(area.points) > 4
        for _, y in area.points
        if box.y <= y <= box.y + box.height
    ]


def between(crisis: Chronicle, doer: str, target: str) -> list[float]:
    """The intensities of what one did to the other."""
    return [event.intensity for event in crisis.events.values()
            if doer in map(str, event.by) and target in map(str, event.to)
            and event.intensity is not None]  # fmt: skip


def test_each_direction_has_a_panel_of_its_own(crisis: Chronicle) -> None:
    """The first upon the second above, the second upon the first below, named so."""
    scene = tension(crisis, Frame(text_width), SIDES)
    upper, lower = panels(scene)
    heads = {label.text: label.y for label in scene.labels if "→" in label.text
             and label.size == theme.LANE_SIZE}  # fmt: skip
    assert upper.y < heads["Russia → United States"] < upper.y + upper.height
    assert lower.y < heads["United States → Russia"] < lower.y + lower.height
    assert scene.title.startswith("Tension between Russia and United States, ")


def test_curves_reach_what_the_sums_are_and_share_one_scale(crisis: Chronicle) -> None:
    """Without fading, hostile sums stand above zero as high as the cooperative ones hang."""
    scene = tension(crisis, Frame(text_width), replace(SIDES, half_life=timedelta(days=10**8)))
    units = []
    for box, (doer, target) in zip(panels(scene), (("RUS", "USA"), ("USA", "RUS")), strict=True):
        values = between(crisis, doer, target)
        zero = min(heights(scene, box, Sense.HOSTILE))
        up = max(heights(scene, box, Sense.HOSTILE)) - zero
        units.append(up / -sum(value for value in values if value < 0))
        if cooperative := sum(value for value in values if value > 0):
            down = zero - min(heights(scene, box, Sense.COOPERATIVE))
            units.append(down / cooperative)
    assert len(units) == 3
    assert units == pytest.approx([units[0]] * 3)


def test_the_axis_is_unbroken(crisis: Chronicle) -> None:
    """Quiet weeks stay in, so that what fades is seen to fade."""
    scene = tension(crisis, Frame(text_width), SIDES)
    assert not [rule for rule in scene.rules if rule.dashed]


def test_every_step_of_the_crisis_is_named(crisis: Chronicle) -> None:
    """Beside its dot, or by a number that stands in the list below with day and title."""
    scene = tension(crisis, Frame(text_width), SIDES)
    said = " ".join(" ".join(label.lines) for label in scene.labels)
    dots = [mark for mark in scene.marks if mark.event]
    assert len(dots) >= 9
    for mark in dots:
        assert mark.event is not None
        assert crisis.events[mark.event].title in said
    numbers = [label.text for label in scene.labels if label.event and label.text[0] == "("]
    lines = [label.text for label in scene.labels if not label.event and label.text[0] == "("]
    assert sorted(line.split(" ")[0] for line in lines) == sorted(numbers)


@pytest.mark.parametrize("code", ["en", "de", "uk"])
def test_no_two_labels_overlap(
    crisis: Chronicle, made_up: Callable[[int], Chronicle], code: str
) -> None:
    """With few acts and with many."""
    for drawn, options in ((crisis, SIDES), (made_up(2_000), TensionOptions())):
        scene = tension(drawn, Frame(text_width, language=language_of(code)), options)
        assert overlapping(scene.labels, scene) == []


def test_an_act_of_several_days_is_a_slope(crisis: Chronicle) -> None:
    """It is spread over its days, so the curve never steps by all of it."""
    first = next(e for e in crisis.events.values() if "RUS" in map(str, e.by)
                 and "USA" in map(str, e.to) and (e.intensity or 0) < 0)  # fmt: skip
    lasting = replace(first, date=EventDate.parse("2016-10-01/2016-10-10"), derived_earliest=None,
                      derived_latest=None)  # fmt: skip
    scene = tension(replace(crisis, events={first.id: lasting}), Frame(text_width), SIDES)
    upper = panels(scene)[0]
    ys = heights(scene, upper, Sense.HOSTILE)
    steps = [abs(other - one) for one, other in pairwise(ys[1:-1])]
    assert max(steps) < (max(ys) - min(ys)) / 5


def test_two_that_do_nothing_to_one_another_are_refused(crisis: Chronicle, desk: Desk) -> None:
    """There is no tension to draw; one side alone is no pair, nor is a half-life of nothing."""
    with pytest.raises(ValueError, match="needs an act"):
        tension(crisis, Frame(text_width), TensionOptions(("JPN", "FRA")))
    with pytest.raises(Refused, match="JPN and FRA did nothing to one another"):
        desk.tension("JPN", "FRA")
    with pytest.raises(InvalidInput, match="two sides"):
        desk.tension("RUS")
    with pytest.raises(InvalidInput, match="half-life"):
        desk.tension("RUS", "USA", half_life=timedelta(0))
    with pytest.raises(Refused, match="Nobody acts upon another in the events with --since 2030"):
        desk.tension(since="2030")


def test_what_did_not_happen_is_in_no_picture_unless_it_is_asked_for(desk: Desk) -> None:
    """Neither in the curves nor on the ladder nor in the matrix."""
    made = desk.add("A planned strike", on="2016-10-06", by="RUS", to="USA", type="air-strike",
                    status="planned").value  # fmt: skip
    for draw in (desk.tension, desk.ladder):
        plain, whole = draw("RUS", "USA"), draw("RUS", "USA", status="any")
        assert made.title not in plain.description
        assert made.title in whole.description
        assert made.id not in {mark.event for mark in plain.scene.marks}
        assert made.id in {mark.event for mark in whole.scene.marks}
    assert made.title not in desk.matrix().description


def test_an_act_of_several_days_is_named_with_its_days(crisis: Chronicle) -> None:
    """Its dot is at the end of its slope, which is no day on which it happened."""
    act = next(event for event in crisis.events.values() if event.type.code == "sanctions")
    lasting = replace(act, date=EventDate.parse("2016-10-20/2016-12-10"), own_intensity=-10.0)
    scene = tension(Chronicle({act.id: lasting}), Frame(text_width), SIDES)
    assert any("(20 Oct to 10 Dec)" in label.text for label in scene.labels)
    assert not any("Dec)" in label.text for label in tension(
        Chronicle({act.id: act}), Frame(text_width), SIDES).labels)  # fmt: skip


def test_a_tension_over_all_years_that_a_date_can_have_is_drawn(desk: Desk) -> None:
    """From the first day of the year 1 to the last of 9999 its curves are as smooth as others."""
    for day in ("0001-01-01", "9999-12-31"):
        desk.add(f"Threat of {day}", on=day, by=["USA"], to=["RUS"], type="threat")
    scene = desk.tension("USA", "RUS").scene
    assert max(len(area.points) for area in scene.areas) > 100
