"""The first and the last second that an EDTF expression can mean, by the clock of the place.

>>> bounds_of("2016-10~")
(datetime.datetime(2016, 10, 1, 0, 0), datetime.datetime(2016, 10, 31, 23, 59, 59))

The grammar is EDTF (ISO 8601-2) level 0 and 1 as far as it has bounds between the years 1
and 9999, with one of several and the parts of a year of level 2. Plain calendar dates, which
are nearly all, are read with the standard library; the rest goes to the `edtf` package, whose
import costs more than a whole `tracker add`.
Its known slips (reversed intervals pass, clock times are lost, open ends become infinite)
are caught here.
"""

import re
from datetime import MAXYEAR, datetime, timedelta

from tracker.errors import NO_DAY, InvalidDate
from tracker.model.clocks import EAST, WEST, Bounds, stated_offset
from tracker.model.date_parts import months_of
from tracker.model.one_of import is_one_of, members

PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
EDTF_FORMS = {"Date", "UncertainOrApproximate", "Unspecified", "Interval", "Level1Interval"}
LEVEL_1 = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(-(\d\d|XX)(-(\d\d|XX))?)?[?~%]?", re.ASCII)
BEYOND = re.compile(r"(?:Y?(?P<minus>-)\d{4,}|Y\d+|\d{5})(?:-\d\d){0,2}[?~%]?", re.ASCII)
LAST_SECOND = timedelta(days=1) - timedelta(seconds=1)


def bounds_of(text: str) -> Bounds:
    """The first and the last second of an EDTF expression of level 0 or 1, or of one of several."""
    if is_one_of(text):
        return _one_of_bounds(text)
    if CLOCK.fullmatch(text):
        return _clock_bounds(text)
    if "/" in text:
        return _interval_bounds(text)
    return _plain_bounds(text) or _part_bounds(text) or _edtf_bounds(text)


def _plain_bounds(text: str) -> tuple[datetime, datetime] | None:
    """Bounds of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None for any other form."""
    match = PLAIN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year < 1 or (month is not None and not 1 <= month <= 12):
        return None  # perhaps a part of a year (month 21 to 41); the others are refused in words
    first, last = month or 1, month or 12
    try:
        start = datetime(year, first, 1 if day is None else day)
        end = datetime(year, last, _last_day(year, last) if day is None else day)
    except ValueError:
        raise InvalidDate(text, no_day(year, first)) from None
    return start, end + LAST_SECOND


def no_day(year: int, month: int) -> str:
    """Why a day is none: the month has fewer.

    >>> no_day(1999, 2)
    'is not a day of the calendar: February 1999 has 28 days'
    """
    from tracker.model.month_names import MONTHS

    return f"{NO_DAY}: {MONTHS[month - 1]} {year:04} has {_last_day(year, month)} days"


def _part_bounds(text: str) -> tuple[datetime, datetime] | None:
    """Bounds of a season, a quarter or another part of a year; None for any other form."""
    months = months_of(text)
    if months is None:
        return None
    (first, start), (last, end) = months
    if not 1 <= first <= last <= MAXYEAR:
        raise InvalidDate(text, "runs beyond the years 1 to 9999")
    return datetime(first, start, 1), datetime(last, end, _last_day(last, end)) + LAST_SECOND


def _last_day(year: int, month: int) -> int:
    from calendar import monthrange  # most dates name their day

    return monthrange(year, month)[1]


def _clock_bounds(text: str) -> tuple[datetime, datetime]:
    """Bounds of a date with a clock time: one minute or one second of the clock there."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise InvalidDate(text, "is not a time of the calendar") from None
    offset = stated_offset(text)
    if offset is not None and not WEST <= offset <= EAST:
        raise InvalidDate(text, "has an offset that no place has")
    to_the_minute = text.count(":") == (2 if text[-6] in "+-" else 1)
    return moment, moment + timedelta(seconds=59 if to_the_minute else 0)


def _interval_bounds(text: str) -> tuple[datetime | None, datetime | None]:
    """Bounds of `start/end`, where `..` leaves a side open."""
    sides = text.split("/")
    if len(sides) != 2 or not all(sides):
        raise InvalidDate(text, "is not start/end; an open end is written ..")
    start, end = (None if side == ".." else bounds_of(side) for side in sides)
    earliest, latest = start and start[0], end and end[1]
    if earliest is None and latest is None:
        raise InvalidDate(text, "is open on both sides")
    if start and end and latest and earliest:
        first, last = (stated_offset(side) for side in sides)
        ahead = timedelta(0) if first is None or last is None else last - first
        if latest - earliest < ahead or end[0] is None:
            raise InvalidDate(text, "ends before it begins")
        if latest < earliest:  # over the ocean and back: later, and yet on an earlier day
            return end[0], start[1]
    return earliest, latest


def _one_of_bounds(text: str) -> tuple[datetime | None, datetime | None]:
    """The hull of what a date is one of."""
    firsts, lasts = [], []
    for first, last in members(text):
        start, end = (bounds_of(side) if side else None for side in (first, last))
        if start and end and (start[0] is None or end[1] is None or end[1] < start[0]):
            raise InvalidDate(text, "ends before it begins")
        firsts.append(start and start[0])
        lasts.append(end and end[1])
    earliest = None if None in firsts else min(each for each in firsts if each)
    latest = None if None in lasts else max(each for each in lasts if each)
    if earliest is None and latest is None:
        raise InvalidDate(text, "is open on both sides")
    return earliest, latest


def _edtf_bounds(text: str) -> tuple[datetime, datetime]:
    """Bounds of the level 1 forms, by the `edtf` package."""
    if beyond := BEYOND.fullmatch(text):
        before = "lies before the year 1, where the calendar of tracker begins"
        after = "lies after the year 9999, where the calendar of tracker ends"
        raise InvalidDate(text, before if beyond["minus"] else after)
    if not LEVEL_1.fullmatch(text):  # edtf meets other text with errors of any kind
        raise InvalidDate(text)
    import warnings

    with warnings.catch_warnings():  # its grammar trips diagnostics of newer pyparsing
        warnings.simplefilter("ignore")
        from edtf import parse_edtf
        from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        if type(parsed).__name__ not in EDTF_FORMS:
            raise InvalidDate(text)
        first, last = (
            datetime(*bound[:3]) for bound in (parsed.lower_strict(), parsed.upper_strict())
        )
    except (EDTFParseException, ValueError) as error:
        if isinstance(error, InvalidDate):
            raise
        raise InvalidDate(text) from None
    return first, last + LAST_SECOND
