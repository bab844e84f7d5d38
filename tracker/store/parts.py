"""Parts of actors as they are stored, and the parts that count with a whole."""

import sqlite3
from collections.abc import Collection, Iterable

from tracker.model.actor import PartOf
from tracker.model.dates import EventDate
from tracker.store.database import Database
from tracker.store.rows import bound_text

Counted = tuple[str, str | None, str | None]
"""An actor, and from when to when it counts."""


def wholes_by_part(db: Database) -> dict[str, tuple[PartOf, ...]]:
    """For each actor that is part of others these, in the order in which they were recorded."""
    found: dict[str, tuple[PartOf, ...]] = {}
    for row in _rows(db):
        found[row["part"]] = (*found.get(row["part"], ()), _part_of(row))
    return found


def with_wholes(db: Database, codes: Collection[str]) -> set[str]:
    """Some codes of actors with those of all that they are part of, at whatever time."""
    return _reached(codes, [(row["part"], row["whole"]) for row in _rows(db)])


def ever_parts(db: Database, code: str) -> tuple[str, ...]:
    """The actors that are or were part of one, directly or not, in the order of their codes."""
    downwards = [(row["whole"], row["part"]) for row in _rows(db)]
    return tuple(sorted(_reached([code], downwards) - {code}))


def is_in_circle(db: Database, code: str) -> bool:
    """Whether an actor is part of itself by way of others."""
    direct = [row["whole"] for row in _rows(db) if row["part"] == code]
    return code in with_wholes(db, direct)


def counted_parts(db: Database, codes: Iterable[str]) -> tuple[Counted, ...]:
    """The parts of some actors, with the time in which all on the way up were parts, as stored."""
    rows = _rows(db)
    found: dict[Counted, None] = {}
    waiting: list[Counted] = [(code, None, None) for code in codes]
    while waiting:
        whole, begin, end = waiting.pop(0)
        for row in rows:
            if row["whole"] != whole:
                continue
            begun, ended = (EventDate.known(row[name]) for name in ("valid_from", "valid_to"))
            own = (begun and bound_text(begun.earliest), ended and bound_text(ended.latest))
            first = max((each for each in (begin, own[0]) if each), default=None)
            last = min((each for each in (end, own[1]) if each), default=None)
            part = (row["part"], first, last)
            if part not in found and (first is None or last is None or first <= last):
                found[part] = None
                waiting.append(part)
    return tuple(found)


def of(db: Database, part: str, whole: str) -> list[tuple[int, PartOf]]:
    """The times in which one actor is part of another, by their numbers."""
    return [(row["id"], _part_of(row)) for row in _rows(db)
            if (row["part"], row["whole"]) == (part, whole)]  # fmt: skip


def insert(db: Database, part: str, whole: PartOf) -> None:
    """Store that an actor is part of another."""
    db.run(
        "INSERT INTO actor_parts (part, whole, valid_from, valid_to) VALUES (?, ?, ?, ?)",
        (part, whole.whole, whole.valid_from, whole.valid_to),
    )


def delete(db: Database, numbers: Iterable[int]) -> None:
    """Remove times in which actors are part of others."""
    db.run_many("DELETE FROM actor_parts WHERE id = ?", [(number,) for number in numbers])


def merge(db: Database, code: str, into: str) -> None:
    """Remove what would say twice, or of itself, that an actor is part, once one is another."""
    both = {"code": code, "into": into}
    db.run(
        """DELETE FROM actor_parts WHERE (part, whole) IN (VALUES (:code, :into), (:into, :code))
           OR id IN (SELECT o.id FROM actor_parts o JOIN actor_parts k ON k.id <> o.id
               AND o.valid_from IS k.valid_from AND o.valid_to IS k.valid_to
               AND (o.part = :code AND k.part = :into AND o.whole = k.whole
                    OR o.whole = :code AND k.whole = :into AND o.part = k.part))""",
        both,
    )


def _reached(codes: Iterable[str], steps: Iterable[tuple[str, str]]) -> set[str]:
    onwards: dict[str, list[str]] = {}
    for one, other in steps:
        onwards.setdefault(one, []).append(other)
    found = set(codes)
    waiting = list(found)
    while waiting:
        further = set(onwards.get(waiting.pop(), ())) - found
        found |= further
        waiting += further
    return found


def _part_of(row: sqlite3.Row) -> PartOf:
    return PartOf(row["whole"], row["valid_from"], row["valid_to"])


def _rows(db: Database) -> list[sqlite3.Row]:
    return db.rows("SELECT * FROM actor_parts ORDER BY id")
