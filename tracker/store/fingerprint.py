"""Fingerprint of a database's structure, by which a change of another program is noticed.

It is kept in the database when tracker has seen it whole, and compared before every write, which
costs one read of `sqlite_master`; `structure` says what differs, and `repairs` makes it again.
"""

import sqlite3
from hashlib import sha256

from tracker.store.database import Database

# The indexes of words, with the tables that have the words.
SEARCHED = {
    "events_fts": "events",
    "event_words_fts": "events",
    "event_notes_fts": "event_notes",
}


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
        and not any(is_unindexed(db.connection, index) for index in SEARCHED)
    )


def is_unindexed(connection: sqlite3.Connection, index: str) -> bool:
    """Whether the last row of the table that an index is of is not in it."""
    try:
        row = connection.execute(
            f"SELECT (SELECT max(id) FROM [{SEARCHED[index]}]) IS NOT "
            f"(SELECT max(id) FROM [{index}_docsize])"
        ).fetchone()
    except sqlite3.OperationalError:
        return True
    return bool(row[0])


def index_anew(connection: sqlite3.Connection, index: str) -> None:
    """Index all words of a searched table again, and the pairs of its signs."""
    connection.execute(f"INSERT INTO [{index}] ([{index}]) VALUES ('rebuild')")
    if index == "event_words_fts":
        from tracker.store.word_index import ALL_PAIRS

        for statement in ALL_PAIRS:
            connection.execute(statement)
