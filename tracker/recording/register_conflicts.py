"""Conflicts of two actors or two sources, found before one of them becomes the other.

What the one that stays says counts; what the other said waits as a proposal, and is told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from tracker.analysis.merging.entries import link_entry
from tracker.model.merging import Change, Conflict, Key
from tracker.model.numbers import counted
from tracker.recording.merging.proposals import applier_of, content_of
from tracker.recording.merging.wording import side_text
from tracker.store import events, identities, links, listing, proposals, registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, SOURCES, TYPES, Register

# A name stays as an alias, and of two markings the higher one stands.
OWN = ("kind", "valid_from", "valid_to")  # of an actor: its life is that of nobody else
TOLD = ("reliability", "url", "published")
APART = ("code", "aliases", "part_of", "relays", "marking")
Handles = dict[str, str]


def conflicts_of(
    db: Database, register: Register, code: str, into: str
) -> tuple[list[Conflict], Handles, dict[str, Any]]:
    """What both say differently, with the handles of events by identity, and what `into` lacks."""
    if register is TYPES:
        return [], {}, {}
    handles: Handles = {}
    found = list(_of_links(db, code, into, handles))
    known: dict[str, Any] = dict(listing.actors(db) if register is ACTORS else listing.sources(db))
    lacking: dict[str, Any] = {}
    gone, kept = known[code], known[into]
    for name in (each.name for each in fields(gone) if each.name not in (*APART, register.called)):
        ours, theirs = getattr(kept, name), getattr(gone, name)
        if theirs in (None, "", ours) or (register is ACTORS and name in OWN):
            continue
        if ours in (None, ""):
            lacking[name] = theirs
        elif register is SOURCES and name in TOLD:
            key = (register.noun, into)
            found.append(_conflict(key, name, ours, theirs))
    return found, handles, lacking


def keep_open(
    db: Database,
    register: Register,
    into: str,
    conflicts: Iterable[Conflict],
    handles: Handles,
    lacking: dict[str, Any],
    origin: str,
    settle: str = "open",
) -> Iterator[str]:
    """Settle the conflicts, or store them as proposals, fill what is lacking, and say all of it.

    `settle` is `ours` where what stays counts, `theirs` where the other does, or `open`.
    """
    waiting = 0
    conflicts = list(conflicts)
    if settle == "theirs" and conflicts:
        remarks: list[str] = []
        changes = tuple(change for conflict in conflicts for change in conflict.changes)
        applier_of(db, remarks).apply(changes)
        yield from remarks
    for conflict in conflicts:
        ours, theirs = (
            side_text(conflict, each, handles) for each in (conflict.ours, conflict.theirs)
        )
        content = content_of(conflict, handles)
        if settle == "open":
            waiting += proposals.insert(db, db.analyst, origin, None, content)
        counts = theirs if settle == "theirs" else ours
        yield f"{content['about']} is {ours} here and was {theirs} there; {counts} counts."
    if lacking:
        registers.update(db, register, into, lacking)
        yield f"{into} took over {', '.join(f'{name} {held}' for name, held in lacking.items())}."
    if waiting:
        are = "waits" if waiting == 1 else "wait"
        yield f"{counted(waiting, 'conflict')} {are} in `tracker review`."


def _of_links(db: Database, code: str, into: str, handles: Handles) -> Iterator[Conflict]:
    for gone, kept in links.claimed_by_both(db, code, into):
        numbers = (*kept.causes, kept.effect)
        names = identities.identities(db, numbers)
        handles.update((names[each.id], each.handle) for each in events.fetch(db, numbers))
        key = ("link", names[kept.effect], into, *sorted(names[each] for each in kept.causes))
        ours, theirs = link_entry(kept).fields, link_entry(gone).fields
        for name in sorted({*ours, *theirs} - {"marking", "denied"}):
            if theirs.get(name) not in (None, ours.get(name)):
                yield _conflict(key, name, ours.get(name), theirs.get(name))


def _conflict(key: Key, name: str, ours: Any, theirs: Any) -> Conflict:
    change = Change(key, None, name, ours, theirs)
    return Conflict(key, None, name, None, ours, theirs, (change,))
