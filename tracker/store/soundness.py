"""Rows that tracker would not have written: of the wrong form, or that point nowhere.

Recording refuses all of this; sqlite-utils, Datasette and scripts write into the same file, and
constraints hold for them only as far as they leave them on.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from tracker.model import stored_values
from tracker.model.answers.manage import Finding
from tracker.model.inert import inert_line
from tracker.store.database import Database
from tracker.store.messages import explained
from tracker.store.migrations import CURATED
from tracker.store.plain_values import DAY, is_plain
from tracker.store.structure import refuse_lost_columns
from tracker.store.table_shape import keys_of, references_of

HISTORY = ("commands", "changes")
ROW_RULES = ("reference", "value")
SHOWN = 60
# What stands in a row twice, or one behind the other, in SQL; and whether nothing can be read then.
PAIRS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "events": (
        ("earliest IS NULL AND latest IS NULL", "has no bound of its date"),
        ("earliest > latest", "begins after it ends"),
    ),
    "links": (("cause = effect", "links an event to itself"),),
    "link_partners": (
        ("partner = cause", "names one cause twice"),
        ("partner = effect", "links an event to itself"),
    ),
    "orders": (
        ("before = after", "puts an event before itself"),
        ("within < at_least", "is within less than it is at least"),
    ),
    "derived_dates": (("earliest > latest", "begins after it ends"),),
    "actor_parts": (("part = whole", "is part of itself"),),
    "relays": (("source = relays", "relays itself"),),
    "imports": (("first_event > last_event", "has its last event before its first"),),
}


@dataclass(frozen=True, slots=True)
class UnsoundRow:
    """A row with what is wrong with it; `unreadable` where no command can make anything of it."""

    rule: str
    table: str
    key: Mapping[str, Any]
    reason: str
    unreadable: bool = True

    @property
    def about(self) -> str:
        """The row in words: its table, and its key."""
        key = ", ".join(str(value) for value in self.key.values())
        return inert_line(f"{self.table} {key}")

    def finding(self) -> Finding:
        """The row as a finding."""
        return Finding(
            self.rule,
            self.about,
            inert_line(f"{self.reason}; the program that wrote it, or sqlite3, can correct it."),
        )


def unsound_rows(db: Database) -> Iterator[UnsoundRow]:
    """Every row of the record and of its history that tracker would not have written.

    Raises
    ------
    UnsoundRecord
        Where a table lacks a column.
    """
    refuse_lost_columns(db)
    with _any_text(db):
        yield from _pointing_nowhere(db)
        for table in (*CURATED, *HISTORY):
            yield from _of_the_wrong_form(db, table)
            yield from _at_odds(db, table)


def without_unreadable_rows(db: Database) -> Database:
    """A copy in memory without the rows of which nothing can be made, and what refers to them."""
    part = Database(db.path, sqlite3.connect(":memory:", isolation_level=None), db.analyst)
    try:
        with explained(db.path):
            db.connection.backup(part.connection)
        part.run("PRAGMA foreign_keys = OFF")
        with _any_text(part):
            for trigger in part.rows(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'history_%'"
            ):
                part.run(f"DROP TRIGGER [{trigger['name']}]")
            # What pointed to a row that was taken out then points nowhere, and goes as well.
            while found := [each for each in unsound_rows(part) if each.unreadable]:
                for each in found:
                    same = " AND ".join(f"[{column}] IS ?" for column in each.key)
                    part.run(f"DELETE FROM [{each.table}] WHERE {same}", tuple(each.key.values()))
    except BaseException:
        part.close()
        raise
    return part


def _pointing_nowhere(db: Database) -> Iterator[UnsoundRow]:
    """Rows with a reference to a row that is not there."""
    for table in (*CURATED, *HISTORY):
        key = keys_of(db.connection, table)
        for parent, columns, targets in references_of(db.connection, table):
            ends = " AND ".join(
                f"p.[{target}] = t.[{column}]"
                for column, target in zip(columns, targets, strict=True)
            )
            there = " AND ".join(f"t.[{column}] NOTNULL" for column in columns)
            for row in db.rows(
                f"""SELECT {_named(key)}, {_named(columns)} FROM [{table}] t WHERE {there}
                    AND NOT EXISTS (SELECT 1 FROM [{parent}] p WHERE {ends})"""
            ):
                values = tuple(row)
                said = ", ".join(str(value) for value in values[len(key) :])
                yield UnsoundRow(
                    "reference", table, dict(zip(key, values, strict=False)),
                    f"{' and '.join(columns)} {said[:SHOWN]!r} is not among the {parent}",
                )  # fmt: skip


def _of_the_wrong_form(db: Database, table: str) -> Iterator[UnsoundRow]:
    """Rows with a value that its column does not take."""
    key = keys_of(db.connection, table)
    info = db.rows(f"PRAGMA table_info([{table}])")
    tests: dict[str, stored_values.Column] = {
        row["name"]: (stored_values.prose, False) for row in info if row["type"] == "TEXT"
    }
    tests |= stored_values.COLUMNS.get(table, {})
    required = {row["name"] for row in info if row["notnull"]}
    plain = [is_plain(column, test, column in required) for column, test in tests.items()]
    if table == "events":
        plain.append(f"coalesce({DAY}, 0)")
    doubtful = f"NOT ({' AND '.join(plain) or '0'})"
    for row in _each(db, f"SELECT {_named(key)}, * FROM [{table}] t WHERE {doubtful}"):
        values = dict(zip((column["name"] for column in info), tuple(row)[len(key) :], strict=True))
        for column, (test, unreadable) in tests.items():
            value = values[column]
            if value is None and column not in required:
                continue
            if wrong := test(value):
                yield UnsoundRow(
                    "value", table, dict(zip(key, tuple(row), strict=False)),
                    f"{column} {str(value)[:SHOWN]!r} {wrong}",
                    unreadable or not stored_values.is_encodable(value),
                )  # fmt: skip
                break
        else:
            if table == "events" and (wrong := stored_values.wrong_with_bounds(values)):
                yield UnsoundRow("value", table, {"id": values["id"]}, wrong, unreadable=False)


def _at_odds(db: Database, table: str) -> Iterator[UnsoundRow]:
    """Rows of which one value is at odds with another."""
    key = keys_of(db.connection, table)
    for condition, wrong in PAIRS.get(table, ()):
        for row in db.rows(f"SELECT {_named(key)} FROM [{table}] t WHERE {condition}"):
            yield UnsoundRow("value", table, dict(zip(key, tuple(row), strict=True)), wrong)


def _named(columns: tuple[str, ...]) -> str:
    return ", ".join(f"t.[{column}]" for column in columns)


def _each(db: Database, sql: str) -> Iterator[sqlite3.Row]:
    """The rows of a query one by one, for tables that are long."""
    with explained(db.path), closing(db.connection.execute(sql)) as rows:
        yield from rows


@contextmanager
def _any_text(db: Database) -> Iterator[None]:
    """Read text that is no UTF-8, too, as Python reads such names of files."""
    before: Callable[[bytes], Any] = db.connection.text_factory
    db.connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        db.connection.text_factory = before
