"""The record read in slices, for files that are written event by event.

Here no more events are in memory than a slice has, however many the record has.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventDraft
from tracker.model.selection import Selection, Sort
from tracker.model.streamed import SLICE, StreamedEvents
from tracker.store import chronicle, event_records, events
from tracker.store.chronicle import Referred, as_known
from tracker.store.conditions import beside, event_terms, known_sources
from tracker.store.cone import EVERYTHING
from tracker.store.database import Database
from tracker.store.ordering import order_by
from tracker.store.rows import date_of

# The events that anything beside themselves is about.
INVOLVED = """SELECT cause FROM links UNION SELECT effect FROM links
    UNION SELECT partner FROM link_partners
    UNION SELECT before FROM orders UNION SELECT after FROM orders
    UNION SELECT event FROM rivals UNION SELECT cause FROM rival_links
    UNION SELECT effect FROM rival_links UNION SELECT event FROM ratings
    UNION SELECT cause FROM counterfactuals UNION SELECT effect FROM counterfactuals
    UNION SELECT one FROM distinct_events UNION SELECT other FROM distinct_events"""
THESE = "IN (SELECT value FROM json_each(:numbers))"
KNOWN = "(:known IS NULL OR source IN (SELECT value FROM json_each(:known)))"
# What events refer to, and into which registers of `Referred` it goes: a claimant may be an actor
# or a source. `{these}` is a term for the events.
CODES = (
    ("SELECT DISTINCT type FROM events WHERE id {these}", ("types",)),
    ("SELECT DISTINCT actor FROM event_actors WHERE event {these}", ("actors",)),
    ("SELECT DISTINCT claimed_by FROM event_claims WHERE event {these}", ("actors", "sources")),
    (f"SELECT DISTINCT source FROM citations WHERE event {{these}} AND {KNOWN}", ("sources",)),
)
MARKINGS = (
    "SELECT DISTINCT marking FROM events WHERE id {these} AND marking NOTNULL",
    "SELECT DISTINCT marking FROM event_notes WHERE event {these} AND marking NOTNULL",
    f"""SELECT DISTINCT marking FROM citations WHERE event {{these}} AND marking NOTNULL
        AND {KNOWN}""",
)


def load(db: Database, selection: Selection = EVERYTHING) -> Chronicle:
    """As `chronicle.load`, with events that are read when they are passed over."""
    whole = selection == EVERYTHING and not db.is_limited
    chosen = StoredEvents(db, selection)
    return chronicle.assembled(db, chosen, chosen.involved(), selection, whole, chosen.referred)


class StoredEvents(StreamedEvents):
    """The events of a database that meet the conditions, in order of time."""

    def __init__(self, db: Database, selection: Selection = EVERYTHING) -> None:
        assert selection.limit is None
        assert selection.sort is Sort.DATE
        self._db, self._selection = db, selection
        self._known = known_sources(db, selection)
        terms, values = event_terms(db, selection)
        where = f"WHERE {' AND '.join(terms)}" if terms else ""
        rows = db.each(
            f"""SELECT e.id FROM events e {beside(selection)} {where}
                ORDER BY {order_by(selection.sort)}""",
            values,
        )
        super().__init__(row["id"] for row in rows)

    def fetch(self, numbers: Sequence[int]) -> list[Event]:
        """Events by their numbers, with the citations that were known."""
        if self._is_bare:
            return events.fetch_bare(self._db, numbers, self._selection)
        found = events.fetch(self._db, numbers, self._selection)
        return found if self._known is None else [as_known(each, self._known) for each in found]

    def records(self) -> Iterator[str | EventDraft]:
        """Each event as its record in JSON lines, or as its draft, in order of their numbers."""
        for numbers in self._slices_by_number():
            yield from event_records.records(self._db, numbers, self._known, self.fetch)

    def codes(self) -> frozenset[str]:
        """All codes of actors, types and sources to which they refer."""
        return frozenset().union(*self.referred())

    def referred(self) -> Referred:
        """The codes to which they refer, by register; a claimant may be an actor or a source."""
        found = Referred(set(), set(), set(), set())
        for query, registers in CODES:
            for (code,) in self._each(query):
                for register in registers:
                    getattr(found, register).add(code)
        return found

    def markings(self) -> Iterable[str | None]:
        """All labels by which they, their notes or their citations are marked."""
        for query in MARKINGS:
            yield from (marking for (marking,) in self._each(query))

    def involved(self) -> Sequence[int]:
        """Those of them that links, claims of order and judgements are about."""
        return self._involved

    def moved_dates(self) -> frozenset[EventDate]:
        """The dates of those whose bounds follow from claims of order."""
        rows = self._db.rows("SELECT e.* FROM derived_dates d JOIN events e ON e.id = d.event")
        return frozenset(date_of(row) for row in rows if row["id"] in self)

    @cached_property
    def _involved(self) -> list[int]:
        return [number for (number,) in self._db.rows(INVOLVED) if number in self]

    def _slices_by_number(self) -> Iterator[Sequence[int]]:
        for start in range(0, len(self), SLICE):
            yield self.by_number[start : start + SLICE]

    def _each(self, query: str) -> Iterator[Any]:
        """The rows of a query on these events; where they are all there are, asked for at once."""
        known = None if self._known is None else json.dumps(self._known)
        if self._selection == EVERYTHING:
            yield from self._db.each(query.format(these="NOTNULL"), {"known": known})
            return
        for numbers in self._slices_by_number():
            asked = {"numbers": json.dumps(list(numbers)), "known": known}
            yield from self._db.rows(query.format(these=THESE), asked)
