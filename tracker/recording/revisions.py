"""Revision of recorded events: edit and remove them."""

import re
from collections.abc import Sequence

from tracker.errors import NameTaken
from tracker.model.actor import NewActors
from tracker.model.answer import Recorded
from tracker.model.date_remarks import how_taken
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.event import EventEdit as EventEdit  # what `edit_event` takes
from tracker.model.event_fields import FIELDS, LABELS, Field
from tracker.model.handles import handle_for
from tracker.model.names import folded
from tracker.model.numbers import counted
from tracker.recording.events import (
    anachronisms,
    checked_handle,
    checked_list,
    event_columns,
    refuse_other_offset,
    said_too_early,
)
from tracker.recording.evidence import resolved_marking
from tracker.recording.joint_links import refuse_what_was_averted
from tracker.recording.order import rederive
from tracker.recording.resolving import resolved_actor, resolved_type
from tracker.store import event_lists, events, links, merges, orders
from tracker.store.database import Database
from tracker.store.references import resolve_to_change

DAY_OF_HANDLE = re.compile(r"^\d{4}(-\d\d){0,2}-", re.ASCII)


def edit_event(
    db: Database,
    reference: str,
    edit: EventEdit,
    new_actors: NewActors = False,
    rehandle: bool = False,
) -> Recorded[Event]:
    """Change an event; its handle stays unless a new one is given, or it is to follow the date."""
    remarks: list[str] = []
    number = resolve_to_change(db, reference)
    before = events.get(db, number)
    with db.transaction(f"edit {before.handle}"):
        apply_edit(db, before, edit, remarks, new_actors)
        after = events.get(db, number)
        if edit.date is not None or edit.zone is not None:
            refuse_other_offset(after.date)
            rederive(db, [number])
            after = events.get(db, number)
            if edit.date and (said := how_taken(edit.date)):
                remarks.append(said)
            if edit.date and (ahead := said_too_early(after)):
                remarks.append(ahead)
        if rehandle:
            after = _rehandled(db, after)
    changed = f"Changed event {number}." if after != before else f"Event {number} is so already."
    return Recorded(after, remarks=(*remarks, *anachronisms(db, after), changed))


def apply_edit(
    db: Database,
    before: Event,
    edit: EventEdit,
    remarks: list[str],
    new_actors: NewActors = False,
    at: EventDate | None = None,
) -> None:
    """Change an event within the transaction that is open.

    Names and numbers of the Correlates of War stand for whoever bore them `at` a date, by default
    that of the event. Bounds that follow from its date are left to be derived.
    """
    values = {field.name: getattr(edit, field.name, None) for field in FIELDS}
    if edit.intensity == "codebook":
        values["intensity"] = None
    columns = event_columns(values)
    if edit.intensity == "codebook":
        columns["intensity"] = None
    if edit.marking is not None:
        columns["marking"] = resolved_marking(edit.marking, remarks)
    if edit.type is not None:
        columns["type"] = resolved_type(db, edit.type)
    if edit.handle is not None:
        columns["handle"] = checked_handle(edit.handle)
        taken = events.with_handle(db, columns["handle"])
        if taken not in (None, before.id):
            raise NameTaken("event", columns["handle"], str(taken))
    if "status" in columns:
        refuse_what_was_averted(db, before, columns["status"])
    if columns:
        events.update(db, before.id, columns)
    if columns.get("handle", before.handle) != before.handle:
        merges.keep_former_handle(db, before.id, before.handle, columns["handle"])
    at = at or edit.date or before.date
    for side, names in (("by", edit.by), ("to", edit.to)):
        if names is not None:
            codes = [resolved_actor(db, n, remarks, new_actors, at) for n in names if n.strip()]
            codes = list(dict.fromkeys(codes))
            if codes != [actor.code for actor in getattr(before, side)]:
                events.set_actors(db, before.id, side, codes)
    for field in LABELS:
        labels = getattr(edit, field.name)
        if labels is not None:
            given = [label for label in labels if label.strip()]
            checked = checked_list(db, field, given)
            if checked != getattr(before, field.name):
                event_lists.replace(db, before.id, field, checked)


def _rehandled(db: Database, event: Event) -> Event:
    """An event with the day in its handle that its date has now; the old handle still finds it."""
    day = handle_for(event.date, "x").removesuffix("x")
    words = DAY_OF_HANDLE.sub("", event.handle, count=1)
    if f"{day}{words}" == event.handle:
        return event
    handle = events.free_handle(db, f"{day}{words}")
    events.update(db, event.id, {"handle": handle})
    merges.keep_former_handle(db, event.id, event.handle, handle)
    return events.get(db, event.id)


def edit_events(
    db: Database,
    numbers: Sequence[int],
    edit: EventEdit,
    new_actors: NewActors = False,
    rehandle: bool = False,
) -> Recorded[int]:
    """Change many events as one command; how many there are."""
    remarks: dict[str, None] = {}
    with db.transaction(f"edit {counted(len(numbers), 'event')}"):
        for number in numbers:
            *said, _ = edit_event(db, str(number), edit, new_actors, rehandle).remarks
            remarks |= dict.fromkeys(said)
    return Recorded(len(numbers), remarks=tuple(remarks))


def tag_events(
    db: Database, numbers: Sequence[int], field: Field, label: str, remove: bool = False
) -> int:
    """Give many events a label beside those that they have, or take it from them; how many."""
    (wanted,) = checked_list(db, field, [label])
    changed = 0
    with db.transaction(f"{field.option} {counted(len(numbers), 'event')} {wanted}"):
        for event in events.fetch(db, numbers):
            there = getattr(event, field.name)
            kept = tuple(each for each in there if folded(each) != folded(wanted))
            after = kept if remove else there if kept != there else (*there, wanted)
            if after != there:
                event_lists.replace(db, event.id, field, after)
                changed += 1
    return changed


def remove_events(db: Database, numbers: Sequence[int]) -> int:
    """Remove many events with their links and citations, as one command; how many links went."""
    touching = {
        (link.cause, link.effect, link.claimed_by, link.partners)
        for number in numbers
        for link in links.touching(db, number)
    }
    with db.transaction(f"remove {counted(len(numbers), 'event')}"):
        for number in numbers:
            events.delete(db, number)
        rederive(db)
    return len(touching)


def remove_event(db: Database, reference: str) -> Recorded[Event]:
    """Remove an event together with its links and citations."""
    number = resolve_to_change(db, reference)
    event = events.get(db, number)
    touching = links.touching(db, number)
    lost = {"link": len(touching), "claim": len(orders.touching(db, number))}
    with db.transaction(f"remove {event.handle}"):
        events.delete(db, number)
        rederive(db)
    parts = [
        f"{counted(count, noun)}{' of order' * (noun == 'claim')}"
        for noun, count in lost.items()
        if count
    ]
    gone = f"{' and '.join(parts)} went with it" if parts else "It had no links"
    joint = sum(bool(link.partners) and link.effect != number for link in touching)
    also = (
        f" {counted(joint, 'link')} of these named it as a cause only together with others, and "
        "went whole."
        if joint
        else ""
    )
    return Recorded(event, remarks=(f"{gone}; `tracker undo` brings everything back.{also}",))
