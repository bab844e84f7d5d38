"""Dates of figures alone, turned into EDTF where there is one way to read them."""

import re
from datetime import date

from tracker.errors import AmbiguousDate, InvalidDate
from tracker.model.date_bounds import no_day

FURTHEST = 60  # years that an end of two digits may lie behind the beginning: 1939-45
AHEAD = 10  # years that it may lie ahead of today
YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})", re.ASCII)
YEAR_LAST = re.compile(r"(\d{1,2})([-/. ]) ?(\d{1,2})\2 ?(\d{4})", re.ASCII)
COMPACT = re.compile(r"([12]\d{3})(\d\d)(\d\d)", re.ASCII)
SIX = re.compile(r"([12]\d{3})(\d\d)", re.ASCII)
MONTH_NUMBER = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
MONTH_BEHIND = re.compile(r"(\d{4})[/.](\d{1,2})", re.ASCII)
YEARS = re.compile(r"([1-9]\d{3}) ?[-/] ?(\d\d|\d{4})", re.ASCII)


def numbered(words: str, today: date) -> str | None:
    """A date of figures alone, where there is one way to read it.

    >>> numbered("22/08/1961", date(2026, 1, 1)), numbered("1962-63", date(2026, 1, 1))
    ('1961-08-22', '1962/1963')
    """
    if match := YEAR_FIRST.fullmatch(words):
        return known_day(match[1], match[3], match[4])
    if match := COMPACT.fullmatch(words):
        return known_day(match[1], match[2], match[3])
    if match := SIX.fullmatch(words):
        return _six_figures(words, match[1], match[2], today)
    if match := YEAR_LAST.fullmatch(words):
        day_first = known_day(match[4], match[3], match[1])
        month_first = known_day(match[4], match[1], match[3])
        if day_first and month_first and day_first != month_first:
            raise two_ways(words, day_first, month_first)
        return day_first or month_first
    if match := MONTH_NUMBER.fullmatch(words):
        return known_day(match[2], match[1])
    return _years(words, today)


def _six_figures(words: str, year: str, month: str, today: date) -> str | None:
    """`199905`, a year with its month; `201012` may be a year of two figures with a day as well."""
    whole = known_day(year, month)
    century = today.year // 100 if int(words[:2]) <= today.year % 100 else today.year // 100 - 1
    short = known_day(f"{century}{words[:2]}", words[2:4], words[4:])
    if whole and short:
        raise two_ways(words, whole, short)
    return whole


def _years(words: str, today: date) -> str | None:
    """`1962-63` and `1962/1963`, years from one to the other; `2016/10`, a month."""
    match, month = YEARS.fullmatch(words), None
    if behind := MONTH_BEHIND.fullmatch(words):
        month = known_day(behind[1], behind[2])
    last = match and year_behind(match[1], match[2], today)
    if match is None or last is None:
        return month
    span = f"{match[1]}/{last}"
    if month is not None:
        raise two_ways(words, month, span)
    return span


def year_behind(first: str, last: str, today: date) -> str | None:
    """The later year of two, of which the last may have two figures; None where there is none.

    >>> year_behind("1999", "00", date(2026, 1, 1)), year_behind("2016", "13", date(2026, 1, 1))
    ('2000', None)
    """
    begun, end = int(first), int(last)
    if len(last) == 2:
        end += begun - begun % 100
        end += 100 * (end <= begun)
        if end - begun > FURTHEST or end > today.year + AHEAD:
            return None
    return f"{end:04}" if end > begun else None


def known_day(year: str, month: str | int | None = None, day: str | None = None) -> str | None:
    """A date of figures as EDTF, or None where the calendar has none.

    >>> known_day("2016", "2", "3"), known_day("2016", "2", "30"), known_day("2016")
    ('2016-02-03', None, '2016')
    """
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if len(year) != 4 or (month is not None and not int(month)):
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def refuse_no_day(words: str) -> None:
    """Say of a date of figures that its month has fewer days: 31.4.1999."""
    if match := YEAR_LAST.fullmatch(words):
        year, month, day = match[4], match[3], match[1]
        if int(month) > 12 and int(day) <= 12:
            month, day = day, month
    elif match := YEAR_FIRST.fullmatch(words) or COMPACT.fullmatch(words):
        year, (month, day) = match[1], match.groups()[-2:]
    else:
        return
    if 1 <= int(month) <= 12 and 28 < int(day) <= 31 and int(year):
        raise InvalidDate(words, no_day(int(year), int(month)))


def two_ways(words: str, *readings: str) -> AmbiguousDate:
    """The error of what can be read in two ways, with both readings."""
    from tracker.model.date_wording import in_words

    return AmbiguousDate(words, [(in_words(each), each) for each in readings])
