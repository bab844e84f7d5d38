"""Answers of the panel `exchange`: the formats of files, and an export."""

from dataclasses import dataclass, field
from pathlib import Path

from tracker.model.answer import Answer


@dataclass(frozen=True, slots=True)
class FormatEntry:
    """A format of files, in words: the ends of its names, what it keeps and loses."""

    name: str
    suffixes: tuple[str, ...]
    is_read: bool
    is_written: bool
    keeps: str
    loses: str


@dataclass(frozen=True)
class FormatList(Answer):
    """The formats of files, tracker's own before those of other packages."""

    formats: tuple[FormatEntry, ...]


@dataclass(frozen=True)
class Exported(Answer):
    """An export: the files that were written, or the text where none was named.

    `omitted` are the parts of the record that the format has no field for, with their numbers.
    """

    format: str
    files: tuple[Path, ...] = ()
    text: str = field(default="", repr=False)
    events: int = 0
    omitted: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        return self.text
