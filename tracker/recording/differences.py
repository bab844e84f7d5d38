"""Differences between a row of a file and the event that it is of, which stays as it is."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from tracker.errors import TrackerError
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventDraft, Note, Status
from tracker.model.event_fields import FIELDS, TABLED, Field, Kind
from tracker.model.marking import Marking
from tracker.model.names import folded
from tracker.model.time_zones import checked_zone
from tracker.recording.resolving import find_type, resolved_actor
from tracker.store import registers
from tracker.store.database import Database

# The kinds of fields that are compared as they stand; names are resolved first.
COMPARED = (Kind.LINE, Kind.PROSE, Kind.INTENSITY, Kind.STATUS, Kind.FLAG, Kind.MARKING,
            Kind.POINT, Kind.ZONE)  # fmt: skip
SPELLED: Mapping[Kind, Callable[[str], Any]] = {
    Kind.MARKING: Marking.parse,
    Kind.ZONE: checked_zone,
}


def differences(
    db: Database, draft: EventDraft, there: Event, columns: Collection[str] = ()
) -> Iterator[str]:
    """The fields in which a file differs from an event that is there, as a sentence, or none.

    What is usual, such as that an act occurred, is said by a table that has a column for it.
    """
    drafted: dict[str, Any] = {"title": folded(draft.title), "date": _bounds(draft.date)}
    recorded: dict[str, Any] = {"title": folded(there.title), "date": _bounds(there.date)}
    drafted["type"], recorded["type"] = str(find_type(db, draft.type)), there.type.code
    for side, actors in (("by", there.by), ("to", there.to)):
        named = [found_actor(db, name, draft.date) for name in getattr(draft, side)]
        if named and all(named):
            drafted[side], recorded[side] = set(named), {actor.code for actor in actors}
    for field in FIELDS:
        value = getattr(draft, field.name)
        is_said = value not in (None, "", False, Status.OCCURRED) or (
            field.name in columns and field.kind in (Kind.STATUS, Kind.FLAG)
        )
        if field.kind in COMPARED and not field.required and is_said:
            said: Any = SPELLED[field.kind](value) if field.kind in SPELLED else value
            drafted[field.name], recorded[field.name] = said, getattr(there, field.name)
    one = [name for name in drafted if drafted[name] != recorded[name]]
    several = [
        field.name
        for field in TABLED
        if not _as_compared(field, draft) <= _as_compared(field, there)
    ]
    if "coordinates" in one:
        one.remove("coordinates")
        several.insert(0, "coordinates")
    if one or several:
        told = [f"another {' and '.join(one)}"] if one else []
        told += [f"other {' and '.join(several)}"] if several else []
        yield (
            f"{there.handle} is there with {' and '.join(told)}; it stays as it is "
            "(`tracker edit` changes it, or --update with a table)."
        )
    if cited := list(_cited_otherwise(db, draft, there)):
        yield (
            f"{there.handle} is there, and the file cites {', '.join(cited)} otherwise; it stays "
            "as it is (`tracker cite` changes it, or --update with a table)."
        )


def _cited_otherwise(db: Database, draft: EventDraft, there: Event) -> Iterator[str]:
    """The sources that a file cites, or grades, locates or quotes, and the event does not so."""
    for each in draft.citations:
        code = registers.find(db, registers.SOURCES, each.source)
        said = {
            part: value
            for part in ("credibility", "locator", "quotation", "supports")
            if (value := getattr(each, part))
        }
        if not any(
            known.source == code
            and all(getattr(known, part) == value for part, value in said.items())
            for known in there.citations
        ):
            yield code or each.source


def _bounds(date: EventDate) -> tuple[object, object]:
    return date.earliest, date.latest


def _as_compared(field: Field, event: EventDraft | Event) -> set[Any]:
    """Labels or remarks for comparison; how a label is spelled is no difference."""
    values = getattr(event, field.name)
    if field.item is Note:  # a table says neither when it was written nor by whom
        return {note.text for note in values}
    return set(map(folded, values)) if field.item is None else set(values)


def found_actor(db: Database, name: str, at: EventDate) -> str | None:
    """The code of an actor by a name, or None where it stands for nobody or for several."""
    try:
        return resolved_actor(db, name, [], False, at)
    except TrackerError:  # nobody is called so, or several
        return None
