"""Tables of SQLite files of other programs, read as they are."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tracker.errors import InvalidInput

OWN = {"commands", "changes", "events", "event_actors"}  # that make a file one of tracker's
UNREADABLE = "It is no SQLite database that can be read"
Row = tuple[int, list[str]]


def table_names(path: Path) -> list[str]:
    """The names of the tables and views of a database, in the order they were made.

    Raises
    ------
    InvalidInput
        If it cannot be read, or is a database of tracker.
    """
    try:
        with closing(_opened(path)) as connection:
            names = [
                str(row[0])
                for row in connection.execute(
                    """SELECT name FROM sqlite_master WHERE type IN ('table', 'view')
                       AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, rowid"""
                )
            ]
    except sqlite3.Error as error:
        raise InvalidInput(f"{UNREADABLE}: {error}.") from None
    if set(names) >= OWN:
        raise InvalidInput(
            "It is a database of tracker; `tracker --db FILE export -o record.jsonl` writes what "
            "it records, which can be imported."
        )
    return names


def table_rows(path: Path, name: str) -> Iterator[Row]:
    """The headings of a table and its rows, each with its number; the headings are row 1."""
    quoted = '"' + name.replace('"', '""') + '"'
    try:
        with closing(_opened(path)) as connection:
            found = connection.execute(f"SELECT * FROM {quoted}")
            yield 1, [str(column[0]) for column in found.description]
            for number, row in enumerate(found, start=2):
                yield number, [_cell(value) for value in row]
    except sqlite3.Error as error:
        raise InvalidInput(f"{UNREADABLE}: {error}.") from None


def _opened(path: Path) -> sqlite3.Connection:
    """A database opened for reading alone, with what its program has not yet moved into it."""
    is_whole = not path.with_name(f"{path.name}-wal").exists()
    address = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_whole else ''}"
    return sqlite3.connect(address, uri=True)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
