"""Notes on events: dated remarks of whoever works at the record."""

from tracker.errors import NotFound
from tracker.model.answer import Recorded
from tracker.model.event import Event, Note
from tracker.model.event_fields import REMARKS
from tracker.recording.evidence import resolved_marking
from tracker.store import event_lists, events
from tracker.store.database import Database
from tracker.store.references import resolve_to_change

NOTES = next(field for field in REMARKS if field.item is Note)


def add_note(
    db: Database, reference: str, text: str, marking: str | None = None
) -> Recorded[Event]:
    """Add a note to an event, dated now and signed by who works here."""
    remarks: list[str] = []
    event = events.get(db, resolve_to_change(db, reference))
    note = Note(db.now(), db.analyst, text, resolved_marking(marking, remarks)).checked()
    with db.transaction(f"note {event.handle}"):
        event_lists.append(db, event.id, NOTES, note)
    return Recorded(events.get(db, event.id), remarks=tuple(remarks))


def remove_note(db: Database, reference: str, number: int) -> Recorded[Event]:
    """Remove a note of an event by its own number, which no other note ever gets."""
    event = events.get(db, resolve_to_change(db, reference))
    numbers = [str(note.number) for note in event.notes]
    if str(number) not in numbers:
        there = f"notes {', '.join(numbers)}" if numbers else "no notes"
        hint = f"{event.handle} has {there}; `tracker show` lists them with their numbers."
        raise NotFound("note", str(number), hint=hint)
    with db.transaction(f"note {event.handle} --remove"):
        event_lists.remove(db, NOTES, number)
    return Recorded(events.get(db, event.id))
