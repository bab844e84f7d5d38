"""The names on a map: places beside their marks, countries where there is room for them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

import numpy as np

from tracker.charts.map.clipping import Rectangle
from tracker.charts.map.ground import inside
from tracker.charts.map.view import View
from tracker.charts.naming import Attempt, Room, best_attempt
from tracker.charts.scene import Label, Measure, Rule, Shape
from tracker.charts.style import theme
from tracker.charts.words.language import Language

LEADING = 1.28  # of the size
WIDTH = 92.0  # at which a name is broken into lines
LINES = 3
AWAY = 6.0  # how far from a name the marks of others are, unless a line leads to its own
BESIDE = 2.0  # what a name has free on either side
GAP = 3.0  # from a mark to its name
FURTHER = (9.0, 20.0, 34.0)
GRID = 26
SHARES = {"left": 0.0, "middle": 0.5, "right": 1.0}  # of a text, to the left of its anchor
LEAST_COUNTRY = 34.0  # points that a country is wide, so that its name is tried


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A text that is to stand beside marks, which take a rectangle around a point.

    A line to one that `must` have its name may pass under other marks.
    """

    text: str
    x: float
    y: float
    taken: Rectangle
    must: bool = True


def place_names(
    wanted: Iterable[NamedPlace], room: Room, measure: Measure, size: float
) -> tuple[list[Shape], int]:
    """Set names beside their marks, as many as there is room for.

    Parameters
    ----------
    wanted : iterable of NamedPlace
        The most important first.
    room : Room
        Where they may stand; what they take is taken.
    measure : callable
        Width in points of a text at a font size.
    size : float
        That of the letters.

    Returns
    -------
    (list of Label or Rule, int)
        The names, led to their marks by a line where they stand further off; and how many have no
        room.

    Examples
    --------
    >>> named = NamedPlace("Aleppo", 50, 50, (46, 46, 54, 54))
    >>> room = Room((0, 0, 200, 100))
    >>> shapes, left = place_names([named], room, lambda text, size: 5.0 * len(text), 8)
    >>> (shapes[0].text, shapes[0].x, shapes[0].y, left)
    ('Aleppo', 57.0, 50, 0)
    """
    given = list(wanted)

    def lay_out(order: Sequence[int]) -> Attempt:
        tried, texts = room.copy(), Room(room.within)
        found = {n: _placed(given[n], room, tried, texts, measure, size) for n in order}
        left = [n for n in order if not found[n]]
        shapes = [shape for n in range(len(given)) for shape in found[n]]
        return Attempt(shapes, left, [bool(found[n]) for n in range(len(given))])

    best = best_attempt(len(given), lay_out)
    for shape in best.shapes:
        if isinstance(shape, Label):
            room.take([_area_of(shape, measure)])
    return best.shapes, best.worth.count(False)


def _area_of(label: Label, measure: Measure) -> Rectangle:
    wide = max(measure(line, label.size) for line in label.lines)
    tall = label.size * LEADING * len(label.lines)
    left = label.x - SHARES[label.anchor] * wide
    return left, label.y - tall / 2, left + wide, label.y + tall / 2


def _placed(
    each: NamedPlace, marks: Room, room: Room, texts: Room, measure: Measure, size: float
) -> list[Shape]:
    """The name in the best free place: a line to it passes under marks only if it must."""
    lines = _lines(each.text, measure, size)
    if not lines:
        return []
    wide = max(measure(line, size) for line in lines)
    tall = size * LEADING * len(lines)
    free = []
    for x, y, anchor, off in _spots(each, wide, tall):
        left = x - SHARES[anchor] * wide
        area = (left, y - tall / 2, left + wide, y + tall / 2)
        padded = (left - BESIDE, area[1], area[2] + BESIDE, area[3])
        if room.has(padded) and (off or _is_told(each, area, marks)):
            leader = _leader(each, area) if off else None
            label = Label(x, y, lines, size, theme.INK, anchor)
            free.append((label, leader, [padded, *(_along(leader) if leader else ())]))
    for clear in (room, texts) if each.must else (room,):
        for label, leader, taken in free:
            if all(map(clear.has, taken[1:])):
                room.take(taken)
                texts.take(taken)
                return [leader, label] if leader else [label]
    return []


def _lines(text: str, measure: Measure, size: float) -> tuple[str, ...]:
    """A name in lines, the last of them no number alone."""
    lines = theme.wrapped(text, WIDTH, size, measure, LINES)
    for narrower in (0.9, 0.8, 0.7):
        if len(lines) < 2 or any(map(str.isalpha, lines[-1])):
            break
        lines = theme.wrapped(text, WIDTH * narrower, size, measure, LINES)
    return lines


def _is_told(each: NamedPlace, area: Rectangle, marks: Room) -> bool:
    """Whether a name without a line is so far from marks of others that it is not theirs."""
    left, low, right, high = area
    own = each.taken
    return all(
        own[0] <= met[0] and own[1] <= met[1] and met[2] <= own[2] and met[3] <= own[3]
        for met in marks.meeting((left - AWAY, low - AWAY / 2, right + AWAY, high + AWAY / 2))
    )


def _spots(each: NamedPlace, wide: float, tall: float) -> Iterator[tuple[float, float, str, bool]]:
    """Where a name may stand, the best first: its anchor, and whether a line leads there."""
    left, low, right, high = each.taken
    for away in (GAP, *FURTHER):
        off = away != GAP
        sides = (right + away, "left"), (left - away, "right")
        for x, anchor in sides:
            yield x, each.y, anchor, off
        for x, anchor in sides:
            for y in (high + away / 2, low - away / 2):
                yield x - (away + 1 if anchor == "left" else -away - 1) * (not off), y, anchor, off
        for y in (high + away + tall / 2, low - away - tall / 2):
            yield each.x, y, "middle", off
            yield left, y, "left", off
            yield right, y, "right", off
        if off:
            for x, anchor in sides:
                for y in (high + 1.6 * away, low - 1.6 * away):
                    yield x, y, anchor, off


def _leader(each: NamedPlace, area: Rectangle) -> Rule:
    """A line from the edge of the marks to the nearest point of the name."""
    x, y = min(max(each.x, area[0]), area[2]), min(max(each.y, area[1]), area[3])
    long = hypot(x - each.x, y - each.y) or 1.0
    left, low, right, high = each.taken
    across, up = abs(x - each.x) / long, abs(y - each.y) / long
    reach = 1 / hypot(across / ((right - left) / 2), up / ((high - low) / 2))
    part = min(0.9, (reach + 0.8) / long)
    start = each.x + (x - each.x) * part, each.y + (y - each.y) * part
    return Rule(*start, x, y, theme.MUTED, 0.5)


def _along(line: Rule) -> list[Rectangle]:
    parts = max(2, int(hypot(line.x1 - line.x0, line.y1 - line.y0) / 2))
    spots = []
    for number in range(1, parts):
        x = line.x0 + (line.x1 - line.x0) * number / parts
        y = line.y0 + (line.y1 - line.y0) * number / parts
        spots.append((x - 0.4, y - 0.4, x + 0.4, y + 0.4))
    return spots


def country_names(
    countries: Iterable[tuple[str, Any, Any]],
    view: View,
    room: Room,
    measure: Measure,
    language: Language,
    size: float,
) -> list[Label]:
    """Set the names of countries into them, as far from their borders as can be.

    Parameters
    ----------
    countries : iterable of (str, array, array)
        The parts of countries that are seen, by ISO 3166 code, on the plane.
    view : View
        Where that lies on the canvas.
    room : Room
        Where they may stand.
    measure : callable
        Width in points of a text at a font size.
    language : Language
        That of the names.
    size : float
        That of the letters.

    Returns
    -------
    list of Label
        Of countries that are too small, or full of marks, there are none.

    Examples
    --------
    >>> from tracker.charts.map.ground import ground_of
    >>> from tracker.charts.map.places import Place
    >>> from tracker.charts.map.view import view_of
    >>> from tracker.charts.words.language import ENGLISH
    >>> view = view_of([Place(38.5, 35, "", ())], 400, (300, 300), 0, 0)
    >>> found = ground_of(view.projection, view.rectangle, 1.0).countries
    >>> within = Room((0, 0, 400, 300))
    >>> labels = country_names(found, view, within, lambda *_: 30.0, ENGLISH, 8)
    >>> [label.text for label in labels]
    ['SYRIA']
    """
    parts: dict[str, list[tuple[Any, Any]]] = {}
    for code, x, y in countries:
        across, up = view.canvas(x, y)
        if np.ptp(across) >= LEAST_COUNTRY and np.ptp(up) >= 1.5 * size:
            parts.setdefault(code, []).append((across, up))
    found = []
    for code, shapes in sorted(parts.items(), key=lambda item: -max(map(_extent, item[1]))):
        name = language.country(code)
        lines = tuple(name.upper().split(" ", 1)) if len(name) > 14 else (name.upper(),)
        label = Label(0, 0, lines, size, theme.COUNTRY, "middle")
        shape = max(shapes, key=_extent)
        spot = _inner(label, shape, room, measure) if name else None
        if spot is not None:
            room.take([_area_of(spot, measure)])
            found.append(spot)
    return found


def _extent(shape: tuple[Any, Any]) -> float:
    return float(np.ptp(shape[0]) * np.ptp(shape[1]))


def _inner(label: Label, shape: tuple[Any, Any], room: Room, measure: Measure) -> Label | None:
    """The label where it lies wholly within a shape and furthest from its line."""
    x, y = shape
    left, low, right, high = _area_of(label, measure)
    wide, tall = (right - left) / 2 + 2, (high - low) / 2 + 1
    across = np.linspace(x.min() + wide, x.max() - wide, GRID)
    up = np.linspace(y.min() + tall, y.max() - tall, GRID)
    if across[0] > across[-1] or up[0] > up[-1]:
        return None
    east, north = (each.ravel() for each in np.meshgrid(across, up))
    within = np.all(
        [inside(east + wide * i, north + tall * j, x, y) for i in (-1, 1) for j in (-1, 1)], axis=0
    )
    east, north = east[within], north[within]
    if not len(east):
        return None
    # As wide as the letters are, so is the distance to the line counted.
    far = np.min(
        np.maximum(np.abs(east[:, None] - x[None, ::3]) / (wide + 4),
                   np.abs(north[:, None] - y[None, ::3]) / (tall + 4)), axis=1,
    )  # fmt: skip
    for number in np.argsort(-far, kind="stable"):
        if far[number] < 1:
            return None
        mx, my = float(east[number]), float(north[number])
        if room.has((mx - wide, my - tall, mx + wide, my + tall)):
            return Label(mx, my, label.lines, label.size, label.colour, "middle")
    return None
