"""History of all changes, kept by triggers.

Each curated table has three triggers that note every insert, update and delete with the
old and the new row as JSON, whatever program makes it. A change made within a tracker
command belongs to that command; one made from outside (sqlite-utils, Datasette) belongs to
none, is shown in the log, and is never undone by accident.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.errors import AcrossRedaction
from tracker.model.history import Change, Entry
from tracker.store.database import Database
from tracker.store.table_shape import has_places

if TYPE_CHECKING:
    import sqlite_utils

OUTSIDE = "(outside tracker)"
PAGE = 1_000
# A redaction notes that it was, and no row that could be put back.
OF_ROWS = "[table] <> 'redactions'"
LARGEST = 2**63 - 1  # number that SQLite knows


def capture(shape: "sqlite_utils.Database", table: str) -> None:
    """Install the history triggers of a table; call it again whenever its columns change."""
    columns = [column.name for column in shape.table(table).columns]
    assert shape.conn is not None
    if has_places(shape.conn, table):
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


# Whether a command `c` is undone: what was undone last was not redone since.
UNDONE = """coalesce((SELECT max(u.id) FROM commands u WHERE u.undoes = c.id)
             > coalesce((SELECT max(r.id) FROM commands r WHERE r.redoes = c.id), 0), 0)"""
# The number of rows that a command `c` changed, each event of a feed as one; read without values.
ROWS = """(SELECT count(*) FROM changes WHERE command = c.id)
          + coalesce((SELECT sum(json_extract(new, '$.last_event') + 1
                                 - json_extract(new, '$.first_event'))
                      FROM changes WHERE command = c.id AND [table] = 'imports' AND old IS NULL), 0)
          + coalesce((SELECT sum(last_event + 1 - first_event) FROM removed_rows
                      WHERE command = c.id), 0)"""


def entries(db: Database, limit: int | None = None, values: bool = True) -> list[Entry]:
    """The history, newest first; changes from outside stand as entries of their own.

    Without `values` the entries say how many rows they changed, and not which.
    """
    commands = db.rows(
        f"""SELECT * FROM (
              SELECT id, at, who, command, undoes, redoes, {UNDONE} AS undone, {ROWS} AS rows,
                (SELECT p.id FROM changes p WHERE p.command <= c.id
                 ORDER BY p.command DESC, p.id DESC LIMIT 1) AS place
              FROM commands c ORDER BY id DESC LIMIT :limit)
            UNION ALL SELECT * FROM (
              SELECT NULL, at, :outside, 'changed ' || [table], NULL, NULL, 0, 1, id
              FROM changes WHERE command IS NULL ORDER BY id DESC LIMIT :limit)
            ORDER BY place DESC, id DESC LIMIT :limit""",
        {"outside": OUTSIDE, "limit": -1 if limit is None else limit},
    )
    return [
        _entry(row, tuple(changes_of(db, row["id"], row["place"])) if values else ())
        for row in commands
    ]


def entry_of(db: Database, number: int) -> Entry | None:
    """One command of the history without its changes, or None."""
    if number > LARGEST:
        return None
    row = db.row(
        f"""SELECT id, at, who, command, undoes, redoes, {UNDONE} AS undone, {ROWS} AS rows
            FROM commands c WHERE id = ?""",
        (number,),
    )
    return None if row is None else _entry(row)


def _entry(row: sqlite3.Row, changes: tuple[Change, ...] = ()) -> Entry:
    return Entry(
        row["id"], row["at"], row["who"], row["command"], bool(row["undone"]), row["undoes"],
        row["redoes"], row["rows"], changes,
    )  # fmt: skip


def changes_of(
    db: Database, command: int | None, place: int | None = None, newest_first: bool = False
) -> Iterator[Change]:
    """The changes of a command, or the one change of a place; some at a time are in memory."""
    condition = "command = :it" if command is not None else "id = :it"
    beyond, order = ("<", "DESC") if newest_first else (">", "ASC")
    last = 2**63 - 1 if newest_first else -1
    while some := db.rows(
        f"""SELECT id, [table], old, new FROM changes WHERE {condition} AND id {beyond} :last
            ORDER BY id {order} LIMIT {PAGE}""",
        {"it": place if command is None else command, "last": last},
    ):
        yield from map(change_of, some)
        last = some[-1]["id"]


def change_of(row: sqlite3.Row) -> Change:
    """A change with its values."""
    return Change(
        row["id"],
        row["table"],
        json.loads(row["old"]) if row["old"] else None,
        json.loads(row["new"]) if row["new"] else None,
    )


def refuse_across_redaction(db: Database, command: int) -> None:
    """Refuse to take back what was done before a redaction, of which not all is known any more."""
    redaction = db.row(
        """SELECT id, at FROM commands WHERE id =
               (SELECT max(command) FROM seals WHERE kind = 'redaction')"""
    )
    if redaction is not None and command <= redaction["id"]:
        raise AcrossRedaction(redaction["id"], redaction["at"])
