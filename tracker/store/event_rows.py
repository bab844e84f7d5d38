"""Rows of the events table with their actors and citation, one by one or as columns."""

from collections.abc import Iterator, Sequence
from itertools import starmap
from typing import Any, NamedTuple, Self

COLUMNS = 10  # of the event's own row, from handle to coordinates; the rest is in other tables


class EventRow(NamedTuple):
    """An event as a feed has it: the table's columns, both sides, and the feed's citation."""

    handle: str
    title: str
    date: str
    earliest: str | None
    latest: str | None
    type: str
    summary: str
    place: str | None
    intensity: float | None
    coordinates: str | None
    by: tuple[str, ...]
    to: tuple[str, ...]
    locator: str | None
    quotation: str | None

    @property
    def columns(self) -> tuple[Any, ...]:
        """The values of the event's own row."""
        return self[:COLUMNS]

    @property
    def fingerprint(self) -> int:
        """A number that two rows share if all in them is the same; else only by chance."""
        return hash(self)


class EventRows(NamedTuple):
    """Many event rows as columns."""

    handle: Sequence[str]
    title: Sequence[str]
    date: Sequence[str]
    earliest: Sequence[str | None]
    latest: Sequence[str | None]
    type: Sequence[str]
    summary: Sequence[str]
    place: Sequence[str | None]
    intensity: Sequence[float | None]
    coordinates: Sequence[str | None]
    by: Sequence[tuple[str, ...]]
    to: Sequence[tuple[str, ...]]
    locator: Sequence[str | None]
    quotation: Sequence[str | None]

    @property
    def columns(self) -> tuple[Sequence[Any], ...]:
        """The columns of the events' own rows."""
        return self[:COLUMNS]

    @classmethod
    def of(cls, rows: Sequence[EventRow]) -> Self:
        """The columns of rows."""
        return cls(*zip(*rows, strict=True)) if rows else cls(*((),) * len(cls._fields))

    def rows(self) -> Iterator[EventRow]:
        """The rows one after the other."""
        return starmap(EventRow, zip(*self, strict=True))
