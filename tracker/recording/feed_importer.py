"""FeedImporter: rows of a feed become events, however many, within one command.

A row is known by the handle its feed gives it. One that is not there yet is added; one that is
there and says something else now is corrected, unless an analyst has changed the event since:
an event that people have edited stays as they left it.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from operator import attrgetter

from tracker.errors import InvalidInput, excerpt
from tracker.model.feed_row import (
    CHUNK_SIZE,
    FeedRow,
    FeedRows,
    FeedStream,
    RejectedRow,
    RejectHandler,
    SkippedRows,
)
from tracker.model.import_filter import NO_FILTER, ImportFilter
from tracker.model.import_stats import RowCounts
from tracker.recording.code_resolver import CodeResolver, Side
from tracker.recording.row_cleaning import clean_rows, date_columns
from tracker.store import bulk_writer, import_lookups, merges
from tracker.store.database import Database
from tracker.store.edited_events import edited_events
from tracker.store.event_rows import EventRow, EventRows

ACTORS = attrgetter("actors")
MOST_HELD = 2**24  # characters of summaries, however few rows they are of


class FeedImporter:
    """Imports the rows of one feed, whose citations are of one source."""

    def __init__(
        self,
        db: Database,
        source: str,
        import_filter: ImportFilter,
        codes: CodeResolver,
        reject: RejectHandler,
        corrects: bool = True,
    ) -> None:
        self.db = db
        self.source = source
        self.filter = import_filter
        self.codes = codes
        self.reject = reject
        self.corrects = corrects
        self.first_event: int | None = None  # with the last one the numbers of all new events
        self.last_event: int | None = None
        self._read = self._kept = self._merged = self._rejected = self._edited = 0
        self._faults: list[RejectedRow] = []
        self._used: set[str] = set()
        self._before: dict[int, frozenset[int]] = {}  # fingerprints that corrected events had
        self._quads = import_lookups.quads_by_type(db)
        self._edited_events: frozenset[int] | None = None
        self._has_former_handles = import_lookups.has_former_handles(db)
        self._is_filtered = import_filter != NO_FILTER

    def run(self, rows: FeedStream) -> RowCounts:
        """Store the rows that the filter accepts: new events, and corrections of known ones."""
        with _without_garbage_collection(), bulk_writer.bulk_writer(self.db) as writer:
            first = writer.last + 1
            for chunk in self._chunks(rows):
                self._store(writer, self._checked(chunk))
        if writer.last >= first:
            self.first_event, self.last_event = first, writer.last
        return self.counts

    @property
    def counts(self) -> RowCounts:
        """The rows so far, by what became of them."""
        return RowCounts(
            self._read, self._kept, self._merged, self._rejected, len(self._before), self._edited
        )

    @property
    def corrected(self) -> list[int]:
        """The numbers of the events that were there and are otherwise now."""
        return list(self._before)

    def _chunks(self, rows: FeedStream) -> Iterator[FeedRows]:
        """Accepted rows, many at a time; the others are counted."""
        single: list[FeedRow] = []
        held = 0
        for row in rows:
            if type(row) is FeedRow:
                single.append(row)
                held += len(row.summary)
                if len(single) == CHUNK_SIZE or held > MOST_HELD:
                    yield FeedRows.of(single)
                    single.clear()
                    held = 0
            elif type(row) is FeedRows:
                yield row
            elif type(row) is RejectedRow:
                self._read += 1
                self._faults.append(row)
                if len(self._faults) == CHUNK_SIZE:
                    self._report_faults()
            else:
                assert type(row) is SkippedRows
                self._read += row.number
        if single:
            yield FeedRows.of(single)
        self._report_faults()

    def _checked(self, rows: FeedRows) -> EventRows:
        """Events as they may be stored, of those rows that the filter accepts."""
        self._read += len(rows.line)
        rows = self._typed(rows)
        if self._is_filtered:
            rows = rows.where(map(self._is_accepted, rows.rows()))
            by, to = self._sides(rows)
            rows = rows.where(map(self.filter.accepts_sides, map(ACTORS, by), map(ACTORS, to)))
        rows = clean_rows(rows, self._faults)
        self._report_faults()
        self.codes.record_actors(chain(rows.by, rows.to))
        by, to = self._sides(rows)
        self.codes.count_unknown(chain(by, to))
        for code in set(rows.type) - self._used:
            self._used.add(code)
            self.codes.record_type(code)
        return EventRows(
            rows.handle,
            rows.title,
            *date_columns(rows.date),
            rows.type,
            rows.summary,
            rows.place,
            rows.intensity,
            rows.coordinates,
            tuple(map(ACTORS, by)),
            tuple(map(ACTORS, to)),
            rows.locator,
            rows.quotation,
        )

    def _typed(self, rows: FeedRows) -> FeedRows:
        """Rows with types of the codebook, without those whose code stands for none."""
        types = self.codes.types(rows.type)
        if not all(types):
            for line, name, code in zip(rows.line, rows.type, types, strict=True):
                if code is None:
                    shown = name.removeprefix("cameo:")
                    self._faults.append(
                        RejectedRow(line, f"{excerpt(shown)} stands for no type of event")
                    )
            rows = rows.where(types)
        return rows._replace(type=[code for code in types if code is not None])

    def _sides(self, rows: FeedRows) -> tuple[list[Side], list[Side]]:
        return self.codes.sides(rows.by, rows.date), self.codes.sides(rows.to, rows.date)

    def _is_accepted(self, row: FeedRow) -> bool:
        """Whether a row meets the conditions that do not need its actors."""
        asked = self.filter
        if asked.min_mentions and row.mentions is None:
            raise InvalidInput("This feed counts no mentions; leave --min-mentions out.")
        if asked.root_only and row.is_root is None:
            raise InvalidInput("This feed marks no root events; leave --root-only out.")
        quad = (row.quad or self._quad(row.type)) if asked.quads else None
        return (
            (row.mentions or 0) >= asked.min_mentions
            and (not asked.root_only or bool(row.is_root))
            and asked.accepts(row.type, quad, row.date)
        )

    def _quad(self, code: str) -> int | None:
        new = self.codes.new_types.get(code)
        return new.quad if new is not None else self._quads[code]

    def _store(self, writer: bulk_writer.BulkWriter, events: EventRows) -> None:
        """Add the events that are not there yet, and correct the others."""
        handles = set(events.handle)
        known = bulk_writer.numbers_by_handle(self.db, events.handle)
        gone = merges.merged_into(self.db, events.handle) if self._has_former_handles else {}
        again: list[EventRow] = []
        if known or gone or len(handles) < len(events.handle):
            new: dict[str, EventRow] = {}
            for event in events.rows():
                if event.handle in gone:
                    self._merged += 1  # into another event, whose own text stands
                elif event.handle in known or event.handle in new:
                    again.append(event)
                else:
                    new[event.handle] = event
            events = EventRows.of(list(new.values()))
        writer.write(events, self.source)
        self._kept += len(events.handle)
        self._merged += len(again)
        if again and self.corrects:
            writer.flush()
            self._correct(again, writer.last_before)

    def _correct(self, again: Sequence[EventRow], last_before: int) -> None:
        """Update events that are there to what their feed says of them now."""
        numbers = bulk_writer.numbers_by_handle(self.db, [each.handle for each in again])
        latest = {numbers[each.handle]: each for each in again}  # of several rows the last
        stored = bulk_writer.stored_fingerprints(self.db, list(latest), self.source)
        differing = {n: each for n, each in latest.items() if each.fingerprint not in stored[n]}
        own = {n: each for n, each in differing.items() if n > last_before}
        if own:
            with bulk_writer.without_history(self.db):  # they are simply as the later row has them
                for number, each in own.items():
                    bulk_writer.replace_event(self.db, number, self.source, each)
        for number in differing.keys() - own.keys():
            if number in self._edited_by_analysts():
                self._edited += 1
            else:
                self._replace(number, stored[number], differing[number])

    def _replace(self, number: int, before: frozenset[int], now: EventRow) -> None:
        bulk_writer.replace_event(self.db, number, self.source, now)
        self._before.setdefault(number, before)
        if now.fingerprint in self._before[number]:
            del self._before[number]  # so it was, before an earlier row had it otherwise

    def _edited_by_analysts(self) -> frozenset[int]:
        """Events that an analyst has changed or recorded, which stay as they are."""
        if self._edited_events is None:
            self._edited_events = edited_events(self.db, self.source)
        return self._edited_events

    def _report_faults(self) -> None:
        """Hand the faulty rows found so far to the reject handler, in the order of the file."""
        self._rejected += len(self._faults)
        for fault in sorted(self._faults):
            self.reject(fault)
        self._faults.clear()


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Spare the search for cycles, of which rows make none: it is a tenth of a load."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
