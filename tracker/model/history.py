"""Entries of the history: the commands that changed the record, with every row they changed."""

from dataclasses import dataclass
from typing import Any, Literal

from tracker.model.numbers import counted

Verb = Literal["undo", "redo"]
MANY_ROWS = 100  # from so many on a person is asked first


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; None where it did not exist."""

    id: int
    table: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None

    @property
    def verb(self) -> str:
        """added, removed or changed."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    @property
    def row(self) -> dict[str, Any]:
        """The row as it is now, or was last."""
        return self.new or self.old or {}


@dataclass(frozen=True, slots=True)
class Entry:
    """One command of the history, with the changes it made where these were asked for.

    `rows` is the number of rows it changed, those of a feed among them, each event as one.
    """

    id: int | None
    at: str
    who: str
    command: str
    undone: bool
    undoes: int | None
    redoes: int | None
    rows: int
    changes: tuple[Change, ...] = ()

    @property
    def moment(self) -> str:
        """When it was done, in words.

        >>> Entry(1, "2016-10-03T09:30:12Z", "me", "add x", False, None, None, 1).moment
        '2016-10-03 at 09:30 UTC'
        """
        return f"{self.at[:10]} at {self.at[11:16]} UTC"


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What an undo or a redo would do, before it does it.

    `taken` is the entry that it takes back: the command itself, or for a redo its undoing.
    """

    verb: Verb
    command: Entry
    taken: Entry
    events: int
    links: int
    is_own: bool

    @property
    def is_large(self) -> bool:
        """Whether so many rows change that a person should be asked first."""
        return max(self.taken.rows, self.events) >= MANY_ROWS

    def __str__(self) -> str:
        """Say whose work it would take or bring back, and how much of it.

        >>> done = Entry(7, "2016-10-03T09:30:12Z", "K. Lee", "import a.csv", False, None, None, 9)
        >>> print(UndoPlan("undo", done, done, 300, 1, is_own=False))
        This takes back command 7 (import a.csv), by K. Lee on 2016-10-03 at 09:30 UTC: \
9 changed rows, of them 300 events and 1 link.
        """
        does = "takes back" if self.verb == "undo" else "brings back"
        by = "" if self.taken.id == self.command.id else f", undone by {self.taken.who}"
        counts = [
            counted(number, noun)
            for number, noun in ((self.events, "event"), (self.links, "link"))
            if number
        ]
        of_them = f", of them {' and '.join(counts)}" if counts else ""
        return (
            f"This {does} command {self.command.id} ({self.command.command}), by "
            f"{self.command.who} on {self.command.moment}{by}: "
            f"{counted(self.taken.rows, 'changed row')}{of_them}."
        )
