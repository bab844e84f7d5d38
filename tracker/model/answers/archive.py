"""Answers about an archive of feeds: what was added, what is in it, and whether it is sound."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model.answer import Answer
from tracker.model.event import Event
from tracker.model.source import Source


@dataclass(frozen=True, slots=True)
class FileAdded:
    """A file that was read into an archive, and what became of its rows."""

    file: str
    feed: str
    read: int
    added: int
    corrected: int
    known: int
    rejected: int


@dataclass(frozen=True)
class ArchiveAdded(Answer):
    """The files that a command read into an archive."""

    files: tuple[FileAdded, ...]


@dataclass(frozen=True, slots=True)
class FeedArchived:
    """What an archive has of one feed."""

    feed: str
    rows: int
    first: str
    last: str
    files: int
    parts: int
    size: int

    @property
    def bytes_a_row(self) -> float:
        """How many bytes on disk a row takes."""
        return self.size / self.rows if self.rows else 0.0


@dataclass(frozen=True)
class ArchiveInfo(Answer):
    """What is in an archive, by feed."""

    feeds: tuple[FeedArchived, ...]


@dataclass(frozen=True, slots=True)
class ArchiveFlaw:
    """What is wrong with one file of an archive."""

    file: str
    flaw: str


@dataclass(frozen=True)
class ArchiveCheck(Answer):
    """What is wrong with an archive; nothing where it is sound."""

    flaws: tuple[ArchiveFlaw, ...]


@dataclass(frozen=True)
class ArchivedEvents(Answer):
    """Rows of an archive as the events that they would be in the record, in the order asked for.

    They have no number; `feeds` and `files` say of each where it came from. `sources` are those
    that they would be cited from.
    """

    events: tuple[Event, ...]
    feeds: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
