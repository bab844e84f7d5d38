"""The rows of tables that events came from: what each is known by when its table is read again.

A row without an id of its own is known by a key made of what tells acts apart; one with an id by
that, within its scheme: the ids of one table, whatever versions of it are read.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from tracker.model.dates import EventDate
from tracker.store.database import Database
from tracker.store.rows import bound_text

UNNAMED = ""  # the scheme of rows that have no id
Content = Mapping[str, Sequence[str]]  # of each field what the file said, and what was recorded
Sides = tuple[tuple[str, ...], tuple[str, ...]]


def keep(db: Database, event: int, scheme: str, key: str, content: Content | None = None) -> None:
    """Note the row that an event came from, with the fingerprints of what its fields said."""
    db.run(
        "INSERT INTO row_ids (event, scheme, [key], content) VALUES (?, ?, ?, ?)",
        (event, scheme, key, None if content is None else json.dumps(content)),
    )


def renew(db: Database, scheme: str, key: str, content: Content) -> None:
    """Note what a row of an id says now."""
    db.run(
        "UPDATE row_ids SET content = ? WHERE scheme = ? AND [key] = ?",
        (json.dumps(content), scheme, key),
    )


def events_of(db: Database, scheme: str, key: str) -> list[int]:
    """The events that came from rows of a key, the first row's first."""
    rows = db.rows(
        "SELECT event FROM row_ids WHERE scheme = ? AND [key] = ? ORDER BY id", (scheme, key)
    )
    return [row["event"] for row in rows]


def contents(db: Database, scheme: str) -> dict[str, tuple[int, Content]]:
    """The ids of a scheme, each with its event and the fingerprints of what its row last said."""
    return {
        row["key"]: (row["event"], json.loads(row["content"] or "{}"))
        for row in db.rows(
            "SELECT [key], event, content FROM row_ids WHERE scheme = ? ORDER BY id", (scheme,)
        )
    }


def has_id(db: Database, number: int) -> bool:
    """Whether an event came from a row that has an id of its own."""
    return bool(
        db.value(
            "SELECT EXISTS (SELECT 1 FROM row_ids WHERE event = ? AND scheme <> ?)",
            (number, UNNAMED),
        )
    )


def schemes(db: Database, stem: str) -> list[str]:
    """The schemes of a stem: those of tables whose column of ids is called so."""
    rows = db.rows(
        """SELECT DISTINCT scheme FROM row_ids
           WHERE scheme = :stem OR scheme GLOB :stem || '-[0-9]*' ORDER BY scheme""",
        {"stem": stem},
    )
    return [row["scheme"] for row in rows]


def acts_at(db: Database, date: EventDate) -> Iterable[tuple[int, str, str, str | None, Sides]]:
    """The events of a date as what tells acts apart: number, title, type, place, both sides."""
    first, last = bound_text(date.earliest), bound_text(date.latest)
    found = db.rows(
        """SELECT id, title, type, place FROM events WHERE coalesce(earliest, latest) = ?
           AND earliest IS ? AND latest IS ? ORDER BY id""",
        (first or last, first, last),
    )
    numbers = json.dumps([row["id"] for row in found])
    sides: dict[tuple[int, str], tuple[str, ...]] = {}
    for row in db.rows(
        """SELECT event, side, actor FROM event_actors
           WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, side, position""",
        (numbers,),
    ):
        key = row["event"], row["side"]
        sides[key] = (*sides.get(key, ()), row["actor"])
    for row in found:
        both = sides.get((row["id"], "by"), ()), sides.get((row["id"], "to"), ())
        yield row["id"], row["title"], row["type"], row["place"], both
