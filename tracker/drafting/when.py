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
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERED = r"\d{1,2}|[Aa]n?|" + "|".join(
    f"[{each[0].upper()}{each[0]}]{each[1:]}" for each in NUMBERS
)
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
        r"(?P<then>(?:(?:[Tt]he (?:next|following|previous|same)|[Tt]hat(?: same)?) "
        r"(?:day|morning|afternoon|evening|night)"
        rf"|(?:{NUMBERED}) (?:day|week|month|year)s? (?:later|earlier))\b)",
    )
)  # fmt: skip
HINT = re.compile(
    r"\d|day\b|night|morning|evening|afternoon|tomorrow|week|month|year|ago\b|Jan|Feb|Mar|Apr|May"
    r"|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)  # most sentences say no date
SPANNING = re.compile(
    r"(?:since|until|till|dating back to|before|prior to)\s+(?:the\s+)?$", re.IGNORECASE
)

OPENING = re.compile(r"\W*(?:(?:On|In|By|At|From|During)\s+)?(?:the\s+)?", re.IGNORECASE)


class Said(NamedTuple):
    """A date as a text says it: what it means as EDTF, the words, and where they stand."""

    edtf: str
    words: str
    start: int
    end: int
    counted_from: str = ""


class Before(NamedTuple):
    """The dates of the sentences before: the last one, and the last that began one with its year.

    The first is what `the next day` is counted from, the second has the year of a day without one.
    """

    day: Said | None = None
    year: Said | None = None


def dates_in(
    text: str,
    published: date | None,
    start: int = 0,
    end: int | None = None,
    ahead: bool = False,
    before: Before | None = None,
) -> list[Said]:
    """The dates in a text, or in a part of it, in their order.

    What needs the day on which the text appeared is left out where that is not known. Without a
    year a day is of the year of the last sentence that began with one; else it is the last one
    before the text, or with `ahead` the next. Ends of spans (`since May`) are no dates of events.
    """
    stop = len(text) if end is None else end
    found: list[Said] = []
    if not HINT.search(text, start, stop):
        return found
    matches: list[re.Match[str]] = []
    for form in FORMS:
        for match in form.finditer(text, start, stop):
            if any(match.start() < each.end() and each.start() < match.end() for each in matches):
                continue
            if SPANNING.search(text, max(start, match.start() - 20), match.start()):
                continue
            matches.append(match)
    day, year = before or Before()
    for match in sorted(matches, key=lambda each: each.start()):
        said = {k: v for k, v in match.groupdict().items() if v}
        edtf, counted_from = None, ""
        if "then" in said:
            if day is not None:
                edtf, counted_from = _then(said["then"].lower(), day.edtf), day.words
        elif "month" in said and "year" not in said and year is not None:
            edtf, counted_from = _of_year(said, year.edtf, published), year.words
        if edtf is None:
            edtf, counted_from = _edtf(said, published, ahead), ""
        if edtf is None or not _is_valid(edtf):
            continue
        found.append(Said(edtf, match[0], match.start(), match.end(), counted_from))
        day = found[-1]
        if begins_with_year(found[-1], text, start):
            year = day
    return found


def begins_with_year(said: Said, text: str, start: int) -> bool:
    """Whether a sentence begins with a day or a month of a year that it says.

    So a story says of which year it goes on to tell; a year further on may be of something else,
    as in `the treaty of 8 December 1987`.
    """
    return (
        bool(re.search(YEAR, said.words))
        and len(said.edtf) >= len("1999-05")
        and OPENING.fullmatch(text, start, said.start) is not None
    )


def _then(words: str, day: str) -> str | None:
    """The day, month or year that is counted from another date: `the next day`."""
    known = EventDate.known(day)
    if known is None or known.earliest is None:
        return None
    number, unit, way = words.split()[0], words.split()[1].removesuffix("s"), words.split()[-1]
    if way in {"later", "earlier"}:
        many = NUMBERS.index(number) + 1 if number in NUMBERS else 1
        many = int(number) if number.isdigit() else many
        many = many if way == "later" else -many
    else:
        unit, many = "day", {"next": 1, "following": 1, "previous": -1}.get(words.split()[1], 0)
    first = known.earliest.date()
    if unit == "year":
        return f"{first.year + many:04}"
    if unit == "month":
        months = first.year * 12 + first.month - 1 + many
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return day  # of a month nobody can say which day is the next
    try:
        return (first + timedelta(days=many * (7 if unit == "week" else 1))).isoformat()
    except OverflowError:
        return None


def _of_year(said: dict[str, str], dated: str, published: date | None) -> str | None:
    """A day or a month of the year of another date, or of the next where that was at its end.

    None where the text appeared before that day.
    """
    known = EventDate.known(dated)
    if known is None or known.earliest is None:
        return None
    month, last = _month(said), known.earliest.month
    year = known.earliest.year + (last >= 11 and month <= 2)
    edtf = _edtf({**said, "year": f"{year:04}"}, published, False)
    found = EventDate.known(edtf) if edtf else None
    if found is None or found.earliest is None:
        return None
    return None if published is not None and found.earliest.date() > published else edtf


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
        month = _month(said)
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


def _month(said: dict[str, str]) -> int:
    return next(n for name, n in ENGLISH.items() if name.startswith(said["month"][:3].lower()))


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
