"""Palettes, held to what a reader needs and not to the table that they are."""

from collections.abc import Callable
from colorsys import rgb_to_hls

import pytest

from tracker.charts.calendar import calendar
from tracker.charts.chain import chain
from tracker.charts.drawing import text_width
from tracker.charts.frame.frame import Frame
from tracker.charts.ladder import ladder
from tracker.charts.matrix import matrix
from tracker.charts.scene import Scene
from tracker.charts.style import theme
from tracker.charts.style.dressing import recoloured
from tracker.charts.tension import tension
from tracker.charts.timeline import timeline
from tracker.model.picture import Palette
from tracker.store import chronicle
from tracker.store.database import Database

CHARTS: tuple[Callable[..., Scene], ...] = (
    timeline,
    chain,
    ladder,
    tension,
    matrix,
    calendar,
)
READABLE = 4.5  # the least contrast of text by WCAG 2.2, 1.4.3
SEEN = 3.0  # and of what is no text, 1.4.11


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, each from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def hue(colour: str) -> float:
    """The hue of a colour, from 0 to 1."""
    return rgb_to_hls(*channels(colour))[0]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG has it."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG has it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=CHARTS, ids=lambda chart: chart.__name__)
def plain(request: pytest.FixtureRequest, sample: Database) -> Scene:
    """A chart of the sample crisis, as it is laid out."""
    scene: Scene = request.param(chronicle.load(sample), Frame(text_width))
    return scene


@pytest.mark.parametrize(
    ("palette", "background"),
    [(Palette.LIGHT, "#ffffff"), (Palette.DARK, "#14171c"), (Palette.PRINT, "#ffffff")],
)
def test_each_palette_has_its_own_ground(plain: Scene, palette: Palette, background: str) -> None:
    """Light and print are on white paper, dark is nearly black."""
    assert recoloured(plain, palette).background == background


@pytest.mark.parametrize("palette", Palette)
def test_what_is_written_can_be_read(plain: Scene, palette: Palette) -> None:
    """Text that stands on the ground of the picture has enough contrast to it."""
    scene = recoloured(plain, palette)
    for label, was in zip(scene.labels, plain.labels, strict=True):
        if was.colour in (theme.INK, theme.MUTED):  # others stand on cells or name a side
            assert contrast(label.colour, scene.background) >= READABLE, (label.text, label.colour)


@pytest.mark.parametrize("palette", Palette)
def test_marks_and_arrows_can_be_seen(plain: Scene, palette: Palette) -> None:
    """No mark sinks into the dark, nor any arrow; light verbal colours are as light on paper."""
    scene = recoloured(plain, palette)
    now, before = (
        [shape.colour for shape in each.marks] + [shape.colour for shape in each.arrows]
        for each in (scene, plain)
    )
    assert before
    for colour, was in zip(now, before, strict=True):
        least = min(SEEN, contrast(was, plain.background))
        assert contrast(colour, scene.background) >= least - 0.01, (colour, was)


def test_print_is_for_one_ink() -> None:
    """Nothing but the colours that mean something is left between black and white."""
    grounds = Scene(10, 10, theme.PANEL)
    assert recoloured(grounds, Palette.PRINT).background == "#ffffff"
    ink = Scene(10, 10, theme.INK)
    assert recoloured(ink, Palette.PRINT).background == "#000000"
    for colour in theme.COLOURS.values():
        assert recoloured(Scene(10, 10, colour), Palette.PRINT).background == colour


@pytest.mark.parametrize("colours", [tuple(theme.COLOURS.values()), theme.HEAT, theme.SIDES])
@pytest.mark.parametrize("palette", Palette)
def test_what_was_told_apart_still_is(palette: Palette, colours: tuple[str, ...]) -> None:
    """No two of the colours that mean something become one, nor the ground."""
    changed = [recoloured(Scene(10, 10, colour), palette).background for colour in colours]
    ground = recoloured(Scene(10, 10, theme.BACKGROUND), palette).background
    assert len({*changed, ground}) == len(colours) + 1


def test_more_stays_further_from_the_ground_in_the_dark() -> None:
    """On white the cells of busy days grow darker, on black lighter."""
    dark = [recoloured(Scene(10, 10, colour), Palette.DARK).background for colour in theme.HEAT]
    assert [luminance(colour) for colour in dark] == sorted(map(luminance, dark))


@pytest.mark.parametrize("palette", [Palette.DARK, Palette.PRINT])
def test_a_colour_keeps_its_hue(palette: Palette) -> None:
    """Blue stays blue and orange orange, a little aside at most, and grey stays grey."""
    for colour in (*theme.COLOURS.values(), *theme.SIDES, *theme.HEAT):
        other = recoloured(Scene(10, 10, colour), palette).background
        aside = abs(hue(colour) - hue(other))
        assert min(aside, 1 - aside) < 0.05, (colour, other)
    for grey in (theme.INK, theme.MUTED, theme.FAINT, theme.PANEL, theme.LINK, theme.UNCODED):
        other = recoloured(Scene(10, 10, grey), palette).background
        assert max(channels(other)) - min(channels(other)) < 0.1, (grey, other)


def test_the_dark_lifts_what_would_sink() -> None:
    """Each colour of a class and of the sides' first three is as plain on it as on white."""
    for colour in (*theme.COLOURS.values(), *theme.SIDES[:3]):
        dark = recoloured(Scene(10, 10, colour), Palette.DARK).background
        assert luminance(dark) > luminance(colour), colour
