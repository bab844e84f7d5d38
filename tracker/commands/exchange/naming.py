"""Formats as a person names them: by --to and --from, or by the end of a file's name."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.commands.options import Parsed

if TYPE_CHECKING:
    from tracker.formats.registry import FileFormat

STANDARD = Path("-")  # standard output or input


def _format_named(name: str) -> "FileFormat":
    from tracker.formats.registry import format_named

    return format_named(name)


def complete_format(incomplete: str) -> Iterator[tuple[str, str]]:
    """Formats that begin as typed, with what they keep."""
    from tracker.formats.registry import FORMATS

    for each in FORMATS:
        if each.name.startswith(incomplete.lower()):
            yield each.name, each.keeps


FORMAT = Parsed("FORMAT", _format_named)


def format_of_file(file: Path) -> "FileFormat":
    """The format of a file by its name; what goes out through a pipe is JSON lines."""
    from tracker.formats.registry import FORMATS, format_of

    return FORMATS[0] if file == STANDARD else format_of(file)
