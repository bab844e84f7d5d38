"""Dates counted from today: yesterday, last Friday, two weeks ago.

>>> today = date(2026, 11, 29)  # a Sunday
>>> near_date("yesterday", today), near_date("last friday", today), near_date("last month", today)
('2026-11-28', '2026-11-27', '2026-10')
"""

import re
from datetime import date, timedelta

from tracker.model.day_parts import NAMED, NAMES, part_of_day
from tracker.model.month_names import ENGLISH, ENGLISH_DAYS

DAYS = {
    "today": 0, "yesterday": -1, "the day before yesterday": -2, "tomorrow": 1,
    "the day after tomorrow": 2,
}  # fmt: skip
HOURS = re.compile(
    rf"(?P<day>this|yesterday|tomorrow|last(?= night)) (?P<part>{NAMED})|(?P<now>tonight)"
)
NUMBERS = {word: n for n, word in enumerate(
    ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
)} | {"an": 1, "one": 1}  # fmt: skip
AGO = re.compile(r"(?P<number>[0-9]{1,3}|[a-z]+) (?P<unit>day|week|month|year)s? ago")
LAST = re.compile(r"(?P<which>last|this|past) (?P<unit>[a-z]+)")


def near_date(words: str, today: date) -> str | None:
    """The EDTF of what is said by its distance from today, or None."""
    words = words.removeprefix("on ")
    if words in DAYS:
        return _day(today, DAYS[words])
    if match := HOURS.fullmatch(words):
        day = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(match["day"] or "", 0)
        return part_of_day(NAMES[match["part"] or "night"], _day(today, day))
    if words in ENGLISH_DAYS:
        return _one_of_two_weeks(words, today)
    if match := AGO.fullmatch(words):
        said = match["number"]
        number = int(said) if said.isdecimal() else NUMBERS.get(said, 0)
        return _ago(number, match["unit"], today) if number else None
    if (match := LAST.fullmatch(words)) is None:
        return None
    this, unit = match["which"] == "this", match["unit"]
    if unit in ENGLISH_DAYS:
        if this:
            return _one_of_two_weeks(unit, today, words)
        return _day(today, -(((today.weekday() - ENGLISH_DAYS[unit]) % 7) or 7))
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + (0 if this else 7))
        return f"[{monday}..{monday + timedelta(days=6)}]"
    if unit == "month":
        return _month(today, 0 if this else 1)
    if unit == "year":
        return f"{today.year - (not this):04}"
    if unit in ENGLISH and not this:
        return f"{today.year - (ENGLISH[unit] >= today.month):04}-{ENGLISH[unit]:02}"
    return None


def _day(today: date, days: int) -> str:
    return (today + timedelta(days=days)).isoformat()


def _month(today: date, ago: int) -> str:
    count = 12 * today.year + today.month - 1 - ago
    return f"{count // 12:04}-{count % 12 + 1:02}"


def _ago(number: int, unit: str, today: date) -> str:
    """So long ago; of weeks, months and years about then."""
    if unit == "day":
        return _day(today, -number)
    if unit == "week":
        return f"{_day(today, -7 * number)}~"
    return f"{_month(today, number)}~" if unit == "month" else f"{today.year - number:04}~"


def _one_of_two_weeks(weekday: str, today: date, words: str = "") -> str:
    """A day of the week alone is the last or the next."""
    from tracker.model.date_figures import two_ways

    ahead = (ENGLISH_DAYS[weekday] - today.weekday()) % 7
    raise two_ways(words or weekday, _day(today, (ahead or 7) - 7), _day(today, ahead))
