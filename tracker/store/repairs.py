"""Repair of a database whose structure another program changed, in one transaction.

What is missing is made again, a table that lost a constraint is rebuilt with its rows, words are
indexed anew, and rows that were changed while no trigger looked are noted in the history.
"""

import re
import sqlite3
from collections.abc import Iterable

from tracker.errors import StoreError, shown
from tracker.model.numbers import counted
from tracker.store.accounting import note_unnoted
from tracker.store.database import Database
from tracker.store.fingerprint import (
    SEARCHED,
    index_anew,
    is_unchanged,
    is_unindexed,
    note_fingerprint,
)
from tracker.store.structure import FULL_TEXT, Difference, differences, lost_column
from tracker.store.table_shape import columns_of, has_places

NAMED = 6  # of what was made again, by name


def repair(db: Database) -> tuple[str, ...]:
    """Repair the structure of a database that is to be written to; says what was repaired.

    Raises
    ------
    StoreError
        Where a table of tracker's is gone, or has rows that tracker cannot keep.
    """
    with db.restructuring():
        if is_unchanged(db):  # another process was first
            return ()
        found = differences(db)
        if lost := [each.name for each in found if each.missing and _is_data(each)]:
            tables = "tables" if len(lost) > 1 else "table"
            raise StoreError(
                f"{shown(db.path)} has lost the {tables} {', '.join(lost)}, which another program "
                "dropped; go back to a backup with `tracker database restore`."
            )
        unindexed = [index for index in SEARCHED if is_unindexed(db.connection, index)]
        rebuilt = [each for each in found if each.kind == "table" and not each.missing]
        for each in rebuilt:
            _rebuild(db, each)
        _make_again(db, differences(db) if rebuilt else found)
        touched = {each.table for each in found if each.indexes_words}
        for index, table in SEARCHED.items():
            if index in unindexed or not touched.isdisjoint((index, table)):
                index_anew(db.connection, index)
        unwatched = {each.table for each in found if each.name.startswith("history_")}
        noted = note_unnoted(db, tuple(sorted(unwatched)))
        note_fingerprint(db.connection)
    return _told(db, found, unindexed, noted)


def _is_data(difference: Difference) -> bool:
    """Whether it is a table whose rows cannot be had back from others."""
    return (
        difference.kind == "table"
        and not FULL_TEXT.match(difference.sql)
        and difference.name not in ("structure", "current_command", "event_pairs")
    )


def _rebuild(db: Database, difference: Difference) -> None:
    """Make a table as it should be and move its rows there."""
    table, new = difference.name, f"{difference.name}_rebuilt"
    made, count = re.subn(
        rf"^(CREATE TABLE )(IF NOT EXISTS )?[\"\[`]?{table}[\"\]`]?",
        rf"\1[{new}]",
        difference.sql,
        flags=re.IGNORECASE,
    )
    assert count == 1, difference.sql
    db.run(made)
    there, wanted = columns_of(db.connection, table), columns_of(db.connection, new)
    if missing := [name for name in wanted if name not in there]:
        raise lost_column(db, table, missing[0])
    columns = [f"[{name}]" for name in wanted]
    if has_places(db.connection, new):
        columns.insert(0, "rowid")  # registers are read in its order
    listed = ", ".join(columns)
    last = _last_number(db.connection, table)
    try:
        db.connection.execute(f"INSERT INTO [{new}] ({listed}) SELECT {listed} FROM [{table}]")
    except sqlite3.IntegrityError as error:
        raise StoreError(
            f"{shown(db.path)}: another program changed the table {table} so that it holds what "
            f"tracker cannot keep ({error}); mend those rows, or go back to a backup with "
            "`tracker database restore`."
        ) from error
    db.run(f"DROP TABLE [{table}]")
    db.run(f"ALTER TABLE [{new}] RENAME TO [{table}]")
    if last:
        db.run("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, table))


def _last_number(connection: sqlite3.Connection, table: str) -> int:
    """The highest number that a table with numbers of its own ever gave, as far as is known."""
    if "AUTOINCREMENT" not in str(
        connection.execute(
            "SELECT group_concat(sql) FROM sqlite_master WHERE name = ?", (f"{table}_rebuilt",)
        ).fetchone()[0]
    ):
        return 0
    asked: list[tuple[str, tuple[str, ...]]] = [
        ("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)),
        (
            "SELECT max(max(coalesce(new ->> '$.id', 0), coalesce(old ->> '$.id', 0))) "
            "FROM changes WHERE [table] = ?",
            (table,),
        ),
    ]
    if table == "events":
        asked.append(
            ("SELECT max(coalesce(new, old) ->> '$.last_event') FROM changes WHERE [table] = ?",
             ("imports",))
        )  # fmt: skip
    found = [connection.execute(*each).fetchone() for each in asked]
    return max((int(row[0]) for row in found if row and row[0] is not None), default=0)


def _make_again(db: Database, found: Iterable[Difference]) -> None:
    """Make what is missing or was changed; tables first, then what stands on them."""
    order = ("table", "index", "view", "trigger")
    for each in sorted(found, key=lambda each: order.index(each.kind)):
        if each.kind != "table" or each.missing:
            db.run(f"DROP {each.kind.upper()} IF EXISTS [{each.name}]")
            db.run(each.sql)


def _told(
    db: Database, found: list[Difference], unindexed: list[str], noted: int
) -> tuple[str, ...]:
    """What was repaired, in a sentence for people."""
    if not found and not unindexed:
        return ()
    parts = [f"{each.kind} {each.name}" for each in found[:NAMED]]
    if len(found) > NAMED:
        parts.append(f"{len(found) - NAMED:,} more")
    if unindexed and not any(each.indexes_words for each in found):
        parts.append("index of words")
    said: tuple[str, ...] = (
        f"Another program had changed the structure of {shown(db.path)}. Made again as "
        f"tracker had it: {', '.join(parts)}.",
    )
    if noted:
        stand = "stands" if noted == 1 else "stand"
        said += (
            f"{counted(noted, 'row')} that it changed without a trace now {stand} in the history "
            "as changed outside tracker.",
        )
    return said
