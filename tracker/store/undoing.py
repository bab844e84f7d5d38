"""Undoing: what a command of the history changed is put back as it was.

A command is undone by an entry of the history that `undoes` it, and redone by one that `redoes`
it; each takes back what the entry before it did. So an undo may itself be taken back, row for
row, as often as one likes.
"""

import json
import sqlite3
from typing import Any, NamedTuple

from tracker.errors import ChangedSince, NotAccounted, excerpt
from tracker.model.history import Change, Entry
from tracker.store import removed_rows, seals
from tracker.store.bulk_writer import without_history
from tracker.store.database import Database
from tracker.store.dependents import (
    DERIVED,
    SETTINGS,
    Dependent,
    Range,
    changes_since,
    dependents,
    makers,
    range_of,
)
from tracker.store.history import UNDONE, change_of, changes_of, entry_of

# The last entry that did, undid or redid a command `c`.
LAST_TOGGLE = """max(c.id, coalesce((SELECT max(u.id) FROM commands u WHERE u.undoes = c.id), 0),
                     coalesce((SELECT max(r.id) FROM commands r WHERE r.redoes = c.id), 0))"""
CHANGED_DATA = f"""EXISTS (SELECT 1 FROM changes
                           WHERE command = c.id AND [table] <> '{SETTINGS}')"""
FED = dict(removed_rows.TABLES)  # the tables of feeds, with the number of the event
IS_OWN = "(:anyone OR who = :who)"


class RestedOn(Exception):
    """Later commands rest on what is to be taken back; `recording` says so in a sentence."""

    def __init__(self, later: list[Dependent]) -> None:
        super().__init__(later)
        self.later = later


class TakenBack(NamedTuple):
    """The events that have links or dates again which they had before."""

    causes: tuple[int, ...]
    redated: tuple[int, ...]


def last_done(db: Database, anyone: bool) -> Entry | None:
    """The command that an undo takes back: the last that stands, one's own or anybody's."""
    number = db.value(
        f"""SELECT id FROM commands c WHERE undoes IS NULL AND redoes IS NULL AND {IS_OWN}
              AND NOT {UNDONE} AND {CHANGED_DATA} ORDER BY {LAST_TOGGLE} DESC LIMIT 1""",
        {"anyone": anyone, "who": db.analyst},
    )
    return None if number is None else entry_of(db, number)


def last_undone(db: Database, anyone: bool) -> Entry | None:
    """The command that a redo brings back: what was undone last, by oneself or by anybody."""
    number = db.value(
        f"""SELECT undoes FROM commands o WHERE undoes NOTNULL AND {IS_OWN}
              AND id = (SELECT {LAST_TOGGLE} FROM commands c WHERE c.id = o.undoes)
            ORDER BY id DESC LIMIT 1""",
        {"anyone": anyone, "who": db.analyst},
    )
    return None if number is None else entry_of(db, number)


def last_toggle(db: Database, number: int) -> int:
    """The entry that did, undid or redid a command last, which a toggle now takes back."""
    entry: int = db.value(f"SELECT {LAST_TOGGLE} FROM commands c WHERE id = ?", (number,))
    return entry


def changed_data(db: Database, number: int) -> bool:
    """Whether a command changed more than settings, which no undo takes back."""
    return bool(db.value(f"SELECT {CHANGED_DATA} FROM commands c WHERE id = ?", (number,)))


def reach(db: Database, number: int) -> dict[str, int]:
    """How many rows of which table, and events of imports, taking back an entry would change."""
    counts = {
        row["table"]: row["number"]
        for row in db.rows(
            """SELECT [table], count(*) AS number FROM changes WHERE command = ?
               GROUP BY [table]""",
            (number,),
        )
    }
    fed = db.value(
        """SELECT sum(json_extract(row, '$.last_event') + 1 - json_extract(row, '$.first_event'))
           FROM (SELECT coalesce(new, old) AS row FROM changes
                 WHERE command = ? AND [table] = 'imports')""",
        (number,),
    )
    return {**counts, "events": max(counts.get("events", 0), fed or 0)}


def name_entry(db: Database, entry: int, verb: str, target: Entry) -> None:
    """Let an entry of the history say which command it undoes or redoes."""
    column = {"undo": "undoes", "redo": "redoes"}[verb]
    db.run(
        f"UPDATE commands SET command = ?, {column} = ? WHERE id = ?",
        (f"{verb} {target.command}", target.id, entry),
    )


def take_back(db: Database, entry: int, taken: int) -> TakenBack | None:
    """Take back all that an entry of the history did, under another; refused whole or done whole.

    Returns None where the record is as it was before, row for row. Where other commands came
    between, what was derived from other rows is left to be derived anew.
    """
    later = [each for each in changes_since(db, taken) if each[0] != entry]
    if resting := dependents(db, taken, later):
        raise RestedOn(resting)
    _refuse_unknown(db)
    if not seals.content_holds(db.connection, taken):
        raise ChangedSince("some of the events that it imported were changed")
    between = bool(later)
    causes: dict[int, None] = {}
    redated: dict[int, None] = {}
    loose = _loose_imports(db, taken)
    for change in changes_of(db, taken, newest_first=True):
        if change.table == SETTINGS or (between and change.table == DERIVED):
            continue
        if _is_fed(change, loose):
            continue
        _revert_within(db, entry, taken, change)
        old = change.old or {}
        if change.table == "links" and old and not old.get("denied"):
            causes[old["cause"]] = None
        if change.table == "events" and old:
            redated[old["id"]] = None
    if loose:  # noted as one with their import from now on
        with without_history(db):
            for change in changes_of(db, taken, newest_first=True):
                if _is_fed(change, loose):
                    revert(db, change)
    return TakenBack(tuple(causes), tuple(redated)) if between else None


def revert(db: Database, change: Change) -> None:
    """Put one row back as it was, if it still is as the change left it."""
    table = change.table
    if change.new is None:
        assert change.old is not None
        _insert(db, table, change.old)
        return
    compared = {key: value for key, value in change.new.items() if key != "rowid"}
    same = " AND ".join(f"[{column}] IS ?" for column in compared)
    values = tuple(compared.values())
    if change.old is None:
        done = db.run(f"DELETE FROM [{table}] WHERE {same}", values)
    else:
        before = {key: value for key, value in change.old.items() if key != "rowid"}
        columns = ", ".join(f"[{column}] = ?" for column in before)
        done = db.run(f"UPDATE [{table}] SET {columns} WHERE {same}", (*before.values(), *values))
    if done.rowcount != 1:
        raise ChangedSince(_shown(table, compared))


def take_back_change(db: Database, command: int, change: Change) -> None:
    """Put a row back on a copy that nobody keeps, and with that of an import its events."""
    numbers = range_of(change)
    if numbers is not None and change.old is None:
        removed_rows.discard(db, *numbers)
    revert(db, change)
    if numbers is not None and change.new is None:
        removed_rows.restore(db, command, *numbers)


def _revert_within(db: Database, entry: int, taken: int, change: Change) -> None:
    """Put a row back, and with that of an import the events of its range."""
    numbers = range_of(change)
    if numbers is not None and change.old is None:
        removed_rows.remove(db, entry, *numbers)
    revert(db, change)
    if numbers is not None and change.new is None:
        _refuse_taken(db, taken, *numbers)
        removed_rows.restore(db, taken, *numbers)


def _loose_imports(db: Database, taken: int) -> list[Range]:
    """The imports that an undo of former times took back, each of their rows as a change."""
    if db.row("SELECT 1 FROM removed_rows WHERE command = ?", (taken,)):
        return []
    found = db.rows(
        """SELECT id, [table], old, new FROM changes
           WHERE command = ? AND [table] = 'imports' AND new IS NULL""",
        (taken,),
    )
    return [numbers for row in found if (numbers := range_of(change_of(row)))]


def _is_fed(change: Change, imports: list[Range]) -> bool:
    """Whether a change removed a row of an event of some imports."""
    key = FED.get(change.table)
    if not imports or key is None or change.new is not None:
        return False
    number = change.row.get(key)
    return number is not None and any(first <= number <= last for first, last in imports)


def _refuse_taken(db: Database, taken: int, first: int, last: int) -> None:
    """Refuse to bring back events whose numbers or handles were given to others since."""
    for tables in removed_rows.tables_of(db, taken, first, last):
        numbers = tables["events"]["id"]
        there = db.rows(
            """SELECT id FROM events WHERE id BETWEEN ? AND ?
               OR handle IN (SELECT value FROM json_each(?))""",
            (numbers[0], numbers[-1], json.dumps(tables["events"]["handle"])),
        )
        if there:
            raise RestedOn(makers(db, (row["id"] for row in there), taken))


def _refuse_unknown(db: Database) -> None:
    """Refuse where there are events of which the history knows nothing, though it knows earlier.

    They were recorded while the triggers that write the history were gone.
    """
    known = 0
    newest = db.value("SELECT coalesce(max(id), 0) FROM events")
    added = """FROM changes LEFT JOIN commands c ON c.id = changes.command
               WHERE [table] IN ('events', 'imports') AND old IS NULL
                 AND coalesce(c.undoes, c.redoes) IS NULL"""
    number = "json_extract(new, iif([table] = 'events', '$.id', '$.last_event'))"
    for found in (  # the cheap questions first
        "SELECT max(last_event) FROM imports",
        f"SELECT {number} {added} ORDER BY changes.id DESC LIMIT 1",
        f"SELECT max({number}) {added}",
    ):
        known = max(known, db.value(found) or 0)
        if known >= newest:
            return
    unknown = db.row("SELECT id, handle FROM events WHERE id > ? ORDER BY id", (known,))
    if known and unknown is not None:
        raise NotAccounted(unknown["id"], unknown["handle"])


def _insert(db: Database, table: str, row: dict[str, Any]) -> None:
    """Insert a row at its place in the table, or behind all others where another has that now."""
    if "rowid" in row and db.row(f"SELECT 1 FROM [{table}] WHERE rowid = ?", (row["rowid"],)):
        row = {key: value for key, value in row.items() if key != "rowid"}
    columns = ", ".join(f"[{column}]" for column in row)
    marks = ", ".join("?" * len(row))
    try:
        db.connection.execute(
            f"INSERT INTO [{table}] ({columns}) VALUES ({marks})", tuple(row.values())
        )
    except sqlite3.IntegrityError:
        raise ChangedSince(_shown(table, row)) from None


def _shown(table: str, row: dict[str, Any]) -> str:
    return f"the row {excerpt(json.dumps(row, ensure_ascii=False), 120)} of {table} is another"
