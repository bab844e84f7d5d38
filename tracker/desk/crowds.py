"""Pictures of very many events: those of them that are named, fetched by what is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.charts.picture import Picture
    from tracker.desk.drawn import Drawn
    from tracker.model.event import Event

MOST_OF_A_DAY = 300  # whose titles a line could hold, however short they are
SECOND = timedelta(seconds=1)


def days_of_crowd(drawn: Drawn) -> Picture:
    """The calendar of very many events, with those of the busiest days fetched for their titles."""
    from tracker.charts.calendar import CalendarOptions, busiest
    from tracker.store import alike, events

    assert drawn.crowd is not None
    options = CalendarOptions(drawn.crowd.numbers)
    by_month, days = busiest(drawn.chronicle, options)
    named: dict[date, tuple[Event, ...]] = {}
    for day in days:
        numbers = alike.within(
            drawn.db, drawn.selection, *_bounds(day, by_month), most=MOST_OF_A_DAY
        )
        named[day] = tuple(events.fetch(drawn.db, numbers, drawn.selection))
    known = {event.id: event for found in named.values() for event in found}
    crowd = replace(drawn.crowd, named=known)
    return replace(drawn, crowd=crowd).picture("calendar", replace(options, named=named))


def _bounds(day: date, by_month: bool) -> tuple[datetime, datetime]:
    """The first and the last second of a day, or of the month that it begins."""
    first = datetime(day.year, day.month, day.day)
    if not by_month:
        return first, first.replace(hour=23, minute=59, second=59)
    if (day.year, day.month) == (9999, 12):
        return first, datetime.max.replace(microsecond=0)
    return first, (first + timedelta(days=32)).replace(day=1) - SECOND
