"""Equal-area projections of the globe, in kilometres on the plane."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

RADIUS = 6371.0088  # the mean radius of the Earth in kilometres
Degrees = Any
"""A number of degrees, or an array of them."""


class Projection(Protocol):
    """A way from longitudes and latitudes in degrees to kilometres east and north of a centre."""

    def plane(self, longitude: Degrees, latitude: Degrees) -> tuple[Any, Any]:
        """Where points of the globe lie on the plane."""


@dataclass(frozen=True)
class AzimuthalEqualArea:
    """Lambert's azimuthal equal-area projection of the sphere, centred on a point.

    Attributes
    ----------
    longitude, latitude : float
        The centre in degrees.

    Notes
    -----
    Snyder, J. P. (1987), Map Projections: A Working Manual, U.S. Geological Survey Professional
    Paper 1395, equations 24-2, 22-4, 22-5, 20-14 and 20-15.

    Examples
    --------
    >>> x, y = AzimuthalEqualArea(0, 0).plane(0, 90)
    >>> round(float(y / RADIUS), 6)  # the root of 2
    1.414214
    """

    longitude: float
    latitude: float

    def plane(self, longitude: Degrees, latitude: Degrees) -> tuple[Any, Any]:
        """Where points lie, in kilometres east and north of the centre."""
        along, up = np.radians(np.subtract(longitude, self.longitude)), np.radians(latitude)
        sine, cosine = np.sin(np.radians(self.latitude)), np.cos(np.radians(self.latitude))
        toward = 1 + sine * np.sin(up) + cosine * np.cos(up) * np.cos(along)
        k = RADIUS * np.sqrt(2 / np.maximum(toward, 1e-12))  # the point opposite has no place
        x = k * np.cos(up) * np.sin(along)
        y = k * (cosine * np.sin(up) - sine * np.cos(up) * np.cos(along))
        return x, y

    def globe(self, x: float, y: float) -> tuple[float, float]:
        """The longitude and the latitude of a point of the plane.

        >>> middle = AzimuthalEqualArea(179, 60)
        >>> [round(each, 6) for each in middle.globe(*middle.plane(-178, 61))]
        [-178.0, 61.0]
        """
        far = float(np.hypot(x, y))
        if far == 0:
            return self.longitude, self.latitude
        c = 2 * np.arcsin(min(1.0, far / (2 * RADIUS)))
        sine, cosine = np.sin(np.radians(self.latitude)), np.cos(np.radians(self.latitude))
        up = np.arcsin(np.clip(np.cos(c) * sine + y * np.sin(c) * cosine / far, -1, 1))
        along = np.arctan2(x * np.sin(c), far * cosine * np.cos(c) - y * sine * np.sin(c))
        longitude = (self.longitude + float(np.degrees(along)) + 180) % 360 - 180
        return longitude, float(np.degrees(up))


@dataclass(frozen=True)
class EqualEarth:
    """The Equal Earth projection of the whole sphere around a meridian.

    Attributes
    ----------
    longitude : float
        The meridian in the middle; the map is cut along the opposite one.

    Notes
    -----
    Šavrič, B., Patterson, T. & Jenny, B. (2019), The Equal Earth map projection, International
    Journal of Geographical Information Science 33 (3), 454–465.

    Examples
    --------
    >>> x, y = EqualEarth(0).plane(180, 0)
    >>> round(float(x / RADIUS), 4), float(y)
    (2.7066, 0.0)
    """

    longitude: float

    def plane(self, longitude: Degrees, latitude: Degrees) -> tuple[Any, Any]:
        """Where points lie, in kilometres east of the meridian and north of the equator."""
        turned = (np.subtract(longitude, self.longitude) + 180) % 360 - 180
        turned = np.where((turned == -180) & (np.asarray(longitude) > self.longitude), 180, turned)
        return self.turned(turned, latitude)

    def turned(self, longitude: Degrees, latitude: Degrees) -> tuple[Any, Any]:
        """Where points lie whose longitudes are counted from the meridian, -180 to 180."""
        a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
        t = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(latitude)))
        slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
        x = RADIUS * 2 * np.sqrt(3) * np.radians(longitude) * np.cos(t) / (3 * slope)
        y = RADIUS * (a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t)
        return x, y


def distance(one: tuple[Any, Any], other: tuple[Any, Any]) -> Any:
    """The great-circle distance in kilometres between points by longitude and latitude.

    >>> round(float(distance((179.5, 0), (-179.5, 0))), 1)
    111.2
    """
    (east1, north1), (east2, north2) = (tuple(map(np.radians, each)) for each in (one, other))
    up, along = np.sin((north2 - north1) / 2) ** 2, np.sin((east2 - east1) / 2) ** 2
    inside = np.clip(up + np.cos(north1) * np.cos(north2) * along, 0, 1)
    return 2 * RADIUS * np.arcsin(np.sqrt(inside))
