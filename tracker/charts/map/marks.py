"""The marks of a map, one of each class at a place and as large as it is frequent, and the key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, pi, radians, sin, sqrt

from tracker.charts.frame.frame import Frame
from tracker.charts.frame.legend import STANDING, class_entry, standing_entry
from tracker.charts.map.places import Group, Place
from tracker.charts.map.view import View, bar_of
from tracker.charts.scene import Glyph, Label, LegendEntry, Mark, Rule, Shape
from tracker.charts.style import theme
from tracker.charts.words.language import Language

LARGEST, USUAL, LEAST = 42.0, 7.5, 2.6  # diameters in points
# How much larger a glyph is drawn than a circle, so that its area is the same.
AS_LARGE = {
    Glyph.CIRCLE: 1.0, Glyph.SQUARE: sqrt(pi) / 2, Glyph.DIAMOND: sqrt(pi) / 2,
    Glyph.TRIANGLE: sqrt(pi / 2), Glyph.PLUS: sqrt(pi * 9 / 20), Glyph.CROSS: sqrt(pi * 9 / 20),
}  # fmt: skip
REACH = {Glyph.DIAMOND: sqrt(2)}  # how far its corners are, beside its size
AROUND = (0, 180, 90, 270, 45, 225, 135, 315)  # degrees, where further marks of a place stand
ROUGHLY = STANDING - 1
SMALL = 9.0


@dataclass(frozen=True)
class Sizes:
    """How large marks are: `unit` is the diameter of one event, in points."""

    unit: float

    @classmethod
    def of(cls, places: Iterable[Place], width: float) -> "Sizes":
        """Sizes at which the most frequent mark is not too large for the map.

        >>> Sizes.of([], 500).unit
        7.5
        """
        most = max((group.number for place in places for group in place.groups), default=1)
        return cls(min(USUAL, min(LARGEST, width / 10) / sqrt(most)))

    def diameter(self, count: int) -> float:
        """That of a circle for so many events; the area is proportional.

        >>> Sizes(4.0).diameter(9), Sizes(0.1).diameter(1)
        (12.0, 2.6)
        """
        return max(LEAST, self.unit * sqrt(count))

    @property
    def alike(self) -> int:
        """Up to how many events are drawn as large as one."""
        return max(1, int((LEAST / self.unit) ** 2))


def marks_of(place: Place, view: View, sizes: Sizes, language: Language) -> list[Mark]:
    """Draw the events of a place: the most frequent class on its point, the others around it.

    Parameters
    ----------
    place : Place
        Where and what.
    view : View
        Where that lies on the canvas.
    sizes : Sizes
        How large marks are.
    language : Language
        That of the legend.

    Returns
    -------
    list of Mark
        Hollow where the place is known only roughly, with the sign of what did not happen.

    Examples
    --------
    >>> from tracker.charts.map.view import view_of
    >>> from tracker.charts.words.language import ENGLISH
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.event import Event
    >>> event = Event(1, "e", "E", EventDate.parse("2016"), EventType("t", "T"))
    >>> place = Place(37, 36, "Aleppo", (event,))
    >>> [mark] = marks_of(place, view_of([place], 400, (200, 400), 0, 0), Sizes(7.0), ENGLISH)
    >>> (mark.x, mark.y, mark.hollow)
    (200.0, 130.0, False)
    """
    x, y = view.point(place)
    marks: list[Mark] = []
    inner = 0.0
    for number, group in enumerate(place.groups):
        glyph = theme.glyph_of(group.tone)
        size = sizes.diameter(group.number) * AS_LARGE.get(glyph, 1.0)
        reach = size / 2 * REACH.get(glyph, 1.0)
        across, up = x, y
        if number == 0:
            inner = reach
        else:
            turn, further = radians(AROUND[(number - 1) % 8]), (number - 1) // 8
            away = (inner + reach) * (1 + further)
            across, up = x + away * cos(turn), y + away * sin(turn)
        one = place.events[0].id if place.count == 1 else None
        marks.append(_mark(group, glyph, across, up, size, one, language))
    return marks


def _mark(
    group: Group, glyph: Glyph, x: float, y: float, size: float, event: int | None,
    language: Language,
) -> Mark:  # fmt: skip
    entries = [class_entry(group.tone, language)]
    if group.status is not None:
        entries.append(standing_entry(group.status, language))
    if group.is_rough:
        entries.append(_rough_entry(language))
    sign = theme.SIGNS[group.status] if group.status is not None else None
    hollow = group.is_rough or sign is not None
    return Mark(x, y, glyph, theme.colour_of(group.tone), size, hollow, event, sign=sign,
                legend=tuple(entries))  # fmt: skip


@cache
def _rough_entry(language: Language) -> LegendEntry:
    mark = Mark(0, 0, Glyph.CIRCLE, theme.UNCODED, 9.0, hollow=True)
    return LegendEntry(language("place known only roughly"), (mark,), (ROUGHLY,))


def area_of(mark: Mark) -> tuple[float, float, float, float]:
    """The rectangle that a mark takes.

    >>> area_of(Mark(10, 10, Glyph.CIRCLE, "#000000", 4))
    (8.0, 8.0, 12.0, 12.0)
    """
    reach = mark.size / 2 * REACH.get(mark.glyph, 1.0)
    return mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach


def sizes_key(
    places: Sequence[Place], sizes: Sizes, left: float, right: float, frame: Frame
) -> tuple[list[Shape], float]:
    """Draw circles as large as marks of so many events, side by side.

    Parameters
    ----------
    places : sequence of Place
        What is drawn.
    sizes : Sizes
        How large marks are.
    left, right : float
        Where they may stand on the canvas.
    frame : Frame
        Measure and language.

    Returns
    -------
    (list of shapes, float)
        What stands above height 0, and how high it is; nothing where each mark is of one event.

    Examples
    --------
    >>> sizes_key([], Sizes(7.0), 0, 100, Frame(lambda text, size: 5.0 * len(text)))
    ([], 0.0)
    """
    counts = sorted({group.number for place in places for group in place.groups})
    if not counts or counts[-1] == 1:
        return [], 0.0
    language, measure = frame.language, frame.measure
    numbers = [1, _rounded(counts[-1] / 8), counts[-1]] if counts[-1] > 12 else [1, counts[-1]]
    if sizes.alike > 1:
        numbers = [sizes.alike, *(number for number in numbers if number > 2 * sizes.alike)]
    high = sizes.diameter(counts[-1]) + 4
    said = language("events at one place:")
    shapes: list[Shape] = [Label(left, high / 2, (said,), SMALL - 1, theme.MUTED)]
    x = left + measure(said, SMALL - 1) + 8
    for number in dict.fromkeys(numbers):
        text = language.number(number)
        if number == sizes.alike > 1:
            text = f"1–{text}"
        size = sizes.diameter(number)
        wide = size + 4 + measure(text, SMALL - 1) + 12
        if x + wide > right:
            break
        shapes.append(Mark(x + size / 2, high / 2, Glyph.CIRCLE, theme.OTHER, size))
        shapes.append(Label(x + size + 4, high / 2, (text,), SMALL - 1, theme.MUTED))
        x += wide
    return shapes, high


def _rounded(number: float) -> int:
    """A number of one figure near another."""
    power = 10 ** max(0, len(str(int(number))) - 1)
    return int(max(2, round(number / power) * power))


def scale_bar(view: View, right: float, y: float, frame: Frame) -> list[Shape]:
    """Draw a bar that is so many kilometres long, its right end on the right.

    Parameters
    ----------
    view : View
        A region; for the world there is no bar, for its scale is not one.
    right, y : float
        Where its right end lies, and its line.
    frame : Frame
        Measure and language.

    Returns
    -------
    list of Rule or Label
        The line, its ends and its length.

    Examples
    --------
    >>> from tracker.charts.map.view import view_of
    >>> view = view_of([Place(37, 36, "", ())], 500, (200, 400), 0, 0)
    >>> scale_bar(view, 480, 10, Frame(lambda text, size: 5.0 * len(text)))[-1].lines
    ('50 km',)
    """
    found = bar_of(view)
    if found is None:
        return []
    kilometres, long = found
    said = frame.language("{n} km", n=frame.language.number(kilometres))
    left = right - long
    return [
        Rule(left, y, right, y, theme.INK, 1.0),
        Rule(left, y, left, y + 4, theme.INK, 1.0),
        Rule(right, y, right, y + 4, theme.INK, 1.0),
        Label((left + right) / 2, y + 7, (said,), 7.0, theme.INK, "middle"),
    ]
