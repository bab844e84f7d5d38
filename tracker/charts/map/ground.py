"""The ground of a map: land, coasts and borders within a stretch of the plane."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tracker.charts.map.clipping import Rectangle, clipped_lines, clipped_ring, thinned
from tracker.charts.map.projection import RADIUS, AzimuthalEqualArea, EqualEarth, Projection
from tracker.charts.map.world import Kind, World, world

Array = Any
FAR = 1.7 * RADIUS  # from the centre, 116°: beyond that no view reaches
RIM = 2 * RADIUS  # where the point opposite to the centre lies, all around
STEP = np.radians(10)
MERIDIAN = np.linspace(-90, 90, 91)


@dataclass(frozen=True, eq=False)
class Ground:
    """The world on a plane, cut to a rectangle of it, in kilometres.

    Attributes
    ----------
    background : bool
        Whether what no shape covers is land.
    shapes : list of (bool, array, array)
        Whether each is land or a sea within land, and its corners; the largest first.
    lines : list of (Kind, array, array)
        Coasts and borders.
    countries : list of (str, array, array)
        The parts of countries, by ISO 3166 code.
    """

    background: bool
    shapes: list[tuple[bool, Array, Array]]
    lines: list[tuple[Kind, Array, Array]]
    countries: list[tuple[str, Array, Array]]


def ground_of(projection: Projection, view: Rectangle, grain: float) -> Ground:
    """Cut the world to a view.

    Parameters
    ----------
    projection : Projection
        The way to the plane.
    view : (float, float, float, float)
        The rectangle of the plane that is seen, in kilometres.
    grain : float
        Detail smaller than so many kilometres is left out.

    Returns
    -------
    Ground
        What is seen.

    Examples
    --------
    >>> found = ground_of(AzimuthalEqualArea(38.5, 35), (-50, -50, 50, 50), 1.0)
    >>> [land for land, _, _ in found.shapes]  # in the desert of Syria
    [True]
    >>> sorted({code for code, _, _ in found.countries})
    ['SY']
    """
    whole = world()
    if isinstance(projection, EqualEarth):
        return _around_the_world(whole, projection, view, grain)
    assert isinstance(projection, AzimuthalEqualArea)
    x, y = projection.plane(whole.longitudes, whole.latitudes)
    kept: list[tuple[float, bool, Array, Array]] = []
    background = False
    size = (view[2] - view[0]) * (view[3] - view[1])
    reach = np.hypot(x, y)
    for ring, turned in _seen(whole.land, x, y, reach, view):
        east, north = x[ring], y[ring]
        if turned:
            east, north = _along_the_rim(east, north)
        area = _area(east, north)
        # Land runs clockwise, seas within it the other way; a shape that has the point opposite to
        # the centre in it lies outside of its own line.
        if turned and area > 0 and _covers_opposite(whole, ring, projection):
            background = True
        east, north = thinned(*clipped_ring(east, north, view), grain)
        if len(east) > 2 and abs(_area(east, north)) > 1e-9 * size:
            kept.append((abs(area), area < 0, east, north))
    kept.sort(key=lambda each: -each[0])
    countries = []
    codes = {id(ring): code for code, ring in whole.countries}
    for ring, turned in _seen([ring for _, ring in whole.countries], x, y, reach, view):
        if not turned:
            east, north = thinned(*clipped_ring(x[ring], y[ring], view), grain)
            if len(east) > 2:
                countries.append((codes[id(ring)], east, north))
    near = reach < FAR
    lines = [
        (kind, *thinned(*piece, grain))
        for kind in (Kind.COAST, Kind.BORDER, Kind.CONTESTED)
        for piece in clipped_lines(x, y, (whole.kinds == kind) & near, view)
    ]
    return Ground(background, [each[1:] for each in kept], lines, countries)


def _around_the_world(whole: World, way: EqualEarth, view: Rectangle, grain: float) -> Ground:
    """The whole world, cut along the meridian opposite to the middle."""
    turned = (whole.longitudes - way.longitude + 180) % 360 - 180
    shapes: list[tuple[float, bool, Array, Array]] = []
    for ring in whole.land:
        land = _area(*_unwrapped(turned[ring], whole.latitudes[ring])) < 0
        for east, north in _pieces(turned[ring], whole.latitudes[ring]):
            east, north = thinned(*way.turned(east, north), grain)
            if len(east) > 2:
                shapes.append((abs(_area(east, north)), land, east, north))
    shapes.sort(key=lambda each: -each[0])
    countries = [
        (code, *way.turned(east, north))
        for code, ring in whole.countries
        for east, north in _pieces(turned[ring], whole.latitudes[ring])
    ]
    x, y = way.turned(turned, whole.latitudes)
    goes_on = np.append(np.abs(np.diff(turned)) < 180, False)
    lines = [
        (kind, *thinned(*piece, grain))
        for kind in (Kind.COAST, Kind.BORDER, Kind.CONTESTED)
        for piece in clipped_lines(x, y, (whole.kinds == kind) & goes_on, view)
    ]
    return Ground(False, [each[1:] for each in shapes], lines, countries)


def outline(way: EqualEarth) -> tuple[Array, Array]:
    """The edge of the whole world.

    >>> len(outline(EqualEarth(0))[0]) == 2 * len(MERIDIAN)
    True
    """
    east = np.concatenate((np.full(len(MERIDIAN), 180.0), np.full(len(MERIDIAN), -180.0)))
    return way.turned(east, np.concatenate((MERIDIAN, MERIDIAN[::-1])))


def _unwrapped(longitudes: Array, latitudes: Array) -> tuple[Array, Array]:
    """A ring whose longitudes go on beyond 180°; one around a pole is led over the pole."""
    steps = np.diff(longitudes, append=longitudes[:1])
    steps -= 360 * np.round(steps / 360)
    east = longitudes[0] + np.concatenate(([0], np.cumsum(steps[:-1])))
    round_trip = float(np.sum(steps))
    if abs(round_trip) < 180:
        return east, latitudes
    pole = 90.0 if latitudes.mean() > 0 else -90.0
    first = east[0] + round_trip
    over = np.linspace(first, east[0], 73)
    return (np.concatenate((east, [first], over)),
            np.concatenate((latitudes, latitudes[:1], np.full(len(over), pole))))  # fmt: skip


def _pieces(longitudes: Array, latitudes: Array) -> Iterator[tuple[Array, Array]]:
    """The pieces of a ring between -180° and 180°, with corners along the cut."""
    east, north = _unwrapped(longitudes, latitudes)
    for shift in (-360, 0, 360):
        moved = east + shift
        if moved.max() <= -180 or moved.min() >= 180:
            continue
        x, y = clipped_ring(moved, north, (-180, -90, 180, 90))
        if len(x) > 2:
            yield _with_corners(x, y)


def _with_corners(x: Array, y: Array) -> tuple[Array, Array]:
    """A shape with a corner every few degrees where it runs along the cut, which is a curve."""
    after = np.roll(np.arange(len(x)), -1)
    along = np.flatnonzero((np.abs(x) == 180) & (x == x[after]) & (np.abs(y - y[after]) > 2))
    for number in along[::-1]:
        count = int(abs(y[after[number]] - y[number]) / 2)
        between = np.linspace(y[number], y[after[number]], count, endpoint=False)[1:]
        x = np.insert(x, number + 1, np.full(len(between), x[number]))
        y = np.insert(y, number + 1, between)
    return x, y


def _seen(
    rings: Sequence[Array], x: Array, y: Array, reach: Array, view: Rectangle
) -> Iterator[tuple[Array, bool]]:
    """The rings that may be seen, and whether each has points beyond what can be, near the rim."""
    left, low, right, high = view
    points, starts = np.concatenate(rings), np.cumsum([0, *map(len, rings[:-1])])
    turned = np.maximum.reduceat(reach[points], starts) > FAR
    east, north = x[points], y[points]
    seen = turned | (
        (np.maximum.reduceat(east, starts) >= left) & (np.minimum.reduceat(east, starts) <= right)
        & (np.maximum.reduceat(north, starts) >= low) & (np.minimum.reduceat(north, starts) <= high)
    )  # fmt: skip
    for number in map(int, np.flatnonzero(seen)):
        yield rings[number], bool(turned[number])


def _along_the_rim(x: Array, y: Array) -> tuple[Array, Array]:
    """A ring with corners along the rim, so that no side of it cuts across the middle."""
    angle, far = np.arctan2(y, x), np.hypot(x, y)
    after = np.roll(np.arange(len(x)), -1)
    turn = angle[after] - angle
    turn -= 2 * np.pi * np.round(turn / (2 * np.pi))
    wide = (np.abs(turn) > STEP) & (far > FAR) & (far[after] > FAR)
    if not wide.any():
        return x, y
    across, up = [], []
    first = 0
    for number in np.flatnonzero(wide):
        across.append(x[first : number + 1])
        up.append(y[first : number + 1])
        pieces = int(abs(turn[number]) / STEP) + 1
        angles = angle[number] + turn[number] * np.arange(1, pieces) / pieces
        across.append(RIM * np.cos(angles))
        up.append(RIM * np.sin(angles))
        first = int(number) + 1
    across.append(x[first:])
    up.append(y[first:])
    return np.concatenate(across), np.concatenate(up)


def _covers_opposite(whole: World, ring: Array, way: AzimuthalEqualArea) -> bool:
    """Whether a ring of land holds the point opposite to the centre."""
    other = AzimuthalEqualArea((way.longitude + 360) % 360 - 180, -way.latitude)
    x, y = other.plane(whole.longitudes[ring], whole.latitudes[ring])
    return bool(inside(0.0, 0.0, x, y))


def _area(x: Array, y: Array) -> float:
    """The area of a shape, negative where it runs clockwise."""
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def inside(px: Any, py: Any, x: Array, y: Array) -> Any:
    """Which of some points lie within a shape.

    >>> inside(np.array([1, 5]), np.array([1, 1]), np.array([0, 4, 4, 0]), np.array([0, 0, 4, 4]))
    array([ True, False])
    """
    px, py = np.asarray(px, float)[..., None], np.asarray(py, float)[..., None]
    x1, y1 = np.roll(x, -1), np.roll(y, -1)
    over = (y > py) != (y1 > py)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        meets = x + (py - y) / (y1 - y) * (x1 - x)
    return np.count_nonzero(over & (px < meets), axis=-1) % 2 == 1
