"""Import of a batch: the drafts of a whole file become one command, undone as one.

A record that is already there stays as it is. An event is identified by its handle, a link by its
ends and claimant, an actor, type or source by its code: reading a file twice adds nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from tracker.errors import InvalidInput, NameTaken, Refused, TrackerError
from tracker.model.actor import ANALYST
from tracker.model.chronicle import Batch
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventDraft, Status
from tracker.model.event_fields import FIELDS, TABLED, Field, Kind
from tracker.model.feed_row import RejectedRow, RejectHandler
from tracker.model.import_filter import NO_FILTER, ImportFilter
from tracker.model.import_stats import ImportStats
from tracker.model.link import LinkDraft
from tracker.model.marking import Marking
from tracker.model.names import folded
from tracker.model.order import OrderDraft
from tracker.model.time_zones import checked_zone
from tracker.recording.carried import store_carried
from tracker.recording.events import store_event, wanted_handle
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
from tracker.recording.resolving import find_type, number_of_handle, resolved_actor
from tracker.store import (
    events,
    import_lookups,
    links,
    merges,
    orders,
    registers,
)
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES, Register
from tracker.store.removals import last_number, removed_numbers
from tracker.store.rows import bound_text

# The kinds of fields that are compared as they stand; names are resolved first.
HIGHEST_NUMBER = 10**12  # that a file may bring: the highest of all would leave no next one
COMPARED = (Kind.LINE, Kind.PROSE, Kind.INTENSITY, Kind.STATUS, Kind.FLAG, Kind.MARKING,
            Kind.ZONE)  # fmt: skip

SPELLED: Mapping[Kind, Callable[[str], Any]] = {
    Kind.MARKING: Marking.parse,
    Kind.ZONE: checked_zone,
}


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
) -> ImportStats:
    """Store the records of a batch that are not there yet, within the transaction that is open.

    An event that is refused refuses the batch, and the sentence says which one it was; with
    `reject` it is left out and handed over. Links and claims of order to events that the filter
    excludes are left out with them.
    """
    added: Counter[str] = Counter()
    known: Counter[str] = Counter()
    remarks: list[str] = []
    differences: list[str] = []
    met: Counter[tuple[str | None, ...]] = Counter()
    if batch.complete and import_lookups.is_pristine(db, entry):
        import_lookups.clear_registers(db)
    _store_registers(db, batch, added, known, remarks)
    left_out: set[str | None] = set()
    numbers = _Numbers(db)
    for place, draft in enumerate(batch.events, start=1):
        if import_filter != NO_FILTER and not accepts_draft(db, draft, import_filter):
            left_out.add(draft.handle)
            continue
        try:
            with refusals_located(f"event {place} ({draft.title[:60]})", db if reject else None):
                fresh = not _is_recorded(db, draft, met, differences)
                if fresh:
                    store_event(db, numbers.kept(draft), remarks, new_actors, anyway=True)
        except Refused as refused:
            if reject is None:
                raise
            left_out.add(draft.handle)
            reason = str(refused.__cause__)
            reject(RejectedRow(batch.lines[place - 1] if batch.lines else place, reason))
            continue
        (added if fresh else known)["events"] += 1
    for claim in batch.links:
        if left_out & {claim.cause, claim.effect, *claim.partners}:
            continue
        with refusals_located(f"link {claim.cause} → {claim.effect}"):
            fresh = not _is_linked(db, claim, remarks)
            if fresh:
                store_link(db, claim, remarks)
            (added if fresh else known)["links"] += 1
    for order in batch.orders:
        if left_out & {order.before, order.after}:
            continue
        with refusals_located(f"order {order.before} before {order.after}"):
            fresh = not _is_ordered(db, order)
            if fresh:
                store_order(db, order, remarks)
            (added if fresh else known)["order claims"] += 1
    store_judgements(db, batch, left_out, added, known)
    store_carried(db, batch, left_out, added, known, remarks)
    rederive(db)
    return ImportStats(added, known, differing=len(differences), remarks=(*remarks, *differences))


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
        tuple(filter(None, (_found_actor(db, name, draft.date) for name in side)))
        for side in (draft.by, draft.to)
    )
    return import_filter.accepts_sides(by, to)


def _found_actor(db: Database, name: str, at: EventDate) -> str | None:
    try:
        return resolved_actor(db, name, [], False, at)
    except TrackerError:  # nobody is called so, or several
        return None


def _is_recorded(
    db: Database,
    draft: EventDraft,
    met: Counter[tuple[str | None, ...]],
    differences: list[str],
) -> bool:
    """Whether the event is there: by its handle, or without one by its date and title.

    Of several drafts with one date and title, the third, say, is there if three such events are:
    five launches on one day are five, and stay five when the file is read again. `met` counts
    the drafts so far.
    """
    bounds = (bound_text(draft.date.earliest), bound_text(draft.date.latest))
    key = (folded(draft.title), *bounds)
    met[key] += 1
    handle = wanted_handle(draft)
    if draft.handle is not None:
        there = events.by_handle(db, handle)
        if there is not None and there.handle == handle:
            differences += _differences(db, draft, there)
        return there is not None
    same = [row["id"] for row in events.same_events(db, draft.title, *bounds)]
    gone = set(merges.merge_targets(db, handle)).difference(same)
    if met[key] == len(same) == 1:
        differences += _differences(db, draft, events.get(db, same[0]))
    return len(same) + len(gone) >= met[key]


def _differences(db: Database, draft: EventDraft, there: Event) -> Iterator[str]:
    """The fields in which a file differs from an event that is there, as a sentence, or none."""
    drafted, recorded = (
        {"title": folded(each.title), "date": (each.date.earliest, each.date.latest)}
        for each in (draft, there)
    )
    drafted["type"], recorded["type"] = str(find_type(db, draft.type)), there.type.code
    for side, actors in (("by", there.by), ("to", there.to)):
        named = [_found_actor(db, name, draft.date) for name in getattr(draft, side)]
        if named and all(named):
            drafted[side], recorded[side] = named, [actor.code for actor in actors]
    for field in FIELDS:
        value = getattr(draft, field.name)
        is_said = value not in (None, "", False, Status.OCCURRED)
        if field.kind in COMPARED and not field.required and is_said:
            said: Any = SPELLED[field.kind](value) if field.kind in SPELLED else value
            drafted[field.name], recorded[field.name] = said, getattr(there, field.name)
    one = [name for name in drafted if drafted[name] != recorded[name]]
    several = [
        field.name
        for field in TABLED
        if not _as_compared(field, draft) <= _as_compared(field, there)
    ]
    if one or several:
        told = [f"another {' and '.join(one)}"] if one else []
        told += [f"other {' and '.join(several)}"] if several else []
        yield (
            f"{there.handle} is there with {' and '.join(told)}; it stays as it is "
            "(`tracker edit` changes it)."
        )


def _as_compared(field: Field, event: EventDraft | Event) -> set[Any]:
    """Labels or remarks for comparison; how a label is spelled is no difference."""
    values = getattr(event, field.name)
    return set(map(folded, values)) if field.item is None else set(values)


def refuse_claimant(db: Database, register: Register, code: str) -> None:
    """Refuse a code that an actor and a source would share, or `analyst`: it claims links."""
    taken = import_lookups.claimant_code(db, register, code)
    if register is not TYPES and (taken is not None or folded(code) == ANALYST):
        raise NameTaken(register.noun, code, taken or ANALYST)


class _Numbers:
    """The numbers that the events of a file may keep, in a database that has given some already.

    One that was given before is kept only by the event that had it, and is free of it.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        self.last = last_number(db)

    @cached_property
    def removed(self) -> dict[int, str]:
        """The numbers of the events that are gone, with their handles."""
        return removed_numbers(self.db)

    def kept(self, draft: EventDraft) -> EventDraft:
        """The draft under its own number where it may have that, else under the next one."""
        number = draft.id
        if number is None:
            return draft
        was = self.removed.get(number) if number <= self.last else None
        fresh = self.last < number <= HIGHEST_NUMBER
        free = events.is_free(self.db, number)
        if free and (fresh or (was is not None and was == wanted_handle(draft))):
            return draft
        return replace(draft, id=None)


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
