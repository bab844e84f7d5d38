"""The view of a map: the part of the world shown, its projection and its scale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tracker.charts.map.clipping import Rectangle
from tracker.charts.map.ground import outline
from tracker.charts.map.places import Place
from tracker.charts.map.projection import AzimuthalEqualArea, EqualEarth, Projection, distance

LEAST = 130.0  # kilometres from the middle to an edge: coasts are too coarse for less
FLAT = 0.65  # of one place, how high beside its width
WIDEST = 6500.0  # beyond that far from its centre a region is the world
AROUND = 1.16  # how much more than what is between the outermost points is seen
USUAL_MERIDIAN = 11.0  # cuts the world in the Bering Strait
TURNS = 4
EDGE = 2.0  # points from marks to the edge of a map


@dataclass(frozen=True)
class View:
    """A rectangle of the plane, and where it is on the canvas.

    Attributes
    ----------
    projection : Projection
        From the globe to the plane.
    rectangle : (float, float, float, float)
        What is seen of the plane, in kilometres.
    left, low : float
        Where its lower left corner lies on the canvas, in points.
    scale : float
        Points for a kilometre.
    """

    projection: Projection
    rectangle: Rectangle
    left: float
    low: float
    scale: float

    @property
    def is_world(self) -> bool:
        """Whether it is the whole world."""
        return isinstance(self.projection, EqualEarth)

    @property
    def size(self) -> tuple[float, float]:
        """Its width and its height on the canvas."""
        left, low, right, high = self.rectangle
        return (right - left) * self.scale, (high - low) * self.scale

    def canvas(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Where points of the plane lie on the canvas."""
        return (
            self.left + (x - self.rectangle[0]) * self.scale,
            self.low + (y - self.rectangle[1]) * self.scale,
        )

    def around(self, marks: Iterable[tuple[tuple[float, float], Rectangle]]) -> "View":
        """The region from further off, so that marks at its edge are seen whole.

        Marks keep their size, and places come closer to the middle; of each place there is its
        point on the canvas, and the rectangle that its marks take around it.
        """
        if self.is_world:
            return self
        wide, tall = self.size
        further = 1.0
        for (x, y), (left, low, right, high) in marks:
            across, up = x - self.left - wide / 2, y - self.low - tall / 2
            for off, half, reach in (
                (across, wide / 2, right - x), (-across, wide / 2, x - left),
                (up, tall / 2, high - y), (-up, tall / 2, y - low),
            ):  # fmt: skip
                further = max(further, off / max(half - reach - EDGE, half / 2))
        left, low, right, high = self.rectangle
        more, taller = ((further - 1) * each / 2 for each in (right - left, high - low))
        rectangle = (left - more, low - taller, right + more, high + taller)
        return replace(self, rectangle=rectangle, scale=self.scale / further)

    def point(self, place: Place) -> tuple[float, float]:
        """Where a place lies on the canvas."""
        x, y = self.projection.plane(place.longitude, place.latitude)
        across, up = self.canvas(x, y)
        return float(across), float(up)


def view_of(
    places: Sequence[Place], width: float, heights: tuple[float, float], left: float, low: float
) -> View:
    """Choose what a map shows.

    Parameters
    ----------
    places : sequence of Place
        At least one; all are seen.
    width : float
        That of the map on the canvas, in points.
    heights : (float, float)
        Its least and its greatest height; it is as high as the places ask for.
    left, low : float
        Where its lower left corner lies on the canvas.

    Returns
    -------
    View
        A region, in Lambert's azimuthal equal-area projection centred on it, or the whole world in
        Equal Earth.

    Examples
    --------
    >>> far = [Place(east, 0, "", ()) for east in (-179, 178)]
    >>> [round(edge) for edge in view_of(far, 500, (200, 400), 0, 0).rectangle]
    [-193, -84, 193, 84]
    >>> view_of([Place(east, 0, "", ()) for east in (0, 90, 180)], 500, (200, 400), 0, 0).is_world
    True
    """
    east = np.array([place.longitude for place in places])
    north = np.array([place.latitude for place in places])
    middle = _middle(east, north)
    if middle is not None:
        for _ in range(TURNS):  # until the middle of what is seen is that of the projection
            x, y = middle.plane(east, north)
            across, up = (x.max() + x.min()) / 2, (y.max() + y.min()) / 2
            middle = AzimuthalEqualArea(*middle.globe(float(across), float(up)))
        far = distance((east, north), (middle.longitude, middle.latitude)).max()
        if far <= WIDEST:
            return _region(middle, east, north, width, heights, left, low)
    return _world(east, width, heights, left, low)


def _middle(east: Any, north: Any) -> AzimuthalEqualArea | None:
    """The middle of points on the sphere; none where they lie all around it."""
    along, up = np.radians(east), np.radians(north)
    x, y, z = (np.cos(up) * np.cos(along)).mean(), (np.cos(up) * np.sin(along)).mean(), \
        np.sin(up).mean()  # fmt: skip
    if np.hypot(np.hypot(x, y), z) < 0.2:
        return None
    return AzimuthalEqualArea(
        float(np.degrees(np.arctan2(y, x))), float(np.degrees(np.arctan2(z, np.hypot(x, y))))
    )


def _region(
    way: AzimuthalEqualArea, east: Any, north: Any, width: float, heights: tuple[float, float],
    left: float, low: float,
) -> View:  # fmt: skip
    x, y = way.plane(east, north)
    across, up = (float((each.max() + each.min()) / 2) for each in (x, y))
    wide = max(LEAST, float(np.ptp(x)) / 2 * AROUND)
    tall = max(LEAST * FLAT, float(np.ptp(y)) / 2 * AROUND)
    shape = min(max(tall / wide, heights[0] / width), heights[1] / width)
    wide, tall = max(wide, tall / shape), max(tall, wide * shape)
    rectangle = (across - wide, up - tall, across + wide, up + tall)
    return View(way, rectangle, left, low, width / (2 * wide))


def _world(east: Any, width: float, heights: tuple[float, float], left: float, low: float) -> View:
    """The world, cut along a meridian that no place is near."""
    way = EqualEarth(_meridian(east))
    x, y = outline(way)
    wide, tall = float(x.max()) * 1.01, float(y.max()) * 1.01
    shape = min(max(tall / wide, heights[0] / width), heights[1] / width)
    wide, tall = max(wide, tall / shape), max(tall, wide * shape)
    return View(way, (-wide, -tall, wide, tall), left, low, width / (2 * wide))


def _meridian(east: Any) -> float:
    """The meridian opposite to the middle of the widest gap, or the usual one if that cuts none."""
    ordered = np.sort((east + 180) % 360)
    gaps = np.diff(ordered, append=ordered[0] + 360)
    usual = (USUAL_MERIDIAN + 180 + 180) % 360  # where the usual map is cut, counted from -180
    beside = np.abs((ordered - usual + 180) % 360 - 180)
    if beside.min() >= 8:
        return USUAL_MERIDIAN
    widest = int(np.argmax(gaps))
    cut = ordered[widest] + gaps[widest] / 2 - 180
    return float((cut + 360) % 360 - 180)


def bar_of(view: View) -> tuple[int, float] | None:
    """The length of a scale bar in kilometres and in points; none for the whole world.

    Examples
    --------
    >>> bar_of(view_of([Place(37, 36, "", ())], 500, (200, 400), 0, 0))
    (50, 96.153846)
    """
    if view.is_world:
        return None
    room = view.size[0] / 3.2 / view.scale
    power = 10 ** int(np.floor(np.log10(room)))
    kilometres = max(step * power for step in (1, 2, 5) if step * power <= room)
    return kilometres, round(kilometres * view.scale, 6)
