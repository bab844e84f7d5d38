"""A copy of a database without its past: what is recorded, and nothing of how it came to be."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tracker.errors import StoreError
from tracker.store.database import Database
from tracker.store.migrations import CURATED
from tracker.store.seals import begin

# The history, the files that were read with their rows, and the handles that events had: each tells
# of a past.
PAST = ("seals", "signatures", "removed_rows", "changes", "imports", "former_handles", "row_ids",
        "commands", "current_command", "merged_heads")  # fmt: skip
BEGINNING = "database backup --without-history"  # the one entry that a copy's history begins with
NOBODY = "tracker"


def copy_without_history(db: Database, target: Path) -> None:
    """Copy a database to an empty file, without anything of its past.

    The copy is made in a database of SQLite's own that has no name and goes with its connection;
    only the rows and the index of words that are left go on to the file, on pages of their own.
    Its hash chain begins with what it holds.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as copy:
        db.connection.backup(copy)
        copy.execute("PRAGMA foreign_keys = OFF")
        _empty(copy)
        for index in _text_indexes(copy):  # deleted words stay in one until it is made anew
            copy.execute(f"INSERT INTO [{index}] ([{index}]) VALUES ('rebuild')")
        copy.execute(
            "INSERT INTO commands (at, who, command) VALUES (?, ?, ?)",
            (db.now(), NOBODY, BEGINNING),
        )
        begin(copy, CURATED, db.now())
        copy.execute("VACUUM INTO ?", (str(target),))
    _verify(target)


def _empty(copy: sqlite3.Connection) -> None:
    """Empty the tables of the past; what notes changes of them has nobody to note it for."""
    watching = copy.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN "
        f"({', '.join('?' * len(PAST))})",
        PAST,
    ).fetchall()
    for name, _ in watching:
        copy.execute(f"DROP TRIGGER [{name}]")
    for table in PAST:
        copy.execute(f"DELETE FROM {table}")
    for _, trigger in watching:
        copy.execute(trigger)


def _text_indexes(copy: sqlite3.Connection) -> list[str]:
    """The tables of words, as FTS5 keeps them."""
    rows = copy.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING FTS5%'"
    ).fetchall()
    return [name for (name,) in rows]


def _verify(file: Path) -> None:
    """Refuse a copy that SQLite finds damaged, or in which a reference leads nowhere."""
    with closing(sqlite3.connect(file)) as copied:
        sound = copied.execute("PRAGMA integrity_check").fetchone()[0]
        broken = copied.execute("PRAGMA foreign_key_check").fetchone()
    if sound != "ok" or broken is not None:
        raise StoreError(
            "The copy would be damaged, as the database is; `tracker database info` says more. "
            "Nothing was copied."
        )
