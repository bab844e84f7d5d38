"""Coordinates: a point by its latitude and longitude in degrees, as `36.2,37.2`."""

import re
from functools import lru_cache

from tracker.errors import InvalidText, excerpt

DIGITS = 6  # after the point: a tenth of a metre
NUMBER = r"[-+−]?\d{1,3}(?:\.\d+)?"
PLAIN = re.compile(rf"(?:geo:)?({NUMBER})[,;\s]\s*({NUMBER})", re.IGNORECASE | re.ASCII)
COMMAS = re.compile(r"([-+−]?\d{1,3},\d+)(?:\s*;\s*|\s+)([-+−]?\d{1,3},\d+)", re.ASCII)
WELL_KNOWN = re.compile(rf"POINT\s*Z?\s*\(\s*({NUMBER})\s+({NUMBER})[^()]*\)", re.IGNORECASE)
SIXTIETHS = r"(?:(\d{1,2}(?:\.\d+)?)\s*"
PART = rf"(\d{{1,3}}(?:\.\d+)?)\s*[°º]?\s*{SIXTIETHS}['′’])?\s*{SIXTIETHS}[\"″”])?\s*"
DEGREES = re.compile(rf"{PART}([NS])[,;\s]*{PART}([EW])", re.IGNORECASE)
HOW = "is no point; write its latitude and longitude in degrees, such as 36.2,37.2"


def point_of(text: str) -> str:
    r"""Read a point, and write it as it is stored: latitude, comma, longitude.

    >>> point_of("36.20, 37.160"), point_of("36°12'N 37°9'36\"E")
    ('36.2,37.16', '36.2,37.16')
    >>> point_of("POINT (37.16 36.2)"), point_of("36,2; 37,16")
    ('36.2,37.16', '36.2,37.16')
    >>> is_point("136.2,37.2")
    False
    """
    said = text.strip()
    if match := PLAIN.fullmatch(said) or COMMAS.fullmatch(said):
        found = _number(match[1]), _number(match[2])
    elif match := WELL_KNOWN.fullmatch(said):  # which puts the longitude first
        found = _number(match[2]), _number(match[1])
    elif match := DEGREES.fullmatch(said):
        found = _degrees(match, 1, "S"), _degrees(match, 5, "W")
    else:
        raise InvalidText("coordinates", f"{excerpt(said)} {HOW}")
    point = point_at(*found)
    if point is None:
        raise InvalidText(
            f"coordinates {excerpt(said)}",
            "have no latitude from -90 to 90 and longitude from -180 to 180; the latitude stands "
            "first",
        )
    return point


def point_at(latitude: float, longitude: float) -> str | None:
    """A point as it is stored; None where there is none of these degrees.

    >>> point_at(-33.45, -70.66666666), point_at(91, 0)
    ('-33.45,-70.666667', None)
    """
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return f"{_plain(latitude)},{_plain(longitude)}"


@lru_cache(50_000)
def point_or_none(latitude: str | None, longitude: str | None) -> str | None:
    """The point of two cells of a feed; None where they say nothing, or 0 and 0 as if nothing.

    >>> point_or_none("35.47826", "36.83621"), point_or_none("35,5", "36,8")
    ('35.47826,36.83621', '35.5,36.8')
    >>> point_or_none("", "36.8"), point_or_none("0", "0.0"), point_or_none("NA", "NA")
    (None, None, None)
    """
    try:
        north, east = (_number((each or "").strip()) for each in (latitude, longitude))
    except ValueError:
        return None
    return point_at(north, east) if north or east else None


def degrees_in(text: str, is_latitude: bool) -> str | None:
    """One of the two numbers of a point, in degrees; None where a text is none.

    >>> degrees_in("36°12'N", True), degrees_in("W 37° 9′ 36″", False), degrees_in("36,2", True)
    ('36.2', '-37.16', '36.2')
    >>> degrees_in("36°12'N", False), degrees_in("north", True)
    (None, None)
    """
    said = text.strip()
    ends = "NS" if is_latitude else "EW"
    if len(said) > 1 and said[0].upper() in "NSEW":
        said = f"{said[1:].strip()}{said[0]}"
    if match := re.fullmatch(rf"{PART}([{ends}])", said, re.IGNORECASE):
        found = _degrees(match, 1, ends[1])
    else:
        try:
            found = _number(said.removesuffix("°").strip())
        except ValueError:
            return None
    return _plain(found) if abs(found) <= (90 if is_latitude else 180) else None


def degrees_of(point: str) -> tuple[float, float]:
    """The latitude and the longitude of a stored point.

    >>> degrees_of("36.2,37.16")
    (36.2, 37.16)
    """
    if not is_point(point):  # another program may have written it
        raise InvalidText(
            "coordinates",
            f"{excerpt(point)} are no latitude and longitude such as 36.2,37.16; `tracker database "
            "verify` names the event",
        )
    north, _, east = point.partition(",")
    return float(north), float(east)


@lru_cache(50_000)
def is_point(text: str) -> bool:
    """Whether a text is a point as it is stored.

    >>> is_point("36.2,37.16"), is_point("36.20, 37.16"), is_point("north")
    (True, False, False)
    """
    try:
        return point_of(text) == text
    except InvalidText:
        return False


def _plain(degrees: float) -> str:
    text = f"{degrees:.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _number(text: str) -> float:
    plain = text.replace("−", "-")
    number = float(plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain)
    if number != number:
        raise ValueError("it is no number")
    return number


def _degrees(match: re.Match[str], first: int, negative: str) -> float:
    whole, minutes, seconds = (float(match[first + place] or 0) for place in range(3))
    value = whole + minutes / 60 + seconds / 3600
    return -value if match[first + 3].upper() == negative else value
