"""Lines and shapes of the plane, cut to a rectangle."""

from collections.abc import Iterator
from typing import Any

import numpy as np

Array = Any
Rectangle = tuple[float, float, float, float]
"""Left, lower, right and upper end."""
LEAST_STEP = 1e-9  # below that a line goes along an axis: a division by less would overflow


def clipped_ring(x: Array, y: Array, within: Rectangle) -> tuple[Array, Array]:
    """Cut a filled shape to a rectangle.

    Parameters
    ----------
    x, y : array of float
        The corners of the shape, the last one joined to the first.
    within : (float, float, float, float)
        The rectangle.

    Returns
    -------
    (array of float, array of float)
        The corners of what lies within, none where nothing does; where the shape falls into
        several pieces they hang together along the edge of the rectangle.

    Notes
    -----
    Sutherland, I. E. & Hodgman, G. W. (1974), Reentrant polygon clipping, Communications of the
    ACM 17 (1), 32–42.

    Examples
    --------
    >>> x, y = clipped_ring(np.array([0, 4, 4, 0]), np.array([0, 0, 4, 4]), (1, 1, 9, 2))
    >>> sorted(zip(x.tolist(), y.tolist()))
    [(1.0, 1.0), (1.0, 2.0), (4.0, 1.0), (4.0, 2.0)]
    """
    left, low, right, high = within
    corners = np.asarray(x, float), np.asarray(y, float)
    for axis, bound, sign in ((0, left, 1), (0, right, -1), (1, low, 1), (1, high, -1)):
        corners = _half(corners, axis, bound, sign)
        if not len(corners[0]):
            break
    return corners


def _half(corners: tuple[Array, Array], axis: int, bound: float, sign: int) -> tuple[Array, Array]:
    """What of a shape lies on one side of a line along an axis."""
    beyond = (corners[axis] - bound) * sign
    inside = beyond >= 0
    if inside.all():
        return corners
    if not inside.any():
        return corners[0][:0], corners[1][:0]
    after = np.roll(inside, -1)
    crossing = np.flatnonzero(inside != after)
    follows = (crossing + 1) % len(inside)
    part = beyond[crossing] / (beyond[crossing] - beyond[follows])
    # Between each corner and the next stands the point at which the line is crossed, if it is.
    place = np.concatenate((np.flatnonzero(inside) * 2, crossing * 2 + 1))
    order = np.argsort(place, kind="stable")
    cut = []
    for each in corners:
        met = each[crossing] + part * (each[follows] - each[crossing])
        cut.append(np.concatenate((each[inside], met))[order])
    return cut[0], cut[1]


def clipped_lines(
    x: Array, y: Array, drawn: Array, within: Rectangle
) -> Iterator[tuple[Array, Array]]:
    """Cut a line of many points to a rectangle.

    Parameters
    ----------
    x, y : array of float
        The points, one behind the other.
    drawn : array of bool
        Whether the line goes on from each point to the next.
    within : (float, float, float, float)
        The rectangle.

    Yields
    ------
    (array of float, array of float)
        The points of each piece that lies within.

    Notes
    -----
    Each part is cut as by Liang & Barsky (1984), A new concept and method for line clipping, ACM
    Transactions on Graphics 3 (1), 1–22.

    Examples
    --------
    >>> points = np.array([0.0, 2.0, 4.0, 6.0])
    >>> pieces = clipped_lines(points, points * 0, np.ones(4, bool), (1, -1, 5, 1))
    >>> [x.tolist() for x, y in pieces]
    [[1.0, 2.0, 4.0, 5.0]]
    """
    left, low, right, high = within
    x0, y0, x1, y1 = x[:-1], y[:-1], x[1:], y[1:]
    near = (
        drawn[:-1] & (np.maximum(x0, x1) >= left) & (np.minimum(x0, x1) <= right)
        & (np.maximum(y0, y1) >= low) & (np.minimum(y0, y1) <= high)
    )  # fmt: skip
    at = np.flatnonzero(near)
    x0, y0, x1, y1 = x0[at], y0[at], x1[at], y1[at]
    begin, end = np.zeros(len(at)), np.ones(len(at))
    for start, step, least, most in ((x0, x1 - x0, left, right), (y0, y1 - y0, low, high)):
        still = np.abs(step) < LEAST_STEP
        safe = np.where(still, 1.0, step)
        one, other = (least - start) / safe, (most - start) / safe
        begin = np.maximum(begin, np.where(still, 0.0, np.minimum(one, other)))
        end = np.minimum(end, np.where(still, 1.0, np.maximum(one, other)))
    kept = begin < end
    at, begin, end = at[kept], begin[kept], end[kept]
    if not len(at):
        return
    x0, y0, x1, y1 = x0[kept], y0[kept], x1[kept], y1[kept]
    ends = (x0 + begin * (x1 - x0), y0 + begin * (y1 - y0),
            x0 + end * (x1 - x0), y0 + end * (y1 - y0))  # fmt: skip
    parted = (np.diff(at) > 1) | (end[:-1] < 1) | (begin[1:] > 0)
    for run in np.split(np.arange(len(at)), np.flatnonzero(parted) + 1):
        yield (np.concatenate((ends[0][run], ends[2][run[-1:]])),
               np.concatenate((ends[1][run], ends[3][run[-1:]])))  # fmt: skip


def thinned(x: Array, y: Array, grain: float) -> tuple[Array, Array]:
    """Leave out points that lie so near those before them that nobody sees it.

    >>> thinned(np.array([0, 0.1, 0.2, 5]), np.array([0, 0, 0, 0]), 1.0)[0].tolist()
    [0.0, 5.0]
    """
    if len(x) < 3:
        return x, y
    across, up = np.floor(x / grain), np.floor(y / grain)
    kept = np.concatenate(([True], (np.diff(across) != 0) | (np.diff(up) != 0)))
    kept[-1] = True
    return x[kept], y[kept]
