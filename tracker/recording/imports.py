"""The import command: all records of any number of files are stored as one, or nothing is.

Each file leaves a row of provenance: its name, size and SHA-256, and what became of its rows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from tracker.errors import InvalidInput, NotFound
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.feed_row import FeedStream, RejectedRow, RejectHandler
from tracker.model.import_filter import NO_FILTER, ImportFilter, parse_dyad
from tracker.model.import_stats import ImportStats, RowCounts
from tracker.model.imports import ColumnMap, Provenance
from tracker.model.names import folded, is_hyphened
from tracker.model.source import Source
from tracker.recording.batches import refuse_claimant, store_batch
from tracker.recording.code_resolver import CodeResolver
from tracker.recording.feed_importer import FeedImporter
from tracker.recording.merging import Theirs, merge_within
from tracker.recording.order import rederive
from tracker.recording.resolving import find_type
from tracker.store import events, import_lookups, imports, registers
from tracker.store.actor_names import find_actor, resolve_actor
from tracker.store.database import Database
from tracker.store.registers import SOURCES, TYPES


class _NothingStored(Exception):
    """Undoes the savepoint of a file of which nothing is to stay."""


@dataclass(frozen=True)
class Importer:
    """One import command: what it filters by, and whether it records new actors."""

    db: Database
    entry: int
    filter: ImportFilter = NO_FILTER
    new_actors: bool = False

    def add_feed(
        self,
        file: Provenance,
        source: Source,
        rows: FeedStream,
        reject: RejectHandler,
        corrects: bool = True,
    ) -> ImportStats:
        """Store the rows of a feed; unless it `corrects`, known events stay as they are."""
        codes = CodeResolver(self.db, self.new_actors)
        with suppress(_NothingStored), self.db.savepoint():
            known = registers.find(self.db, SOURCES, source.code)  # perhaps renamed by now
            if known is None:
                refuse_claimant(self.db, SOURCES, source.code)
                registers.insert(self.db, SOURCES, source)
            importer = FeedImporter(
                self.db, known or source.code, self.filter, codes, reject, corrects
            )
            counts = importer.run(rows)
            if not counts.kept and not counts.corrected:
                raise _NothingStored
        rederive(self.db, importer.corrected)
        if counts.kept or counts.corrected:
            self._note(
                file, counts, first_event=importer.first_event, last_event=importer.last_event
            )
        return ImportStats(
            +Counter(sources=int(known is None and counts.kept > 0), events=counts.kept),
            +Counter(events=counts.merged - counts.corrected),
            +Counter(events=counts.corrected),
            rows=counts,
            remarks=(*_row_remarks(counts), *codes.remarks()),
        )

    def add_batch(
        self,
        file: Provenance,
        batch: Batch,
        reject: RejectHandler | None,
        unreadable: int = 0,
        updates: bool = False,
    ) -> ImportStats:
        """Store the drafts of a whole file, of which some rows were `unreadable`.

        With `updates` known events become as the file has them.
        """
        refused = 0

        def count(row: RejectedRow) -> None:
            nonlocal refused
            refused += 1
            assert reject is not None
            reject(row)

        stats = ImportStats()
        skipped = 0
        with suppress(_NothingStored), self.db.savepoint():
            stats = store_batch(
                self.db,
                self.entry,
                batch,
                self.new_actors,
                self.filter,
                count if reject else None,
                updates,
            )
            known = stats.known["events"] + stats.corrected["events"]
            skipped = len(batch.events) - stats.added["events"] - known - refused + stats.rows.read
            if skipped and skipped == len(batch.events):
                stats = ImportStats()  # nor are its sources and actors of any use
                raise _NothingStored
        counts = stats.rows + RowCounts(
            len(batch.events) + unreadable, stats.added["events"],
            stats.known["events"] + stats.corrected["events"], refused + unreadable,
        )  # fmt: skip
        if any(stats.added.values()) or stats.corrected:
            self._note(file, counts)
        return replace(stats, rows=counts, remarks=(*stats.remarks, *_row_remarks(counts)))

    def merge_batch(self, file: Provenance, theirs: Theirs) -> ImportStats:
        """Merge a file of records: what it says of known events and links is taken, too.

        What it lacks is no reason to remove anything. Conflicts wait to be reviewed; an event that
        no record could hold is none, and is refused.
        """
        added_to = replace(theirs, batch=replace(theirs.batch, complete=False), head=None)
        merged = merge_within(self.db, added_to, lambda _: "open")
        for reason in merged.refused_events:
            raise InvalidInput(reason)
        added, known = Counter(merged.added), Counter(merged.known)
        counts = RowCounts(len(theirs.batch.events), added["events"], known["events"], 0)
        changed = merged.taken - sum(added.values())
        if any(added.values()) or changed:
            self._note(file, counts)
        told = merged.remarks if changed or merged.conflicts else merged.remarks[:-1]
        return ImportStats(
            added, known, differing=changed + len(merged.conflicts), rows=counts, remarks=told
        )

    def can_merge(self, batch: Batch) -> bool:
        """Whether a file is merged with the record that is there rather than added to it.

        Events without an identity are known by their handles, else as the same act. A file with
        names that nobody knows is not: they may be misspelled, and are refused one by one.
        """
        return (
            self.filter == NO_FILTER
            and bool(batch.events)
            and (all(event.uuid for event in batch.events) or self._knows_names_of(batch))
            and not import_lookups.is_pristine(self.db, self.entry)
        )

    def _knows_names_of(self, batch: Batch) -> bool:
        """Whether the actors, types and events that a file speaks of are recorded, or in it."""
        told = {folded(name) for each in batch.actors for name in (each.code, each.name)}
        types = {folded(each.code) for each in batch.types}
        actors = {name for event in batch.events for name in (*event.by, *event.to)}
        handles = {event.handle for event in batch.events}
        ends = {end for link in batch.links for end in (link.cause, link.effect, *link.partners)}
        ends |= {end for order in batch.orders for end in (order.before, order.after)}
        for end in ends - handles:
            there = events.by_handle(self.db, end)
            if there is None or there.handle != end:  # it is refused, or had that handle once
                return False
        return all(
            folded(name) in told or find_actor(self.db, name) is not None for name in actors
        ) and all(
            folded(event.type) in types or find_type(self.db, event.type) is not None
            for event in batch.events
        )

    def _note(
        self,
        file: Provenance,
        counts: RowCounts,
        first_event: int | None = None,
        last_event: int | None = None,
    ) -> None:
        imports.insert(
            self.db,
            self.entry,
            replace(
                file, read=counts.read, kept=counts.kept, merged=counts.merged,
                rejected=counts.rejected, first_event=first_event, last_event=last_event,
            ),
        )  # fmt: skip


@contextmanager
def import_command(
    db: Database, names: str, import_filter: ImportFilter = NO_FILTER, new_actors: bool = False
) -> Iterator[Importer]:
    """One command of the history: all that is imported within is stored, or nothing."""
    with db.transaction(f"import {names}", resolved=True) as entry:
        yield Importer(db, entry, import_filter, new_actors)


def resolved_filter(
    db: Database,
    dyad: str | None = None,
    since: EventDate | None = None,
    until: EventDate | None = None,
    types: tuple[str, ...] = (),
    quads: tuple[int, ...] = (),
    min_mentions: int = 0,
    root_only: bool = False,
) -> ImportFilter:
    """An import filter with the names of actors and types resolved."""
    pair: tuple[str, str] | None = None
    cameo: tuple[str, ...] = ()
    if dyad is not None:
        one, other = (resolve_actor(db, name) for name in parse_dyad(dyad))
        pair = one, other
        cameo = tuple(filter(None, (import_lookups.cameo_code(db, actor) for actor in pair)))
    return ImportFilter(
        pair, cameo, since, until,
        frozenset(_resolved_type(db, name) for name in types),
        frozenset(quads), min_mentions, root_only,
    )  # fmt: skip


def _resolved_type(db: Database, name: str) -> str:
    """The code of a type; a CAMEO root may be asked for before any event is of it."""
    found = find_type(db, name)
    return str(found or registers.resolve(db, TYPES, name))


def _row_remarks(counts: RowCounts) -> Iterator[str]:
    """Sentences about rows that were neither added nor there already."""
    for number, what in (
        (counts.skipped, "Rows that were not asked for"),
        (counts.edited, "Events left as you changed them, though the file says otherwise now"),
    ):
        if number:
            yield f"{what}: {number:,}."


def check_constants(db: Database, constants: Mapping[str, str]) -> None:
    """Refuse a type for every row that nobody has, before any file is read."""
    if name := constants.get("type", "").strip():
        _resolved_type(db, name)


def load_column_map(db: Database, name: str) -> ColumnMap:
    """How a table is read that is remembered under a name."""
    found = imports.column_map(db, folded(name))
    if found is None:
        known = ", ".join(imports.map_names(db)) or "none yet; --save-map remembers one"
        raise NotFound("map of columns", name, hint=f"There is {known}.")
    return found


def save_column_map(db: Database, kept: ColumnMap) -> None:
    """Remember under a name how a table is read, within the transaction that is open."""
    code = folded(kept.name)
    if not is_hyphened(code):
        raise InvalidInput(f"{kept.name!r} is no name for a map; use words joined by hyphens.")
    imports.keep_map(db, replace(kept, name=code))
