"""The sides of a merge as entries: names resolved to our codes, events known by identity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from tracker.analysis.merging import entries_of, joined_identities
from tracker.model.actor import ANALYST
from tracker.model.batches import batch_of
from tracker.model.chronicle import Batch
from tracker.model.event import EventDraft
from tracker.model.merging import Entry, Key
from tracker.model.names import folded, unused_name
from tracker.model.source import Citation
from tracker.recording.events import wanted_handle
from tracker.recording.resolving import find_type
from tracker.store import chronicle as chronicles
from tracker.store import identities, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, Register


@dataclass(frozen=True)
class Side:
    """One of the records of a merge, with the handles of its events by identity."""

    entries: dict[Key, Entry] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)
    events: dict[str, EventDraft] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)


def batch_of_record(db: Database, identified_by: Database | None = None) -> Batch:
    """A whole record as drafts; that of a past has the identities of the present one."""
    found = chronicles.load(db)
    known = identities.identities(identified_by or db, found.events)
    return batch_of(replace(found, identities=known))


def side_of(
    db: Database, batch: Batch, ours: Side | None = None, joined: dict[str, str] | None = None
) -> Side:
    """The entries of a batch, in the names of a database.

    Events without an identity are those of `ours` that have their handle, else the same act; one
    that is another's by identity but the same act is joined with it where it is new to `ours`.
    """
    names = _Names(db, batch)
    batch = names.resolved(_with_handles(batch))
    by_handle = {handle: name for name, handle in ours.handles.items()} if ours else {}
    known: dict[str, str] = {}
    for event in batch.events:
        assert event.handle is not None
        known[event.handle] = event.uuid or by_handle.get(event.handle) or str(uuid4())
    events = {known[event.handle]: event for event in batch.events if event.handle}
    if joined is None:
        joined = {} if ours is None else joined_identities(ours.events, events)
    known = {handle: joined.get(name, name) for handle, name in known.items()}
    events = {joined.get(name, name): event for name, event in events.items()}
    handles = {name: handle for handle, name in known.items()}
    # A file with some of the events may speak of others that are here.
    return Side(entries_of(batch, by_handle | known), handles, events, joined)


def _with_handles(batch: Batch) -> Batch:
    """The batch with a handle for each event, as links of the file name them."""
    taken = {event.handle for event in batch.events if event.handle}
    made = []
    for event in batch.events:
        if event.handle is None:
            handle = unused_name(wanted_handle(event), taken.__contains__)
            taken.add(handle)
            event = replace(event, handle=handle)
        made.append(event)
    return replace(batch, events=tuple(made))


class _Names:
    """The codes for the names of a batch: those of a database, else of the batch itself."""

    def __init__(self, db: Database, batch: Batch) -> None:
        self.db = db
        self._own = {
            ACTORS: self._names_of(batch.actors, "name"),
            SOURCES: self._names_of(batch.sources, "title"),
        }
        self._known: dict[tuple[Register, str], str] = {}

    @staticmethod
    def _names_of(values: Iterable[Any], called: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for value in values:
            for name in (*value.aliases, getattr(value, called), value.code):
                found[folded(name)] = value.code
        return found

    def code(self, register: Register, name: str) -> str:
        """The code of an actor or a source."""
        key = (register, name)
        if key not in self._known:
            own = self._own[register].get(folded(name), name)
            self._known[key] = registers.find(self.db, register, own) or own
        return self._known[key]

    def claimant(self, name: str) -> str:
        """The code of whoever claims something, else the name as it stands."""
        if folded(name) == ANALYST:
            return ANALYST
        for register in (ACTORS, SOURCES):
            found = self.code(register, name)
            if registers.find(self.db, register, found) or folded(found) in self._own[register]:
                return found
        return name

    def resolved(self, batch: Batch) -> Batch:
        """The batch with codes in the place of names."""
        return replace(
            batch,
            actors=_once(replace(
                each, code=self.code(ACTORS, each.code),
                part_of=tuple(
                    replace(part, whole=self.code(ACTORS, part.whole)) for part in each.part_of
                ),
            ) for each in batch.actors),
            types=_once(replace(each, code=self._type(each.code)) for each in batch.types),
            sources=_once(replace(
                each, code=self.code(SOURCES, each.code),
                relays=tuple(self.code(SOURCES, other) for other in each.relays),
            ) for each in batch.sources),
            events=tuple(map(self._event, batch.events)),
            links=tuple(
                replace(each, claimed_by=self.claimant(each.claimed_by),
                        citations=self._cited(each.citations))
                for each in batch.links
            ),
            orders=tuple(
                replace(each, citations=self._cited(each.citations)) for each in batch.orders
            ),
            ratings=tuple(
                replace(each, source=self.code(SOURCES, each.source)) for each in batch.ratings
            ),
        )  # fmt: skip

    def _event(self, event: EventDraft) -> EventDraft:
        by, to = (
            tuple(dict.fromkeys(self.code(ACTORS, name) for name in side))
            for side in (event.by, event.to)
        )
        return replace(
            event, by=by, to=to, type=self._type(event.type),
            citations=self._cited(event.citations),
            claims=tuple(
                replace(each, claimed_by=self.claimant(each.claimed_by)) for each in event.claims
            ),
        )  # fmt: skip

    def _type(self, name: str) -> str:
        return str(find_type(self.db, name) or name)

    def _cited(self, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(replace(each, source=self.code(SOURCES, each.source)) for each in citations)


def _once(values: Iterable[Any]) -> tuple[Any, ...]:
    """Values with codes, of two that have the same now the first."""
    found: dict[str, Any] = {}
    for value in values:
        found.setdefault(value.code, value)
    return tuple(found.values())


def with_claimants(side: Side, analyst: Mapping[Key, str]) -> Side:
    """The side with names for the analyst whose links they are, by the keys of the links."""
    renamed: dict[Key, Entry] = {}
    for key, entry in side.entries.items():
        who = analyst.get(key)
        renamed[key if who is None else (*key[:2], who, *key[3:])] = entry
    return replace(side, entries=renamed)
