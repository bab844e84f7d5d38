"""Structure of a database: noticed when another program changed it, and repaired before a write.

sqlite-utils, Datasette and others may rebuild a table (`transform`) and with it drop the triggers
that keep the history and the full text. A fingerprint of the whole structure, kept in the database
when tracker last saw it whole, is compared before every write, which costs one read of
`sqlite_master`. Where it differs, the structure is compared with that of a database made anew: what
is missing is made again, a table that lost a constraint is rebuilt, and what others added stays.
"""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256

from tracker.store.database import Database

# Tables that full text keeps for itself.
SEARCHED = ("events", "event_notes")
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

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {'is missing' if self.missing else 'was changed'}"


def fingerprint(connection: sqlite3.Connection) -> str:
    """A hash of every table, index, trigger and view, whoever made it."""
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2")
    return sha256(repr([tuple(row) for row in found]).encode()).hexdigest()


def note_fingerprint(connection: sqlite3.Connection) -> None:
    """Keep the present structure as the one to compare with."""
    connection.execute("DELETE FROM structure")
    connection.execute("INSERT INTO structure VALUES (?)", (fingerprint(connection),))


def is_unchanged(db: Database) -> bool:
    """Whether the structure is the one that tracker last saw whole, and words are indexed."""
    try:
        kept = db.connection.execute("SELECT fingerprint FROM structure").fetchone()
    except sqlite3.OperationalError:  # the table is gone
        return False
    return (
        kept is not None
        and kept[0] == fingerprint(db.connection)
        and not any(is_unindexed(db.connection, table) for table in SEARCHED)
    )


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


def columns_of(connection: sqlite3.Connection, table: str) -> dict[str, tuple[str, str | None]]:
    """The type and the default of each column of a table."""
    return {row[1]: (row[2], row[4]) for row in connection.execute(f"PRAGMA table_info([{table}])")}


def _add_columns(there: sqlite3.Connection, made: sqlite3.Connection, table: str) -> None:
    """Give a table made anew the columns that others added to the one that is there."""
    own = columns_of(made, table)
    for name, (kind, default) in columns_of(there, table).items():
        if name not in own:
            given = f" DEFAULT {default}" if default is not None else ""
            # A strict table takes no other types.
            kind = kind if kind in ("INTEGER", "REAL", "TEXT", "BLOB", "ANY", "INT") else "ANY"
            made.execute(f"ALTER TABLE [{table}] ADD COLUMN [{name}] {kind}{given}")


def is_unindexed(connection: sqlite3.Connection, table: str) -> bool:
    """Whether the last row of a searched table is not in its full-text index."""
    try:
        row = connection.execute(
            f"SELECT (SELECT max(id) FROM [{table}]) IS NOT (SELECT max(id) FROM "
            f"[{table}_fts_docsize])"
        ).fetchone()
    except sqlite3.OperationalError:
        return True
    return bool(row[0])
