"""Placing a date on a time axis, with the sides at which it is open.

What is open has no end that anybody recorded, and so none is drawn: what is known of it stands to
scale, and a point of the same length everywhere says that it goes on.
"""

from dataclasses import dataclass
from datetime import datetime

from tracker.charts.frame.scale import TimeScale
from tracker.model.dates import EventDate

POINT = 26.0  # how far what is open reaches beyond what is known
FREE = 12.0  # and how far it may reach out of the axis at the left, where the names of lanes stand


@dataclass(frozen=True, slots=True)
class Extent:
    """The ends of a date on the page.

    Attributes
    ----------
    x0, x1 : float
        With the points at its open ends.
    opens_left, opens_right : bool
        Whether its beginning or its end is not known at all.
    """

    x0: float
    x1: float
    opens_left: bool = False
    opens_right: bool = False


def extent_of(
    date: EventDate,
    scale: TimeScale,
    goes_on: bool = False,
    reach: tuple[float, float] = (FREE, POINT),
) -> Extent:
    """Find where a date lies on the page, with the margins of what is in doubt.

    Parameters
    ----------
    date : EventDate
        As recorded.
    scale : TimeScale
        Where moments lie.
    goes_on : bool, optional
        Whether what has no end is recorded as going on; then it reaches to the end of the axis.
    reach : (float, float), optional
        How far points may reach out of the axis, at the left and at the right.

    Returns
    -------
    Extent
        Of an open date what is known, its first day or its last, and a point from there on.

    Examples
    --------
    >>> from tracker.charts.frame.scale import Stretch
    >>> scale = TimeScale((Stretch(datetime(2016, 10, 1), datetime(2016, 10, 31), 0, 300),))
    >>> since = extent_of(EventDate.parse("2016-10-03/.."), scale)
    >>> since.x0, round(since.x1 - POINT), since.opens_right
    (20.0, 30, True)
    """
    spread = date.spread
    if spread.earliest is not None and spread.latest is not None:
        return Extent(scale(spread.start), scale(spread.end))
    if spread.latest is None:
        x0, known = scale(spread.start), scale(_known_beginning(date))
        if goes_on:
            known = max(known, scale.stretches[-1].x1)
        edge = max(known, scale.stretches[-1].x1) + reach[1]
        return Extent(x0, min(known + POINT, edge), opens_right=True)
    last = scale(spread.end)
    known = min(last, scale(_known_end(date)))
    edge = min(known, scale.stretches[0].x0) - reach[0]
    return Extent(max(known - POINT, edge), last, True)


def known_span(date: EventDate) -> tuple[datetime, datetime]:
    """Find from when to when an axis has to have room for a date.

    Parameters
    ----------
    date : EventDate
        As recorded.

    Returns
    -------
    tuple of datetime
        Its bounds; of one that is open those of the end that is known.

    Examples
    --------
    >>> first, last = known_span(EventDate.parse("1960/.."))
    >>> print(first, last, sep=" to ")
    1960-01-01 00:00:00 to 1960-12-31 23:59:59
    """
    if not date.is_open:
        return date.start, date.end
    ends = (EventDate.known(end) for end in date.ends if end != "..")
    known = next((end for end in ends if end is not None), date)
    return min(date.start, known.start), max(date.end, known.end)


def _known_beginning(date: EventDate) -> datetime:
    """The last moment at which what has no end can have begun."""
    return date.spread_beginning[1] or date.spread.start


def _known_end(date: EventDate) -> datetime:
    """The first moment at which what has no beginning can have ended."""
    end = EventDate.known(date.ends[1])
    return date.spread.end if end is None else end.spread.start
