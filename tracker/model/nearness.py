"""Nearness: a point, and how far from it a place may be, on the great circle."""

import re
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from tracker.errors import InvalidInput, excerpt
from tracker.model.coordinates import degrees_of

RADIUS = 6371.0088  # the mean radius of the Earth in kilometres
DEGREE = RADIUS * 3.141592653589793 / 180
HALF = DEGREE * 180  # as far as two points can be from one another
UNITS = {"": 1.0, "km": 1.0, "m": 0.001, "mi": 1.609344, "nm": 1.852}
LENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*(km|mi|nm|m)?", re.IGNORECASE)
USUAL = 50.0  # kilometres, where none are said


@dataclass(frozen=True, slots=True)
class Near:
    """A place by its name or its figures, its point, and a distance in kilometres."""

    name: str
    point: str
    kilometres: float

    @property
    def band(self) -> tuple[float, float]:
        """The latitudes between which all that is near lies.

        >>> [round(each, 2) for each in Near("Aleppo", "36.2,37.16", 50).band]
        [35.75, 36.65]
        """
        north, _ = degrees_of(self.point)
        margin = self.kilometres / DEGREE + 1e-9
        return north - margin, north + margin


def kilometres_of(given: float | str) -> float:
    """A distance in kilometres, read from a text such as ``50km``, ``30mi`` or ``20nm``.

    >>> kilometres_of("50km"), kilometres_of("10 mi"), kilometres_of(50)
    (50.0, 16.09344, 50.0)
    """
    if isinstance(given, str):
        match = LENGTH.fullmatch(given.strip())
        if match is None:
            raise InvalidInput(
                f"{excerpt(given)} is no distance; write it as 50km, 30mi or 20nm (nautical miles)."
            )
        number = float(match[1].replace(",", ".")) * UNITS[(match[2] or "").lower()]
    else:
        number = float(given)
    if not 0 < number <= HALF:
        raise InvalidInput(f"{given} is no distance on Earth, which is up to 20,015 km.")
    return number


def kilometres_between(one: str, other: str) -> float:
    """How far two stored points are from one another.

    >>> round(kilometres_between("0,179.5", "0,-179.5"), 1)
    111.2
    >>> round(kilometres_between("90,0", "89,-140"), 1)
    111.2
    """
    (north1, east1), (north2, east2) = (map(radians, degrees_of(each)) for each in (one, other))
    up, along = sin((north2 - north1) / 2) ** 2, sin((east2 - east1) / 2) ** 2
    return 2 * RADIUS * asin(sqrt(min(1.0, up + cos(north1) * cos(north2) * along)))
