"""Labels and remarks of events: lists of values in tables of their own.

Each field of `model.event_fields.TABLED` has a table with the columns event and position, and
those of a value. None of the statements here names a field.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from tracker.model.event_fields import LABELS, TABLED, Field
from tracker.model.names import folded
from tracker.store.database import Database

Lists = dict[str, tuple[Any, ...]]


def fetch(
    db: Database, numbers: Iterable[int], fields: Iterable[Field] = TABLED
) -> dict[int, Lists]:
    """The labels and remarks of events, by the number of the event and the name of the field."""
    found: dict[int, Lists] = {}
    wanted = json.dumps(list(numbers))
    for field in fields:
        for row in db.rows(
            f"""SELECT event, {_number(field)}, {_columns(field)} FROM {field.table}
                WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, position""",
            (wanted,),
        ):
            lists = found.setdefault(row["event"], {})
            lists[field.name] = (*lists.get(field.name, ()), _value(field, *tuple(row)[1:]))
    return found


def replace(db: Database, number: int, field: Field, values: Sequence[Any]) -> None:
    """Let exactly these values stand in a field of an event, in this order."""
    db.run(f"DELETE FROM {field.table} WHERE event = ?", (number,))
    for value in values:
        append(db, number, field, value)


def append(db: Database, number: int, field: Field, value: Any) -> None:
    """Add a value behind those that a field of an event has."""
    values = [value] if field.item is None else [getattr(value, each) for each in field.columns]
    marks = ", ".join("?" * len(values))
    db.run(
        f"""INSERT INTO {field.table} (event, position, {_columns(field)})
            SELECT ?, coalesce(max(position) + 1, 0), {marks} FROM {field.table} WHERE event = ?""",
        (number, *values, number),
    )


def remove(db: Database, field: Field, number: int) -> None:
    """Remove one remark, by its own number."""
    db.run(f"DELETE FROM {field.table} WHERE id = ?", (number,))


def delete(db: Database, first: int, last: int) -> None:
    """Remove the labels and remarks of the events from one number to another."""
    for field in TABLED:
        db.run(f"DELETE FROM {field.table} WHERE event BETWEEN ? AND ?", (first, last))


def move(db: Database, other: int, into: int) -> None:
    """Give one event the labels and remarks of another that it does not have yet."""
    lists = fetch(db, (other, into))
    for field in TABLED:
        own = [field.identity(each) for each in lists.get(into, {}).get(field.name, ())]
        for value in lists.get(other, {}).get(field.name, ()):
            if field.identity(value) not in own:
                append(db, into, field, value)
    delete(db, other, other)


def label_counts(db: Database, field: Field) -> dict[str, int]:
    """All labels of a field with the number of events that have each, in alphabetical order."""
    return {
        row[0]: row[1]
        for row in db.rows(
            f"SELECT {field.option}, count(*) FROM {field.table} GROUP BY 1 ORDER BY 1"
        )
    }


def replace_label(db: Database, field: Field, old: str, new: str) -> None:
    """Let every event that has one label have another in its place, once."""
    both = {"old": old, "new": new}
    column = f"[{field.option}]"
    db.run(
        f"""DELETE FROM {field.table} AS n WHERE {column} = :old AND :old <> :new AND EXISTS (
            SELECT 1 FROM {field.table} k WHERE k.event = n.event AND k.{column} = :new)""",
        both,
    )
    db.run(f"UPDATE {field.table} SET {column} = :new WHERE {column} = :old", both)


def spelled(db: Database, field: Field, label: str) -> str:
    """A label as it is spelled where it is recorded already, else as it is given."""
    return next((each for each in label_counts(db, field) if folded(each) == folded(label)), label)


def label_term(option: str) -> str:
    """The SQL term for an event `e` that has one of the labels in a JSON list."""
    field = next(each for each in LABELS if each.option == option)
    return f"""EXISTS (SELECT 1 FROM {field.table} n WHERE n.event = e.id
               AND n.{field.option} IN (SELECT value FROM json_each(?)))"""


def _columns(field: Field) -> str:
    return ", ".join(f"[{column}]" for column in field.columns)


def _number(field: Field) -> str:
    """The column that numbers the rows of a field; labels have none."""
    return "0" if field.item is None else "id"


def _value(field: Field, number: int, *values: Any) -> Any:
    if field.item is None:
        return values[0]
    kept = zip(values, field.flags, strict=True)
    return field.item(*(bool(each) if flag else each for each, flag in kept), number=number)
