"""Import of a batch: the drafts of a whole file become one command, undone as one.

A record that is already there stays as it is. An event is identified by its handle, else as
`identity` has it; a link by its ends and claimant, an actor, type or source by its code: reading a
file twice adds nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.errors import InvalidInput, NameTaken, NotFound, Refused, TrackerError
from tracker.model.actor import ANALYST
from tracker.model.chronicle import Batch
from tracker.model.codebook import EventType
from tracker.model.event import EventDraft
from tracker.model.feed_row import RejectedRow, RejectHandler, record_prefix
from tracker.model.import_filter import NO_FILTER, ImportFilter
from tracker.model.import_stats import ImportStats, RowCounts
from tracker.model.link import LinkDraft
from tracker.model.names import folded
from tracker.model.order import OrderDraft
from tracker.model.source import Source
from tracker.recording.carried import store_carried
from tracker.recording.corrections import Outcome
from tracker.recording.differences import found_actor
from tracker.recording.evidence import relay, resolved_claimant, resolved_marking
from tracker.recording.judgements import store_judgements
from tracker.recording.links import store_link
from tracker.recording.order import rederive, store_order
from tracker.recording.parts import take_over_parts
from tracker.recording.refusals import refusals_located
from tracker.recording.registers import (
    checked_actor,
    checked_relation,
    checked_source,
    checked_type,
    with_safe_address,
)
from tracker.recording.resolving import find_type, number_of_handle
from tracker.recording.row_recorder import RowRecorder
from tracker.recording.shipped import batch_of_record, with_registers
from tracker.store import import_lookups, links, listing, orders, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES, Register

PARTED = re.compile(r"[,/|&+\n]| and | und | et | y | и ")  # as people part names


def record_batch(db: Database, batch: Batch, name: str, new_actors: bool = False) -> ImportStats:
    """Store everything of a batch that is not there yet, or nothing at all, as one command."""
    with db.transaction(f"import {name}") as entry:
        return store_batch(db, entry, batch, new_actors)


def store_batch(
    db: Database,
    entry: int,
    batch: Batch,
    new_actors: bool = False,
    import_filter: ImportFilter = NO_FILTER,
    reject: RejectHandler | None = None,
    updates: bool = False,
) -> ImportStats:
    """Store the records of a batch that are not there yet, within the transaction that is open.

    An event that is refused refuses the batch, and the sentence says which one it was; with
    `reject` it is left out and handed over, as are links and claims of order that are refused then.
    Those of events that the filter excludes are left out with them. With `updates` what the file
    says otherwise of an event that is there is taken over.
    """
    added: Counter[str] = Counter()
    known: Counter[str] = Counter()
    remarks: list[str] = []
    if batch.complete and import_lookups.is_pristine(db, entry):
        if batch.gone is not None:
            batch = with_registers(batch, batch_of_record(db))
        import_lookups.clear_registers(db)
    _store_registers(db, batch, added, known, remarks)
    left_out: set[str | None] = set()
    filtered: set[str | None] = set()
    recorder = RowRecorder(db, batch, remarks, new_actors, updates)
    corrected: list[int] = []
    others = 0  # links and claims of order that were rejected
    for place, draft in enumerate(batch.events, start=1):
        if import_filter != NO_FILTER and not accepts_draft(db, draft, import_filter):
            left_out.add(draft.handle)
            filtered.add(draft.handle)
            continue
        try:
            with _refusals_located(
                f"{_line_of(batch, 'event', place - 1)}event {place} ({draft.title[:60]})",
                db if reject else None,
            ):
                outcome = recorder.record(place - 1)
        except Refused as refused:
            if reject is None:
                raise
            left_out.add(draft.handle)
            reject(_rejected(batch, "event", place - 1, refused))
            continue
        (added if outcome is None else known)["events"] += 1
        if outcome is Outcome.CORRECTED:
            corrected.append(place)
    renewed = describe_sources(db, batch.cited, remarks, updates, recorder.differences)
    links_renewed = 0
    located = db if reject else None
    for place in range(len(batch.causes)):
        try:
            with _refusals_located(f"causes of event {place + 1}", located):
                for claim in recorder.links_of(place):
                    fresh = not _is_linked(db, claim, remarks)
                    if fresh:
                        store_link(db, claim, remarks)
                    elif recorder.renew_link(claim):
                        links_renewed += 1
                        continue
                    (added if fresh else known)["links"] += 1
        except Refused as refused:
            if reject is None:
                raise
            others += 1
            reject(_rejected(batch, "event", place, refused))
    for place, claim in enumerate(batch.links):
        if left_out & {claim.cause, claim.effect, *claim.partners} and reject is None:
            continue
        try:
            with _refusals_located(
                f"{_line_of(batch, 'link', place)}link {claim.cause} → {claim.effect}", located
            ):
                fresh = not _is_linked(db, claim, remarks)
                if fresh:
                    store_link(db, claim, remarks)
                (added if fresh else known)["links"] += 1
        except Refused as refused:
            if reject is None:
                raise
            if not filtered & {claim.cause, claim.effect, *claim.partners}:
                others += 1
                reject(_rejected(batch, "link", place, refused))
    for place, order in enumerate(batch.orders):
        if left_out & {order.before, order.after} and reject is None:
            continue
        try:
            with _refusals_located(
                f"{_line_of(batch, 'order', place)}order {order.before} before {order.after}",
                located,
            ):
                fresh = not _is_ordered(db, order)
                if fresh:
                    store_order(db, order, remarks)
                (added if fresh else known)["order claims"] += 1
        except Refused as refused:
            if reject is None:
                raise
            if not filtered & {order.before, order.after}:
                others += 1
                reject(_rejected(batch, "order", place, refused))
    store_judgements(db, batch, left_out, added, known)
    store_carried(db, batch, left_out, added, known, remarks)
    rederive(db)
    return ImportStats(
        added, known - Counter(events=len(corrected)),
        +Counter(events=len(corrected), links=links_renewed, sources=renewed),
        differing=len(recorder.differences), remarks=(*remarks, *recorder.differences),
        rows=RowCounts(read=others, corrected=len(corrected), edited=recorder.edited),
    )  # fmt: skip


def _parting(error: TrackerError) -> str:
    """How names are parted in a cell, where a name that is not known reads as several."""
    if not isinstance(error, NotFound) or getattr(error, "noun", "") != "actor":
        return ""
    parts = [part.strip() for part in PARTED.split(error.name) if part.strip()]
    if len(parts) < 2:
        return ""
    return f" Several names in a cell stand apart by semicolons: {'; '.join(parts)}."


def _line_of(batch: Batch, kind: str, place: int) -> str:
    """The line of a record in a text file, where people look for it; other files are counted."""
    lines = batch.further_lines.get(kind, ()) if batch.gone is not None else ()
    return f"line {lines[place]}, " if place < len(lines) else ""


def _rejected(batch: Batch, kind: str, place: int, refused: Refused) -> RejectedRow:
    """A record of a file that was refused, with its line, its reason and its text."""
    lines = batch.lines if kind == "event" else batch.further_lines.get(kind, ())
    line = lines[place] if place < len(lines) else place + 1
    text = "" if batch.text_of is None else batch.text_of(kind, place)
    cause = refused.__cause__
    reason = f"{cause}{_parting(cause) if isinstance(cause, TrackerError) else ''}"
    number = batch.records[place] if kind == "event" and batch.records else 0
    reason = f"{record_prefix(number)}{reason}"
    return RejectedRow(line, reason, text, batch.heading if text else "")


def _store_registers(
    db: Database, batch: Batch, added: Counter[str], known: Counter[str], remarks: list[str]
) -> None:
    """Store actors, types, sources and relations that are not there yet."""
    fresh_sources = set()
    for register, values in (
        (ACTORS, map(checked_actor, batch.actors)),
        (TYPES, map(checked_type, batch.types)),
        (SOURCES, [checked_source(with_safe_address(each, remarks)) for each in batch.sources]),
    ):
        for value in values:
            fresh = registers.find(db, register, value.code) is None
            if fresh:
                refuse_claimant(db, register, value.code)
                registers.insert(db, register, value)
                if register is SOURCES:
                    fresh_sources.add(value.code)
            (added if fresh else known)[register.table] += 1
    for actor in batch.actors:
        if actor.part_of:
            with refusals_located(f"actor {actor.code}"):
                code = registers.resolve(db, ACTORS, actor.code)
                if taken := take_over_parts(db, code, actor.part_of):
                    added["parts of actors"] += taken
    for source in batch.sources:
        resolved_marking(source.marking, remarks)  # for what is to be said of it
        if source.relays and source.code in fresh_sources:
            relay(db, registers.resolve(db, SOURCES, source.code), source.relays, remarks)
    for relation in map(checked_relation, batch.relations):
        fresh = registers.insert_relation(db, relation)
        (added if fresh else known)["relations"] += 1


def describe_sources(
    db: Database,
    cited: tuple[Source, ...],
    remarks: list[str],
    updates: bool = False,
    differences: list[str] | None = None,
) -> int:
    """Record what a table says of the sources that it cites, where that is not known yet.

    With `updates` what it says otherwise is taken over; else that is added to the `differences`.
    Returns how many sources are otherwise now than they were.
    """
    renewed = 0
    for source in cited:
        code = registers.find(db, SOURCES, source.title)
        if code is None:  # its rows were not taken
            continue
        known = listing.sources(db, [code])[code]
        said = {
            name: value
            for name in ("publisher", "published", "reliability")
            if (value := getattr(source, name)) and value != getattr(known, name)
        }
        others = {name: value for name, value in said.items() if getattr(known, name) is not None}
        taken = said if updates else {k: v for k, v in said.items() if k not in others}
        if taken:
            registers.update(db, SOURCES, code, taken)
        for name, value in others.items():
            there = getattr(known, name)
            if updates:
                remarks.append(f"Source {code}: {name} {there} → {value}.")
            else:
                told = f"{code} is there with the {name} {there}, not {value}; it stays."
                (remarks if differences is None else differences).append(told)
        renewed += bool(updates and others)
    return renewed


def accepts_draft(db: Database, draft: EventDraft, import_filter: ImportFilter) -> bool:
    """Whether an event of a file of events meets the conditions of a filter."""
    if import_filter.min_mentions or import_filter.root_only:
        raise InvalidInput("--min-mentions and --root-only are for GDELT; leave them out.")
    found = find_type(db, draft.type)
    quad: int | None = None
    if import_filter.quads:
        if isinstance(found, EventType):
            quad = found.quad
        else:
            quad = import_lookups.quad_of_type(db, found)
    if not import_filter.accepts(str(found), quad, draft.date):
        return False
    by, to = (
        tuple(filter(None, (found_actor(db, name, draft.date) for name in side)))
        for side in (draft.by, draft.to)
    )
    return import_filter.accepts_sides(by, to)


@contextmanager
def _refusals_located(record: str, db: Database | None = None) -> Iterator[None]:
    """Put the record before a refusal, and how names are parted where one reads as several."""
    try:
        with refusals_located(record, db):
            yield
    except Refused as refused:
        cause = refused.__cause__
        if isinstance(cause, TrackerError) and (said := _parting(cause)):
            told = Refused(f"{record}: {cause}{said} Nothing was imported.")
            told.exit_code = refused.exit_code
            raise told from cause
        raise


def refuse_claimant(db: Database, register: Register, code: str) -> None:
    """Refuse a code that an actor and a source would share, or `analyst`: it claims links."""
    taken = import_lookups.claimant_code(db, register, code)
    if register is not TYPES and (taken is not None or folded(code) == ANALYST):
        raise NameTaken(register.noun, code, taken or ANALYST)


def _is_linked(db: Database, draft: LinkDraft, remarks: list[str]) -> bool:
    cause, effect = (number_of_handle(db, end) for end in (draft.cause, draft.effect))
    causes = {cause, *(number_of_handle(db, partner) for partner in draft.partners)}
    there = [
        link
        for link in links.between(db, cause, effect, resolved_claimant(db, draft.claimed_by))
        if set(link.causes) == causes
    ]
    if there and there[0].denied != draft.denied:
        verbs = ("claims", "denies") if draft.denied else ("denies", "claims")
        remarks.append(
            f"{draft.claimed_by} {verbs[0]} the link {draft.cause} → {draft.effect} here and "
            f"{verbs[1]} it in the file; it stays as it is."
        )
    return bool(there)


def _is_ordered(db: Database, draft: OrderDraft) -> bool:
    before, after = (number_of_handle(db, end) for end in (draft.before, draft.after))
    gaps = (draft.at_least, draft.within)
    return any((c.at_least, c.within) == gaps for c in orders.between(db, before, after))
