"""BulkWriter: many events as plain rows, with the cost of an insert paid once at the end.

The triggers that note each new row in the history, and those that index its words, cost several
times the row itself. Here one row of `imports` notes a whole range of event numbers instead
(see `history`), and the words of many events are indexed together. CHECK constraints, half the cost
of a row, are off meanwhile: the importer has checked the rows already.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, repeat
from typing import Any

from tracker.model.feed_row import CHUNK_SIZE
from tracker.store.database import Database
from tracker.store.event_rows import EventRow, EventRows
from tracker.store.events import set_actors
from tracker.store.identities import identify_range
from tracker.store.removals import last_number
from tracker.store.word_index import pairs_of

TABLES = ("events", "event_actors", "citations")
INDEXED_TOGETHER = 50_000
GATHERED = 64 * 2**20  # bytes of words that the full-text index gathers before it writes
USUALLY_GATHERED = 2**20
GATHER = tuple(
    f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', ?)"
    for index in ("events_fts", "event_words_fts")
)
INSERT_EVENT = """INSERT INTO events (id, handle, title, date, earliest, latest, type, summary,
                  place, intensity, coordinates) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
INSERT_ACTOR = "INSERT INTO event_actors (event, side, position, actor) VALUES (?, ?, ?, ?)"
INSERT_CITATION = """INSERT INTO citations (event, source, locator, quotation)
                     VALUES (?, ?, ?, ?)"""


class BulkWriter:
    """Writes many events within the transaction that is open, numbered one after the other.

    Before `flush` its events may not be changed, nor found but by their handles.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        self.last_before = last_number(db)
        self.last = self._indexed = self.last_before
        self._triggers: list[str] | None = None
        self._events = RowBuffer(db, INSERT_EVENT)
        self._actors = RowBuffer(db, INSERT_ACTOR)
        self._citations = RowBuffer(db, INSERT_CITATION)

    def write(self, events: EventRows, source: str) -> None:
        """Write events, numbered from the one after `last`, their actors and their citations."""
        if not events.handle:
            return
        if self._triggers is None:
            self._triggers = _drop_triggers(self.db, TABLES, "AFTER INSERT")
            gather(self.db, GATHERED)
            self.db.run("PRAGMA ignore_check_constraints = ON")
        numbers = range(self.last + 1, self.last + 1 + len(events.handle))
        self._events.add(_interleaved(numbers, *events.columns))
        self._events.flush()  # so that the next ones are looked for among them
        self._actors.add(_sided(numbers, events))
        self._citations.add(_interleaved(numbers, repeat(source), events.locator, events.quotation))
        self.last = numbers[-1]
        if self.last - self._indexed >= INDEXED_TOGETHER:
            self._index()

    def flush(self) -> None:
        """Write the rows that are held back, index their words and restore the triggers."""
        if self._triggers is None:
            return
        for rows in (self._events, self._actors, self._citations):
            rows.flush()
        self._index()
        identify_range(self.db, self.last_before + 1, self.last)
        gather(self.db, USUALLY_GATHERED)
        self.db.run("PRAGMA ignore_check_constraints = OFF")
        for statement in self._triggers:
            self.db.run(statement)
        self._triggers = None

    def _index(self) -> None:
        """Index the words of the events written since the last time."""
        index_words(self.db, self._indexed + 1, self.last)
        self._indexed = self.last


class RowBuffer:
    """Rows of one table, many to a statement: a statement costs as much as several rows."""

    def __init__(self, db: Database, insert: str) -> None:
        self.db = db
        head, values, row = insert.rpartition(" VALUES ")
        self._one = insert
        self._many = head + values + ", ".join([row] * CHUNK_SIZE)
        self._width = row.count("?")
        self._waiting: list[Any] = []

    def add(self, values: Iterable[Any]) -> None:
        """Write as many rows as fill statements; the others wait for more."""
        self._waiting += values
        size = CHUNK_SIZE * self._width
        while len(self._waiting) >= size:
            self.db.run(self._many, self._waiting[:size])
            del self._waiting[:size]

    def flush(self) -> None:
        """Write the rows that wait."""
        rows = zip(*[iter(self._waiting)] * self._width, strict=True)
        self.db.run_many(self._one, rows)
        self._waiting.clear()


@contextmanager
def without_history(db: Database) -> Iterator[None]:
    """Change events of this same import: the history notes them as one with it."""
    with without_triggers(db, "INSERT INTO changes"):
        yield


@contextmanager
def without_triggers(db: Database, like: str) -> Iterator[None]:
    """Change rows of feeds without those of their triggers that have some words in them."""
    triggers = _drop_triggers(db, TABLES, like)
    yield
    for statement in triggers:
        db.run(statement)


@contextmanager
def gathering_words(db: Database) -> Iterator[None]:
    """Index the words of many events: more of them are gathered before the index is written."""
    gather(db, GATHERED)
    yield
    gather(db, USUALLY_GATHERED)


def gather(db: Database, size: int) -> None:
    """Let the indexes of words gather so many bytes before they write."""
    for statement in GATHER:
        db.run(statement, (size,))


def index_words(db: Database, first: int, last: int, forget: bool = False) -> None:
    """Put the words of the events from one number to another into the index, or out of it."""
    for index in ("events_fts", "event_words_fts"):
        db.run(
            f"""INSERT INTO {index} ({f"{index}, " if forget else ""}rowid, title, summary, place)
                SELECT {"'delete', " if forget else ""}id, title, summary, place
                FROM events WHERE id BETWEEN ? AND ?""",
            (first, last),
        )
    if forget:
        db.run("DELETE FROM event_pairs WHERE event BETWEEN ? AND ?", (first, last))
    else:
        db.run(pairs_of("?", "?"), (first, last))


@contextmanager
def bulk_writer(db: Database) -> Iterator[BulkWriter]:
    """A BulkWriter that is flushed at the end."""
    writer = BulkWriter(db)
    try:
        yield writer
        writer.flush()
    finally:
        db.run("PRAGMA ignore_check_constraints = OFF")


def numbers_by_handle(db: Database, handles: Sequence[str]) -> dict[str, int]:
    """The numbers of the events that have one of these handles."""
    rows = db.rows(
        "SELECT handle, id FROM events WHERE handle IN (SELECT value FROM json_each(?))",
        (json.dumps(handles),),
    )
    return {row["handle"]: row["id"] for row in rows}


def stored_fingerprints(
    db: Database, numbers: Sequence[int], source: str
) -> dict[int, frozenset[int]]:
    """The fingerprints of events as stored: a feed's row that has one of them says nothing new.

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
            EventRow._make(
                (
                    *tuple(row)[1:],
                    tuple(sides.get((row["id"], "by"), ())),
                    tuple(sides.get((row["id"], "to"), ())),
                    *said,
                )
            ).fingerprint
            for said in cited.get(row["id"], ())
        )
        for row in db.rows(
            """SELECT id, handle, title, date, earliest, latest, type, summary, place, intensity,
                      coordinates
               FROM events WHERE id IN (SELECT value FROM json_each(?))""",
            (asked,),
        )
    }


def replace_event(db: Database, number: int, source: str, event: EventRow) -> None:
    """Update an event, its actors and the citation of its feed to what the feed says now."""
    db.run(
        """UPDATE events SET handle = ?, title = ?, date = ?, earliest = ?, latest = ?, type = ?,
           summary = ?, place = ?, intensity = ?, coordinates = ? WHERE id = ?""",
        (*event.columns, number),
    )
    set_actors(db, number, "by", event.by)
    set_actors(db, number, "to", event.to)
    _cite_anew(db, number, source, event)


def _cite_anew(db: Database, number: int, source: str, event: EventRow) -> None:
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


def _sided(numbers: Iterable[int], events: EventRows) -> list[Any]:
    """The values of the rows of actors, one after the other."""
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


def _drop_triggers(db: Database, tables: Sequence[str], like: str) -> list[str]:
    """Drop triggers of some tables; returns the statements that make them again."""
    rows = db.rows(
        """SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%' || ? || '%'
           AND tbl_name IN (SELECT value FROM json_each(?))""",
        (like, json.dumps(tables)),
    )
    for row in rows:
        db.run(f"DROP TRIGGER [{row['name']}]")
    return [row["sql"] for row in rows]
