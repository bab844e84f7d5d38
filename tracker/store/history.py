"""History of all changes, kept by triggers.

Each curated table has three triggers that note every insert, update and delete with the
old and the new row as JSON, whatever program makes it. A change made within a tracker
command belongs to that command; one made from outside (sqlite-utils, Datasette) belongs to
none, is shown in the log, and is never undone by accident.
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.model.history import Change, Entry
from tracker.store.database import Database

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
            tuple(changes_of(db, row["id"], row["place"])),
        )
        for row in commands
    ]  # fmt: skip


def changes_of(db: Database, command: int | None, place: int | None) -> Iterator[Change]:
    """The changes of a command, or the one change of a place, with their values."""
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
