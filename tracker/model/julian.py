"""The Julian calendar, the Old Style: its days as the calendar of today has them.

>>> from_julian("1917-10-25", "25 october 1917 (julian)")
'1917-11-07'
>>> from_julian("1917-10", "october 1917 (julian)")
'[1917-10-14..1917-11-13]'
"""

import re
from datetime import date

from tracker.errors import InvalidDate

DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)", re.ASCII)
FIRST_DAY = 1_721_425  # the number of 1 January of the year 1, by today's calendar
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def from_julian(edtf: str, words: str) -> str:
    """The EDTF in today's calendar of a day, month or year of the Julian, or of days in a row."""
    first, slash, last = edtf.partition("/")
    if slash:
        return f"{_converted(first, words)}/{_converted(last, words)}"
    match = DAY.fullmatch(edtf)
    if match is None or int(match[2] or 1) > 12:  # a season has no days of its own
        raise _unread(words)
    year, month, day, doubt = match.groups()
    if day:
        return _converted(edtf, words)
    if doubt:  # one of several has none
        raise _unread(words)
    begun, ended = int(month or 1), int(month or 12)
    last_day = LENGTHS[ended - 1] + (ended == 2 and int(year) % 4 == 0)
    start = _gregorian(int(year), begun, 1, words)
    return f"[{start}..{_gregorian(int(year), ended, last_day, words)}]"


def _converted(edtf: str, words: str) -> str:
    match = DAY.fullmatch(edtf)
    if match is None or match[3] is None:
        raise _unread(words)
    return f"{_gregorian(int(match[1]), int(match[2]), int(match[3]), words)}{match[4]}"


def _gregorian(year: int, month: int, day: int, words: str) -> date:
    """The day of today's calendar that a day of the Julian is, by the count of days."""
    leap = year % 4 == 0
    if not 1 <= month <= 12 or not 1 <= day <= LENGTHS[month - 1] + (leap and month == 2):
        raise InvalidDate(words, "is not a day of the Julian calendar")
    back = (14 - month) // 12
    count = year + 4800 - back
    number = day + (153 * (month + 12 * back - 3) + 2) // 5 + 365 * count + count // 4 - 32083
    try:
        return date.fromordinal(number - FIRST_DAY)
    except (ValueError, OverflowError):
        raise InvalidDate(words, "lies beyond the years 1 to 9999") from None


def _unread(words: str) -> InvalidDate:
    return InvalidDate(
        words, "is no day, month or year that can be turned from the Julian calendar"
    )
