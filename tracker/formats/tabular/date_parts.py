"""Dates whose parts, or whose two ends, stand in columns of their own."""

import re
from collections.abc import Mapping

from tracker.errors import InvalidDate
from tracker.formats.tabular.dates import LONGEST, DateReader, clock_of, known_day
from tracker.model.dates import EventDate
from tracker.model.month_names import month_number

TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?)?\s*"
    r"(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?",
    re.ASCII | re.IGNORECASE,
)
UNKNOWN_PART = re.compile(
    r"[+-]?0*|-\d+|99|9999|na|n/a|none|nan|null|unknown|\?+|\.", re.IGNORECASE
)


def date_of_parts(parts: Mapping[str, str], reader: DateReader) -> EventDate | None:
    """A date whose parts, or whose two ends, stand in columns of their own; None if nothing does.

    A month or a day that is 0, negative or said to be unknown leaves the date to the year or the
    month. The end has the year, or the month, of the beginning where it says none.

    >>> read = DateReader()
    >>> str(date_of_parts({"year": "1970", "month": "7", "day": "2", "end-day": "4"}, read))
    '1970-07-02/1970-07-04'
    >>> str(date_of_parts({"year": "1970", "month": "0", "day": "0"}, read))
    '1970'
    >>> str(date_of_parts({"start": "3 Oct 2016", "end": "2016-10-05"}, read))
    '2016-10-03/2016-10-05'
    """
    start = _end_of(parts, "", {}, reader)
    if start is None:
        return None
    first = {name: parts.get(name, "") for name in ("year", "month", "day")}
    end = _end_of(parts, "end-", first, reader)
    if end is None or end.text == start.text:
        return start
    return EventDate.parse(f"{start.text}/{end.text}")


def _end_of(
    parts: Mapping[str, str], before: str, first: Mapping[str, str], reader: DateReader
) -> EventDate | None:
    """One end: from its own column, else from its parts."""
    for name in ("end",) if before else ("date", "start"):
        if text := parts.get(name, ""):
            found = reader.read(text)
            return _at(found, parts.get(f"{before}time", ""))
    own = [_part(parts.get(f"{before}{name}", "")) for name in ("year", "month", "day")]
    if not any(own):
        return None
    if before:
        depth = next(place for place, part in enumerate(own) if part)
        inherited = [_part(first.get(name, "")) for name in ("year", "month", "day")[:depth]]
        own = [*inherited, *own[depth:]]
    year, month, day = own
    if not year:
        raise InvalidDate("-".join(filter(None, own)), "has no year")
    if month and not month.isdecimal():
        month = str(month_number(month) or "")
    edtf = known_day(year.zfill(4), month, day if month else "")
    if edtf is None:
        raise InvalidDate("-".join(filter(None, own)), "is not a day of the calendar")
    return _at(EventDate.parse(edtf), parts.get(f"{before}time", ""))


def _part(text: str) -> str:
    plain = text.strip()
    if re.fullmatch(r"\d+\.0+", plain):
        plain = plain.partition(".")[0]
    return "" if UNKNOWN_PART.fullmatch(plain) else plain


def _at(found: EventDate, time: str) -> EventDate:
    """A day with the time of a column of its own."""
    if not time.strip() or len(found.text) != len("2016-10-03"):
        return found
    match = TIME.fullmatch(time.strip())
    clock = None if match is None else clock_of(match)
    if clock is None or match is None or (match["minute"] is None and match["half"] is None):
        raise InvalidDate(f"{found.text} {time}"[:LONGEST], "is not a time of the calendar")
    return EventDate.parse(f"{found.text}T{clock}")
