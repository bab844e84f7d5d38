"""Geometry of arrows and of fading spans, for every way of drawing.

An arrow is the curve of a link, cut short before its ends, with a head on it. It is worked out
here and not by matplotlib, which makes an arrow at a time; so thousands of them are two
collections, and another way of drawing can use the same curves.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.charts.scene import Arrow, Span

Point = tuple[float, float]
Cubic = tuple[Point, Point, Point, Point]
"""A Bézier curve: where it begins, its two handles, where it ends."""

FREE = 5.0  # points left free behind the cause's mark, and before the effect's
HALVINGS = 14  # to within a hundredth of a point
PALEST, DEPTH, DERIVED = 0.06, 0.26, 0.7  # opacities of spans
TIP = 0.75  # how long the point of an open span is, of its height


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of an arrow.

    Attributes
    ----------
    curve : tuple of Cubic
        The line, each piece beginning where the last ended; empty where the ends are too close.
    head : tuple of Point
        The three corners of the head, its tip first; none where it has no head.
    """

    curve: tuple[Cubic, ...]
    head: tuple[Point, ...]


def outline(arrow: Arrow, unit: float = 1.0) -> Outline:
    """Work out the curve and the head of an arrow.

    Parameters
    ----------
    arrow : Arrow
        One of two points and a bend, or handles, is an arc that leaves room for the marks at its
        ends, a spline is drawn as it is; any other runs through all its points, level at each.
    unit : float, optional
        How long a point of the layout is.

    Returns
    -------
    Outline
        In points, as the arrow.

    Examples
    --------
    >>> drawn = outline(Arrow(((0, 0), (100, 0)), "#000000", 1.0))
    >>> drawn.head[0], len(drawn.curve)
    ((100, 0), 1)
    """
    long = 4.0 * unit + 1.1 * arrow.width
    pieces: list[Cubic]
    if arrow.spline:
        pieces = [
            (arrow.points[at], arrow.points[at + 1], arrow.points[at + 2], arrow.points[at + 3])
            for at in range(0, len(arrow.points) - 1, 3)
        ]
    elif len(arrow.points) == 2 and (arrow.bend or arrow.handles):
        start, end = arrow.points
        one, other = arrow.handles or _arc(start, end, arrow.bend)[1:3]
        pieces = [(start, one, other, end)]
        free = min(FREE * unit, math.dist(*arrow.points) / 4)
        pieces = [_without_end(_reversed(_without_end(_reversed(pieces[0]), free)), free)]
    else:
        pieces = [level(start, end) for start, end in pairwise(arrow.points)]
    if not arrow.headed:
        return Outline(tuple(pieces), ())
    tip = pieces[-1][3]
    shaft = _without_end(pieces[-1], min(long, math.dist(pieces[-1][0], tip) * 0.8))
    base = shaft[3]
    away = math.dist(base, tip) or 1.0
    dx, dy = (tip[0] - base[0]) / away, (tip[1] - base[1]) / away
    half = long * 0.42
    head = (
        tip,
        (base[0] - dy * half, base[1] + dx * half),
        (base[0] + dy * half, base[1] - dx * half),
    )
    return Outline((*pieces[:-1], shaft), head)


def _arc(start: Point, end: Point, bend: float) -> Cubic:
    """An arc that leaves the straight line by `bend` times its length, to its right.

    It is the quadratic curve with its one handle there, written as a cubic.
    """
    (x0, y0), (x1, y1) = start, end
    handle = ((x0 + x1) / 2 + bend * (y1 - y0), (y0 + y1) / 2 - bend * (x1 - x0))
    return (
        start,
        (x0 + 2 / 3 * (handle[0] - x0), y0 + 2 / 3 * (handle[1] - y0)),
        (x1 + 2 / 3 * (handle[0] - x1), y1 + 2 / 3 * (handle[1] - y1)),
        end,
    )


def level(start: Point, end: Point) -> Cubic:
    """Make a curve that is level at both ends.

    Parameters
    ----------
    start, end : tuple of float
        The points where it begins and ends.

    Returns
    -------
    tuple of tuple of float
        A cubic Bézier curve; straight where the ends are equally high.

    Examples
    --------
    >>> point_at(level((0, 0), (100, 40)), 0.5)
    (50.0, 20.0)
    """
    middle = (start[0] + end[0]) / 2
    return start, (middle, start[1]), (middle, end[1]), end


def _reversed(curve: Cubic) -> Cubic:
    return curve[::-1]


def _without_end(curve: Cubic, free: float) -> Cubic:
    """The curve up to where it comes as near as `free` to its end."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if math.dist(point_at(curve, middle), curve[3]) > free:
            low = middle
        else:
            high = middle
    return _first_part(curve, low)


def point_at(curve: Cubic, share: float) -> Point:
    """Find a point of a curve, by Bernstein's polynomials.

    Parameters
    ----------
    curve : tuple of tuple of float
        A cubic Bézier curve.
    share : float
        The place along it, 0 at its start and 1 at its end.

    Returns
    -------
    tuple of float
        The point.

    Examples
    --------
    >>> point_at(((0, 0), (0, 0), (9, 9), (9, 9)), 1)
    (9, 9)
    """
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    rest = 1 - share
    a, b, c, d = rest**3, 3 * rest * rest * share, 3 * rest * share * share, share**3
    return a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def _first_part(curve: Cubic, share: float) -> Cubic:
    """The first part of a curve, by de Casteljau's division."""
    rows: list[Sequence[Point]] = [curve]
    while len(rows[-1]) > 1:
        rows.append([_between(one, other, share) for one, other in pairwise(rows[-1])])
    return rows[0][0], rows[1][0], rows[2][0], rows[3][0]


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def fading_slices(span: Span, count: int) -> Iterator[tuple[float, float, float]]:
    """Cut a span into slices, paler and paler towards a side that fades.

    Parameters
    ----------
    span : Span
        It is palest at an end that fades, and as dark as it gets from its middle on.
    count : int
        How many slices of equal width.

    Yields
    ------
    tuple of float
        Left and right end of a slice, and its opacity.

    Examples
    --------
    >>> span = Span(0, 10, 0, 5, "#000000", fades_left=True)
    >>> [round(opacity, 2) for _, _, opacity in fading_slices(span, 4)]
    [0.12, 0.26, 0.32, 0.32]
    """
    step = (span.x1 - span.x0) / count
    for number in range(count):
        share = (number + 0.5) / count
        strength = min(
            1.0,
            share / 0.5 if span.fades_left else 1.0,
            (1 - share) / 0.5 if span.fades_right else 1.0,
        )
        left = span.x0 + step * number
        opacity = DERIVED if span.derived else PALEST + DEPTH * strength
        yield left, left + step, opacity


def outlined_span(span: Span, count: int) -> Iterator[tuple[tuple[Point, ...], float]]:
    """Cut a span into shapes: slices of its bar, of which one at an open side ends in a point.

    Parameters
    ----------
    span : Span
        What is drawn.
    count : int
        How many slices its bar has, where it fades.

    Yields
    ------
    tuple of tuple of Point and float
        The corners of a shape, and its opacity.

    Examples
    --------
    >>> list(outlined_span(Span(0, 10, 0, 4, "#000000", opens_right=True), 9))[0][0]
    ((0.0, -2.0), (7.0, -2.0), (10, 0), (7.0, 2.0), (0.0, 2.0))
    """
    low, high = span.y - span.height / 2, span.y + span.height / 2
    tip = min(TIP * span.height, (span.x1 - span.x0) / 2)
    left = span.x0 + tip if span.opens_left else span.x0
    right = span.x1 - tip if span.opens_right else span.x1
    if not (span.opens_left or span.opens_right):
        parts = count
    else:  # one shape where it can be, for between two of them there is a seam
        parts = count if span.fades_left or span.fades_right else 1
    slices = list(fading_slices(replace(span, x0=left, x1=right), parts))
    for number, (first, last, opacity) in enumerate(slices):
        before = ((span.x0, span.y),) if span.opens_left and number == 0 else ()
        after = ((span.x1, span.y),) if span.opens_right and number == parts - 1 else ()
        corners = (first, low), (last, low), *after, (last, high), (first, high), *before
        yield corners, opacity
