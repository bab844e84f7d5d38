"""The ways of arcs over the lanes of a timeline."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.overlaps import overlapping
from tracker.charts.curves import outline, point_at
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.picture import picture_of
from tracker.charts.scene import Arrow, Scene
from tracker.charts.timeline import TimelineOptions, timeline
from tracker.charts.timeline.arcs import BEAD
from tracker.charts.timeline.layout import DEFAULT
from tracker.charts.timeline.routing import ON_MARK, STRAIGHT, Obstacles, way
from tracker.model.chronicle import Chronicle
from tracker.model.picture import PictureOptions, Size
from tracker.store import chronicle
from tracker.store.database import Database

places = st.floats(0, 1000)


@pytest.fixture
def scene(sample: Database) -> Scene:
    """The lanes of the sample crisis."""
    return timeline(chronicle.load(sample), Frame(text_width))


def along(arrow: Arrow) -> Iterator[tuple[float, float]]:
    """Points of an arc, a few points of the page apart."""
    for piece in outline(arrow).curve:
        yield from (point_at(piece, share / 40) for share in range(41))


def test_no_arc_goes_back_in_time(scene: Scene) -> None:
    """From a mark to one that stands further right every arc only goes to the right."""
    for arrow in scene.arrows:
        if arrow.link and arrow.points[0][0] < arrow.points[-1][0]:
            assert all(one[0] <= other[0] + 1e-6 for one, other in pairwise(along(arrow)))


def test_no_arc_runs_through_the_mark_of_another_event(scene: Scene) -> None:
    """Of the sample's arcs each is led round the marks between its ends, where time is between."""
    marks = [mark for mark in scene.marks if mark.event]
    hit = {
        (arrow.link, mark.event)
        for arrow in scene.arrows
        if arrow.link and arrow.points[-1][0] - arrow.points[0][0] > STRAIGHT
        for mark in marks
        if mark.event not in arrow.link
        and any(dist(point, (mark.x, mark.y)) < mark.size / 2 for point in along(arrow))
    }
    assert hit == set()


@given(x0=places, y0=places, x1=places, y1=places)
def test_wherever_its_ends_are_an_arc_runs_forward(
    x0: float, y0: float, x1: float, y1: float
) -> None:
    """Handles lie between the ends in time, in their order."""
    beside = Obstacles(0, 1000)
    beside.add((400, 0, 600, 1000), ON_MARK, event=9)
    one, other = way((x0, y0), (x1, y1), (1, 2), beside)
    if x1 >= x0:
        assert x0 - 1e-6 <= one[0] <= other[0] + 1e-6 <= x1 + 2e-6


def test_of_many_links_the_likeliest_are_drawn_and_counted(
    made_up: Callable[[int], Chronicle],
) -> None:
    """A picture has no more arcs than can be told apart, and says how many those are."""
    crisis = made_up(200)
    scene = timeline(crisis, Frame(text_width), TimelineOptions(most_arcs=30))
    drawn = {arrow.link for arrow in scene.arrows if arrow.link}
    assert len(drawn) == 30
    best: dict[tuple[int, int], float] = {}
    for link in crisis.links:
        pair = (link.cause, link.effect)
        best[pair] = max(best.get(pair, 0), link.likelihood)
    least = min(best[pair] for pair in drawn)
    assert least >= sorted(best.values())[-30]
    assert f"30 of {len(crisis.links)} links drawn" in " ".join(
        label.text for label in scene.labels
    )


@pytest.mark.parametrize("size", ["85mm", "180mm"])
def test_in_a_column_lanes_keep_their_type_and_no_label_is_cut_or_overlapped(
    sample: Database, size: str
) -> None:
    """Names of lanes stand above them, a label on the side of its mark that has more room."""
    crisis = chronicle.load(sample)
    picture = picture_of("timeline", crisis, DEFAULT, PictureOptions(size=Size.parse(size)))
    scene = picture.scene
    assert scene.width == pytest.approx(Size.parse(size).points(150)[0])
    assert min(label.size for label in scene.labels) >= 7
    assert picture.cautions == ()
    assert overlapping(scene.labels, scene) == []
    for label in scene.labels:
        wide = max(text_width(line, label.size) for line in label.lines)
        left = label.x - {"left": 0, "middle": 0.5, "right": 1}[label.anchor] * wide
        assert left >= 0
        assert left + wide <= scene.width
        if label.event:
            title = crisis.events[label.event].title
            assert title in " ".join(label.lines)


def test_no_bead_lies_on_a_mark_where_its_arc_has_another_place(scene: Scene) -> None:
    """In the middle of its arc it would hide the mark of an event that the arc passes."""
    marks = [mark for mark in scene.marks if mark.event]
    beads = [mark for mark in scene.marks if mark.event is None and mark.size == BEAD]
    assert beads
    for bead in beads:
        assert all(dist((bead.x, bead.y), (mark.x, mark.y)) > mark.size / 2 for mark in marks)
