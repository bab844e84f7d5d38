"""Dates as they stand on charts, without the year that the axis has: `3 Oct`, `~Oct`."""

import re
from datetime import datetime

from tracker.charts.words.language import ENGLISH, Language
from tracker.model.date_display import charted_date
from tracker.model.date_parts import months_of
from tracker.model.dates import EventDate
from tracker.model.one_of import members

_MONTH = r"0[1-9]|1[0-2]|2[1-9]|3\d|4[01]|XX"
_END = rf"(\.\.|(\d{{4}}|\d{{3}}X|\d\dXX)(-({_MONTH})(-(\d\d|XX)(T[\d:Z+-]+)?)?)?[?~%]?)"
SHAPE = re.compile(rf"{_END}(/{_END})?", re.ASCII)
SEASONS = dict(enumerate(("spring", "summer", "autumn", "winter") * 2, 21))  # 25 to 28: northern


def short_date(date: EventDate, language: Language = ENGLISH, with_year: bool = False) -> str:
    """Write a date for a label.

    Parameters
    ----------
    date : EventDate
        As recorded.
    language : Language, optional
        Whose months and order of words.
    with_year : bool, optional
        Whether each end of the date has its year, as where the axis runs over many.

    Returns
    -------
    str
        As finely as the date is known; ``~`` for about, ``?`` for in doubt. The year is there
        only where an interval ends in another one.

    Examples
    --------
    >>> short_date(EventDate.parse("2016-09-22/2016-10~"))
    '22 Sep to ~Oct'
    """
    if date.is_one_of:
        return _one_of(date, language, with_year)
    if not SHAPE.fullmatch(date.text):  # another program wrote it
        return date.text
    first, _, last = date.text.partition("/")
    begin = _end(first, date.start, language, with_year)
    if not last:
        return begin
    end = _end(last, date.end, language, with_year)
    if with_year:
        return language("{first} to {last}", first=begin, last=end)
    if last[:4].isdigit() and first[:4].isdigit() and last[:4] != first[:4] and last[:4] not in end:
        end = f"{end} {last[:4]}"
    return language("{first} to {last}", first=begin, last=end)


def date_in_words(date: EventDate, language: Language = ENGLISH) -> str:
    """Write a date that stands alone, where no axis has its year.

    Parameters
    ----------
    date : EventDate
        As recorded.
    language : Language, optional
        In which to write it.

    Returns
    -------
    str
        With its year, and with the time of day where that is known.

    Examples
    --------
    >>> date_in_words(EventDate.parse("2016-10-03"))
    '3 Oct 2016'
    """
    return charted_date(date.text, language.code, short=True)


def _one_of(date: EventDate, language: Language, with_year: bool) -> str:
    """One moment of several, each of its members as finely as it is known."""
    said = []
    for first, last in members(date.text):
        begin, end = (EventDate.known(each) for each in (first, last))
        if begin is None and end is not None:
            said.append(language("by {last}", last=short_date(end, language, with_year)))
        elif end is None and begin is not None:
            said.append(
                language("not before {first}", first=short_date(begin, language, with_year))
            )
        elif begin is not None and end is not None:
            one, other = (short_date(each, language, with_year) for each in (begin, end))
            between = language("between {first} and {last}", first=one, last=other)
            said.append(one if one == other else between)  # hours of one day are that day here
    whole = said[0]
    for each in said[1:]:
        whole = language("{one} or {other}", one=whole, other=each)
    return whole


def _end(text: str, moment: datetime, language: Language, with_year: bool) -> str:
    """One end of a date, as finely as its text says, without its year."""
    if text == "..":
        return "…"
    about = "~" if text[-1] in "~%" else ""
    doubt = "?" if text[-1] in "?%" else ""
    plain = text.rstrip("?~%").replace("-XX", "")
    if len(plain) == 4 or "X" in plain:
        said = plain
    elif int(plain[5:7]) in SEASONS:
        said = language(SEASONS[int(plain[5:7])])
    elif months := months_of(plain):  # a quarter, a half, or a season of the south
        first, last = (language.month(datetime(year, month, 1)) for year, month in months)
        said = f"{first}–{last}"
    else:
        said = language.month(moment) if len(plain) == 7 else language.day(moment)
    year = f" {plain[:4]}" if with_year and said != plain else ""
    return f"{about}{said}{year}{doubt}"


def is_vague(end: str) -> bool:
    """Tell whether an end of an interval is not a plain day.

    Parameters
    ----------
    end : str
        EDTF text.

    Returns
    -------
    bool
        False for a plain day.

    Examples
    --------
    >>> is_vague("2016-10-03"), is_vague("2016-10~")
    (False, True)
    """
    return len(end) != 10 or not end[-1].isdigit()
