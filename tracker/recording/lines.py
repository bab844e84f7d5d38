"""Events in one line, and templates of events, as they read by the names of the record."""

from collections.abc import Sequence
from typing import Any

from tracker.model.event_line import EventLine, LineNames, read_line
from tracker.model.named_link import NamedLink
from tracker.recording.resolving import COW, find_type
from tracker.store import events, listing, registers
from tracker.store.database import Database
from tracker.store.references import resolve_to_change

TEMPLATE = ("place", "zone", "tags", "marking", "avoidable")


def names_in(db: Database) -> LineNames:
    """What the record says of the names in a line."""
    relations = listing.relations(db)
    return LineNames(
        lambda name: bool(COW.fullmatch(name) or registers.find(db, registers.ACTORS, name)),
        lambda name: find_type(db, name) is not None,
        relations.__contains__,
        lambda name: registers.suggestions(db, registers.TYPES, name),
    )


def line_of(db: Database, text: str, bare: bool = False) -> EventLine | None:
    """An event in one line; None where the text does not begin as one.

    With `bare` it may go without sides and type, which come from elsewhere.
    """
    return read_line(text, names_in(db), bare)


def links_of(db: Database, texts: Sequence[str]) -> tuple[NamedLink, ...]:
    """Ends of links out of `CAUSE[,RELATION,LIKELIHOOD]`."""
    if not texts:
        return ()
    relations = listing.relations(db)
    return tuple(NamedLink.parse(text, relations.__contains__) for text in texts)


def template_of(db: Database, reference: str) -> dict[str, Any]:
    """What a new event takes over from one that is there: its coding, not when and what it was.

    Sources stay behind, too: each event needs its own evidence.
    """
    event = events.get(db, resolve_to_change(db, reference))
    taken = {
        "type": event.type.code,
        "by": tuple(actor.code for actor in event.by),
        "to": tuple(actor.code for actor in event.to),
        "intensity": event.own_intensity,
        **{name: getattr(event, name) for name in TEMPLATE},
    }
    return {name: value for name, value in taken.items() if value not in (None, "", ())}
