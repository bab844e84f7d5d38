"""Dates as people type them, turned into EDTF.

>>> edtf_from_words("October 2016", date(2026, 1, 1))
'2016-10'
>>> edtf_from_words("about 3 Oct 2016", date(2026, 1, 1))
'2016-10-03~'

Only forms with one reading are taken: a day, a month's name and a four-digit year, in
English, or a word for a day near today. Numbers with slashes are not: 03/10/2016 is in
March to one reader and in October to the next.
"""

import re
from datetime import date, timedelta

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
BETWEEN = re.compile(
    r"(?:from (?P<a>.+) (?:to|until) (?P<b>.+))|(?P<c>.+?) (?:to|until|–) (?P<d>.+)"
)
DAYS = re.compile(rf"(?P<first>\d{{1,2}})\s*[-–]\s*(?P<last>\d{{1,2}}) {MONTH} {YEAR}", re.ASCII)


def edtf_from_words(text: str, today: date) -> str | None:
    """The EDTF for words such as `3 Oct 2016`, or None where the text is no such words."""
    if text[4:5] == "-" and " " not in text:
        return None  # an ISO date, by far the commonest: leave at once
    words = " ".join(text.casefold().split())
    if words in NEAR:
        return (today + timedelta(days=NEAR[words])).isoformat()
    hedge, _, rest = words.partition(" ")
    if rest and hedge in HEDGES:
        certain = edtf_from_words(rest, today) or (
            rest if re.fullmatch(r"[\d-]+", rest, re.ASCII) else None
        )
        return certain and certain + HEDGES[hedge]
    return _single(words) or _span(words, today)


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


def _span(words: str, today: date) -> str | None:
    """`3-5 Oct 2016`, or two dates with `to` between them."""
    if match := DAYS.fullmatch(words):
        first, last, month, year = match.group("first", "last", "month", "year")
        if month in MONTHS:
            stem = f"{year}-{MONTHS[month]:02}"
            return f"{stem}-{int(first):02}/{stem}-{int(last):02}"
    if match := BETWEEN.fullmatch(words):
        ends = [end for end in match.groups() if end]
        read = [edtf_from_words(end, today) or (end if end[:1].isdigit() else None) for end in ends]
        if all(read):
            return "/".join(end for end in read if end)
    return None
