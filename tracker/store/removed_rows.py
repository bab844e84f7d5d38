"""The rows of undone imports, packed: a redo brings them back.

The events of a feed stand in the history as one range of numbers, and so does their removal. The
rows themselves are kept in `removed_rows`, some thousand events to a row: the columns of each
table as JSON, one after the other, and deflated, which takes a tenth of what they took as rows.
"""

import json
import zlib
from collections.abc import Iterator
from typing import Any

from tracker.errors import ChangedSince
from tracker.store.bulk_writer import gathering_words, index_words, without_triggers
from tracker.store.database import Database
from tracker.store.messages import explained

# The tables that hold the rows of a feed, and the column with the number of the event; an event
# comes before, and goes after, what refers to it.
TABLES = (("events", "id"), ("event_actors", "event"), ("citations", "event"))
TOGETHER = 5_000  # events
LEVEL = 3  # a third of the time of the usual 6, for a tenth more

Columns = dict[str, list[Any]]  # the values of a table by column


def remove(db: Database, entry: int, first: int, last: int) -> None:
    """Remove the events from one number to another under a command, and keep their rows."""
    with without_triggers(db, "AFTER DELETE"), gathering_words(db):
        for start, end in _stretches(first, last):
            tables = {table: _read(db, table, key, start, end) for table, key in TABLES}
            if len(tables["events"]["id"]) != end + 1 - start:
                raise ChangedSince(f"of the events, some of the numbers {first} to {last} are gone")
            index_words(db, start, end, forget=True)
            for table, key in reversed(TABLES):
                db.run(f"DELETE FROM [{table}] WHERE [{key}] BETWEEN ? AND ?", (start, end))
            db.run(
                """INSERT INTO removed_rows (command, first_event, last_event, content)
                   VALUES (?, ?, ?, ?)""",
                (entry, start, end, packed(tables)),
            )


def discard(db: Database, first: int, last: int) -> None:
    """Remove the events from one number to another from a copy, and keep nothing of them."""
    for table, key in reversed(TABLES):
        db.run(f"DELETE FROM [{table}] WHERE [{key}] BETWEEN ? AND ?", (first, last))


def restore(db: Database, entry: int, first: int, last: int) -> bool:
    """Bring back the events from one number to another as a command removed them.

    Returns whether they were kept here; of old undos every row is in the history instead.
    """
    kept = list(_kept(db, entry, first, last))
    with without_triggers(db, "AFTER INSERT"), gathering_words(db):
        for row in kept:
            for table, columns in unpacked(db.value(CONTENT, (row["id"],))).items():
                names = ", ".join(f"[{name}]" for name in columns)
                marks = ", ".join("?" * len(columns))
                db.run_many(
                    f"INSERT INTO [{table}] ({names}) VALUES ({marks})",
                    zip(*columns.values(), strict=True),
                )
            index_words(db, row["first_event"], row["last_event"])
    return bool(kept)


def tables_of(db: Database, entry: int, first: int, last: int) -> Iterator[dict[str, Columns]]:
    """The rows that a command removed of a range of events, some thousand events at a time."""
    for row in _kept(db, entry, first, last):
        yield unpacked(db.value(CONTENT, (row["id"],)))


def number_of(db: Database, handle: str) -> int | None:
    """The number of an event of an undone import that had a handle, or None."""
    wanted = json.dumps(handle, ensure_ascii=False).encode()
    for row in db.rows("SELECT id FROM removed_rows ORDER BY id DESC"):
        text = zlib.decompress(db.value(CONTENT, (row["id"],)))
        if wanted in text:
            table = json.loads(text)["events"]
            if handle in table["handle"]:
                number: int = table["id"][table["handle"].index(handle)]
                return number
    return None


CONTENT = "SELECT content FROM removed_rows WHERE id = ?"


def _kept(db: Database, entry: int, first: int, last: int) -> list[Any]:
    return db.rows(
        """SELECT id, first_event, last_event FROM removed_rows
           WHERE command = ? AND first_event BETWEEN ? AND ? ORDER BY first_event""",
        (entry, first, last),
    )


def packed(tables: dict[str, Columns]) -> bytes:
    """Rows of several tables as they are kept."""
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), LEVEL)


def unpacked(content: bytes) -> dict[str, Columns]:
    """The rows of several tables out of what is kept."""
    tables: dict[str, Columns] = json.loads(zlib.decompress(content))
    return tables


def _stretches(first: int, last: int) -> Iterator[tuple[int, int]]:
    for start in range(first, last + 1, TOGETHER):
        yield start, min(start + TOGETHER - 1, last)


def _read(db: Database, table: str, key: str, first: int, last: int) -> Columns:
    cursor = db.connection.cursor()
    cursor.row_factory = None  # plain tuples take a third of the time
    with explained(db.path):
        rows = cursor.execute(
            f"SELECT * FROM [{table}] WHERE [{key}] BETWEEN ? AND ? ORDER BY 1", (first, last)
        ).fetchall()
    names = [column[0] for column in cursor.description]
    values = zip(*rows, strict=True) if rows else [()] * len(names)
    return {name: list(column) for name, column in zip(names, values, strict=True)}
