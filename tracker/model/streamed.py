"""Events read in slices: a mapping of events that are fetched as they are passed over.

A chronicle of a million events holds them so where a file is written event by event: their numbers
are in memory, and no more events than a slice has. It is passed over like any other mapping.
"""

from abc import abstractmethod
from array import array
from bisect import bisect_left
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    Set,
    ValuesView,
)
from copy import copy
from functools import cached_property
from typing import Any

from tracker.model.dates import EventDate
from tracker.model.event import Event, EventDraft

SLICE = 2_000  # events that are in memory at once
Watch = Callable[[Sequence[Event]], None]


class StreamedEvents(Mapping[int, Event]):
    """Events by their numbers in order of time, of which only a slice is in memory.

    What reads them says how one is fetched, and what of all of them is known without reading them.
    """

    def __init__(self, numbers: Iterable[int]) -> None:
        self._in_time = array("q", numbers)
        self._watch: Watch | None = None
        self._is_bare = False

    @abstractmethod
    def fetch(self, numbers: Sequence[int]) -> list[Event]:
        """Events by their numbers, in any order."""

    @abstractmethod
    def records(self) -> Iterator[str | EventDraft]:
        """Each event as its record in JSON lines, or as its draft, in order of their numbers."""

    @abstractmethod
    def codes(self) -> Set[str]:
        """All codes of actors, types and sources to which they refer."""

    @abstractmethod
    def markings(self) -> Iterable[str | None]:
        """All labels by which they, their notes or their citations are marked."""

    @abstractmethod
    def involved(self) -> Sequence[int]:
        """Those of them that links, claims of order and judgements are about."""

    @abstractmethod
    def moved_dates(self) -> Collection[EventDate]:
        """The dates of those whose bounds follow from claims of order."""

    def watched(self, watch: Watch) -> "StreamedEvents":
        """The same events, each slice of which is shown to `watch` when it is passed over."""
        other = copy(self)
        other._watch = watch
        return other

    def bare(self) -> "StreamedEvents":
        """The same events without what is cited for them and remarked: they are read sooner."""
        other = copy(self)
        other._is_bare = True
        return other

    def __len__(self) -> int:
        return len(self._in_time)

    def __iter__(self) -> Iterator[int]:
        return iter(self._in_time)

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int):
            return False
        place = bisect_left(self.by_number, number)
        return place < len(self.by_number) and self.by_number[place] == number

    def __getitem__(self, number: int) -> Event:
        if number not in self:
            raise KeyError(number)
        return self._held.get(number) or self.fetch([number])[0]

    def values(self) -> ValuesView[Event]:
        """The events in order of time, read slice by slice."""
        return _Values(self)

    def slices(self) -> Iterator[list[Event]]:
        """The events in order of time, a list for each slice."""
        for start in range(0, len(self._in_time), SLICE):
            numbers = self._in_time[start : start + SLICE]
            found = {event.id: event for event in self.fetch(numbers)}
            events = [found[number] for number in numbers]
            if self._watch is not None:
                self._watch(events)
            yield events

    @cached_property
    def by_number(self) -> "array[int]":
        """Their numbers, the lowest first."""
        return array("q", sorted(self._in_time))

    @cached_property
    def _held(self) -> dict[int, Event]:
        """Those that are asked for by their numbers: what others are about."""
        return {event.id: event for event in self.fetch(self.involved())}


class _Values(ValuesView[Event]):
    """The events of a stream, which are read anew each time that they are passed over."""

    _mapping: StreamedEvents

    def __iter__(self) -> Iterator[Any]:
        for events in self._mapping.slices():
            yield from events
