"""Dates that a sentence says, as EDTF, counted from the day on which the text appeared.

>>> from datetime import date
>>> text = "He left on Monday, after 3 May."
>>> [(each.edtf, each.words) for each in dates_in(text, date(2016, 10, 15))]
[('2016-10-10', 'Monday'), ('2016-05-03', '3 May')]
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from tracker.errors import InvalidDate
from tracker.model.dates import EventDate
from tracker.model.month_names import ENGLISH, ENGLISH_DAYS

MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
FORMS = tuple(
    re.compile(rf"\b(?:{form})")
    for form in (
        r"(?P<iso>\d{4}-\d\d-\d\d)\b",
        rf"{DAY}(?: of)? {MONTH}(?:,? {YEAR})?\b",
        rf"{MONTH} {DAY}\b(?:,? {YEAR})?\b",
        r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate|the end of|the beginning of)[- ](?:in )?)?"
        rf"{MONTH},?(?: of)? {YEAR}\b",
        rf"(?:(?P<near>last|next|this) )?{WEEKDAY}\b",
        r"(?P<words>(?:the day before )?yesterday|today|tonight|last night|this morning|"
        r"this afternoon|this evening|(?:the day after )?tomorrow)\b",
        r"(?P<ago>(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten) "
        r"(?:day|week|month|year)s? ago)\b",
        r"(?P<unit>(?:(?:earlier|later) )?(?:last|this) (?:week|month|year))\b",
        r"(?:in|In|by|By|during|During|of|last|next) (?:(?P<part>early|mid|late)[- ])?"
        rf"{MONTH}\b(?! \d)",
        rf"(?:in|In|during|During|of|throughout) (?:(?P<part>early|mid|late)[- ])?{YEAR}\b",
    )
)  # fmt: skip
HINT = re.compile(
    r"\d|day\b|night|morning|evening|afternoon|tomorrow|week|month|year|ago\b|Jan|Feb|Mar|Apr|May"
    r"|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)  # most sentences say no date
SPANNING = re.compile(
    r"(?:since|until|till|dating back to|before|prior to)\s+(?:the\s+)?$", re.IGNORECASE
)


class Said(NamedTuple):
    """A date as a text says it: what it means as EDTF, the words, and where they stand."""

    edtf: str
    words: str
    start: int
    end: int


def dates_in(
    text: str, published: date | None, start: int = 0, end: int | None = None, ahead: bool = False
) -> list[Said]:
    """The dates in a text, or in a part of it, in their order.

    What needs the day on which the text appeared is left out where that is not known. Without a
    year a day is the last one before, or with `ahead` the next. Ends of spans (`since May`) are no
    dates of events.
    """
    stop = len(text) if end is None else end
    found: list[Said] = []
    if not HINT.search(text, start, stop):
        return found
    for form in FORMS:
        for match in form.finditer(text, start, stop):
            if any(match.start() < each.end and each.start < match.end() for each in found):
                continue
            if SPANNING.search(text, max(start, match.start() - 20), match.start()):
                continue
            edtf = _edtf({k: v for k, v in match.groupdict().items() if v}, published, ahead)
            if edtf is not None and _is_valid(edtf):
                found.append(Said(edtf, match[0], match.start(), match.end()))
    return sorted(found, key=lambda each: each.start)


def _is_valid(edtf: str) -> bool:
    try:
        EventDate.parse(edtf)
    except InvalidDate:
        return False
    return True


def _edtf(said: dict[str, str], published: date | None, ahead: bool) -> str | None:
    if "iso" in said:
        return said["iso"]
    if "month" in said:
        month = next(n for name, n in ENGLISH.items() if name.startswith(said["month"][:3].lower()))
        year = said.get("year") or _year(month, int(said.get("day", "1")), published, ahead)
        if year is None:
            return None
        if "day" in said:
            return f"{year}-{month:02}-{int(said['day']):02}"
        return _part(said.get("part"), f"{year}-{month:02}")
    if "year" in said:
        return _part(said.get("part"), said["year"])
    if published is None:
        return None
    if "weekday" in said:
        return _weekday(f"{said['weekday'].lower()}day", said.get("near", ""), published, ahead)
    words = said.get("words") or said.get("ago") or said.get("unit") or ""
    return _near(words.lower(), published)


def _near(words: str, published: date) -> str | None:
    unit = words.removeprefix("earlier ").removeprefix("later ")
    if unit == "this month":
        return f"{published:%Y-%m}"
    try:
        return EventDate.parse(unit, published).text
    except InvalidDate:
        return None


def _part(part: str | None, edtf: str) -> str:
    """A month or a year, doubtful where only a part of it is said."""
    return edtf if part is None else f"{edtf}~"


def _year(month: int, day: int, published: date | None, ahead: bool) -> str | None:
    """The year of a day without one: the nearest on the side that the tense has."""
    if published is None:
        return None
    if ahead:
        return f"{published.year + ((month, day) < (published.month, published.day)):04}"
    later = (month, day) > (published.month, published.day)
    if day == 1:
        later = month > published.month
    return f"{published.year - later:04}"


def _weekday(name: str, near: str, published: date, ahead: bool) -> str:
    """The last day of that name up to the day of the text; with `ahead` or `next` the next one."""
    behind = (published.weekday() - ENGLISH_DAYS[name]) % 7
    if ahead or near == "next":
        return (published + timedelta(days=(7 - behind) if behind else 7)).isoformat()
    if near == "last" and behind == 0:
        behind = 7
    return (published - timedelta(days=behind)).isoformat()


def nearest(dates: list[Said], start: int, end: int) -> Said | None:
    """Of the dates of a sentence that which stands nearest to some words of it."""

    def distance(each: Said) -> int:
        return each.start - end if each.start >= end else start - each.end

    return min(dates, key=distance, default=None)
