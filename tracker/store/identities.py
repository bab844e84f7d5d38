"""Identities of events: a UUID for each number, from birth; a copy of the database has the same.

Numbers are never given twice, so an identity stays with its number, whatever becomes of the event:
an undo brings it back, and a look at the past finds it. It is no part of the record itself, and a
merge alone asks for it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from uuid import UUID, uuid5

from tracker.store.database import Database

NAMESPACE = UUID("6f0a4f0e-6d3c-5c1b-9a52-74726b720001")
# A UUID of version 4, as SQLite can make one.
RANDOM = """lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' ||
    substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) ||
    substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))"""
BIRTH = f"""CREATE TRIGGER [identity_of_event] AFTER INSERT ON [events]
    WHEN NOT EXISTS (SELECT 1 FROM event_uuids WHERE event = new.id)
    BEGIN INSERT INTO event_uuids (event, uuid) VALUES (new.id, {RANDOM}); END"""


def identities(db: Database, numbers: Iterable[int] | None = None) -> dict[int, str]:
    """The identities of events by their numbers, of all or of some."""
    chosen = "" if numbers is None else "WHERE event IN (SELECT value FROM json_each(?))"
    given = () if numbers is None else (json.dumps(list(numbers)),)
    rows = db.rows(f"SELECT event, uuid FROM main.event_uuids {chosen}", given)
    return {row["event"]: row["uuid"] for row in rows}


def identify(db: Database, number: int, uuid: str) -> None:
    """Let an event have the identity that it has elsewhere."""
    db.run("INSERT OR REPLACE INTO event_uuids (event, uuid) VALUES (?, ?)", (number, uuid))


def identify_range(db: Database, first: int, last: int) -> None:
    """Give new events identities of their own, many at once."""
    db.run(
        f"""INSERT OR IGNORE INTO event_uuids (event, uuid)
            SELECT id, {RANDOM} FROM events WHERE id BETWEEN ? AND ?""",
        (first, last),
    )


def identify_all(connection: sqlite3.Connection) -> None:
    """Give all events of before identities that follow from how they were recorded.

    Copies of one database then agree on the events of their common past, also on those that one
    of them has removed since.
    """
    for number, told in _births(connection):
        connection.execute(
            "INSERT OR IGNORE INTO event_uuids (event, uuid) VALUES (?, ?)",
            (number, str(uuid5(NAMESPACE, json.dumps([number, *told])))),
        )


def _births(connection: sqlite3.Connection) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Each event number that was ever given, with what the history says of how."""
    yield from (
        (number, tuple(told))
        for number, *told in connection.execute(
            """SELECT new ->> '$.id', new ->> '$.handle', g.at, c.who
               FROM changes g LEFT JOIN commands c ON c.id = g.command
               WHERE [table] = 'events' AND old IS NULL ORDER BY g.id"""
        ).fetchall()
    )
    for first, last, *told in connection.execute(
        """SELECT row ->> '$.first_event', row ->> '$.last_event', row ->> '$.sha256',
                  row ->> '$.size', row ->> '$.read', row ->> '$.kept', c.at, c.who
           FROM (SELECT id, coalesce(new, old) AS row FROM changes WHERE [table] = 'imports') g
           LEFT JOIN commands c ON c.id = row ->> '$.command'
           WHERE row ->> '$.first_event' NOTNULL ORDER BY g.id"""
    ).fetchall():
        for number in range(first, last + 1):
            yield number, tuple(told)
    yield from (
        (number, (handle,))
        for number, handle in connection.execute("SELECT id, handle FROM events")
    )
