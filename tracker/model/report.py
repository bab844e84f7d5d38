"""What rows of a feed say, on their way to the door; the door decides what becomes of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, starmap
from typing import Any, NamedTuple, Self

from tracker.model.dates import EventDate

TOGETHER = 2_000  # so many rows are handled at a time


class Report(NamedTuple):
    """A row of a feed as an event: known by the feed's own id, its codes not yet resolved.

    Actors may be codes (`cameo:RUSGOV`, `cow:365`) or names; the type may be a code (`cameo:0431`)
    or one of the codebook's. `said` is what the feed says beside, its own codes among it, word for
    word.
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
    said: str | None = None
    quad: int | None = None
    mentions: int | None = None
    is_root: bool | None = None


class Reports(NamedTuple):
    """Many reports, column by column: what is done to a whole column costs a fraction for each.

    >>> day = EventDate.parse("2016-10-03")
    >>> two = Reports.of([Report(1, "a", "One", day, "threat", ()),
    ...                   Report(2, "b", "Two", day, "talks", ())])
    >>> two.handle, [row.title for row in two.chosen([False, True]).rows()]
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
    said: Sequence[str | None]
    quad: Sequence[int | None]
    mentions: Sequence[int | None]
    is_root: Sequence[bool | None]

    @classmethod
    def of(cls, rows: Sequence[Report]) -> Self:
        """The columns of rows."""
        return cls(*zip(*rows, strict=True)) if rows else cls(*((),) * len(cls._fields))

    def rows(self) -> Iterator[Report]:
        """One after the other."""
        return starmap(Report, zip(*self, strict=True))

    def chosen(self, mask: Iterable[object]) -> Self:
        """Those where the mask is true."""
        marks = tuple(map(bool, mask))
        columns: list[Any] = [tuple(compress(each, marks)) for each in self]
        return type(self)(*columns)


class Rejected(NamedTuple):
    """A line of a file that could not be taken, and why."""

    line: int
    reason: str


Row = Report | Reports | Rejected | int  # so many rows that were not asked for
Rows = Iterator[Row]
Reject = Callable[[Rejected], None]
