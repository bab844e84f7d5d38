"""Silences of a record: unusually long stretches of time without events."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from tracker.model.event import Event

T = TypeVar("T")

TIMES_THE_USUAL = 10
LEAST_SILENCE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch without events.

    Attributes
    ----------
    before, after : Event
        The event that began last before it, and the one that ends it.
    days : int
        Whole days from the end of all that had begun to the beginning of the next event.
    """

    before: Event
    after: Event
    days: int


def silences(events: Iterable[Event]) -> Iterator[Silence]:
    """Find the stretches without events that are much longer than is usual among them.

    Parameters
    ----------
    events : iterable of Event
        Events that happened, in any order.

    Yields
    ------
    Silence
        In order of time: each lasts `LEAST_SILENCE` or more, and `TIMES_THE_USUAL` times the
        median gap between one event and the next, or more.

    Notes
    -----
    A gap reaches from the last known bound of all events begun so far to the first known bound of
    the next one; where they overlap it is none, and counts as such in the median.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> days = ("2016-10-01", "2016-10-02", "2016-10-03", "2016-12-01")
    >>> events = [
    ...     Event(n, day, "", EventDate.parse(day), EventType("talks", "Talks"))
    ...     for n, day in enumerate(days)
    ... ]
    >>> [(each.before.handle, each.after.handle, each.days) for each in silences(events)]
    [('2016-10-03', '2016-12-01', 58)]
    """
    ordered = sorted(events, key=lambda event: (event.said_when.start, event.id))
    spans = ((event.said_when.start, event.said_when.end, event) for event in ordered)
    for before, after, days in long_gaps(spans):
        yield Silence(before, after, days)


def long_gaps(spans: Iterable[tuple[datetime, datetime, T]]) -> Iterator[tuple[T, T, int]]:
    """Find the long gaps between spans.

    Parameters
    ----------
    spans : iterable of tuple
        The beginning and the end of each, and what it is of, in order of the beginnings.

    Yields
    ------
    tuple
        What is before the gap, what is behind it, and its whole days.

    Examples
    --------
    >>> list(long_gaps([]))
    []
    """
    found: list[tuple[timedelta, T, T]] = []
    none = 0  # gaps where the next one begins before all are over
    until: datetime | None = None
    last: T | None = None
    for first, end, each in spans:
        if until is None:
            until = end
        else:
            assert last is not None
            if first > until:
                found.append((first - until, last, each))
            else:
                none += 1
            until = max(until, end)
        last = each
    usual = timedelta(seconds=_median([gap.total_seconds() for gap, _, _ in found], none))
    for gap, before, after in found:
        if gap >= max(LEAST_SILENCE, TIMES_THE_USUAL * usual):
            yield before, after, gap.days


def _median(lengths: list[float], none: int) -> float:
    """The median of some lengths and so many of zero."""
    ordered, count = sorted(lengths), len(lengths) + none
    if not count:
        return 0
    low, high = (
        ordered[place - none] if place >= none else 0.0 for place in ((count - 1) // 2, count // 2)
    )
    return (low + high) / 2
