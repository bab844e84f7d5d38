"""Parts of a day: dawn, morning, evening, night, as one moment between two clock times.

>>> part_of_day("evening", "1999-07-04")
'[1999-07-04T16:00..1999-07-04T23:59]'
>>> part_of_day("night", "1999-07-03"), named_part("1999-07-03T18:00", "1999-07-04T06:59")
('[1999-07-03T18:00..1999-07-04T06:59]', ('night', '1999-07-03'))

The stretches are wide and overlap, for writers draw them differently: what is refused by one of
them cannot have been. A night begins in the evening and ends on the morning after.
"""

import re
from datetime import date, timedelta

from tracker.model.date_ends import HEDGE

HOURS = {
    "early morning": ("00:00", "07:59"), "dawn": ("03:00", "08:59"), "morning": ("04:00", "11:59"),
    "late morning": ("09:00", "11:59"), "midday": ("11:00", "13:59"),
    "afternoon": ("12:00", "18:59"), "late afternoon": ("15:00", "18:59"),
    "dusk": ("16:00", "21:59"), "evening": ("16:00", "23:59"), "late evening": ("20:00", "23:59"),
    "night": ("18:00", "06:59"),
}  # fmt: skip
# Those that readers see by their names; the others are said by their hours.
PARTS_WORDED = frozenset(name for name in HOURS if not name.startswith("late "))
NAMES = {
    **{name: name for name in HOURS},
    "early hours": "early morning", "early hours of the morning": "early morning",
    "small hours": "early morning", "wee hours": "early morning", "pre-dawn": "early morning",
    "predawn": "early morning", "daybreak": "dawn", "sunrise": "dawn", "first light": "dawn",
    "forenoon": "morning", "early afternoon": "afternoon", "sunset": "dusk", "sundown": "dusk",
    "nightfall": "dusk", "twilight": "dusk", "last light": "dusk", "early evening": "evening",
    "late night": "night", "late at night": "night",
}  # fmt: skip
NAMED = "|".join(sorted(NAMES, key=len, reverse=True))
BEFORE = re.compile(
    rf"(?:(?:in|on|during|at|around|about) )?(?:the )?(?P<part>{NAMED}),?"
    r"(?: of| on| in)?(?: the)? (?P<unit>.+)"
)
BEHIND = re.compile(rf"(?:on )?(?P<unit>.+?),? (?:in the |at |during the |\()?(?P<part>{NAMED})\)?")
OVERNIGHT = re.compile(r"(?:(?:in|on|during) )?(?:the )?(?:night between|overnight)(?: of)? "
                       r"(?P<unit>.+)")  # fmt: skip
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)", re.ASCII)


def said_part(words: str) -> tuple[str, str] | None:
    """The part of a day in folded words, and the words of the day; None where there is none.

    >>> said_part("the evening of 4 july 1999"), said_part("4 july 1999, at dawn")
    (('evening', '4 july 1999'), ('dawn', '4 july 1999'))
    """
    if match := OVERNIGHT.fullmatch(words):
        return "night", match["unit"]
    for form in (BEFORE, BEHIND):
        match = form.fullmatch(words)
        if match is not None and HEDGE.fullmatch(match["unit"]) is None:
            return NAMES[match["part"]], match["unit"]
    return None


def part_of_day(name: str, day: str) -> str | None:
    """One moment within a part of a day; a night may be between two days that follow each other."""
    first, _, last = day.partition("/")
    if not DAY.fullmatch(first) or (last and (name != "night" or last != _next_day(first))):
        return None
    begun, ended = HOURS[name]
    end = last or (_next_day(first) if ended < begun else first)
    return end and f"[{first}T{begun}..{end}T{ended}]"


def named_part(first: str, last: str) -> tuple[str, str] | None:
    """The part of a day that lies between two clock times, and the day; None where it is none."""
    begun, ended = MOMENT.fullmatch(first), MOMENT.fullmatch(last)
    if begun is None or ended is None:
        return None
    for name, hours in HOURS.items():
        if hours == (begun[2], ended[2]):
            end = _next_day(begun[1]) if name == "night" else begun[1]
            return (name, begun[1]) if end == ended[1] else None
    return None


def _next_day(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):  # no day, or the last of the calendar
        return ""
