"""Answers of the panel `browse`: lists, one event whole, matches of a search, the history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tracker.model.answer import Answer
from tracker.model.event import Event
from tracker.model.evidence_tests import WeighedClaim
from tracker.model.history import Entry
from tracker.model.link import Link
from tracker.model.source import Source

# The tables whose names can be completed as they are typed.
Completed = Literal["events", "actors", "sources", "types", "relations", "column_maps", "tags"]
Recent = Literal[
    "title", "date", "type", "by", "to", "place", "tag", "source", "locator", "event"
]  # fmt: skip
OPEN, CLOSE = "\x02", "\x03"  # marks no title can contain: control characters are refused


@dataclass(frozen=True)
class EventList(Answer):
    """Events in the order asked for, with the sources that they cite."""

    events: tuple[Event, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class EventDetail(Answer):
    """One event with the links that touch it, and the sources of both.

    `neighbours` are the events at either end of its links, itself among them, by their numbers;
    of sources that pass on each other's word `independent_sources` counts one. `weighed` are the
    links whose citations test the claim. `claimants` are what those who claim or deny its links are
    called, by their codes.
    """

    event: Event
    links: tuple[Link, ...] = ()
    neighbours: Mapping[int, Event] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    independent_sources: int = 0
    weighed: tuple[WeighedClaim, ...] = ()
    claimants: Mapping[str, str] = field(default_factory=dict)

    def weighed_of(self, link: Link) -> WeighedClaim | None:
        """The evidence that tests a link, weighed; None where nothing does."""
        return next((each for each in self.weighed if each.link == link), None)


@dataclass(frozen=True, slots=True)
class SearchMatch:
    """An event found, with its title and the best passage of its summary, matches marked."""

    event: Event
    title: str
    passage: str


@dataclass(frozen=True)
class SearchResults(Answer):
    """The events that a search found, the best match first, with the sources that they cite."""

    matches: tuple[SearchMatch, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class HistoryLog(Answer):
    """The history, newest first; shown a row a command, or with `by_row` a row a changed row."""

    entries: tuple[Entry, ...]
    by_row: bool = False


@dataclass(frozen=True)
class EventHistory(Answer):
    """The past of one event, newest first: each command with its changes of it alone.

    `names` are the handles of the events to which it was linked or ordered, by their numbers.
    """

    number: int
    entries: tuple[Entry, ...]
    names: Mapping[int, str] = field(default_factory=dict)


def marked_parts(text: str) -> list[tuple[str, bool]]:
    r"""The parts of a marked text in their order, each with whether it is a match.

    >>> marked_parts("of \x02missiles\x03 there")
    [('of ', False), ('missiles', True), (' there', False)]
    """
    parts = text.replace(CLOSE, f"{CLOSE}\0").replace(OPEN, f"\0{OPEN}").split("\0")
    return [(part.strip(OPEN + CLOSE), part.startswith(OPEN)) for part in parts]


def without_marks(text: str) -> str:
    r"""A marked text as it stands in the record.

    >>> without_marks("of \x02missiles\x03")
    'of missiles'
    """
    return text.replace(OPEN, "").replace(CLOSE, "")
