"""Silences of a record: unusually long stretches of time without events."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, pairwise
from statistics import median

from tracker.model.event import Event

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
    ends = accumulate((event.said_when.end for event in ordered), max)
    gaps = [
        (max(timedelta(0), after.said_when.start - until), before, after)
        for (before, after), until in zip(pairwise(ordered), ends, strict=False)
    ]
    usual = timedelta(seconds=median(gap.total_seconds() for gap, _, _ in gaps) if gaps else 0)
    for gap, before, after in gaps:
        if gap >= max(LEAST_SILENCE, TIMES_THE_USUAL * usual):
            yield Silence(before, after, gap.days)
