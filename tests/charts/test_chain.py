"""The causal chain as a Scene."""

from itertools import combinations

import pytest

from tests.charts.overlaps import overlapping
from tracker.charts.chain import chain
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.scene import Box, Scene
from tracker.charts.words.dating import date_in_words
from tracker.model.chronicle import Chronicle
from tracker.store import chronicle
from tracker.store.database import Database
from tracker.store.references import resolve


@pytest.fixture
def cone(sample: Database) -> Chronicle:
    """The chronicle between the intervention and the deliberation."""
    first, last = (resolve(sample, name) for name in ("2015-09-30", "nsc-syria-options"))
    return chronicle.between(sample, first, last)


@pytest.fixture
def scene(cone: Chronicle) -> Scene:
    """Its chain."""
    return chain(cone, Frame(text_width))


def boxes_of(scene: Scene) -> dict[int, Box]:
    """The boxes of events, by number."""
    return {box.event: box for box in scene.boxes if box.event}


def test_causes_stand_left_of_their_effects(cone: Chronicle, scene: Scene) -> None:
    """Every cause's box ends before its effect's box begins."""
    boxes = boxes_of(scene)
    for link in cone.links:
        cause, effect = boxes[link.cause], boxes[link.effect]
        assert cause.x + cause.width < effect.x


def test_each_arrow_leaves_its_cause_and_arrives_at_its_effect(
    cone: Chronicle, scene: Scene
) -> None:
    """An arrow starts at the right side of its cause and ends at the left side of its effect."""
    boxes = boxes_of(scene)
    pairs = {(link.cause, link.effect) for link in cone.links}
    assert {arrow.link for arrow in scene.arrows if arrow.link} == pairs
    assert boxes.keys() == cone.events.keys()
    for arrow in scene.arrows:
        if arrow.link:
            cause, effect = (boxes[number] for number in arrow.link)
            assert arrow.points[0][0] == pytest.approx(cause.x + cause.width)
            assert arrow.points[-1][0] == pytest.approx(effect.x, abs=2)
            assert cause.y <= arrow.points[0][1] <= cause.y + cause.height
            assert effect.y <= arrow.points[-1][1] <= effect.y + effect.height


def test_arrows_say_how_likely_and_who_claims_it(scene: Scene) -> None:
    """On an arrow stand its relation, its likelihood in ICD 203 words and its claimant."""
    said = {label.text.replace("\n", " ") for label in scene.labels if label.backdrop}
    assert "enables, very likely analyst" in said
    assert "pressures, very likely editorial" in said


def test_boxes_say_when_and_who_and_what(cone: Chronicle, scene: Scene) -> None:
    """A box has the date, the dyad and the whole title of its event, inside its borders."""
    boxes = boxes_of(scene)
    for number, event in cone.events.items():
        labels = [label for label in scene.labels if label.event == number]
        said = " ".join(" ".join(label.lines) for label in labels)
        assert date_in_words(event.date) in said
        assert all(actor.name in said for actor in (*event.by, *event.to))
        assert event.title in said
        for label in labels:
            widest = max(text_width(line, label.size) for line in label.lines)
            assert label.x + widest <= boxes[number].x + boxes[number].width


def test_no_two_boxes_overlap(sample: Database) -> None:
    """In the whole crisis no box lies on another."""
    scene = chain(chronicle.load(sample), Frame(text_width))
    for one, other in combinations(boxes_of(scene).values(), 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_no_two_labels_overlap(sample: Database, scene: Scene) -> None:
    """Neither in the cone nor in the whole crisis does the renderer find overlapping labels."""
    whole = chain(chronicle.load(sample), Frame(text_width))
    assert overlapping(scene.labels, scene) == []
    assert overlapping(whole.labels, whole) == []


def test_everything_lies_on_the_canvas(sample: Database) -> None:
    """No box, label or arrow leaves the canvas."""
    scene = chain(chronicle.load(sample), Frame(text_width))
    points = [point for arrow in scene.arrows for point in arrow.points]
    points += [(box.x, box.y) for box in scene.boxes]
    points += [(box.x + box.width, box.y + box.height) for box in scene.boxes]
    points += [(label.x, label.y) for label in scene.labels]
    assert all(0 <= x <= scene.width and 0 <= y <= scene.height for x, y in points)


def test_an_imprecise_effect_stands_behind_its_cause(sample: Database) -> None:
    """An event of some time in October stands right of its cause of 3 October."""
    first = resolve(sample, "russian-air-campaign")
    last = resolve(sample, "nuclear-use-talk")
    boxes = boxes_of(chain(chronicle.between(sample, first, last), Frame(text_width)))
    cause, effect = (resolve(sample, name) for name in ("talks-suspended", "nuclear-use-talk"))
    assert boxes[cause].x < boxes[effect].x
