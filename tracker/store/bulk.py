"""Many events at once: written as plain rows, with what an insert costs paid once at the end.

The triggers that note each new row in the history, and those that index its words, cost several
times the row itself. Here one row of `imports` notes a whole stretch of event numbers instead
(see `history`), and the words are indexed together. Indexes are built anew after a load that is
larger than what was there before.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tracker.store.database import Database
from tracker.store.events import set_actors

TABLES = ("events", "event_actors", "citations")
GATHERED = 64 * 2**20  # bytes of words that the full-text index gathers before it writes
USUALLY_GATHERED = 2**20
INSERT_EVENT = """INSERT INTO events (id, handle, title, date, earliest, latest, type, summary,
                  place, intensity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
INSERT_ACTOR = "INSERT INTO event_actors (event, side, position, actor) VALUES (?, ?, ?, ?)"
INSERT_CITATION = """INSERT INTO citations (event, source, locator, quotation)
                     VALUES (?, ?, ?, ?)"""

Columns = tuple[str, str, str, str | None, str | None, str, str, str | None, float | None]
Cited = tuple[str | None, str | None]


class Load:
    """A load that is under way: what was there before, and what came."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.last_before = int(db.value("SELECT coalesce(max(id), 0) FROM events"))
        self.last = self.indexed = self.last_before
        self.postponed: list[str] | None = None

    def add(
        self,
        events: Sequence[Sequence[Any]],
        actors: Iterable[Sequence[Any]],
        citations: Iterable[Sequence[Any]],
    ) -> None:
        """Write rows of events, numbered from the one after `last`, and what belongs to them."""
        if not events:
            return
        if self.postponed is None and self.last - self.last_before > self.last_before:
            self.postponed = _take_down(self.db, "index", TABLES)
        triggers = _take_down(self.db, "trigger", TABLES, "AFTER INSERT")
        with _unchecked(self.db):
            self.db.run_many(INSERT_EVENT, events)
            self.db.run_many(INSERT_ACTOR, actors)
            self.db.run_many(INSERT_CITATION, citations)
        for statement in triggers:
            self.db.run(statement)
        self.last += len(events)

    def settle(self) -> None:
        """Build the indexes that were put off, and index the words of what came.

        Before this nothing that came may be looked up or changed, but by its handle.
        """
        for statement in self.postponed or ():
            self.db.run(statement)
        self.postponed = []  # once is enough
        if self.last == self.indexed:
            return
        gathered = "INSERT INTO events_fts (events_fts, rank) VALUES ('hashsize', ?)"
        self.db.run(gathered, (GATHERED,))
        self.db.run(
            """INSERT INTO events_fts (rowid, title, summary, place)
               SELECT id, title, summary, place FROM events WHERE id > ?""",
            (self.indexed,),
        )
        self.db.run(gathered, (USUALLY_GATHERED,))
        self.indexed = self.last


@contextmanager
def _unchecked(db: Database) -> Iterator[None]:
    """Spare the CHECK constraints, half the cost of a row, where the door has checked already."""
    db.run("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        db.run("PRAGMA ignore_check_constraints = OFF")


@contextmanager
def unnoted(db: Database) -> Iterator[None]:
    """Change events that came with this load: the history has them as one with it."""
    triggers = _take_down(db, "trigger", TABLES, "INSERT INTO changes")
    yield
    for statement in triggers:
        db.run(statement)


@contextmanager
def load(db: Database) -> Iterator[Load]:
    """Load many events within the transaction that is open."""
    under_way = Load(db)
    yield under_way
    under_way.settle()


def known(db: Database, handles: Sequence[str]) -> dict[str, int]:
    """The numbers of those of these handles that are there."""
    rows = db.rows(
        "SELECT handle, id FROM events WHERE handle IN (SELECT value FROM json_each(?))",
        (json.dumps(handles),),
    )
    return {row["handle"]: row["id"] for row in rows}


def stored(
    db: Database, numbers: Sequence[int], source: str
) -> dict[int, tuple[Columns, tuple[str, ...], tuple[str, ...], Cited]]:
    """Events as a feed would bring them in: columns, both sides, and what the feed is cited for."""
    asked = json.dumps(numbers)
    sides: dict[tuple[int, str], list[str]] = {}
    for row in db.rows(
        """SELECT event, side, actor FROM event_actors
           WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, side, position""",
        (asked,),
    ):
        sides.setdefault((row["event"], row["side"]), []).append(row["actor"])
    cited = {
        row["event"]: (row["locator"], row["quotation"])
        for row in db.rows(
            """SELECT event, locator, quotation FROM citations WHERE source = ?
               AND event IN (SELECT value FROM json_each(?)) ORDER BY +id DESC""",
            (source, asked),
        )
    }
    return {
        row["id"]: (
            tuple(row)[1:],
            tuple(sides.get((row["id"], "by"), ())),
            tuple(sides.get((row["id"], "to"), ())),
            cited.get(row["id"], (None, None)),
        )
        for row in db.rows(
            """SELECT id, handle, title, date, earliest, latest, type, summary, place, intensity
               FROM events WHERE id IN (SELECT value FROM json_each(?))""",
            (asked,),
        )
    }


def replace(
    db: Database,
    number: int,
    source: str,
    columns: Columns,
    by: tuple[str, ...],
    to: tuple[str, ...],
    cited: Cited,
) -> None:
    """Let an event, and the first citation of its feed, be as the feed has them now."""
    db.run(
        """UPDATE events SET handle = ?, title = ?, date = ?, earliest = ?, latest = ?, type = ?,
           summary = ?, place = ?, intensity = ? WHERE id = ?""",
        (*columns, number),
    )
    set_actors(db, number, "by", by)
    set_actors(db, number, "to", to)
    db.run(
        """UPDATE citations SET locator = ?, quotation = ? WHERE id =
           (SELECT min(id) FROM citations WHERE event = ? AND source = ?)""",
        (*cited, number, source),
    )


def remove(db: Database, first: int, last: int) -> int:
    """Remove the events of a stretch of numbers with their actors and citations; how many."""
    stretch = (first, last)
    db.run("DELETE FROM citations WHERE event BETWEEN ? AND ?", stretch)
    db.run("DELETE FROM event_actors WHERE event BETWEEN ? AND ?", stretch)
    return db.run("DELETE FROM events WHERE id BETWEEN ? AND ?", stretch).rowcount


def _take_down(db: Database, kind: str, tables: Sequence[str], like: str = "") -> list[str]:
    """Drop the indexes or triggers of some tables; returns what makes them again."""
    rows = db.rows(
        """SELECT name, sql FROM sqlite_master WHERE type = ? AND sql LIKE '%' || ? || '%'
           AND tbl_name IN (SELECT value FROM json_each(?))""",
        (kind, like, json.dumps(tables)),
    )
    for row in rows:
        db.run(f"DROP {kind} [{row['name']}]")
    return [row["sql"] for row in rows]
