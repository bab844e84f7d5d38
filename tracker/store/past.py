"""The record as it stood at a moment of the past, laid over the present one.

Of a curated table that changed since, a temporary view or table of the same name stands before
the real one, on a connection of its own: the rows that nobody touched are read where they are,
and only the touched ones come out of the history. So a look back costs what happened since. It is
one reading of the file: until it is closed, writers wait.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tracker.model.event import Event
from tracker.model.history import Change
from tracker.store import events, removed_rows
from tracker.store.connecting import connect
from tracker.store.database import Database
from tracker.store.dependents import Range, Schema, range_of
from tracker.store.history import OF_ROWS, PAGE, change_of
from tracker.store.messages import explained
from tracker.store.table_shape import columns_of, has_places

FED = dict(removed_rows.TABLES)  # the tables of feeds, with the column of the event's number
COMPARED = 1_000  # events at a time
SEARCHED = "events_fts"


def as_of(db: Database, moment: str, searchable: bool = False) -> Database:
    """The record as it stood at a moment, to read; `searchable` lets its words be looked for.

    `moment` is written as the history writes it; what was recorded at that very second counts.
    """
    return _laid(db, lambda then: _last_change(then, moment), searchable)


def as_of_change(db: Database, place: int) -> Database:
    """The record as it stood behind a change, to read."""
    return _laid(db, lambda _: place, searchable=False)


def _laid(db: Database, place: Callable[[Database], int], searchable: bool) -> Database:
    """The record as it stood behind a change, which is looked for in the reading that begins."""
    with explained(db.path):
        then = Database(db.path, _second_connection(db), db.analyst)
    try:
        then.run("PRAGMA foreign_keys = OFF")  # the temporary tables have no parents beside them
        then.run("BEGIN")
        _Overlay(then).lay(place(then))
        if searchable:
            _index_words(then)
    except BaseException:
        then.close()
        raise
    return then


def events_kept(now: Database, then: Database) -> int:
    """The number of events of the present record that are as they were at a moment of the past."""
    later = """FROM main.events e JOIN temp.later_imports i
               ON e.id BETWEEN i.first_event AND i.last_event"""
    kept = int(now.value("SELECT count(*) FROM events"))
    kept -= int(then.value(f"SELECT count(*) {later}"))
    last = -1
    while numbers := [
        row["event"]
        for row in then.rows(
            f"""SELECT s.event FROM temp.suspects s JOIN main.events p ON p.id = s.event
                WHERE s.event > ? AND s.event NOT IN (SELECT e.id {later})
                ORDER BY s.event LIMIT {COMPARED}""",
            (last,),
        )
    ]:
        before = {event.id: event for event in events.fetch(then, numbers)}
        present: list[Event] = events.fetch(now, numbers)
        kept -= sum(before.get(event.id) != event for event in present)
        last = numbers[-1]
    return kept


def _second_connection(db: Database) -> sqlite3.Connection:
    """Another connection to the same file; of a database in memory a copy."""
    if db.value("SELECT file FROM pragma_database_list WHERE name = 'main'"):
        return connect(db.path, "ro")
    copy = sqlite3.connect(":memory:", isolation_level=None)
    if db.connection.in_transaction:  # a backup would wait for the end of it, for ever
        copy.deserialize(db.connection.serialize())
    else:
        db.connection.backup(copy)
    return copy


def _last_change(db: Database, moment: str) -> int:
    """The last change that was made by a moment.

    By the time of its command; later ones are told by their order, for clocks may be set back.
    """
    place: int = db.value(
        """SELECT max(
             coalesce((SELECT max((SELECT max(id) FROM changes WHERE command = c.id))
                       FROM commands c WHERE at <= :moment), 0),
             coalesce((SELECT max(id) FROM changes
                       WHERE command IS NULL AND at <= :moment), 0))""",
        {"moment": moment},
    )
    return place


class _Overlay:
    """The temporary views and tables that stand for a moment of the past."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.schema = Schema(db)
        self._columns: dict[str, list[str]] = {}
        self._later: list[Range] = []  # numbers that were given after the moment
        self._known: set[Range] = set()
        for table in ("later_imports", "hidden_imports"):
            db.run(f"CREATE TEMP TABLE {table} (first_event INTEGER, last_event INTEGER)")
        db.run("CREATE TEMP TABLE suspects (event INTEGER PRIMARY KEY)")

    def lay(self, place: int) -> None:
        """Let every table be as it was before the changes that come after a place."""
        changed = [
            row["table"]
            for row in self.db.rows(
                f"SELECT DISTINCT [table] FROM changes WHERE id > ? AND {OF_ROWS}", (place,)
            )
        ]
        if "imports" in changed:
            changed += [table for table in FED if table not in changed]
        for table in changed:
            self._prepare(table)
        for change in self._changes(place):
            self._take_back(change)
        for table in changed:
            self._stand_in(table)
        self._suspect_users(changed)

    def _prepare(self, table: str) -> None:
        """Make room for the rows of a table as they were, and for the keys of those touched."""
        statement = self.db.value(
            "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?", (table,)
        )
        head = re.compile(rf'CREATE TABLE\s+["\[]?{table}["\]]?', re.IGNORECASE)
        self.db.run(head.sub(f"CREATE TEMP TABLE past_{table}", statement, count=1))
        key = ", ".join(f"[{column}]" for column in self.schema.primary(table))
        self.db.run(f"CREATE TEMP TABLE touched_{table} ({key}, PRIMARY KEY ({key})) WITHOUT ROWID")
        if table == "citations":
            self.db.run("CREATE INDEX temp.past_citations_of_event ON past_citations (event)")
        self._columns[table] = list(columns_of(self.db.connection, table))

    def _changes(self, place: int) -> Iterator[Change]:
        while some := self.db.rows(
            f"""SELECT id, [table], old, new FROM changes WHERE id > ? AND {OF_ROWS}
                ORDER BY id LIMIT {PAGE}""",
            (place,),
        ):
            yield from map(change_of, some)
            place = some[-1]["id"]

    def _take_back(self, change: Change) -> None:
        """Keep a row as it was before its first change; later changes of it say nothing more."""
        table = change.table
        for row in (change.old, change.new):
            event = row and row.get("id" if table == "events" else "event")
            if event is not None:
                self.db.run("INSERT OR IGNORE INTO temp.suspects VALUES (?)", (event,))
        if change.old is not None and self._touch(table, change.old):
            self._keep(table, change.old)
        if change.new is not None:
            self._touch(table, change.new)
        numbers = range_of(change)
        if numbers is not None and numbers not in self._known:
            self._known.add(numbers)
            self._take_back_import(change, numbers)

    def _take_back_import(self, change: Change, numbers: Range) -> None:
        """Let the events of an import be away that came later, or be there that left later."""
        self.db.run("INSERT INTO temp.hidden_imports VALUES (?, ?)", numbers)
        if change.old is None:
            self._later.append(numbers)
            self.db.run("INSERT INTO temp.later_imports VALUES (?, ?)", numbers)
            return
        command = self.db.value("SELECT command FROM changes WHERE id = ?", (change.id,))
        for tables in removed_rows.tables_of(self.db, command, *numbers):
            for table, columns in tables.items():
                self._keep_all(table, columns)

    def _touch(self, table: str, row: dict[str, Any]) -> bool:
        """Note that a row was touched; says whether it was not before, and was there then."""
        number = row.get(FED[table]) if table in FED else None
        if number is not None and any(first <= number <= last for first, last in self._later):
            return False
        key = [row[column] for column in self.schema.primary(table)]
        marks = ", ".join("?" * len(key))
        done = self.db.run(f"INSERT OR IGNORE INTO temp.touched_{table} VALUES ({marks})", key)
        return done.rowcount == 1

    def _keep(self, table: str, row: dict[str, Any]) -> None:
        columns = ", ".join(f"[{column}]" for column in row)
        marks = ", ".join("?" * len(row))
        self.db.run(
            f"INSERT INTO temp.past_{table} ({columns}) VALUES ({marks})", tuple(row.values())
        )

    def _keep_all(self, table: str, columns: removed_rows.Columns) -> None:
        """Keep many rows that left together; those that were touched before are kept already."""
        for prefix, names in (("past", list(columns)), ("touched", self.schema.primary(table))):
            listed = ", ".join(f"[{name}]" for name in names)
            marks = ", ".join("?" * len(names))
            self.db.run_many(
                f"INSERT OR IGNORE INTO temp.{prefix}_{table} ({listed}) VALUES ({marks})",
                zip(*(columns[name] for name in names), strict=True),
            )

    def _stand_in(self, table: str) -> None:
        """Let a view, or for a register a table, of the same name stand before a table.

        Registers are read in the order of their rows, which a view cannot have.
        """
        columns = ", ".join(f"[{column}]" for column in self._columns[table])
        same = " AND ".join(f"t.[{c}] IS m.[{c}]" for c in self.schema.primary(table))
        untouched = f"FROM main.[{table}] m WHERE NOT EXISTS (SELECT 1 FROM touched_{table} t "
        untouched += f"WHERE {same})"
        if has_places(self.db.connection, table):
            self.db.run(
                f"INSERT INTO temp.past_{table} (rowid, {columns}) SELECT rowid, {columns} "
                + untouched
            )
            self.db.run(f"ALTER TABLE temp.past_{table} RENAME TO [{table}]")
            return
        if table in FED:
            untouched += f""" AND NOT EXISTS (SELECT 1 FROM hidden_imports h
                WHERE m.[{FED[table]}] BETWEEN h.first_event AND h.last_event)"""
        self.db.run(
            f"CREATE TEMP VIEW [{table}] AS SELECT {columns} {untouched} "
            f"UNION ALL SELECT {columns} FROM past_{table}"
        )

    def _suspect_users(self, changed: Sequence[str]) -> None:
        """Suspect the events whose actors or types were changed, too."""
        for table, users in (
            ("actors", "SELECT event FROM main.event_actors WHERE actor"),
            ("types", "SELECT id FROM main.events WHERE type"),
        ):
            if table in changed:
                self.db.run(
                    f"""INSERT OR IGNORE INTO temp.suspects {users} IN
                        (SELECT code FROM touched_{table})"""
                )


def _index_words(db: Database) -> None:
    """Index the words of the events as they were, where any of them was other than now."""
    if db.value("SELECT 1 FROM temp.sqlite_master WHERE name = 'events'"):
        statement = db.value("SELECT sql FROM main.sqlite_master WHERE name = ?", (SEARCHED,))
        made = re.sub(r'content\s*=\s*"?\w+"?', "detail=full", statement, count=1)
        db.run(re.sub(rf'["\[]?{SEARCHED}["\]]?', f"temp.{SEARCHED}", made, count=1))
        db.run(
            f"""INSERT INTO temp.{SEARCHED} (rowid, title, summary, place)
                SELECT id, title, summary, place FROM events"""
        )
