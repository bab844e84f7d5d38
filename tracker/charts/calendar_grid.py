"""The grid of a calendar: days in columns of weeks, or months in rows of years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.charts.frame.heading import MARGIN
from tracker.model.event import Event

GUTTER = 64.0
CELL = 30.0  # at the most; smaller where a year has to fit
MONTH = 15.0  # height of a month's cell
HEADS = 20.0
BETWEEN = 16.0  # points between years
DAY = timedelta(days=1)
Placed = Mapping[date, Sequence[Event]]


@dataclass(frozen=True)
class Cell:
    """A day or a month, where it stands, and what falls into it."""

    x: float
    y: float
    width: float
    height: float
    first: date
    events: tuple[Event, ...] = ()
    number: int = 0


def years_of(events: Sequence[Event]) -> list[int]:
    """List the years in which something may have happened.

    Parameters
    ----------
    events : sequence of Event
        The events.

    Returns
    -------
    list of int
        The years in which one of them begins or ends, in order.

    Examples
    --------
    >>> years_of([])
    []
    """
    return sorted({event.when.start.year for event in events} | {e.when.end.year for e in events})


def days_of(events: Sequence[Event], placed: Placed, width: float) -> tuple[float, list[Cell]]:
    """Set the days of each year in columns of weeks.

    Parameters
    ----------
    events : sequence of Event
        At least one event.
    placed : mapping of date to sequence of Event
        Those that are of one day, by the day.
    width : float
        That of the chart.

    Returns
    -------
    tuple of float and list of Cell
        How high all is, and the days.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> one = Event(1, "e", "E", EventDate.parse("2016-10-03"), EventType("threat", "Threat"))
    >>> high, cells = days_of([one], {}, 1060.0)
    >>> high, len(cells), f"{cells[0].first}"
    (246.0, 31, '2016-10-01')
    """
    first = min(event.when.start for event in events).date()
    last = max(event.when.end for event in events).date()
    years = [
        (max(first, date(year, 1, 1)).replace(day=1), min(_month_end(last), date(year, 12, 31)))
        for year in years_of(events)
    ]
    weeks = max(_weeks(start, end) for start, end in years)
    side = min(CELL, (width - 2 * MARGIN - GUTTER) / weeks)
    block = 7 * side + HEADS + BETWEEN
    top = block * len(years)
    cells = []
    for number, (start, end) in enumerate(years):
        monday = start - DAY * start.weekday()
        ceiling = top - block * number - HEADS
        day = start
        while day <= end:
            column, row = divmod((day - monday).days, 7)
            x, y = MARGIN + GUTTER + side * column, ceiling - side * (row + 1)
            cells.append(Cell(x, y, side, side, day, tuple(placed.get(day, ()))))
            if day == date.max:
                break
            day += DAY
    return top, cells


def _month_end(day: date) -> date:
    """The last day of a day's month."""
    if (day.year, day.month) == (9999, 12):
        return date.max
    return (day.replace(day=1) + 32 * DAY).replace(day=1) - DAY


def _weeks(start: date, end: date) -> int:
    return ((end - start).days + start.weekday()) // 7 + 1


def months_of(events: Sequence[Event], placed: Placed, width: float) -> tuple[float, list[Cell]]:
    """Set twelve months in a row for each year in which something happened.

    Parameters
    ----------
    events : sequence of Event
        At least one event.
    placed : mapping of date to sequence of Event
        Those that are of one month, by its first day.
    width : float
        That of the chart.

    Returns
    -------
    tuple of float and list of Cell
        How high all is, and the months.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> one = Event(1, "e", "E", EventDate.parse("2016-10-03"), EventType("threat", "Threat"))
    >>> high, cells = months_of([one], {}, 1060.0)
    >>> high, len(cells), f"{cells[0].first}"
    (35.0, 12, '2016-01-01')
    """
    years = sorted({month.year for month in placed} or set(years_of(events)))
    side = (width - 2 * MARGIN - GUTTER) / 12
    top = HEADS + MONTH * len(years)
    cells = []
    for number, year in enumerate(years):
        for month in range(12):
            first = date(year, month + 1, 1)
            x, y = MARGIN + GUTTER + side * month, top - HEADS - MONTH * (number + 1)
            cells.append(Cell(x, y, side, MONTH, first, tuple(placed.get(first, ()))))
    return top, cells
