"""Recording of events: add them, cite sources for them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tracker.errors import InvalidText, NameTaken, NotFound
from tracker.model.actor import NewActors
from tracker.model.answer import Recorded
from tracker.model.clocks import offset_text, stated_offset
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventClaim, EventDraft, check_intensity, parse_status
from tracker.model.event_fields import FIELDS, TABLED, Field, Kind
from tracker.model.handles import handle_for
from tracker.model.names import folded, is_hyphened
from tracker.model.source import Citation, Grade
from tracker.model.text import LINE_LIMIT, clean_line, clean_prose
from tracker.model.time_zones import checked_zone, offset_at
from tracker.recording.evidence import (
    checked_field,
    grade_source,
    resolved_citation,
    resolved_claimant,
    resolved_marking,
)
from tracker.recording.refusals import refuse_duplicate
from tracker.recording.resolving import others_of_country, resolved_actor, resolved_type
from tracker.store import event_lists, events, identities, registers
from tracker.store.database import Database
from tracker.store.references import resolve_to_change
from tracker.store.rows import bound_text

LABEL_LIMIT = 80


def add_event(
    db: Database,
    draft: EventDraft,
    grades: Sequence[Grade | None] = (),
    new_actors: NewActors = False,
    anyway: bool = False,
) -> Recorded[Event]:
    """Record a new event; `grades` go with the draft's citations, in order."""
    remarks: list[str] = []
    handle = wanted_handle(draft)
    with db.transaction(f"add {handle}"):
        number = store_event(db, draft, remarks, new_actors, anyway)
        event = events.get(db, number)
        for citation, grade in zip(event.citations, grades, strict=False):
            grade_source(db, citation.source, grade)
    return Recorded(event, remarks=(*remarks, *event_remarks(db, event, draft.date)))


def event_remarks(db: Database, event: Event, typed: EventDate) -> list[str]:
    """What there is to say of a new event: how its date was read, who was not there, what is ahead.

    `typed` is its date as it came in.
    """
    taken = ""
    if typed.typed and not (typed.is_day and typed.typed == typed.text):
        from tracker.model.date_remarks import (
            how_taken,
        )  # a plain day can be taken in one way alone

        taken = how_taken(typed)
    ahead = said_too_early(event)
    return [*filter(None, (taken, ahead)), *anachronisms(db, event)]


def said_too_early(event: Event) -> str:
    """A remark on an event that is said to have occurred on a day that is to come, or nothing.

    A day more than here, for it may be tomorrow where it happened.
    """
    first = event.date.earliest
    if event.status != "occurred" or first is None or first <= datetime.now() + timedelta(days=1):
        return ""
    return (
        f"Note: {event.date} lies ahead, and the event stands as one that occurred; "
        f"`tracker edit {event.handle} --status planned` (or threatened) says otherwise."
    )


def store_event(
    db: Database,
    draft: EventDraft,
    remarks: list[str],
    new_actors: NewActors = False,
    anyway: bool = False,
) -> int:
    """Check a draft and write it within the transaction that is open; returns its number."""
    row = event_columns({field.name: getattr(draft, field.name) for field in FIELDS})
    row["type"] = resolved_type(db, draft.type)
    row["marking"] = resolved_marking(draft.marking, remarks)
    refuse_other_offset(replace(draft.date, zone=row.get("zone") or ""))
    if not anyway:
        refuse_duplicate(db, row["title"], row["earliest"], row["latest"])
    row["handle"] = _unique_handle(db, draft)
    if draft.id is not None:
        row["id"] = draft.id
    by, to = (
        [resolved_actor(db, name, remarks, new_actors, draft.date, anyway) for name in side]
        for side in (draft.by, draft.to)
    )
    lists = {
        field: checked_list(db, field, values)
        for field in TABLED
        if (values := getattr(draft, field.name))
    }
    number = events.insert(db, row, by, to, lists)
    if draft.uuid is not None:
        identities.identify(db, number, draft.uuid)
    for note in draft.notes:
        resolved_marking(note.marking, remarks)  # for what is to be said of it
    for citation in draft.citations:
        events.cite(db, number, resolved_citation(db, citation, remarks))
    return number


def cite_event(
    db: Database, reference: str, citations: Iterable[tuple[Citation, Grade | None]]
) -> Recorded[Event]:
    """Cite sources for an event that is there."""
    remarks: list[str] = []
    number = resolve_to_change(db, reference)
    with db.transaction(f"cite {events.get(db, number).handle}"):
        for citation, grade in citations:
            resolved = resolved_citation(db, citation, remarks)
            grade_source(db, resolved.source, grade)
            events.cite(db, number, resolved)
    return Recorded(events.get(db, number), remarks=tuple(remarks))


def cite_events(
    db: Database, numbers: Sequence[int], citations: Sequence[tuple[Citation, Grade | None]]
) -> Recorded[int]:
    """Cite sources for many events as one command."""
    remarks: dict[str, None] = {}
    with db.transaction(f"cite {len(numbers)} events"):
        for number in numbers:
            remarks |= dict.fromkeys(cite_event(db, str(number), citations).remarks)
    return Recorded(len(numbers), remarks=tuple(remarks))


def uncite_event(
    db: Database,
    reference: str,
    sources: Sequence[str],
    fields: Sequence[str] | None = None,
    locator: str | None = None,
) -> Recorded[int]:
    """Cite sources no more for an event, or for some fields of it; how many citations went."""
    event = events.get(db, resolve_to_change(db, reference))
    codes = [registers.resolve(db, registers.SOURCES, name) for name in sources]
    supported = [checked_field(field) for field in fields] if fields else [None]
    with db.transaction(f"cite {event.handle} --remove"):
        gone = sum(
            events.uncite(db, event.id, code, field, locator and locator.strip())
            for code in codes
            for field in supported
        )
        if not gone:
            raise NotFound(
                "such citation of", event.handle, hint=f"`tracker show {event.handle}` lists them."
            )
    return Recorded(gone)


def anachronisms(db: Database, event: Event) -> list[str]:
    """Remarks on actors that did not exist at the date of their event, with who did."""
    remarks = []
    for actor in dict.fromkeys((*event.by, *event.to)):
        others = others_of_country(db, actor, _known_end(event.when))
        if actor.may_act_at(event.when):
            # A state without an end of its own may have been one with others for a while.
            remarks += [
                f"Note: {actor.code} ({actor.name}) was {other.code} ({other.name}, "
                f"{other.valid_from} to {other.valid_to}) at {event.date}; perhaps that is meant."
                for other in others
                if other.valid_to and (other.valid_from or "") > (actor.valid_from or "")
            ]
            continue
        then = [f"{other.code} ({other.name})" for other in others]
        life = f"{actor.valid_from or '…'} to {actor.valid_to or 'today'}"
        instead = f"; perhaps {' or '.join(then)} is meant" if then else ""
        remarks.append(
            f"Note: {actor.code} ({actor.name}, {life}) did not exist at {event.date}{instead}."
        )
    return remarks


def _known_end(date: EventDate) -> EventDate:
    """Of an open date the end that is known: in the endless time beyond it anybody existed."""
    known = (EventDate.known(end) for end in date.ends if end != "..")
    return (next(known, None) or date) if date.is_open else date


def rounded(intensity: float) -> float:
    """An intensity within the scale, to the four decimals the history can repeat exactly."""
    return round(check_intensity(intensity), 4)


def wanted_handle(draft: EventDraft) -> str:
    """The handle a draft asks for, or the one made from its date and title."""
    return checked_handle(draft.handle) if draft.handle else handle_for(draft.date, draft.title)


def checked_handle(text: str) -> str:
    """A handle as it may be: words joined by hyphens, and not a bare number."""
    handle = folded(text)
    if not is_hyphened(handle) or handle.isdigit():
        raise InvalidText(
            f"handle {text[:60]!r}",
            "must be words joined by hyphens, such as 2016-10-03-pmda-suspended (--map id=COLUMN "
            "reads the ids of a table, whatever they look like)",
        )
    return handle


def _unique_handle(db: Database, draft: EventDraft) -> str:
    if draft.handle is None:
        return events.free_handle(db, wanted_handle(draft))
    handle = wanted_handle(draft)
    taken = events.with_handle(db, handle)
    if taken is not None:
        raise NameTaken("event", handle, str(taken))
    return handle


def event_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an event for the values of its fields, checked; None is left out."""
    columns: dict[str, Any] = {}
    for field in FIELDS:
        value = values.get(field.name)
        if value is None:
            continue
        if field.kind is Kind.DATE:
            columns |= date_columns(value)
        elif field.kind is Kind.LINE:
            filled = field.required or value.strip()
            columns[field.name] = clean_line(value, field.name, LINE_LIMIT) if filled else None
        elif field.kind in CHECKS:
            columns[field.name] = CHECKS[field.kind](value, field.name)
    return columns


def date_columns(date: EventDate) -> dict[str, Any]:
    """The columns of a date: its text, the first and the last second, as what it was said."""
    return {
        "date_said": date.said or None,
        "date": date.text,
        "earliest": bound_text(date.earliest),
        "latest": bound_text(date.latest),
    }


def refuse_other_offset(date: EventDate) -> None:
    """Refuse a date that states another offset from UTC than the zone of its event had then."""
    if not date.zone:
        return
    for end, moment in zip(date.ends, (date.start, date.end), strict=True):
        stated = stated_offset(end)
        there = [offset_at(date.zone, moment, last) for last in (False, True)]
        if stated is not None and stated not in there:
            raise InvalidText(
                f"time zone {date.zone}",
                f"was at {offset_text(there[0])} then, and the date {date} says "
                f"{offset_text(stated)}; correct the one or the other",
            )


def checked_list(db: Database, field: Field, values: Iterable[Any]) -> tuple[Any, ...]:
    """Labels or remarks as they may be stored; a label is spelled as it is already."""
    if field.item is EventClaim:
        resolved = [
            replace(value, claimed_by=resolved_claimant(db, value.claimed_by)) for value in values
        ]
        return tuple({value.claimed_by: value.checked() for value in resolved}.values())
    if field.item is not None:
        return tuple(value.checked() for value in values)
    found: dict[str, str] = {}
    for value in values:
        label = clean_line(value, field.option, LABEL_LIMIT)
        if ";" in label:
            raise InvalidText(field.option, "contains a semicolon, which parts labels in tables")
        found.setdefault(folded(label), event_lists.spelled(db, field, label))
    return tuple(found.values())


def _checked_point(value: str) -> str:
    """A point as it is stored, of the name of a place too."""
    from tracker.model.gazetteer import located  # most events are added without one

    return located(value)


CHECKS: Mapping[Kind, Callable[[Any, str], Any]] = {
    Kind.PROSE: clean_prose,
    Kind.POINT: lambda value, _: _checked_point(value) if value.strip() else None,
    Kind.STATUS: lambda value, _: parse_status(value),
    Kind.FLAG: lambda value, _: int(value),
    Kind.INTENSITY: lambda value, _: rounded(value),
    Kind.ZONE: lambda value, _: checked_zone(value),
}
