"""Sizes of pictures."""

import pytest

from tests.charts.overlaps import overlapping
from tracker.charts.chain import chain
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.frame.heading import heading
from tracker.charts.picture import picture_of
from tracker.charts.registry import chart_of
from tracker.charts.scene import Scene
from tracker.charts.style.size import sized
from tracker.charts.timeline import timeline
from tracker.errors import InvalidInput
from tracker.model.chronicle import Chronicle
from tracker.model.picture import PictureOptions, Size
from tracker.store import chronicle
from tracker.store.database import Database


@pytest.fixture
def crisis(sample: Database) -> Chronicle:
    """The sample crisis."""
    return chronicle.load(sample)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("180mm", (510.2, None)), ("16x9in", (1152, 648)), ("16 x 9", (1152, 648)),
        ("1500x750px", (720, 360)), ("slide", (960, 540)), ("A4", (841.9, 595.3)),
    ],
)  # fmt: skip
def test_sizes_are_read_as_people_say_them(text: str, points: tuple[float, float | None]) -> None:
    """Lengths with their units, pixels at the picture's own density, and pages by name."""
    wide, high = Size.parse(text).points(150)
    assert wide == pytest.approx(points[0], abs=0.1)
    assert high is None if points[1] is None else high == pytest.approx(points[1], abs=0.1)


@pytest.mark.parametrize("text", ["big", "3 apples", "0.2in", "-4cm", "9999cm", "16x", "1e9mm"])
def test_what_is_no_size_is_a_sentence(text: str) -> None:
    """Neither words nor lengths that no picture has."""
    with pytest.raises(InvalidInput, match=r"is no size|between an inch"):
        Size.parse(text)


@pytest.mark.parametrize("text", ["180mm", "a4", "slide", "a4-portrait", "2000x500px"])
def test_a_chart_fills_the_size_asked_for(crisis: Chronicle, text: str) -> None:
    """It is exactly so large, nothing lies outside, and type stays in proportion."""
    size = Size.parse(text)

    def lay_out(width: float | None) -> Scene:
        return timeline(crisis, Frame(text_width, width=width))

    scene = sized(lay_out, size, 150)
    wide, high = size.points(150)
    assert scene.width == pytest.approx(wide)
    assert scene.height == pytest.approx(high or scene.height)
    for mark in scene.marks:
        assert 0 < mark.x < scene.width
        assert 0 < mark.y < scene.height
    for label in scene.labels:
        assert 0 < label.y < scene.height
        assert label.size <= 15


def test_a_chart_of_its_own_width_is_made_smaller_to_fit(crisis: Chronicle) -> None:
    """A chart that has a width of its own is scaled, its lines and letters with it."""
    own = chain(crisis, Frame(text_width))
    scene = sized(lambda _: own, Size.parse("120mm"), 150)
    factor = scene.width / own.width
    assert factor < 0.5
    assert scene.unit == pytest.approx(factor)
    assert scene.labels[0].size == pytest.approx(own.labels[0].size * factor)


def test_a_long_title_is_written_out_on_a_narrow_picture() -> None:
    """A column of a journal has all of its words, on as many lines as they take."""
    title = "What was said and done before the talks, " * 3 + "to the last word"
    column = Size.parse("80mm").width
    written = heading(title, "2 events", column, 300, text_width)
    assert " ".join(written.labels[0].lines) == title
    assert len(written.labels[0].lines) > 4
    assert all(
        text_width(line, written.labels[0].size) < column for line in written.labels[0].lines
    )


@pytest.mark.parametrize("name", ["timeline", "ladder", "tension", "matrix", "calendar"])
def test_a_picture_is_set_for_a_column(crisis: Chronicle, name: str) -> None:
    """At 85 mm its type is 7 points or more, no two texts overlap and none leaves the page."""
    sides = ("RUS", "USA") if name in ("ladder", "tension") else ()
    own = chart_of(name).options_of({"sides": sides} if sides else {})
    picture = picture_of(name, crisis, own, PictureOptions(size=Size.parse("85mm")))
    labels = picture.scene.labels
    assert picture.cautions == ()
    assert min(label.size for label in labels) >= 7
    assert overlapping(labels, picture.scene) == []
    for label in labels:
        wide = max(text_width(line, label.size) for line in label.lines)
        left = label.x - {"left": 0, "middle": 0.5, "right": 1}[label.anchor] * wide
        assert 0 <= left <= left + wide <= picture.scene.width


def test_type_that_is_too_small_is_said(crisis: Chronicle) -> None:
    """Narrower than any column, type is made smaller, and a note says so."""
    options = PictureOptions(size=Size.parse("50mm"))
    own = chart_of("matrix").options_of({})
    assert "so small its type is" in " ".join(picture_of("matrix", crisis, own, options).cautions)
    wide = PictureOptions(size=Size.parse("400mm"))
    assert picture_of("matrix", crisis, own, wide).cautions == ()
