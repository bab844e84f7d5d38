"""Undoing: what a command of the history changed is put back as it was."""

import json
from typing import Any

from tracker.errors import ChangedSince, NothingToUndo
from tracker.model.history import Change, Entry
from tracker.store.bulk_writer import remove_range
from tracker.store.database import Database
from tracker.store.history import changes_of


def undo(db: Database) -> Entry:
    """Take back the last command that is not yet undone, whole; returns what was undone."""
    with db.transaction("undo") as entry:
        last = db.row(
            """SELECT id, at, who, command FROM commands
               WHERE undoes IS NULL AND id <> ?
                 AND id IN (SELECT command FROM changes)
                 AND id NOT IN (SELECT undoes FROM commands WHERE undoes NOTNULL)
               ORDER BY id DESC LIMIT 1""",
            (entry,),
        )
        if last is None:
            raise NothingToUndo
        db.run(
            "UPDATE commands SET command = ?, undoes = ? WHERE id = ?",
            (f"undo {last['command']}", last["id"], entry),
        )
        changes = tuple(changes_of(db, last["id"], None))
        for change in reversed(changes):
            revert(db, change)
    return Entry(last["id"], last["at"], last["who"], last["command"], True, None, changes)


def revert(db: Database, change: Change) -> None:
    """Put one row back as it was, if it still is as the change left it."""
    table = change.table
    if table == "imports" and change.old is None:
        _remove_import(db, change)
    if change.new is None:
        assert change.old is not None
        _insert(db, table, change.old)
        return
    same = " AND ".join(f"[{column}] IS ?" for column in change.new)
    values = tuple(change.new.values())
    if change.old is None:
        done = db.run(f"DELETE FROM [{table}] WHERE {same}", values)
    else:
        columns = ", ".join(f"[{column}] = ?" for column in change.old)
        done = db.run(
            f"UPDATE [{table}] SET {columns} WHERE {same}", (*change.old.values(), *values)
        )
    if done.rowcount != 1:
        raise ChangedSince(table, json.dumps(change.new, ensure_ascii=False)[:120])


def _remove_import(db: Database, change: Change) -> None:
    """Remove the events of an import, of which the history keeps the numbers alone."""
    assert change.new is not None
    first, last = change.new["first_event"], change.new["last_event"]
    if first is not None and remove_range(db, first, last) != last - first + 1:
        raise ChangedSince("events", f"some of the numbers {first} to {last} are gone")


def _insert(db: Database, table: str, row: dict[str, Any]) -> None:
    columns = ", ".join(f"[{column}]" for column in row)
    marks = ", ".join("?" * len(row))
    db.run(f"INSERT INTO [{table}] ({columns}) VALUES ({marks})", tuple(row.values()))
