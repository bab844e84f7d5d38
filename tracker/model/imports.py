"""Files that were read into the record, with what became of their rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Provenance:
    """A file as it was read: what it was, byte for byte, and what became of its rows.

    `first_event` and `last_event` are the stretch of numbers that a feed's events got.
    """

    file: str
    format: str
    size: int
    sha256: str
    read: int = 0
    kept: int = 0
    merged: int = 0
    rejected: int = 0
    first_event: int | None = None
    last_event: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How a table is read, remembered under a name: columns and constants by their fields.

    `dates` is the order of figures in its dates, `values` has for a field what stands for a cell.
    """

    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormerHandle:
    """A handle that an event had, or that of one which was merged into it."""

    handle: str
    event: str


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was read, with who read it when."""

    id: int
    at: str
    who: str
    provenance: Provenance
