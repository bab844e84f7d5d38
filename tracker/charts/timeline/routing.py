"""The ways of arcs over a timeline: never back in time, and round marks and labels if they can."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from tracker.charts.curves import Cubic, point_at
from tracker.charts.scene import Label, Mark, Measure

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]
CELL = 32.0
SAMPLES, MOST_SAMPLES, CLOSE = 16, 160, 5.0  # points of an arc that are tried, and how close
# What it costs to run over something for so many points of the page, and to bow aside.
UNIT = 12.0
ON_MARK, ON_LABEL, OUTSIDE, ROUNDABOUT = 40.0, 1.0, 40.0, 4.0
STRAIGHT = 3.0  # an arc between marks that are no further apart in time has no way round
# How far the handle at an end reaches, of the way in time and in height: along the straight line,
# steeply, level; and by how much both are lifted, of the length.
REACHES = ((0.33, 0.33), (0.06, 0.45), (0.45, 0.0))
LIFTS = (0.0, 0.12, -0.12, 0.25, -0.25, 0.42, -0.42)
STEEPEST = 3.0  # of a steep arc, by how much at most, of its way in time: else it would overshoot
BENDING = 0.35  # what it costs to leave the straight line at one end


@dataclass
class Obstacles:
    """Marks and labels on a grid, so that a point is compared with what lies near it alone.

    Attributes
    ----------
    floor, ceiling : float
        Between which heights arcs stay.
    """

    floor: float
    ceiling: float
    _cells: dict[tuple[int, int], list[tuple[Rectangle, float, int | None]]] = field(
        default_factory=dict, repr=False
    )

    def add(self, area: Rectangle, weight: float, event: int | None = None) -> None:
        """Put a rectangle on the grid: left, lower, right and upper end."""
        left, low, right, high = (int(end // CELL) for end in area)
        for column in range(left, right + 1):
            for row in range(low, high + 1):
                self._cells.setdefault((column, row), []).append((area, weight, event))

    def cost(self, point: Point, own: tuple[int, int]) -> float:
        """What it costs to run through a point; the marks of its own two events cost nothing."""
        x, y = point
        total = 0.0 if self.floor <= y <= self.ceiling else OUTSIDE
        for (left, low, right, high), weight, event in self._cells.get(
            (int(x // CELL), int(y // CELL)), ()
        ):
            if (event is None or event not in own) and left <= x <= right and low <= y <= high:
                total += weight
        return total


def obstacles_of(
    marks: Iterable[Mark], labels: Iterable[Label], floor: float, ceiling: float, measure: Measure
) -> Obstacles:
    """Collect what arcs are led round.

    Parameters
    ----------
    marks : iterable of Mark
        Those of all events.
    labels : iterable of Label
        Their labels, anchored at the left or at the right.
    floor, ceiling : float
        Between which heights the lanes stand.
    measure : callable
        Width in points of a text at a font size.

    Returns
    -------
    Obstacles
        A mark weighs more than a label, under which an arc may run.

    Examples
    --------
    >>> obstacles_of([], [], 0, 100, lambda text, size: 5.0).cost((5, 5), (1, 2))
    0.0
    """
    found = Obstacles(floor, ceiling)
    for mark in marks:
        half = mark.size / 2 + 2.0
        area = mark.x - half, mark.y - half, mark.x + half, mark.y + half
        found.add(area, ON_MARK, mark.event)
    for label in labels:
        wide = max(measure(line, label.size) for line in label.lines)
        half = label.size * 0.62 * len(label.lines)
        left = label.x - wide if label.anchor == "right" else label.x
        found.add((left, label.y - half, left + wide, label.y + half), ON_LABEL)
    return found


def way(
    start: Point, end: Point, own: tuple[int, int], obstacles: Obstacles
) -> tuple[Point, Point]:
    """Find the handles of an arc between two marks.

    Parameters
    ----------
    start, end : tuple of float
        Where the marks of the cause and of the effect stand.
    own : tuple of int
        Their numbers.
    obstacles : Obstacles
        What else is there.

    Returns
    -------
    tuple of tuple of float
        Of a cubic Bézier curve whose handles lie between its ends in time, so that it never runs
        back. Of some dozen curves that which meets least, of equals the plainest.

    Examples
    --------
    >>> way((0, 50), (100, 50), (1, 2), Obstacles(0, 100))
    ((33.0, 50.0), (67.0, 50.0))
    >>> mark = Obstacles(0, 100)
    >>> mark.add((45, 45, 55, 55), 12.0, event=3)
    >>> way((0, 50), (100, 50), (1, 2), mark)[0]
    (33.0, 62.0)
    """
    (x0, y0), (x1, y1) = start, end
    apart = x1 - x0
    length = math.hypot(apart, y1 - y0)
    best = (x0 + apart / 3, y0 + (y1 - y0) / 3), (x1 - apart / 3, y1 - (y1 - y0) / 3)
    if apart < STRAIGHT:
        return best
    least = float("inf")
    steps = round(min(MOST_SAMPLES, max(SAMPLES, length / CLOSE)))
    each = length / steps / UNIT
    for price, lift, (one, high), (other, low) in _candidates():
        if price >= least:
            break  # what comes is further round
        up = lift * min(length, STEEPEST * apart)
        handles = (
            (x0 + one * apart, y0 + high * (y1 - y0) + up),
            (x1 - other * apart, y1 - low * (y1 - y0) + up),
        )
        curve: Cubic = (start, *handles, end)
        for step in range(1, steps):
            price += each * obstacles.cost(point_at(curve, step / steps), own)
            if price >= least:
                break
        if price < least:
            best, least = handles, price
    return best


@cache
def _candidates() -> tuple[tuple[float, float, Point, Point], ...]:
    """What each curve costs by itself, its lift and the reaches of its handles; the plainest first.

    >>> _candidates()[0]
    (0.0, 0.0, (0.33, 0.33), (0.33, 0.33))
    """
    found = [
        (ROUNDABOUT * abs(lift) + BENDING * ((one > 0) + (other > 0)), -lift, one, other)
        for lift in LIFTS
        for one in range(len(REACHES))
        for other in range(len(REACHES))
    ]
    return tuple(
        (price, -lift, REACHES[one], REACHES[other]) for price, lift, one, other in sorted(found)
    )
