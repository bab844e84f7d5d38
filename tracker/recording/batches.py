"""Whole files at the door: a batch of drafts becomes one command, undone as one.

What is already there stays as it is: an event is known by its handle, a link by its ends and
claimant, an actor, type or source by its code. So reading the same file twice adds nothing.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from tracker.errors import NameTaken, NotFound, Refused, TrackerError
from tracker.model.actor import ANALYST
from tracker.model.chronicle import Batch
from tracker.model.event import EventDraft
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft
from tracker.model.text import folded
from tracker.recording.codes import Codes
from tracker.recording.events import store_event, wanted_handle
from tracker.recording.evidence import relay, resolved_claimant
from tracker.recording.links import store_link
from tracker.recording.names import checked_actor, checked_relation, checked_source, checked_type
from tracker.recording.order import rederive, store_order
from tracker.store import events, links, orders, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES, Register
from tracker.store.rows import bound_text


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of each noun were added, and how many were there already."""

    added: dict[str, int]
    known: dict[str, int]
    remarks: tuple[str, ...]

    def __str__(self) -> str:
        added, known = (
            ", ".join(
                f"{n} {noun.removesuffix('s') if n == 1 else noun}" for noun, n in each.items()
            )
            for each in (self.added, self.known)
        )
        return f"Added {added or 'nothing'}." + (f" Already there: {known}." if known else "")


def record_batch(db: Database, batch: Batch, name: str, new_actors: bool = False) -> Tally:
    """Store everything of a batch that is not there yet, or nothing at all.

    A record that is refused refuses the batch; the sentence says which one it was.
    """
    added: Counter[str] = Counter()
    known: Counter[str] = Counter()
    remarks: list[str] = []
    met: Counter[tuple[str | None, ...]] = Counter()
    with db.transaction(f"import {name}") as entry:
        if batch.complete and _is_pristine(db, entry):
            _forget_registers(db)
        fresh_sources = set()
        for register, values in (
            (ACTORS, map(checked_actor, batch.actors)),
            (TYPES, map(checked_type, batch.types)),
            (SOURCES, map(checked_source, batch.sources)),
        ):
            for value in values:
                fresh = registers.find(db, register, value.code) is None
                if fresh:
                    _refuse_claimant(db, register, value.code)
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
        codes = Codes(db)
        for place, given in enumerate(batch.events, start=1):
            draft = codes.resolved(given) if batch.coded else given
            if draft is None:
                continue
            with _named(f"event {place} ({draft.title[:60]})"):
                fresh = not _is_recorded(db, draft, met, remarks)
                if fresh:
                    store_event(db, _with_free_number(db, draft), remarks, new_actors, anyway=True)
                (added if fresh else known)["events"] += 1
        for claim in batch.links:
            with _named(f"link {claim.cause} → {claim.effect}"):
                fresh = not _is_linked(db, claim, remarks)
                if fresh:
                    store_link(db, claim, remarks)
                (added if fresh else known)["links"] += 1
        for order in batch.orders:
            with _named(f"order {order.before} before {order.after}"):
                fresh = not _is_ordered(db, order)
                if fresh:
                    store_order(db, order, remarks)
                (added if fresh else known)["order claims"] += 1
        rederive(db)
        remarks += codes.remarks()
    return Tally(dict(added), dict(known), tuple(remarks))


@contextmanager
def _named(what: str) -> Iterator[None]:
    """Let a refusal within say which record of the file it is about."""
    try:
        yield
    except TrackerError as error:
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
    remarks: list[str],
) -> bool:
    """Whether the event is there: by its handle, or without one by its date and title.

    Of several drafts with one date and title, the third, say, is there if three such events are:
    five launches on one day are five, and stay five when the file is read again. `met` counts
    the drafts so far.
    """
    bounds = (bound_text(draft.date.earliest), bound_text(draft.date.latest))
    key = (folded(draft.title), *bounds)
    met[key] += 1
    if draft.handle is not None:
        there = events.by_handle(db, wanted_handle(draft))
        if there is not None and key != (
            folded(there.title),
            *map(bound_text, (there.date.earliest, there.date.latest)),
        ):
            remarks.append(
                f"{there.handle} is there with another title or date; it stays as it is."
            )
        return there is not None
    return len(events.same_events(db, draft.title, *bounds)) >= met[key]


def _refuse_claimant(db: Database, register: Register, code: str) -> None:
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
