"""What a row of a feed says, on its way to the door; the door decides what becomes of it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tracker.model.dates import EventDate


class Report(NamedTuple):
    """A row of a feed as an event: known by the feed's own id, its codes not yet resolved.

    A million of them pass the door in one go, so this is the lightest value there is. Actors may
    be codes (`cameo:RUSGOV`, `cow:365`) or names; the type may be a code (`cameo:0431`) or one of
    the codebook's. `said` is what the feed says beside, its own codes among it, word for word.
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


class Rejected(NamedTuple):
    """A line of a file that could not be taken, and why."""

    line: int
    reason: str


Row = Report | Rejected | int  # so many rows that were not asked for
Rows = Iterator[Row]
Reject = Callable[[Rejected], None]
