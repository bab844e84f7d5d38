"""Dates next to others, or in the middle of a stretch: the day before, the month after.

>>> before_it("1999-05-12"), before_it("1999-05"), after_it("[1999-05-01..1999-05-10]")
('1999-05-11', '1999-04', '1999-05-11')
>>> middle_of("[1999-05-01..1999-05-10]"), middle_of("[1999-01..1999-04]"), middle_of("1999-05")
('1999-05-05', '1999-02', None)
"""

import re
from datetime import date, datetime, timedelta

from tracker.model.date_bounds import bounds_of

UNITS = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d(?P<clock>T\d\d:\d\d(?P<second>:\d\d)?"
                   r"(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII)  # fmt: skip
SECOND = timedelta(seconds=1)


def before_it(edtf: str) -> str | None:
    """The last day, month, year or minute before all that a date can mean, as finely as it is."""
    begun = bounds_of(edtf)[0]
    return None if begun is None else _neighbour(begun, -SECOND, edtf)


def after_it(edtf: str) -> str | None:
    """The first day, month, year or minute after all that a date can mean."""
    over = bounds_of(edtf)[1]
    return None if over is None else _neighbour(over, SECOND, edtf)


def middle_of(edtf: str) -> str | None:
    """The day, month or year in the middle of a stretch that one moment is in; else None."""
    first, dots, last = edtf.strip("[]").partition("..")
    if not dots or len(first) != len(last) or not UNITS.fullmatch(first) or "T" in first:
        return None
    if len(first) == 4:
        return f"{(int(first) + int(last)) // 2:04}"
    if len(first) == 7:
        months = [12 * int(each[:4]) + int(each[5:]) - 1 for each in (first, last)]
        count = sum(months) // 2
        return f"{count // 12:04}-{count % 12 + 1:02}"
    days = [date.fromisoformat(each).toordinal() for each in (first, last)]
    return date.fromordinal(sum(days) // 2).isoformat()


def around(edtf: str) -> str | None:
    """One moment near a time of the clock: an hour on either side of a full one, else half of it.

    >>> around("1999-05-26T06:30+05:00")
    '[1999-05-26T06:00+05:00..1999-05-26T07:00+05:00]'
    """
    match = UNITS.fullmatch(edtf)
    if match is None or not match["clock"]:
        return None
    zone = match["zone"] or ""
    moment = datetime.fromisoformat(edtf.removesuffix(zone))
    margin = timedelta(minutes=30 if moment.minute else 60)
    try:
        first, last = (each.isoformat(timespec="minutes") for each in
                       (moment - margin, moment + margin))  # fmt: skip
    except OverflowError:
        return None
    return f"[{first}{zone}..{last}{zone}]"


def _neighbour(moment: datetime, step: timedelta, edtf: str) -> str | None:
    """The unit that a moment lies in, one step on; None beyond the years 1 to 9999."""
    try:
        there = moment + step
    except OverflowError:
        return None
    unit = edtf.strip("[]").partition("..")[0]
    match = UNITS.fullmatch(unit)
    if match is not None and match["clock"]:
        fine = "seconds" if match["second"] else "minutes"
        return there.isoformat(timespec=fine) + (match["zone"] or "")
    if match is None and "X" not in unit:  # a part of a year, in months
        return there.isoformat()[:7]
    return there.isoformat()[: 4 if match is None else len(unit)]
