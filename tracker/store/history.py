"""History of all changes, kept by triggers, and its undoing.

Each curated table has three triggers that note every insert, update and delete with the
old and the new row as JSON, whatever program makes it. A change made within a tracker
command belongs to that command; one made from outside (sqlite-utils, Datasette) belongs to
none, is shown in the log, and is never undone by accident.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tracker.errors import AcrossRedaction, ChangedSince, NothingToUndo
from tracker.model.history import Change, Entry
from tracker.store.bulk_writer import remove_range
from tracker.store.database import Database
from tracker.store.messages import explained

if TYPE_CHECKING:
    import sqlite_utils

OUTSIDE = "(outside tracker)"


def capture(shape: "sqlite_utils.Database", table: str) -> None:
    """Install the history triggers of a table; call it again whenever its columns change."""
    columns = [column.name for column in shape.table(table).columns]
    whole_number = any(c.is_pk and c.type == "INTEGER" for c in shape.table(table).columns)
    if not whole_number and "WITHOUT ROWID" not in shape.table(table).schema:
        columns.insert(0, "rowid")  # the registers are read in its order, after an undo too

    def row(side: str) -> str:
        return "json_object(" + ", ".join(f"'{c}', {side}.[{c}]" for c in columns) + ")"

    for verb, old, new in (
        ("insert", "NULL", row("new")),
        ("update", row("old"), row("new")),
        ("delete", row("old"), "NULL"),
    ):
        shape.execute(f"DROP TRIGGER IF EXISTS [history_{table}_{verb}]")
        when = f"WHEN {row('old')} IS NOT {row('new')}" if verb == "update" else ""
        shape.execute(
            f"CREATE TRIGGER [history_{table}_{verb}] AFTER {verb.upper()} ON [{table}] {when} "
            "BEGIN INSERT INTO changes (command, at, [table], old, new) VALUES "
            "((SELECT command FROM current_command), "
            f"strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), '{table}', {old}, {new}); END"
        )


def entries(db: Database, limit: int | None = None) -> list[Entry]:
    """The history, newest first; changes from outside stand as entries of their own."""
    commands = db.rows(
        """SELECT id, at, who, command, undoes,
               (SELECT c.id FROM changes c WHERE c.command <= commands.id
                ORDER BY c.command DESC, c.id DESC LIMIT 1) AS place,
               EXISTS (SELECT 1 FROM commands u WHERE u.undoes = commands.id) AS undone
           FROM commands
           UNION ALL
           SELECT NULL, at, ?, 'changed ' || [table], NULL, id, 0
           FROM changes WHERE command IS NULL
           ORDER BY place DESC, id DESC LIMIT ?""",
        (OUTSIDE, -1 if limit is None else limit),
    )
    return [
        Entry(
            row["id"], row["at"], row["who"], row["command"], bool(row["undone"]), row["undoes"],
            tuple(_changes(db, row["id"], row["place"])),
        )
        for row in commands
    ]  # fmt: skip


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
        refuse_across_redaction(db, last["id"])
        db.run(
            "UPDATE commands SET command = ?, undoes = ? WHERE id = ?",
            (f"undo {last['command']}", last["id"], entry),
        )
        changes = tuple(_changes(db, last["id"], None))
        for change in reversed(changes):
            revert(db, change)
    return Entry(last["id"], last["at"], last["who"], last["command"], True, None, changes)


def refuse_across_redaction(db: Database, command: int) -> None:
    """Refuse to take back what was done before a redaction: it would bring the text back."""
    redaction = db.row(
        """SELECT id, at FROM commands WHERE id =
               (SELECT max(command) FROM seals WHERE kind = 'redaction')"""
    )
    if redaction is not None and command <= redaction["id"]:
        raise AcrossRedaction(redaction["id"], redaction["at"])


def _changes(db: Database, command: int | None, place: int | None) -> Iterator[Change]:
    condition = ("command = ?", command) if command is not None else ("id = ?", place)
    for row in db.rows(
        f"SELECT id, [table], old, new FROM changes WHERE {condition[0]} ORDER BY id",
        (condition[1],),
    ):
        yield Change(
            row["id"],
            row["table"],
            json.loads(row["old"]) if row["old"] else None,
            json.loads(row["new"]) if row["new"] else None,
        )


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
             AND [table] <> 'redactions'
           ORDER BY id DESC""",
        (moment,),
    ):
        for change in _changes(then, None, row["id"]):
            revert(then, change)
