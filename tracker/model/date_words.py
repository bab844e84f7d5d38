"""Dates as people type them, turned into EDTF.

>>> edtf_from_words("October 2016", date(2026, 1, 1))
'2016-10'
>>> edtf_from_words("about 3 Oct 2016", date(2026, 1, 1))
'2016-10-03~'
>>> edtf_from_words("between 28 April and 3 May 1999", date(2026, 1, 1))
'[1999-04-28..1999-05-03]'

Only text with one reading is taken, in English with names of months in many languages. What has
two, as 03/10/2016, in March to one reader and in October to the next, is refused with both.
What is valid EDTF never comes here as a whole; a part of a longer text may be EDTF.
"""

import re
import unicodedata
from datetime import date

from tracker.errors import AmbiguousDate, InvalidDate
from tracker.model.date_ends import YEAR
from tracker.model.date_figures import refuse_no_day, two_ways, year_behind
from tracker.model.date_grammar import WordReader
from tracker.model.date_units import SEASONS, UnitReader
from tracker.model.month_names import ENGLISH, month_number, weekday_number

DASHES = str.maketrans("–—‐‑−", "-----")
# 1911–12, and not the end of 3 May 1999 – 26 July 1999
YEARS_DASHED = re.compile(
    r"([0-9]{4})\s?[–—]\s?([0-9]{2})(?![0-9]|\.? (?!year)[^\W\d_]|st|nd|rd|th|日|月)"
)
NAMED = re.compile(rf"\b(?:{'|'.join(ENGLISH)}|{'|'.join(SEASONS)}|quarter|half)\b")
SHORT_YEAR = re.compile(
    r"(?P<day>.*[a-z]{3,}.*?(?<![0-9]{4})[-/ ]|[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ])"
    r"'?(?P<year>[0-9]{2})"
)


def edtf_from_words(text: str, today: date) -> str | None:
    """The EDTF for words such as `3 Oct 2016`, or None where the text is no such words."""
    words = folded(text, today)
    try:
        # English first: names in other languages need Babel.
        found = WordReader(UnitReader(today)).read(words) or _foreign(words, today)
        if found is None:
            _refuse_what_lacks_a_year(text, words, today)
        return found
    except AmbiguousDate as error:
        raise AmbiguousDate(_as_typed(error, words, text), error.readings) from None
    except InvalidDate as error:
        raise InvalidDate(_as_typed(error, words, text), error.reason) from None


def _foreign(words: str, today: date) -> str | None:
    """The date that words with names and phrases of other languages mean."""
    from tracker.model.date_translations import in_english

    reader = WordReader(UnitReader(today, month_number, weekday_number))
    if found := reader.read(words):
        return found
    readings = list(dict.fromkeys(filter(None, map(reader.read, in_english(words)))))
    if len(readings) > 1:
        raise two_ways(words, *readings)
    return readings[0] if readings else None


def _as_typed(error: InvalidDate, words: str, text: str) -> str:
    return text if error.text == words else error.text


def folded(text: str, today: date) -> str:
    """A text in small letters with single blanks and plain hyphens; `1911–12` are years."""
    words = unicodedata.normalize("NFC", " ".join(text.casefold().split()))

    def years(match: re.Match[str]) -> str:
        last = year_behind(match[1], match[2], today)
        return match[0] if last is None else f"{match[1]} to {last}"

    return YEARS_DASHED.sub(years, words).translate(DASHES)


def weekday_said(text: str, today: date) -> tuple[int, str] | None:
    """The day of the week that a text says of one day, from 0 for Monday, and that day; or None.

    >>> weekday_said("Monday, 4 July 1999", date(2026, 1, 1))
    (0, '1999-07-04')
    """
    words = folded(text, today)
    return UnitReader(today, month_number, weekday_number).weekday_said(words)


def _refuse_what_lacks_a_year(text: str, words: str, today: date) -> None:
    """Say what is wrong with `3 Oct` and `3 Oct 99`, which no reader can know."""
    reader = WordReader(UnitReader(today))
    refuse_no_day(words)
    if (match := SHORT_YEAR.fullmatch(words)) is not None:
        if not re.search("[a-z]", match["day"]):
            raise InvalidDate(text, "has a year of two digits")
        century = today.year // 100 - (int(match["year"]) > today.year % 100)
        readings = [
            reader.read(f"{match['day']}{century - past}{match['year']}") for past in (0, 1)
        ]
        is_year = int(match["year"]) > 31 or len(readings[0] or "") > len("2016-10")
        if readings[0] and readings[1] and is_year:  # May 12 is no May of a year 12
            raise two_ways(words, readings[0], readings[1])
    if NAMED.search(words) and not YEAR.search(words) and reader.read(f"{words} 2000"):
        raise InvalidDate(text, "has no year")
