"""Revision of recorded events: edit and remove them."""

from dataclasses import replace

from tracker.errors import NameTaken
from tracker.model.actor import NewActors
from tracker.model.answer import Recorded
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.event import EventEdit as EventEdit  # what `edit_event` takes
from tracker.model.event_fields import FIELDS, LABELS
from tracker.model.numbers import counted
from tracker.model.readings import how_taken
from tracker.recording.events import (
    anachronisms,
    checked_handle,
    checked_list,
    event_columns,
    refuse_other_offset,
)
from tracker.recording.evidence import resolved_marking
from tracker.recording.joint_links import refuse_what_was_averted
from tracker.recording.order import rederive
from tracker.recording.resolving import resolved_actor, resolved_type
from tracker.store import event_lists, events, links, merges, orders
from tracker.store.database import Database
from tracker.store.references import resolve_to_change


def edit_event(
    db: Database, reference: str, edit: EventEdit, new_actors: NewActors = False
) -> Recorded[Event]:
    """Change an event; its handle stays unless a new one is given."""
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
            if edit.date and (said := how_taken(replace(after, date=edit.date))):
                remarks.append(said)
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
