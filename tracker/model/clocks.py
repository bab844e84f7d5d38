"""Clocks and zones: the offsets from UTC that a date states, or that it may have had.

A date has three readings. As said: its text. Wall time: the day and the clock where it happened,
which sorts, filters and draws it. Instant: moments in UTC, which only tell what cannot be.

>>> stated_offset("2016-10-03T22:00-05:00")
datetime.timedelta(days=-1, seconds=68400)
"""

import re
from datetime import datetime, timedelta

Bounds = tuple[datetime | None, datetime | None]

ZONE = re.compile(
    r"T[\d:]+(?:(?P<utc>Z)|(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>\d\d))", re.ASCII
)
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)  # the world's own, which a date may state
# What a date without a zone may have had: from Hawaii to New Zealand's summer. With the world's
# whole range a cause two days after its effect would pass.
LEAST, MOST = timedelta(hours=-10), timedelta(hours=13)
ALLOWED = "any offset from −10 to +13 hours"


def stated_offset(end: str) -> timedelta | None:
    """The offset from UTC that one end of a date states, or None."""
    match = ZONE.search(end)
    if match is None:
        return None
    if match["utc"]:
        return timedelta(0)
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    return -offset if match["sign"] == "-" else offset


def offset_text(offset: timedelta | None) -> str:
    """An offset as it is written: `+05:30`, `−05:00`; to the second where it was so.

    >>> offset_text(timedelta(hours=5, minutes=30)), offset_text(timedelta(hours=-5))
    ('+05:30', '−05:00')
    """
    if offset is None:
        return "no offset"
    hours, rest = divmod(abs(offset) // timedelta(seconds=1), 3600)
    minutes, seconds = divmod(rest, 60)
    sign = "−" if offset < timedelta(0) else "+"
    return f"{sign}{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def offset_range(offset: timedelta | None) -> tuple[timedelta, timedelta]:
    """The least and the greatest offset that a date can have had: its own, or any there is."""
    return (LEAST, MOST) if offset is None else (offset, offset)


def moved(moment: datetime | None, gap: timedelta) -> datetime | None:
    """A moment moved by some time; at the ends of the calendar it stays there.

    >>> moved(datetime(2016, 10, 3), timedelta(hours=-13))
    datetime.datetime(2016, 10, 2, 11, 0)
    """
    if moment is None:
        return None
    try:
        return moment + gap
    except OverflowError:
        return datetime.min if gap < timedelta(0) else datetime.max.replace(microsecond=0)
