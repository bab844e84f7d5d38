"""Pictures of very many events: those of them that are named, fetched by what is drawn."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tracker.desk.drawn import strongest_chain

if TYPE_CHECKING:
    from tracker.charts.picture import Picture
    from tracker.desk.drawn import Drawn
    from tracker.model.event import Event
    from tracker.model.event_groups import GroupKey
    from tracker.model.timeline_options import LanesBy

MOST_OF_A_DAY = 300  # whose titles a line could hold, however short they are
SECOND = timedelta(seconds=1)


def grouped_calendar(drawn: Drawn) -> Picture:
    """The calendar of very many events, with those of the busiest days fetched for their titles."""
    from tracker.charts.calendar import CalendarOptions, busiest
    from tracker.store import events, group_counts

    assert drawn.groups is not None
    options = CalendarOptions(drawn.groups.numbers)
    by_month, days = busiest(drawn.chronicle, options)
    moved = any(each.when != each.date for each in drawn.chronicle.events.values())
    named: dict[date, tuple[Event, ...]] = {}
    for day in days:
        numbers = group_counts.within(
            drawn.db, drawn.selection, *_bounds(day, by_month), MOST_OF_A_DAY, moved
        )
        named[day] = tuple(events.fetch(drawn.db, numbers, drawn.selection))
    known = {event.id: event for found in named.values() for event in found}
    groups = replace(drawn.groups, named=known)
    return replace(drawn, groups=groups).picture("calendar", replace(options, named=named))


def _bounds(day: date, by_month: bool) -> tuple[datetime, datetime]:
    """The first and the last second of a day, or of the month that it begins."""
    first = datetime(day.year, day.month, day.day)
    if not by_month:
        return first, first.replace(hour=23, minute=59, second=59)
    if (day.year, day.month) == (9999, 12):
        return first, datetime.max.replace(microsecond=0)
    return first, (first + timedelta(days=32)).replace(day=1) - SECOND


def timeline_keys(
    lanes: LanesBy | str, painted: str | None, named: int | None
) -> tuple[GroupKey, ...]:
    """By what a timeline groups events; by nothing where it names too many of them."""
    from tracker.model.event_groups import MOST_UNGROUPED, GroupKey
    from tracker.model.timeline_options import LanesBy

    if named is not None and named > MOST_UNGROUPED:
        return ()
    own = {
        LanesBy.ACTOR: (GroupKey.TONE, GroupKey.DOERS),
        LanesBy.PLACE: (GroupKey.TONE, GroupKey.PLACE),
        LanesBy.TYPE: (GroupKey.TYPE,),
    }
    by_label = painted is not None or not isinstance(lanes, LanesBy)
    of_lanes = own.get(lanes, (GroupKey.TONE,)) if isinstance(lanes, LanesBy) else (GroupKey.TONE,)
    found = (GroupKey.DATE, *of_lanes)
    return (*found, GroupKey.LABELS) if by_label else found


class GroupedTimeline:
    """The events that a timeline of very many names, and the chain that it highlights."""

    def __init__(self, highlight: str | None, count: int | None) -> None:
        self.highlight = highlight
        self.count = count
        self.chain: tuple[int, ...] = ()
        self.named: frozenset[int] = frozenset()

    def choose(self, drawn: Drawn) -> set[int]:
        """The events that are drawn by themselves: those named, and the first and the last.

        Those of the highlighted chain come first, then those that weigh most, as
        `most_prominent` weighs them. What is linked is known; of the others the store counts how
        intense they are, and tells the places in time of those that are intense enough.
        """
        from tracker.charts.timeline.layout import MOST_NAMED
        from tracker.charts.timeline.prominence import (
            degrees_of,
            heaviest,
            least_of,
            weight_of,
        )
        from tracker.store import group_counts

        if self.highlight:
            self.chain = strongest_chain(drawn, self.highlight)
        linked = drawn.chronicle.events
        left = max(0, (MOST_NAMED if self.count is None else self.count) - len(self.chain))
        degree = degrees_of(drawn.chronicle)
        weights = {
            number: weight_of(event.intensity, degree[number])
            for number, event in linked.items()
            if number not in self.chain
        }
        others = group_counts.strengths(drawn.db, drawn.selection)
        events = others.total()
        for event in linked.values():
            others[abs(event.intensity or 0.0)] -= 1
        alone = [(weight, 1) for weight in weights.values()]
        least = least_of([*((w, n) for w, n in others.items() if n), *alone], left)
        strengths, places = group_counts.places_in_time(
            drawn.db, drawn.selection, least, events, {*linked, *self.chain}
        )
        before = sorted(places[number] for number in self.chain)
        weighed = [
            (number, place - bisect_left(before, place), weights.get(number, strengths[number]))
            for number, place in places.items()
            if number not in self.chain
        ]
        self.named = frozenset((*self.chain, *heaviest(weighed, left)))
        ends = {number for number, place in places.items() if place in (0, events - 1)}
        return {*self.named, *ends}
