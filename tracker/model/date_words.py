"""Dates as people type them, turned into EDTF.

>>> edtf_from_words("October 2016", date(2026, 1, 1))
'2016-10'
>>> edtf_from_words("about 3 Oct 2016", date(2026, 1, 1))
'2016-10-03~'

Only forms with one reading are taken: a day, a month's name and a four-digit year, in
English, or a word for a day near today. Of numbers with slashes those whose day is above 12:
03/10/2016 is in March to one reader and in October to the next, 22/08/1961 is August to all.
"""

import re
from datetime import date, timedelta

from tracker.model.date_parts import half_of, third_of, week_of

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june",
         "jul july", "aug august", "sep sept september", "oct october", "nov november",
         "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NEAR = {"today": 0, "yesterday": -1, "the day before yesterday": -2}
HEDGES = {"about": "~", "around": "~", "circa": "~", "c.": "~", "ca.": "~", "roughly": "~",
          "maybe": "?", "possibly": "?", "probably": "?"}  # fmt: skip
DOUBTS = "?~%"

DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
MONTH = r"(?P<month>[a-z]+)\.?"
YEAR = r"(?P<year>\d{4})"
FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"{DAY} (?:of )?{MONTH},? {YEAR}",
        rf"{MONTH} {DAY},? {YEAR}",
        rf"{YEAR} {MONTH} {DAY}",
        rf"{MONTH},? {YEAR}",
    )
)
# One moment of several: between two, one or the other, at the latest.
ONE_OF = re.compile(
    r"(?:(?:one|some) (?:day|time) |sometime )?between (?P<first>.+?) and (?P<last>.+)"
    r"|(?:either )?(?P<one>.+?) or (?P<other>.+)"
    r"|(?:by|before|no later than|not later than|on or before|at the latest on) (?P<latest>.+)"
    r"|(?:after|no earlier than|not before|on or after|at the earliest on) (?P<earliest>.+)"
)
SINCE = re.compile(r"since (?P<a>.+)|from (?P<b>.+?) (?:on|onwards?)|(?P<c>.+) onwards?")
# Parts of a month, a year or a decade: one moment within it.
PARTS = re.compile(
    r"(?:the )?(?P<third>early|mid|middle of|late)[- ](?:in )?(?:the )?(?P<unit>.+)"
    r"|(?:the )?(?P<half>first|second) half of (?P<of>.+)"
    r"|(?:the )?(?P<quarter>q[1-4]|(?:first|second|third|fourth|last)(?= quarter))"
    r"(?: quarter)?(?: of)?"
    r" (?P<year>\d{4})"
    r"|(?:in )?the week of (?P<week>.+)|week of (?P<monday>.+)"
    r"|(?:the )?(?P<decade>\d{3})0s"
)
QUARTERS = {"first": 33, "second": 34, "third": 35, "fourth": 36, "last": 36,
            "q1": 33, "q2": 34, "q3": 35, "q4": 36}  # fmt: skip
CHOICE = r"(?P<days>\d{1,2}(?:, \d{1,2})*(?:,? or) \d{1,2})"
LISTED = re.compile(rf"{CHOICE} (?P<tail>[a-z]+\.? \d{{4}})")
LISTED_AFTER = re.compile(rf"(?P<month>[a-z]+)\.? {CHOICE},? (?P<year>\d{{4}})")
SOMETIME = re.compile(r"(?:(?:sometime|some time|some day|one day) )?(?:in|on) ")
BETWEEN = re.compile(
    r"(?:from (?P<a>.+) (?:to|until|and) (?P<b>.+))"
    r"|(?P<c>.+?) (?:to|until|–|-) (?P<d>.+)"
    r"|(?P<e>.*[a-z]{3}.*)/(?P<f>.*[a-z]{3}.*)"
)
DAYS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"(?P<first>\d{{1,2}})\s*[-–]\s*(?P<last>\d{{1,2}}) {MONTH} {YEAR}",
        rf"{MONTH} (?P<first>\d{{1,2}})\s*[-–]\s*(?P<last>\d{{1,2}}),? {YEAR}",
    )
)
YEARLESS = re.compile(rf"(?:{DAY} {MONTH})|(?:[a-z]+\.? \d{{1,2}})", re.ASCII)
NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
MONTH_NUMBER = re.compile(r"(\d{1,2})/(\d{4})", re.ASCII)
CLOCK = re.compile(
    r"(?P<day>.+?),?(?: at)? (?P<clock>\d\d:\d\d(?::\d\d)?) ?(?P<zone>z|utc|[+-]\d\d:?\d\d)?",
    re.ASCII,
)


def edtf_from_words(text: str, today: date) -> str | None:
    """The EDTF for words such as `3 Oct 2016`, or None where the text is no such words."""
    if text[4:5] == "-" and " " not in text:
        return None  # an ISO date, by far the commonest: leave at once
    words = " ".join(text.casefold().split())
    if words in NEAR:
        return (today + timedelta(days=NEAR[words])).isoformat()
    hedge, _, rest = words.partition(" ")
    if rest and hedge in HEDGES:
        return _doubted(rest, HEDGES[hedge], today)
    words = SOMETIME.sub("", words, count=1) if SOMETIME.match(words) else words
    plain = (
        _single(words) or _numbers(words) or _clock(words) or _part(words, today)
        or _one_of(words, today) or _since(words, today) or _span(words, today)
    )  # fmt: skip
    if plain is None and words and words[-1] in DOUBTS:  # Oct 1962?
        return _doubted(words[:-1].rstrip(), words[-1], today)
    return plain


def _doubted(words: str, mark: str, today: date) -> str | None:
    """One day, month or year with a doubt behind it."""
    iso = words if re.fullmatch(r"[\d-]+", words, re.ASCII) else None
    certain = edtf_from_words(words, today) or iso
    return None if certain is None or certain[0] == "[" or "/" in certain else certain + mark


def _single(words: str) -> str | None:
    """One day, month or season with its year."""
    for form in FORMS:
        match = form.fullmatch(words)
        if match is None:
            continue
        found = match.groupdict()
        if found["month"] in SEASONS and "day" not in found:
            return f"{found['year']}-{SEASONS[found['month']]}"
        if found["month"] in MONTHS:
            day = f"-{int(found['day']):02}" if "day" in found else ""
            return f"{found['year']}-{MONTHS[found['month']]:02}{day}"
    return None


def _numbers(words: str) -> str | None:
    """`22/08/1961` or `10/2016`, where there is one way to read it."""
    if match := MONTH_NUMBER.fullmatch(words):
        return f"{match[2]}-{int(match[1]):02}"
    if match := NUMBERS.fullmatch(words):
        one, two, year = int(match[1]), int(match[2]), match[3]
        if one > 12 or one == two:
            return f"{year}-{two:02}-{one:02}"
        if two > 12:
            return f"{year}-{one:02}-{two:02}"
    return None


def _clock(words: str) -> str | None:
    """`1962-10-22 19:00` or `22 Oct 1962, 19:00 -05:00`: a day with the time of a clock."""
    match = CLOCK.fullmatch(words)
    if match is None:
        return None
    said = match["day"]
    day = said if re.fullmatch(r"\d{4}-\d\d-\d\d", said, re.ASCII) else _single(said)
    if day is None or len(day) != 10:
        return None
    zone = (match["zone"] or "").upper().replace("UTC", "Z")
    if zone[1:] and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{match['clock']}{zone}"


def _part(words: str, today: date) -> str | None:
    """`early May 1999`, `the second half of 2016`, `Q3 2016`, `week of 3 May 1999`, `1990s`."""
    match = PARTS.fullmatch(words)
    if match is None:
        return None
    if match["decade"]:
        return f"{match['decade']}X"
    if match["quarter"]:
        return f"{match['year']}-{QUARTERS[match['quarter']]}"
    said = match["unit"] or match["of"] or match["week"] or match["monday"]
    unit = edtf_from_words(said, today) or said
    if match["third"]:
        return third_of(match["third"].removesuffix("dle of"), unit)
    return half_of(match["half"] == "second", unit) if match["half"] else week_of(unit)


def _listed(words: str) -> str | None:
    """`3, 4 or 5 May 1999`: days of a month, of which it was one."""
    match = LISTED.fullmatch(words) or LISTED_AFTER.fullmatch(words)
    if match is None:
        return None
    found = match.groupdict()
    tail = found.get("tail") or f"{found['month']} {found['year']}"
    days = [_single(f"{day} {tail}") for day in re.findall(r"\d+", match["days"])]
    return f"[{','.join(day for day in days if day)}]" if all(days) else None


def _since(words: str, today: date) -> str | None:
    """`since 24 February 2022`: what lasts, and has no end yet."""
    match = SINCE.fullmatch(words)
    if match is None:
        return None
    begun = _end(match["a"] or match["b"] or match["c"], "", today)
    return None if begun is None or begun[0] == "[" or "/" in begun else f"{begun}/.."


def _one_of(words: str, today: date) -> str | None:
    """One moment of several: `between 3 and 7 May 1999`, `3 or 4 May 1999`, `by 12 May 1999`."""
    if listed := _listed(words):
        return listed
    match = ONE_OF.fullmatch(words)
    if match is None:
        return None
    if match["latest"] or match["earliest"]:
        bound = _end(match["latest"] or match["earliest"], "", today)
        if bound is None or bound[0] == "[" or "/" in bound:
            return None
        return f"[..{bound}]" if match["latest"] else f"[{bound}..]"
    first, last = (
        (match["first"], match["last"]) if match["first"] else (match["one"], match["other"])
    )
    ends = [_end(first, last, today), _end(last, "", today)]
    if not all(ends) or any("/" in end or end[0] == "[" for end in ends if end):
        return None
    return f"[{(',' if match['one'] else '..').join(end for end in ends if end)}]"


def _end(words: str, other: str, today: date) -> str | None:
    """One of two ends, with the month and the year that only the other has."""
    words = words.strip()
    if other and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", words, re.ASCII):
        tail = re.search(r"(?:of )?[a-z]+\.?,? \d{4}$", other, re.ASCII)
        if tail is not None:
            words = f"{words} {tail[0]}"
    elif (
        other
        and (YEARLESS.fullmatch(words) or words.rstrip(".") in MONTHS)
        and re.search(r"\d{4}$", other, re.ASCII)
    ):
        words = f"{words} {other[-4:]}"
    return edtf_from_words(words, today) or (words if re.fullmatch(r"[\dtz:+-]+", words) else None)


def _span(words: str, today: date) -> str | None:
    """`3-5 Oct 2016`, `October 3-5, 2016`, or two dates with `to` between them."""
    for form in DAYS:
        match = form.fullmatch(words)
        if match and match["month"] in MONTHS:
            stem = f"{match['year']}-{MONTHS[match['month']]:02}"
            return f"{stem}-{int(match['first']):02}/{stem}-{int(match['last']):02}"
    if match := BETWEEN.fullmatch(words):
        first_end, last_end = (end.strip() for end in match.groups() if end)
        if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", first_end, re.ASCII):  # from 3 to 7 May 1999
            first_end = _end(first_end, last_end, today) or first_end
        if YEARLESS.fullmatch(first_end) and re.search(r"\d{4}$", last_end, re.ASCII):
            first_end += f" {last_end[-4:]}"  # 16 Oct - 2 Nov 1962
        read = [
            edtf_from_words(end, today) or (end if end[:1].isdigit() and len(end) > 2 else None)
            for end in (first_end, last_end)
        ]
        if all(read):
            return "/".join(end for end in read if end)
    return None
