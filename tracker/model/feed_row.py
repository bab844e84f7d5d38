"""Rows of an event feed as its reader yields them: accepted, rejected or skipped.

Codes of actors and types are not resolved yet; the importer decides what becomes of each row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress, starmap
from typing import Any, NamedTuple, Protocol, Self, TypeVar

from tracker.model.dates import EventDate

Taken = TypeVar("Taken")
CHUNK_SIZE = 2_000  # so many rows are handled at a time


class FeedRow(NamedTuple):
    """A row of a feed as an event, identified by the feed's own id.

    Actors may be codes (`cameo:RUSGOV`, `cow:365`) or names; the type may be a code (`cameo:0431`)
    or one of the codebook's. `quotation` is what the feed adds, its own codes among it, word for
    word: it is stored with the citation. `coordinates` are as `point_or_none` writes them. `cells`
    is the row as the file has it, by its headings, for whoever keeps more than a record holds.
    """

    line: int
    handle: str
    title: str
    date: EventDate
    type: str
    by: tuple[str, ...]
    to: tuple[str, ...] = ()
    summary: str = ""
    place: str | None = None
    intensity: float | None = None
    locator: str | None = None
    quotation: str | None = None
    quad: int | None = None
    mentions: int | None = None
    is_root: bool | None = None
    coordinates: str | None = None
    cells: Mapping[str, str] | None = None


class FeedRows(NamedTuple):
    """Many feed rows as columns: work on a whole column costs a fraction of work on each row.

    >>> day = EventDate.parse("2016-10-03")
    >>> two = FeedRows.of([FeedRow(1, "a", "One", day, "threat", ()),
    ...                    FeedRow(2, "b", "Two", day, "talks", ())])
    >>> two.handle, [row.title for row in two.where([False, True]).rows()]
    (('a', 'b'), ['Two'])
    """

    line: Sequence[int]
    handle: Sequence[str]
    title: Sequence[str]
    date: Sequence[EventDate]
    type: Sequence[str]
    by: Sequence[tuple[str, ...]]
    to: Sequence[tuple[str, ...]]
    summary: Sequence[str]
    place: Sequence[str | None]
    intensity: Sequence[float | None]
    locator: Sequence[str | None]
    quotation: Sequence[str | None]
    quad: Sequence[int | None]
    mentions: Sequence[int | None]
    is_root: Sequence[bool | None]
    coordinates: Sequence[str | None]
    cells: Sequence[Mapping[str, str] | None]

    @classmethod
    def of(cls, rows: Sequence[FeedRow]) -> Self:
        """The columns of rows."""
        return cls(*zip(*rows, strict=True)) if rows else cls(*((),) * len(cls._fields))

    def rows(self) -> Iterator[FeedRow]:
        """The rows one after the other."""
        return starmap(FeedRow, zip(*self, strict=True))

    def where(self, mask: Iterable[object]) -> Self:
        """The rows for which the mask is true."""
        marks = tuple(map(bool, mask))
        columns: list[Any] = [tuple(compress(each, marks)) for each in self]
        return type(self)(*columns)


class RejectedRow(NamedTuple):
    """A line of a file that cannot become an event, with the reason.

    Where its reader knows them, `text` is the row as it stands, and `head` what a file of it alone
    begins with.
    """

    line: int
    reason: str
    text: str = ""
    head: str = ""


def record_prefix(number: int) -> str:
    """What a reason begins with where a line holds several records: which one of its file it is.

    >>> record_prefix(2), record_prefix(0)
    ('record 2: ', '')
    """
    return f"record {number}: " if number else ""


class SkippedRows(NamedTuple):
    """A number of rows that the reader passed over because the filter excludes them."""

    number: int


ONE_SKIPPED = SkippedRows(1)
FeedItem = FeedRow | FeedRows | RejectedRow | SkippedRows
FeedStream = Iterator[FeedItem]
RejectHandler = Callable[[RejectedRow], None]


class TakesRecords(Protocol):
    """Takes a record of a document by making it, or rejects it with its fields as they stand."""

    def __call__(
        self, kind: str, place: int, make: Callable[[], Taken], values: Mapping[str, Any], /
    ) -> Taken | None:
        """The record of a place, counted from 0; None where it was rejected."""
