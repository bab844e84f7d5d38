"""Dependents: the later commands that rest on what a command did.

A later command rests on an earlier one where it changed a row that the earlier one left, took a
name or number that it gave up, refers to a row that it made, or took away one to which its rows
referred. What was itself taken back since does not count.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from tracker.model.history import Change
from tracker.store.database import Database
from tracker.store.history import change_of, changes_of
from tracker.store.table_shape import keys_of, references_of

# What tracker works out from other rows, and what is no record: an undo looks past both.
DERIVED = "derived_dates"
SETTINGS = "column_maps"
# Claimants are actors or sources by their code, though no foreign key says so.
CLAIMED = (("actors", "claimed_by"), ("sources", "claimed_by"))
CLAIMING = ("links", "event_claims", "link_partners")
REGISTERED = {
    "actors": ("event_actors", "actor"),
    "types": ("events", "type"),
    "sources": ("citations", "source"),
}


class Key(NamedTuple):
    """A row by the values that no other row of its table has."""

    table: str
    columns: tuple[str, ...]
    values: tuple[Any, ...]


class Range(NamedTuple):
    """Event numbers that an import gave, or that the undo of one took back."""

    first: int
    last: int


@dataclass(frozen=True)
class Dependent:
    """A later command, or change from outside (which has no number), that rests on another."""

    id: int | None
    at: str
    who: str
    command: str


@dataclass
class _Footprint:
    """What taking back some changes would do: the keys of rows that it touches and removes."""

    touched: set[Key] = field(default_factory=set)
    leaving: set[Key] = field(default_factory=set)
    needed: set[Key] = field(default_factory=set)
    ranges: list[Range] = field(default_factory=list)


class Schema:
    """The unique keys and the references of the tables of a database."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.unique = cache(self._unique)
        self.references = cache(self._references)

    def keys(self, table: str, row: dict[str, Any] | None) -> set[Key]:
        """A row's own keys: its number, its handle, its name."""
        return set() if row is None else {
            Key(table, columns, values)
            for columns in self.unique(table)
            if None not in (values := tuple(row.get(column) for column in columns))
        }  # fmt: skip

    def referred(self, table: str, row: dict[str, Any] | None) -> set[Key]:
        """The keys of the rows to which a row refers."""
        return set() if row is None else {
            Key(parent, theirs, values)
            for parent, ours, theirs in self.references(table)
            if None not in (values := tuple(row.get(column) for column in ours))
        }  # fmt: skip

    def primary(self, table: str) -> tuple[str, ...]:
        """The columns of the primary key."""
        return self.unique(table)[0]

    def row_key(self, table: str, row: dict[str, Any] | None) -> Key | None:
        """The key by which a row is told from others, or None of no row."""
        if row is None:
            return None
        columns = self.primary(table)
        return Key(table, columns, tuple(row[column] for column in columns))

    def _unique(self, table: str) -> list[tuple[str, ...]]:
        first = keys_of(self._db.connection, table)
        further = [
            tuple(c["name"] for c in self._db.rows(f"PRAGMA index_info([{index['name']}])"))
            for index in self._db.rows(f"PRAGMA index_list([{table}])")
            if index["unique"] and index["origin"] == "u"
        ]
        return [first, *further]

    def _references(self, table: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        references = references_of(self._db.connection, table)
        if table in CLAIMING:
            references += [(parent, (column,), ("code",)) for parent, column in CLAIMED]
        return references


def changes_since(db: Database, entry: int) -> list[tuple[Any, ...]]:
    """The later commands whose work stands, by number, and then the place of what is from outside.

    Of a command that was undone and redone meanwhile only the last word counts, and nothing where
    all is as it was.
    """
    toggled: dict[int, list[int]] = {}
    for row in db.rows(
        "SELECT id, coalesce(undoes, redoes, id) AS original FROM commands WHERE id > ?", (entry,)
    ):
        toggled.setdefault(row["original"], []).append(row["id"])
    standing: list[tuple[Any, ...]] = []
    for original, later in toggled.items():
        before = original <= entry and not _undone_by(db, original, entry)
        now = not _undone_by(db, original, 2**63 - 1)
        if before != now:
            standing.append((original if original > entry else later[-1], None))
    place = db.value("SELECT max(id) FROM changes WHERE command = ?", (entry,)) or 0
    outside = db.rows(
        "SELECT id FROM changes WHERE command IS NULL AND id > ? ORDER BY id", (place,)
    )
    return sorted(standing) + [(None, row["id"]) for row in outside]


def dependents(db: Database, entry: int, later: Iterable[tuple[Any, ...]]) -> list[Dependent]:
    """Those of some later commands that rest on what a command did, in their order."""
    later = list(later)
    if not later:
        return []
    schema = Schema(db)
    footprint = _footprint(schema, changes_of(db, entry))
    return [
        _described(db, command, place)
        for command, place in later
        if _rests(db, schema, footprint, command, place)
    ]


def makers(db: Database, numbers: Iterable[int], since: int) -> list[Dependent]:
    """The later commands that brought events of some numbers."""
    wanted = set(numbers)
    found: dict[int | None, None] = {}
    for row in db.rows(
        """SELECT id, command, [table], old, new FROM changes WHERE command > ? AND old IS NULL
           AND [table] IN ('events', 'imports') ORDER BY id""",
        (since,),
    ):
        change = change_of(row)
        given = range_of(change) or Range(change.row["id"], change.row["id"])
        is_event = change.table == "events" or range_of(change) is not None
        if is_event and any(given.first <= number <= given.last for number in wanted):
            found[row["command"]] = None
    return [_described(db, command, None) for command in found]


def _undone_by(db: Database, original: int, entry: int) -> bool:
    """Whether a command was undone when a command of the history had been done."""
    row = db.row(
        """SELECT undoes FROM (SELECT id, undoes FROM commands WHERE undoes = :it
                               UNION ALL SELECT id, NULL FROM commands WHERE redoes = :it)
           WHERE id <= :entry ORDER BY id DESC LIMIT 1""",
        {"it": original, "entry": entry},
    )
    return row is not None and row["undoes"] is not None


def _footprint(schema: Schema, changes: Iterable[Change]) -> _Footprint:
    """What taking back all these changes would touch, remove, and need to be there."""
    first: dict[Key, dict[str, Any] | None] = {}
    last: dict[Key, dict[str, Any] | None] = {}
    print_ = _Footprint()
    for change in changes:
        if change.table in (DERIVED, SETTINGS):
            continue
        was = schema.row_key(change.table, change.old)
        now = schema.row_key(change.table, change.new)
        if was is not None:
            first.setdefault(was, change.old)
            last[was] = None
        if now is not None:
            first.setdefault(now, None)
            last[now] = change.new
        if change.table == "imports":
            print_.ranges += [r for r in (_range(change.old), _range(change.new)) if r]
    before = set[Key]()
    after = set[Key]()
    for key, row in first.items():
        before |= schema.keys(key.table, row)
        print_.needed |= schema.referred(key.table, row)
    for key, row in last.items():
        after |= schema.keys(key.table, row)
    print_.touched = before | after
    print_.leaving = after - before
    return print_


def _rests(
    db: Database, schema: Schema, it: _Footprint, command: int | None, place: int | None
) -> bool:
    for change in changes_of(db, command, place):
        if change.table in (DERIVED, SETTINGS):
            continue
        old, new = schema.keys(change.table, change.old), schema.keys(change.table, change.new)
        theirs = schema.referred(change.table, change.new)
        either = old | new | theirs | schema.referred(change.table, change.old)
        if (
            it.touched & (old | new)
            or it.leaving & theirs
            or it.needed & (old - new)
            or any(_is_within(key, it.ranges) for key in either)
        ):
            return True
        if change.table == "imports":
            gone, come = _range(change.old), _range(change.new)
            if gone and any(_is_within(key, [gone]) for key in it.needed):
                return True
            if come and _uses(db, it.leaving, come):
                return True
    return False


def _is_within(key: Key, ranges: Iterable[Range]) -> bool:
    return (
        key.table == "events"
        and key.columns == ("id",)
        and any(first <= key.values[0] <= last for first, last in ranges)
    )


def _uses(db: Database, leaving: Iterable[Key], numbers: Range) -> bool:
    """Whether events of an import have an actor, a type or a source that would leave."""
    for table, (user, column) in REGISTERED.items():
        codes = [k.values[0] for k in leaving if k.table == table and k.columns == ("code",)]
        event = "id" if user == "events" else "event"
        if codes and db.row(
            f"""SELECT 1 FROM [{user}] WHERE [{event}] BETWEEN ? AND ?
                AND [{column}] IN (SELECT value FROM json_each(?)) LIMIT 1""",
            (*numbers, json.dumps(codes)),
        ):
            return True
    return False


def range_of(change: Change) -> Range | None:
    """The event numbers of an import that a change noted or took back."""
    return _range(change.row) if change.table == "imports" else None


def _range(row: dict[str, Any] | None) -> Range | None:
    if row is None or row.get("first_event") is None:
        return None
    return Range(row["first_event"], row["last_event"])


def _described(db: Database, command: int | None, place: int | None) -> Dependent:
    if command is not None:
        row = db.row("SELECT id, at, who, command FROM commands WHERE id = ?", (command,))
        assert row is not None
        return Dependent(*row)
    row = db.row("SELECT at, [table] FROM changes WHERE id = ?", (place,))
    assert row is not None
    return Dependent(None, row["at"], "another program", f"changed {row['table']}")
