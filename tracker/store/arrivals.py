"""Events as feeds bring them in: one by one, or many as columns of values."""

from collections.abc import Iterator, Sequence
from itertools import starmap
from typing import Any, NamedTuple, Self

COLUMNS = 9  # of the event's own row, from handle to intensity; the rest is in other tables


class Event(NamedTuple):
    """An event as a feed brings it in: who did it to whom, and what the feed is cited for."""

    handle: str
    title: str
    date: str
    earliest: str | None
    latest: str | None
    type: str
    summary: str
    place: str | None
    intensity: float | None
    by: tuple[str, ...]
    to: tuple[str, ...]
    locator: str | None
    quotation: str | None

    @property
    def columns(self) -> tuple[Any, ...]:
        """What is in the event's own row."""
        return self[:COLUMNS]

    @property
    def mark(self) -> int:
        """A number that another event has if all is the same in it; else only by chance."""
        return hash(self)


class Events(NamedTuple):
    """Many such events, column by column."""

    handle: Sequence[str]
    title: Sequence[str]
    date: Sequence[str]
    earliest: Sequence[str | None]
    latest: Sequence[str | None]
    type: Sequence[str]
    summary: Sequence[str]
    place: Sequence[str | None]
    intensity: Sequence[float | None]
    by: Sequence[tuple[str, ...]]
    to: Sequence[tuple[str, ...]]
    locator: Sequence[str | None]
    quotation: Sequence[str | None]

    @property
    def columns(self) -> tuple[Sequence[Any], ...]:
        """What is in the events' own rows."""
        return self[:COLUMNS]

    @classmethod
    def of(cls, rows: Sequence[Event]) -> Self:
        """The columns of rows."""
        return cls(*zip(*rows, strict=True)) if rows else cls(*((),) * len(cls._fields))

    def rows(self) -> Iterator[Event]:
        """One after the other."""
        return starmap(Event, zip(*self, strict=True))
