"""Merging of duplicate events, and marking of pairs that only look like duplicates."""

from collections.abc import Sequence

from tracker.errors import Refused
from tracker.model.answer import Recorded
from tracker.model.event import Event
from tracker.model.event_fields import FIELDS, Kind
from tracker.recording.links import refuse_impossible_links
from tracker.recording.markings import raised_remarks
from tracker.recording.order import rederive
from tracker.store import events, merges
from tracker.store.database import Database
from tracker.store.markings import Raised
from tracker.store.references import resolve_to_change

# Texts that an event takes over from its duplicates where it has none.
FILLED = tuple(
    field.name
    for field in FIELDS
    if field.kind in (Kind.LINE, Kind.PROSE, Kind.POINT) and not field.required
)


def merge_events(db: Database, references: Sequence[str]) -> Recorded[Event]:
    """Merge events into the first: it has what was said of the others, which are removed.

    Its own title, date and type stand; summary and place are filled where it has none. The
    others' handles lead to it from now on, and a feed that brings them again adds nothing.
    """
    several = _distinct_events(db, references)
    with db.transaction(f"duplicates --merge {' '.join(event.handle for event in several)}"):
        raised = _merge(db, several)
        rederive(db, [several[0].id])
    return Recorded(events.get(db, several[0].id), remarks=raised_remarks(raised))


def merge_groups(
    db: Database, groups: Sequence[Sequence[Event]]
) -> Recorded[list[Sequence[Event]]]:
    """Merge each group of events into its first, all as one command.

    A group whose links could not hold any more is left as it is, and named; returns those merged.
    """
    merged: list[Sequence[Event]] = []
    remarks: list[str] = []
    raised: Raised = []
    with db.transaction(f"duplicates --merge --all ({len(groups):,})"):
        for group in groups:
            try:
                with db.savepoint():
                    also = _merge(db, group)
                    rederive(db, [group[0].id])
            except Refused as refused:
                remarks.append(f"{group[0].handle} stays as it is. {refused}")
            else:
                merged.append(group)
                raised += also
    return Recorded(merged, remarks=(*remarks, *raised_remarks(raised)))


def _merge(db: Database, several: Sequence[Event]) -> Raised:
    """Merge events into the first; returns what has a higher marking by now."""
    keep, *others = several
    raised: Raised = []
    for other in others:
        kept = events.get(db, keep.id)
        filled = {
            field: getattr(other, field)
            for field in FILLED
            if getattr(other, field) and not getattr(kept, field)
        }
        if filled:
            events.update(db, keep.id, filled)
        for side in ("by", "to"):
            if not getattr(kept, side):
                events.set_actors(db, keep.id, side, [actor.code for actor in getattr(other, side)])
        raised += merges.merge_event(db, other.id, keep.id)
        events.delete(db, other.id)
    refuse_impossible_links(db, keep.id)
    return raised


def mark_distinct(db: Database, references: Sequence[str]) -> Recorded[tuple[Event, ...]]:
    """Note that events which look alike are not the same, so that they are proposed no more."""
    found = _distinct_events(db, references)
    with db.transaction(f"duplicates --apart {' '.join(event.handle for event in found)}"):
        for place, one in enumerate(found):
            for other in found[place + 1 :]:
                merges.mark_distinct(db, one.id, other.id)
    return Recorded(tuple(found))


def _distinct_events(db: Database, references: Sequence[str]) -> list[Event]:
    numbers = [resolve_to_change(db, reference) for reference in references]
    if len(set(numbers)) < len(numbers) or len(numbers) < 2:
        raise Refused("Name two events or more, each once; `tracker duplicates` proposes some.")
    return [events.get(db, number) for number in numbers]
