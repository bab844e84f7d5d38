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
    def rows(self) -> int:
        """The number of rows that it stands for: a new import for all its events."""
        first = self.new.get("first_event") if self.new and self.old is None else None
        return 1 if first is None else 1 + self.row["last_event"] + 1 - first

    @property
    def row(self) -> dict[str, Any]:
        """The row as it is now, or was last."""
        return self.new or self.old or {}


@dataclass(frozen=True, slots=True)
class Entry:
    """One command of the history with the changes it made."""

    id: int | None
    at: str
    who: str
    command: str
    undone: bool
    undoes: int | None
    changes: tuple[Change, ...]

    @property
    def rows(self) -> int:
        """The number of rows it changed, those of a feed among them, each event as one."""
        return sum(change.rows for change in self.changes)
