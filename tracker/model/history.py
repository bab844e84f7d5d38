"""Entries of the history: the commands that changed the record, with every row they changed."""

from dataclasses import dataclass
from typing import Any


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
