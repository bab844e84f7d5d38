"""The time zone of a place, for those of its events that have none of their own."""

from collections.abc import Mapping
from dataclasses import replace

from tracker.model.event import Event
from tracker.model.names import folded


def with_zones_of_places(events: Mapping[int, Event]) -> dict[int, Event]:
    """Give each event without a zone the one that others of its place have, where they agree.

    An event whose date states its offset from UTC, or that has no place, stays as it is.

    >>> with_zones_of_places({})
    {}
    """
    zones: dict[str, set[str]] = {}
    for event in events.values():
        if event.place and event.zone:
            zones.setdefault(folded(event.place), set()).add(event.zone)
    if not zones:
        return dict(events)
    return {number: _zoned(event, zones) for number, event in events.items()}


def _zoned(event: Event, zones: Mapping[str, set[str]]) -> Event:
    there = zones.get(folded(event.place or ""), set())
    if event.zone or len(there) != 1 or event.date.offsets != (None, None):
        return event
    return replace(event, zone=next(iter(there)))
