"""Sheets: tables that stand in a file with others, and their rows as the CSV that is read."""

import csv
import io
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, NamedTuple

from tracker.config import Limits
from tracker.errors import InvalidInput, excerpt
from tracker.formats.limits import CHUNK, LINES_OF_ROW, too_large, too_long_a_row
from tracker.model.names import folded

Row = tuple[int, Sequence[str]]


class Sheet(NamedTuple):
    """A table: its name, the names of the others in its file, and its rows with their numbers."""

    name: str
    others: tuple[str, ...]
    rows: Iterator[Row]


def chosen_sheet(names: Sequence[str], asked: str | None, noun: str) -> tuple[str, tuple[str, ...]]:
    """Choose a sheet by its name, or by its number from 1; by default the first one.

    Parameters
    ----------
    names : sequence of str
        Those of all sheets.
    asked : str or None
        A name, capitals aside, or a number.
    noun : str
        What a sheet is called in a refusal.

    Returns
    -------
    tuple of str and tuple of str
        The name, and those of the others.

    Raises
    ------
    InvalidInput
        If there is no such sheet, or none at all.

    Examples
    --------
    >>> chosen_sheet(["Cover", "Events"], "events", "sheet")
    ('Events', ('Cover',))
    """
    if not names:
        raise InvalidInput(f"It has no {noun}.")
    place: int | None = 0
    if asked is not None:
        alike = [place for place, name in enumerate(names) if folded(name) == folded(asked)]
        exact = [place for place, name in enumerate(names) if name == asked]
        number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0
        place = next(iter(exact or alike), number - 1 if 0 < number <= len(names) else None)
    if place is None:
        listed = ", ".join(excerpt(name) for name in names)
        raise InvalidInput(f"It has no {noun} {excerpt(str(asked))}; it has {listed}.")
    return names[place], tuple(name for at, name in enumerate(names) if at != place)


def as_csv(rows: Iterable[Row], table: IO[bytes], limits: Limits) -> Sequence[int]:
    r"""Write rows as CSV.

    Parameters
    ----------
    rows : iterable of int and sequence of str
        The rows, each with its number in the file.
    table : binary file
        Where the CSV goes, in UTF-8.
    limits : Limits
        How much it may hold: one text may stand many times in it.

    Returns
    -------
    sequence of int
        For each line of the CSV the number of the row that it is of.

    Examples
    --------
    >>> out = io.BytesIO()
    >>> list(as_csv([(1, ["date"]), (7, ["a\nb"])], out, Limits()))
    [1, 7, 7]
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    numbers = array("L")
    written = 0
    for number, row in rows:
        if sum(map(len, row)) > LINES_OF_ROW * limits.max_cell:
            raise too_long_a_row(f"Row {number}", limits)
        cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row]
        writer.writerow(cells)
        numbers.extend([number] * (1 + sum(cell.count("\n") for cell in cells)))
        if lines.tell() > CHUNK:
            written += _move(lines, table)
        if written > limits.max_unpacked:
            raise too_large(limits)
    _move(lines, table)
    return numbers


def _move(lines: io.StringIO, table: IO[bytes]) -> int:
    """Move what was written to the table; the number of bytes."""
    data = lines.getvalue().encode("utf-8", "backslashreplace")
    table.write(data)
    lines.seek(0)
    lines.truncate()
    return len(data)
