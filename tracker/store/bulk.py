"""Many events at once: written as plain rows, with what an insert costs paid once at the end.

The triggers that note each new row in the history, and those that index its words, cost several
times the row itself. Here one row of `imports` notes a whole stretch of event numbers instead
(see `history`), and the words of many events are indexed together. CHECK constraints, half the cost
of a row, are spared, for the door has checked already.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, repeat
from typing import Any

from tracker.model.report import TOGETHER
from tracker.store.arrivals import Event, Events
from tracker.store.database import Database
from tracker.store.events import set_actors

TABLES = ("events", "event_actors", "citations")
INDEXED_TOGETHER = 50_000
GATHERED = 64 * 2**20  # bytes of words that the full-text index gathers before it writes
USUALLY_GATHERED = 2**20
GATHER = "INSERT INTO events_fts (events_fts, rank) VALUES ('hashsize', ?)"
INSERT_EVENT = """INSERT INTO events (id, handle, title, date, earliest, latest, type, summary,
                  place, intensity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
INSERT_ACTOR = "INSERT INTO event_actors (event, side, position, actor) VALUES (?, ?, ?, ?)"
INSERT_CITATION = """INSERT INTO citations (event, source, locator, quotation)
                     VALUES (?, ?, ?, ?)"""


class Load:
    """A load that is under way: what was there before, and what came.

    Before it is settled, what came may not be changed, nor found but by its handle.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        self.last_before = int(db.value("SELECT coalesce(max(id), 0) FROM events"))
        self.last = self._indexed = self.last_before
        self._triggers: list[str] | None = None
        self._events = Rows(db, INSERT_EVENT)
        self._actors = Rows(db, INSERT_ACTOR)
        self._citations = Rows(db, INSERT_CITATION)

    def add(self, events: Events, source: str) -> None:
        """Write events, numbered from the one after `last`, their actors and their citations."""
        if not events.handle:
            return
        if self._triggers is None:
            self._triggers = _take_down(self.db, TABLES, "AFTER INSERT")
            self.db.run(GATHER, (GATHERED,))
            self.db.run("PRAGMA ignore_check_constraints = ON")
        numbers = range(self.last + 1, self.last + 1 + len(events.handle))
        self._events.add(_interleaved(numbers, *events.columns))
        self._events.finish()  # so that the next ones are looked for among them
        self._actors.add(_sided(numbers, events))
        self._citations.add(_interleaved(numbers, repeat(source), events.locator, events.quotation))
        self.last = numbers[-1]
        if self.last - self._indexed >= INDEXED_TOGETHER:
            self._index()

    def settle(self) -> None:
        """Write what is held back, and let what watches the tables watch again."""
        if self._triggers is None:
            return
        for rows in (self._events, self._actors, self._citations):
            rows.finish()
        self._index()
        self.db.run(GATHER, (USUALLY_GATHERED,))
        self.db.run("PRAGMA ignore_check_constraints = OFF")
        for statement in self._triggers:
            self.db.run(statement)
        self._triggers = None

    def _index(self) -> None:
        """Index the words of what came."""
        self.db.run(
            """INSERT INTO events_fts (rowid, title, summary, place)
               SELECT id, title, summary, place FROM events WHERE id > ?""",
            (self._indexed,),
        )
        self._indexed = self.last


class Rows:
    """Rows of one table, many to a statement: a statement costs as much as several rows."""

    def __init__(self, db: Database, insert: str) -> None:
        self.db = db
        head, values, row = insert.rpartition(" VALUES ")
        self._one = insert
        self._many = head + values + ", ".join([row] * TOGETHER)
        self._width = row.count("?")
        self._waiting: list[Any] = []

    def add(self, values: Iterable[Any]) -> None:
        """Write as many as fill statements; the others wait for more."""
        self._waiting += values
        size = TOGETHER * self._width
        while len(self._waiting) >= size:
            self.db.run(self._many, self._waiting[:size])
            del self._waiting[:size]

    def finish(self) -> None:
        """Write those that wait."""
        rows = zip(*[iter(self._waiting)] * self._width, strict=True)
        self.db.run_many(self._one, rows)
        self._waiting.clear()


@contextmanager
def unnoted(db: Database) -> Iterator[None]:
    """Change events that came with this load: the history has them as one with it."""
    triggers = _take_down(db, TABLES, "INSERT INTO changes")
    yield
    for statement in triggers:
        db.run(statement)


@contextmanager
def load(db: Database) -> Iterator[Load]:
    """Load many events within the transaction that is open."""
    under_way = Load(db)
    try:
        yield under_way
        under_way.settle()
    finally:
        db.run("PRAGMA ignore_check_constraints = OFF")


def known(db: Database, handles: Sequence[str]) -> dict[str, int]:
    """The numbers of those of these handles that are there."""
    rows = db.rows(
        "SELECT handle, id FROM events WHERE handle IN (SELECT value FROM json_each(?))",
        (json.dumps(handles),),
    )
    return {row["handle"]: row["id"] for row in rows}


def stored(db: Database, numbers: Sequence[int], source: str) -> dict[int, frozenset[int]]:
    """For events that are there the marks of those with which a feed would say nothing new.

    One for each citation of the feed: merged events have several.
    """
    asked = json.dumps(numbers)
    sides: dict[tuple[int, str], list[str]] = {}
    for row in db.rows(
        """SELECT event, side, actor FROM event_actors
           WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, side, position""",
        (asked,),
    ):
        sides.setdefault((row["event"], row["side"]), []).append(row["actor"])
    cited: dict[int, list[tuple[str | None, str | None]]] = {}
    for row in db.rows(
        # By the event and not by the source, which is cited for all there are.
        """SELECT event, locator, quotation FROM citations WHERE +source = ?
           AND event IN (SELECT value FROM json_each(?))""",
        (source, asked),
    ):
        cited.setdefault(row["event"], []).append((row["locator"], row["quotation"]))
    return {
        row["id"]: frozenset(
            Event._make(
                (
                    *tuple(row)[1:],
                    tuple(sides.get((row["id"], "by"), ())),
                    tuple(sides.get((row["id"], "to"), ())),
                    *said,
                )
            ).mark
            for said in cited.get(row["id"], ())
        )
        for row in db.rows(
            """SELECT id, handle, title, date, earliest, latest, type, summary, place, intensity
               FROM events WHERE id IN (SELECT value FROM json_each(?))""",
            (asked,),
        )
    }


def replace(db: Database, number: int, source: str, event: Event) -> None:
    """Let an event, and what its feed is cited for, be as the feed has them now."""
    db.run(
        """UPDATE events SET handle = ?, title = ?, date = ?, earliest = ?, latest = ?, type = ?,
           summary = ?, place = ?, intensity = ? WHERE id = ?""",
        (*event.columns, number),
    )
    set_actors(db, number, "by", event.by)
    set_actors(db, number, "to", event.to)
    _cite_anew(db, number, source, event)


def _cite_anew(db: Database, number: int, source: str, event: Event) -> None:
    """Correct the citation of a feed; of several, as merged events have, that of the same place."""
    said = (event.locator, event.quotation)
    there = db.rows(
        "SELECT id, locator, quotation FROM citations WHERE event = ? AND +source = ? ORDER BY id",
        (number, source),
    )
    if said in [(row["locator"], row["quotation"]) for row in there]:
        return
    own = there if len(there) == 1 else [row for row in there if row["locator"] == event.locator]
    if own:
        db.run(
            "UPDATE citations SET locator = ?, quotation = ? WHERE id = ?", (*said, own[0]["id"])
        )
    else:
        db.run(INSERT_CITATION, (number, source, *said))


def remove(db: Database, first: int, last: int) -> int:
    """Remove the events of a stretch of numbers with their actors and citations; how many."""
    stretch = (first, last)
    db.run("DELETE FROM citations WHERE event BETWEEN ? AND ?", stretch)
    db.run("DELETE FROM event_actors WHERE event BETWEEN ? AND ?", stretch)
    return db.run("DELETE FROM events WHERE id BETWEEN ? AND ?", stretch).rowcount


def _sided(numbers: Iterable[int], events: Events) -> list[Any]:
    """The values of rows of actors."""
    values: list[Any] = []
    for number, by, to in zip(numbers, events.by, events.to, strict=True):
        for place, actor in enumerate(by):
            values += (number, "by", place, actor)
        for place, actor in enumerate(to):
            values += (number, "to", place, actor)
    return values


def _interleaved(*columns: Iterable[Any]) -> Iterator[Any]:
    """The values of rows, one after the other."""
    return chain.from_iterable(zip(*columns))  # noqa: B905  one of them may repeat for ever


def _take_down(db: Database, tables: Sequence[str], like: str) -> list[str]:
    """Drop triggers of some tables; returns what makes them again."""
    rows = db.rows(
        """SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%' || ? || '%'
           AND tbl_name IN (SELECT value FROM json_each(?))""",
        (like, json.dumps(tables)),
    )
    for row in rows:
        db.run(f"DROP TRIGGER [{row['name']}]")
    return [row["sql"] for row in rows]
