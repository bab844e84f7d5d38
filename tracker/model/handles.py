"""Handles: the readable names that events get, of their day and the telling words of a title."""

import re
from datetime import timedelta

from tracker.model.dates import EventDate
from tracker.model.names import slug
from tracker.model.one_of import shared_day

# Parts of a year, which have numbers of 21 and more, are none of its months.
DAY_OF_DATE = re.compile(r"\d{4}(?![\dX])(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)


def handle_for(date: EventDate, title: str) -> str:
    """The readable name of an event: the day (or month, or year) and the telling words.

    >>> handle_for(EventDate.parse("2016-10~"), "Officials speak of nuclear weapons")
    '2016-10-officials-speak-nuclear-weapons'
    """
    known = known_day(date)
    return f"{known}-{slug(title) or 'event'}" if known else _undated(slug(title))


def known_day(date: EventDate) -> str:
    """The day, month or year that a date says, as finely as it says it; nothing of a decade.

    >>> known_day(EventDate.parse("autumn 1998")), known_day(EventDate.parse("1960s"))
    ('1998', '')
    """
    first, last = date.ends
    if date.is_one_of and ".." not in (first, last) and first != last:
        if date.end - date.start < timedelta(days=1):  # a night is of the day it begins
            return date.start.date().isoformat()
        if date.start.year != date.end.year:
            return ""
        return shared_day(*(moment.date().isoformat() for moment in (date.start, date.end)))
    match = DAY_OF_DATE.match(last if first == ".." else first)
    return "" if match is None else match[0]


def _undated(words: str) -> str:
    """A handle without a day; one of figures alone would be a number."""
    return words if any(map(str.isalpha, words)) else f"event-{words}".rstrip("-")
