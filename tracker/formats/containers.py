"""Containers of tables: workbooks, Parquet files, SQLite databases, told by their first bytes."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.limits import CHUNK
from tracker.formats.parquet import read_parquet
from tracker.formats.sheets import Row, Sheet, chosen_sheet
from tracker.formats.spreadsheet import read_workbook
from tracker.store import foreign_tables

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old workbooks, and new ones locked by a password
WORKBOOK, PARQUET, SQLITE = "xlsx", "parquet", "sqlite"  # as their formats are called
BEGINNINGS = {OLE: WORKBOOK, b"PAR1": PARQUET, b"SQLite format 3\x00": SQLITE}
LONGEST_BEGINNING = max(map(len, BEGINNINGS))


def container_of(beginning: bytes) -> str:
    """The format of a file that holds tables, by its first bytes; empty for any other.

    Examples
    --------
    >>> container_of(b"PAR1 and more"), container_of(b"date,title")
    ('parquet', '')
    """
    return next((kind for mark, kind in BEGINNINGS.items() if beginning.startswith(mark)), "")


def open_sheet(
    kind: str, content: IO[bytes], limits: Limits, sheet: str | None, path: Path | None
) -> Sheet:
    """Open a table of a container.

    Parameters
    ----------
    kind : str
        One of those that `container_of` tells.
    content : binary file
        The file, unpacked.
    limits : Limits
        What it may hold at most.
    sheet : str or None
        Which of its tables, by name or number; by default the first one.
    path : Path or None
        Where the file is, if it is not packed.

    Returns
    -------
    Sheet
        Its rows, and the names of the other tables.

    Raises
    ------
    InvalidInput
        If it cannot be read, or has no such table.
    """
    if kind == PARQUET:
        return read_parquet(content, limits)
    if kind == SQLITE:
        return _read_sqlite(content, sheet, path)
    content.seek(0)
    is_old = content.read(len(OLE)) == OLE
    content.seek(0)
    try:
        return read_workbook(content, limits, sheet)
    except InvalidInput:
        if is_old and sheet is None:
            raise InvalidInput(
                "It is an old workbook, or one that a password locks; open it and save it as "
                ".xlsx without a password."
            ) from None
        raise


def _read_sqlite(content: IO[bytes], sheet: str | None, path: Path | None) -> Sheet:
    """A table of a database, which SQLite reads from a file alone."""
    with ExitStack() as stack:
        if path is None:
            copy = stack.enter_context(NamedTemporaryFile(suffix=".db"))
            content.seek(0)
            shutil.copyfileobj(content, copy, CHUNK)
            copy.flush()
            path = Path(copy.name)
        names = foreign_tables.table_names(path)
        name, others = chosen_sheet(names, sheet, "table")
        return Sheet(name, others, _rows_of(path, name, stack.pop_all()))


def _rows_of(path: Path, name: str, open_files: ExitStack) -> Iterator[Row]:
    """The rows of a table; a copy of its file goes when they are read."""
    with open_files:
        yield from foreign_tables.table_rows(path, name)
