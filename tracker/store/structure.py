"""Structure of a database, compared with that of one made anew: what is missing or was changed.

sqlite-utils, Datasette and others may rebuild a table (`transform`) and with it drop the triggers
that keep the history and the full text. What others added is no difference.
"""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass

from tracker.errors import UnsoundRecord, shown
from tracker.store.database import Database
from tracker.store.table_shape import columns_of

SHADOW = re.compile(r"_fts_(data|idx|docsize|config|content)$")
FULL_TEXT = re.compile(r"CREATE VIRTUAL TABLE", re.IGNORECASE)
QUOTES = str.maketrans("", "", '"[]`')


@dataclass(frozen=True, slots=True)
class Difference:
    """A table, index, trigger or view of tracker's that is not as tracker made it."""

    kind: str
    name: str
    table: str
    sql: str  # that makes it as it should be
    missing: bool

    @property
    def indexes_words(self) -> bool:
        """Whether it is an index of words, or what keeps one."""
        return "_fts" in self.sql or "event_pairs" in self.sql

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {'is missing' if self.missing else 'was changed'}"


def differences(db: Database) -> list[Difference]:
    """What of tracker's own is missing or was changed; what others added is no difference."""
    from tracker.store.creation import shipped

    with closing(shipped()) as made:
        there = _objects(db.connection)
        expected = _objects(made.connection)
        watching = _watching(db, made)
        found = []
        for (kind, name), (table, sql) in expected.items():
            present = there.get((kind, name))
            if present is not None and kind == "table" and not FULL_TEXT.match(sql):
                _add_columns(db.connection, made.connection, name)
                sql = _objects(made.connection)[kind, name][1]
            alike = {_plain(sql), _plain(watching.get(name, sql))}
            if present is None or _plain(present[1]) not in alike:
                found.append(Difference(kind, name, table, sql, present is None))
        return found


def refuse_lost_columns(db: Database) -> None:
    """Refuse a database of whose tables one lacks a column, as no row of it can be read.

    Raises
    ------
    UnsoundRecord
        Where there is one.
    """
    from tracker.store.creation import shipped

    with closing(shipped()) as made:
        for kind, table in _objects(made.connection):
            there = columns_of(db.connection, table) if kind == "table" else {}
            for column in columns_of(made.connection, table) if there else ():
                if column not in there:
                    raise lost_column(db, table, column)


def lost_column(db: Database, table: str, column: str) -> UnsoundRecord:
    """The refusal of a table that lacks a column."""
    return UnsoundRecord(
        f"{shown(db.path)} has lost the column {column} of its table {table}, which "
        "another program dropped; go back to a backup with `tracker database restore`."
    )


def _watching(db: Database, made: Database) -> dict[str, str]:
    """The triggers of the history where others added columns, by name: they may note these, too."""
    from tracker.store.history import capture
    from tracker.store.migrations import CURATED

    widened = []
    for table in CURATED:
        if columns_of(db.connection, table).keys() - columns_of(made.connection, table).keys():
            _add_columns(db.connection, made.connection, table)
            widened.append(table)
    for table in widened:
        capture(made.shape, table)
    found = _objects(made.connection)
    return {name: found[kind, name][1] for kind, name in found if kind == "trigger"}


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[str, str]]:
    """The table and the SQL of each object that has SQL of its own."""
    return {
        (kind, name): (table, sql)
        for kind, name, table, sql in connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql NOTNULL ORDER BY rowid"
        )
        if not SHADOW.search(name) and not name.startswith("sqlite_")
    }


def _plain(sql: str) -> str:
    """SQL without what says nothing: spaces, quotation marks, IF NOT EXISTS."""
    bare = re.sub(r"IF NOT EXISTS", "", sql.translate(QUOTES), flags=re.IGNORECASE)
    return re.sub(r"\s+", "", bare).casefold().replace("'", "")


def _add_columns(there: sqlite3.Connection, made: sqlite3.Connection, table: str) -> None:
    """Give a table made anew the columns that others added to the one that is there."""
    own = columns_of(made, table)
    for name, (kind, default) in columns_of(there, table).items():
        if name not in own:
            given = f" DEFAULT {default}" if default is not None else ""
            # A strict table takes no other types.
            kind = kind if kind in ("INTEGER", "REAL", "TEXT", "BLOB", "ANY", "INT") else "ANY"
            made.execute(f"ALTER TABLE [{table}] ADD COLUMN [{name}] {kind}{given}")
