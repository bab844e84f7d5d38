"""Whole files at the door: a batch of drafts becomes one command, undone as one.

What is already there stays as it is: an event is known by its handle, a link by its ends and
claimant, an actor, type or source by its code. So reading the same file twice adds nothing.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from tracker.errors import InvalidInput, NameTaken, NotFound, Refused, TrackerError
from tracker.model.actor import ANALYST
from tracker.model.chronicle import Batch
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventDraft, Status
from tracker.model.link import LinkDraft
from tracker.model.names import folded
from tracker.model.order import OrderDraft
from tracker.model.report import Reject, Rejected
from tracker.model.wanted import ANYTHING, Wanted
from tracker.recording.events import store_event, wanted_handle
from tracker.recording.evidence import relay, resolved_claimant
from tracker.recording.links import store_link
from tracker.recording.names import checked_actor, checked_relation, checked_source, checked_type
from tracker.recording.order import rederive, store_order
from tracker.recording.resolving import find_type, resolved_actor
from tracker.store import events, links, merges, orders, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES, Register
from tracker.store.rows import bound_text


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of each noun were added, there already, and corrected."""

    added: Counter[str]
    known: Counter[str]
    remarks: tuple[str, ...] = ()
    corrected: Counter[str] = field(default_factory=Counter)
    differing: int = 0  # events that are there and stay as they are, though the file differs

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.added + other.added,
            self.known + other.known,
            (*self.remarks, *other.remarks),
            self.corrected + other.corrected,
            self.differing + other.differing,
        )

    def __str__(self) -> str:
        added, corrected, known = (
            ", ".join(
                f"{n:,} {noun.removesuffix('s') if n == 1 else noun}" for noun, n in each.items()
            )
            for each in (self.added, self.corrected, self.known)
        )
        return (
            f"Added {added or 'nothing'}."
            + (f" Corrected {corrected}, as the file has it now." if corrected else "")
            + (f" Already there: {known}." if known else "")
        )


def record_batch(db: Database, batch: Batch, name: str, new_actors: bool = False) -> Tally:
    """Store everything of a batch that is not there yet, or nothing at all, as one command."""
    with db.transaction(f"import {name}") as entry:
        return store_batch(db, entry, batch, new_actors)


def store_batch(
    db: Database,
    entry: int,
    batch: Batch,
    new_actors: bool = False,
    wanted: Wanted = ANYTHING,
    reject: Reject | None = None,
) -> Tally:
    """Store what is asked for of a batch and not there yet, within the transaction that is open.

    An event that is refused refuses the batch, and the sentence says which one it was; with
    `reject` it is left out and handed over. Links and claims of order stay behind with events
    that were not asked for.
    """
    added: Counter[str] = Counter()
    known: Counter[str] = Counter()
    remarks: list[str] = []
    differences: list[str] = []
    met: Counter[tuple[str | None, ...]] = Counter()
    if batch.complete and _is_pristine(db, entry):
        _forget_registers(db)
    _store_registers(db, batch, added, known, remarks)
    left_out: set[str | None] = set()
    for place, draft in enumerate(batch.events, start=1):
        if wanted != ANYTHING and not is_asked_for(db, draft, wanted):
            left_out.add(draft.handle)
            continue
        try:
            with _named(f"event {place} ({draft.title[:60]})", db if reject else None):
                fresh = not _is_recorded(db, draft, met, differences)
                if fresh:
                    store_event(db, _with_free_number(db, draft), remarks, new_actors, anyway=True)
        except Refused as refused:
            if reject is None:
                raise
            left_out.add(draft.handle)
            reason = str(refused.__cause__)
            reject(Rejected(batch.lines[place - 1] if batch.lines else place, reason))
            continue
        (added if fresh else known)["events"] += 1
    for claim in batch.links:
        if left_out & {claim.cause, claim.effect}:
            continue
        with _named(f"link {claim.cause} → {claim.effect}"):
            fresh = not _is_linked(db, claim, remarks)
            if fresh:
                store_link(db, claim, remarks)
            (added if fresh else known)["links"] += 1
    for order in batch.orders:
        if left_out & {order.before, order.after}:
            continue
        with _named(f"order {order.before} before {order.after}"):
            fresh = not _is_ordered(db, order)
            if fresh:
                store_order(db, order, remarks)
            (added if fresh else known)["order claims"] += 1
    rederive(db)
    said = (*remarks, *differences)
    return Tally(added, known, said, differing=len(differences))


def _store_registers(
    db: Database, batch: Batch, added: Counter[str], known: Counter[str], remarks: list[str]
) -> None:
    """Store actors, types, sources and relations that are not there yet."""
    fresh_sources = set()
    for register, values in (
        (ACTORS, map(checked_actor, batch.actors)),
        (TYPES, map(checked_type, batch.types)),
        (SOURCES, map(checked_source, batch.sources)),
    ):
        for value in values:
            fresh = registers.find(db, register, value.code) is None
            if fresh:
                refuse_claimant(db, register, value.code)
                registers.insert(db, register, value)
                if register is SOURCES:
                    fresh_sources.add(value.code)
            (added if fresh else known)[register.table] += 1
    for source in batch.sources:
        if source.relays and source.code in fresh_sources:
            relay(db, registers.resolve(db, SOURCES, source.code), source.relays, remarks)
    for relation in map(checked_relation, batch.relations):
        fresh = registers.insert_relation(db, relation)
        (added if fresh else known)["relations"] += 1


def is_asked_for(db: Database, draft: EventDraft, wanted: Wanted) -> bool:
    """Whether an event of a file of events meets the conditions."""
    if wanted.min_mentions or wanted.root_only:
        raise InvalidInput("--min-mentions and --root-only are for GDELT; leave them out.")
    kind = find_type(db, draft.type)
    if wanted.types and str(kind) not in wanted.types:
        return False
    if wanted.quads:
        quad = (
            kind.quad if isinstance(kind, EventType)
            else db.value("SELECT quad FROM types WHERE code = ?", (kind,))
        )  # fmt: skip
        if quad not in wanted.quads:
            return False
    by, to = (
        tuple(filter(None, (_found_actor(db, name, draft.date) for name in side)))
        for side in (draft.by, draft.to)
    )
    return wanted.pairs(by, to) and wanted.covers(draft.date)


def _found_actor(db: Database, name: str, at: EventDate) -> str | None:
    try:
        return resolved_actor(db, name, [], False, at)
    except TrackerError:  # nobody is called so, or several
        return None


@contextmanager
def _named(what: str, db: Database | None = None) -> Iterator[None]:
    """Let a refusal within say which record of the file it is about.

    With a database nothing stays of what was begun before the refusal.
    """
    if db is not None:
        db.run("SAVEPOINT one_record")
    try:
        yield
        if db is not None:
            db.run("RELEASE one_record")
    except TrackerError as error:
        if db is not None:
            db.run("ROLLBACK TO one_record")
            db.run("RELEASE one_record")
        refused = Refused(f"{what}: {error} Nothing was imported.")
        refused.exit_code = error.exit_code
        raise refused from error


def _is_pristine(db: Database, entry: int) -> bool:
    """Whether nothing was ever recorded here, so that a whole chronicle may take over."""
    return not db.row("SELECT 1 FROM commands WHERE id <> ?", (entry,)) and not db.row(
        "SELECT 1 FROM events UNION ALL SELECT 1 FROM sources"
    )


def _forget_registers(db: Database) -> None:
    """Make room for the registers of a complete file, which may lack what we ship."""
    for table in ("actor_names", "actors", "type_names", "types", "relations"):
        db.run(f"DELETE FROM {table}")


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
    """What a file says otherwise of an event that is there; what it leaves out is no difference."""
    said, recorded = (
        {"title": folded(each.title), "date": (each.date.earliest, each.date.latest)}
        for each in (draft, there)
    )
    said["type"], recorded["type"] = str(find_type(db, draft.type)), there.type.code
    for side, actors in (("by", there.by), ("to", there.to)):
        named = [_found_actor(db, name, draft.date) for name in getattr(draft, side)]
        if named and all(named):
            said[side], recorded[side] = named, [actor.code for actor in actors]
    for name in ("place", "summary", "intensity"):
        if value := getattr(draft, name):
            said[name], recorded[name] = value, getattr(there, name)
    if draft.status != Status.OCCURRED:
        said["status"], recorded["status"] = draft.status, there.status
    if differing := [name for name in said if said[name] != recorded[name]]:
        yield (
            f"{there.handle} is there with another {' and '.join(differing)}; it stays as it is "
            "(`tracker edit` changes it)."
        )


def refuse_claimant(db: Database, register: Register, code: str) -> None:
    """A source and an actor cannot share a code, nor be called analyst: links are claimed by it."""
    other = ACTORS if register is SOURCES else SOURCES
    taken = db.value(f"SELECT code FROM {other.table} WHERE code = ?", (code,))
    if register is not TYPES and (taken is not None or folded(code) == ANALYST):
        raise NameTaken(register.noun, code, taken or ANALYST)


def _with_free_number(db: Database, draft: EventDraft) -> EventDraft:
    """The draft under its own number where that is free, else under the next one."""
    if draft.id is None or db.row("SELECT 1 FROM events WHERE id = ?", (draft.id,)) is None:
        return draft
    return replace(draft, id=None)


def _is_linked(db: Database, draft: LinkDraft, remarks: list[str]) -> bool:
    cause, effect = (_named_exactly(db, end) for end in (draft.cause, draft.effect))
    there = links.between(db, cause, effect, resolved_claimant(db, draft.claimed_by))
    if there and there[0].denied != draft.denied:
        verbs = ("claims", "denies") if draft.denied else ("denies", "claims")
        remarks.append(
            f"{draft.claimed_by} {verbs[0]} the link {draft.cause} → {draft.effect} here and "
            f"{verbs[1]} it in the file; it stays as it is."
        )
    return bool(there)


def _is_ordered(db: Database, draft: OrderDraft) -> bool:
    before, after = (_named_exactly(db, end) for end in (draft.before, draft.after))
    gaps = (draft.at_least, draft.within)
    return any((c.at_least, c.within) == gaps for c in orders.between(db, before, after))


def _named_exactly(db: Database, handle: str) -> int:
    """The number of an event by its whole handle: a file must not be guessed at."""
    found = events.by_handle(db, folded(handle))
    if found is None:
        raise NotFound("event", handle, hint="A file names events by their whole handles.")
    return found.id
