"""The record as it stood at a moment of the past."""

import sqlite3

from tracker.store.database import Database
from tracker.store.history import changes_of
from tracker.store.messages import explained
from tracker.store.undoing import revert


def as_of(db: Database, moment: str) -> Database:
    """The record as it stood at a moment, in memory: every later change taken back.

    `moment` is written as the history writes it; what was recorded at that very second counts.
    """
    then = Database(db.path, sqlite3.connect(":memory:", isolation_level=None), db.analyst)
    try:
        _take_back(db, then, moment)
    except BaseException:
        then.close()
        raise
    return then


def _take_back(db: Database, then: Database, moment: str) -> None:
    with explained(db.path):
        db.connection.backup(then.connection)
    then.run("PRAGMA foreign_keys = OFF")
    for row in then.rows(
        # By their order and not their time, which may run backwards where clocks were set.
        """SELECT id FROM changes WHERE id >
             (SELECT coalesce(max(changes.id), 0)
              FROM changes LEFT JOIN commands ON commands.id = changes.command
              WHERE coalesce(commands.at, changes.at) <= ?)
           ORDER BY id DESC""",
        (moment,),
    ):
        for change in changes_of(then, None, row["id"]):
            revert(then, change)
