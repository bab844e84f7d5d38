"""Dates as this process shows them to readers: in the words in force, or as EDTF.

>>> shown_date("2016-10-03"), charted_date("2016-10-03", "de")
('3 October 2016', '3. Oktober 2016')
"""

import re
from functools import cache

from tracker.model.date_wording import ENGLISH, DateWords, in_words, words_of

# A date by itself, of EDTF too; none within a handle, a code, an address or a set of dates. It is
# compiled where a text has dates in it, and what only looks like one stays.
DAY = r"[0-9X]{4}-[0-9X]{2}(?:-[0-9X]{2})?[?~%]?(?:T[0-9:]+(?:Z|[+-][0-9:]+)?)?"
ENDS = rf"(?:{DAY}|[0-9X]{{4}}[?~%]?/|\.\./)(?:/?(?:{DAY}|[0-9X]{{4}}[?~%]?|\.\.))?"
PLAIN = rf"(?<![\w/.,[{{-]){ENDS}(?![\w/~%\]}}-]|\.\.|,\d)"
_in_force: list[DateWords | None] = [ENGLISH]


def set_date_words(words: DateWords | None) -> None:
    """Put the words of dates in tables and texts into force for this process; None keeps EDTF."""
    _in_force[0] = words


def dates_are_edtf() -> bool:
    """Whether readers are to see dates in EDTF."""
    return _in_force[0] is None


@cache
def _shortened_words(words: DateWords) -> DateWords:
    return DateWords(words.code, words.phrases, True)


def shown_date(text: str, year: int | None = None, short: bool = False) -> str:
    """A date as readers are to see it, by the words in force; `short` as where room is short."""
    words = _in_force[0]
    if words is None:
        return text
    return in_words(text, _shortened_words(words) if short else words, year)


def charted_date(text: str, code: str = "", short: bool = False) -> str:
    """A date in the language of a chart, by its code, unless EDTF is in force.

    Without a code it is in the language in force; `short` as where room is short.
    """
    if _in_force[0] is None or not code:
        return shown_date(text, short=short)
    words = words_of(code)
    return in_words(text, _shortened_words(words) if short else words)


def shown_dates(text: str, short: bool = False) -> str:
    """A text in which each date is as readers are to see it, but for those in handles and codes.

    >>> shown_dates("≥ 2016-10-03"), shown_dates("1922-12-30 to 1991-12-26")
    ('≥ 3 October 2016', '30 December 1922 to 26 December 1991')
    >>> shown_dates("2016-10-03-pact (1999-05~/1999-07-04), bbc-2016-10-03.")
    '2016-10-03-pact (from about May 1999 to 4 July 1999), bbc-2016-10-03.'
    """
    return re.sub(PLAIN, lambda match: shown_date(match[0], short=short), text)
