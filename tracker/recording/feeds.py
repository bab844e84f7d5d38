"""Feeds at the door: rows of reports become events, however many, within one command.

A report is known by the handle its feed gives it. One that is not there yet is added; one that
is there and says something else now is corrected, unless an analyst has changed the event since:
what people have looked at stays as they left it.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from tracker.errors import InvalidInput
from tracker.model.report import TOGETHER, Reject, Rejected, Report, Reports, Rows
from tracker.model.wanted import ANYTHING, Wanted
from tracker.recording.codes import Codes, Side
from tracker.recording.texts import cleaned, dated
from tracker.store import bulk, merges
from tracker.store.arrivals import Event, Events
from tracker.store.database import Database
from tracker.store.edited_events import edited_events

ACTORS = attrgetter("actors")


@dataclass
class Count:
    """What became of the rows of a file."""

    read: int = 0
    kept: int = 0
    merged: int = 0
    rejected: int = 0
    corrected: int = 0
    edited: int = 0  # corrections that were not made, for an analyst has changed the event

    @property
    def passed_over(self) -> int:
        """Rows that were not asked for."""
        return self.read - self.kept - self.merged - self.rejected


class Door:
    """Takes in the rows of one feed, whose citations are of one source."""

    def __init__(
        self,
        db: Database,
        source: str,
        wanted: Wanted,
        codes: Codes,
        reject: Reject,
        corrects: bool = True,
    ) -> None:
        self.db = db
        self.source = source
        self.wanted = wanted
        self.codes = codes
        self.reject = reject
        self.corrects = corrects
        self.count = Count()
        self._faults: list[Rejected] = []
        self._used: set[str] = set()
        self._before: dict[int, frozenset[int]] = {}  # the marks that corrected events had
        self._quads: dict[str, int | None] = {
            row["code"]: row["quad"] for row in db.rows("SELECT code, quad FROM types")
        }
        self._others: frozenset[int] | None = None
        self._any_merged = db.value("SELECT EXISTS (SELECT 1 FROM former_handles)")
        self._choosing = wanted != ANYTHING

    def take(self, rows: Rows) -> tuple[int, int] | None:
        """Store what is asked for and not there yet; returns the stretch of new event numbers."""
        with _uncollected(), bulk.load(self.db) as load:
            first = load.last + 1
            for reports in self._together(rows):
                self._store(load, self._checked(reports))
        return (first, load.last) if load.last >= first else None

    def _together(self, rows: Rows) -> Iterator[Reports]:
        """What is reported, many at a time; the other rows are counted."""
        single: list[Report] = []
        for row in rows:
            if type(row) is Report:
                single.append(row)
                if len(single) == TOGETHER:
                    yield Reports.of(single)
                    single.clear()
            elif type(row) is Reports:
                yield row
            elif type(row) is Rejected:
                self.count.read += 1
                self._faults.append(row)
                if len(self._faults) == TOGETHER:
                    self._refuse()
            else:
                assert type(row) is int
                self.count.read += row
        if single:
            yield Reports.of(single)
        self._refuse()

    def _checked(self, reports: Reports) -> Events:
        """Events as they may be stored, of those reports that are asked for."""
        self.count.read += len(reports.line)
        reports = self._typed(reports)
        if self._choosing:
            reports = reports.chosen(map(self._is_asked_for, reports.rows()))
            by, to = self._sides(reports)
            pairs = map(self.wanted.pairs, map(ACTORS, by), map(ACTORS, to))
            reports = reports.chosen(pairs)
        reports = cleaned(reports, self._faults)
        self._refuse()
        self.codes.record_actors(chain(reports.by, reports.to))
        by, to = self._sides(reports)
        self.codes.count(chain(by, to))
        for kind in set(reports.type) - self._used:
            self._used.add(kind)
            self.codes.record_kind(kind)
        return Events(
            reports.handle,
            reports.title,
            *dated(reports.date),
            reports.type,
            reports.summary,
            reports.place,
            reports.intensity,
            tuple(map(ACTORS, by)),
            tuple(map(ACTORS, to)),
            reports.locator,
            reports.said,
        )

    def _typed(self, reports: Reports) -> Reports:
        """Reports with types of the codebook, without those that stand for none."""
        kinds = self.codes.kinds(reports.type)
        if not all(kinds):
            for line, name, kind in zip(reports.line, reports.type, kinds, strict=True):
                if kind is None:
                    said = name.removeprefix("cameo:")
                    self._faults.append(Rejected(line, f"{said!r} stands for no type of event"))
            reports = reports.chosen(kinds)
        return reports._replace(type=[kind for kind in kinds if kind is not None])

    def _sides(self, reports: Reports) -> tuple[list[Side], list[Side]]:
        return (
            self.codes.sides(reports.by, reports.date),
            self.codes.sides(reports.to, reports.date),
        )

    def _store(self, load: bulk.Load, events: Events) -> None:
        """Store those that are not there yet, and correct the others."""
        handles = set(events.handle)
        there = bulk.known(self.db, events.handle)
        gone = merges.merged_into(self.db, events.handle) if self._any_merged else {}
        again: list[Event] = []
        if there or gone or len(handles) < len(events.handle):
            fresh: dict[str, Event] = {}
            for event in events.rows():
                if event.handle in gone:
                    self.count.merged += 1  # into another event: what is said there stands
                elif event.handle in there or event.handle in fresh:
                    again.append(event)
                else:
                    fresh[event.handle] = event
            events = Events.of(list(fresh.values()))
        load.add(events, self.source)
        self.count.kept += len(events.handle)
        self.count.merged += len(again)
        if again and self.corrects:
            load.settle()
            self._correct(again, load.last_before)

    def _correct(self, again: Sequence[Event], last_before: int) -> None:
        """Bring events that are there to what their feed says of them now."""
        numbers = bulk.known(self.db, [each.handle for each in again])
        latest = {numbers[each.handle]: each for each in again}  # of several rows the last
        stored = bulk.stored(self.db, list(latest), self.source)
        differing = {n: each for n, each in latest.items() if each.mark not in stored[n]}
        own = {n: each for n, each in differing.items() if n > last_before}
        if own:
            with bulk.unnoted(self.db):  # they are simply as the later row has them
                for number, each in own.items():
                    bulk.replace(self.db, number, self.source, each)
        for number in differing.keys() - own.keys():
            if number in self._in_other_hands():
                self.count.edited += 1
            else:
                self._replace(number, stored[number], differing[number])
        self.count.corrected = len(self._before)

    def _replace(self, number: int, before: frozenset[int], now: Event) -> None:
        bulk.replace(self.db, number, self.source, now)
        self._before.setdefault(number, before)
        if now.mark in self._before[number]:
            del self._before[number]  # so it was, before an earlier row had it otherwise

    def _in_other_hands(self) -> frozenset[int]:
        """Events that an analyst has changed or recorded, which stay as they are."""
        if self._others is None:
            self._others = edited_events(self.db, self.source)
        return self._others

    @property
    def corrected(self) -> list[int]:
        """The numbers of events that were there and are otherwise now."""
        return list(self._before)

    def _is_asked_for(self, row: Report) -> bool:
        """Whether a report meets the conditions that do not need its actors."""
        wanted, kind = self.wanted, row.type
        if wanted.types and kind not in wanted.types:
            return False
        if wanted.quads and (row.quad or self._quad(kind)) not in wanted.quads:
            return False
        if wanted.min_mentions and row.mentions is None:
            raise InvalidInput("This feed counts no mentions; leave --min-mentions out.")
        if wanted.root_only and row.is_root is None:
            raise InvalidInput("This feed marks no root events; leave --root-only out.")
        return (
            (row.mentions or 0) >= wanted.min_mentions
            and (not wanted.root_only or bool(row.is_root))
            and wanted.covers(row.date)
        )

    def _quad(self, kind: str) -> int | None:
        if kind in self.codes.fresh_types:
            return self.codes.fresh_types[kind].quad
        return self._quads[kind]

    def _refuse(self) -> None:
        """Refuse what has been found faulty, in the order of the file."""
        self.count.rejected += len(self._faults)
        for fault in sorted(self._faults):
            self.reject(fault)
        self._faults.clear()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spare the search for cycles, of which rows make none: it is a tenth of a load."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
