"""Updates of events by an edited table: what it says otherwise is taken over, and said."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from tracker.model.event import Event, EventDraft
from tracker.model.event_fields import draft_of
from tracker.model.link import Link, LinkDraft
from tracker.model.marking import Marking
from tracker.model.source import Citation
from tracker.recording.corrections import add_notes, change
from tracker.recording.resolving import find_type, resolved_actor
from tracker.store import registers
from tracker.store.database import Database

LONGEST = 40  # characters of a value in a sentence
COMPARED = ("title", "date", "type", "by", "to", "status", "place", "coordinates", "summary",
            "intensity", "avoidable", "tags", "marking", "zone", "citations")  # fmt: skip
OF_CITATIONS = {"grade": "credibility", "locator": "locator", "quotation": "quotation"}


def update(
    db: Database,
    event: Event,
    draft: EventDraft,
    fields: Collection[str],
    remarks: list[str],
    new_actors: bool,
) -> Event:
    """Let an event be as a row has it, in the fields that its table has columns for.

    Of a citation that is what the table has a column for, such as its grade; the rest of it stays.
    So does the intensity where it is the one that counts. Notes are added to those that are there.
    """
    before = _said(db, draft_of(event), event, remarks, new_actors)
    after = _said(db, draft, event, remarks, new_actors)
    changed = [name for name in COMPARED if name in fields and after[name] != before[name]]
    told = [f"{name} {_shown(before[name])} → {_shown(after[name])}" for name in changed]
    cited = draft.citations
    if "citations" in fields:
        parts = [part for name, part in OF_CITATIONS.items() if name in fields]
        cited = _updated(db, event, draft.citations, parts, told, remarks)
        if cited != event.citations and "citations" not in changed:
            changed.append("citations")
    if "notes" in fields and (added := add_notes(db, event, draft)):
        told.append(f"note added: {', '.join(map(_shown, added))}")
    if told:
        remarks.append(f"{event.handle}: {'; '.join(told)}.")
    return change(db, event, replace(draft, citations=cited), changed, remarks, new_actors)


def _updated(
    db: Database,
    event: Event,
    said: Iterable[Citation],
    parts: Collection[str],
    told: list[str],
    remarks: list[str],
) -> tuple[Citation, ...]:
    """The citations of an event with the parts of them that a table says; others are as it has."""
    cited: list[Citation] = []
    for each in said:
        code = registers.find(db, registers.SOURCES, each.source)
        there = [known for known in event.citations if known.source == code]
        now = {part: getattr(each, part) for part in parts}
        if not there:
            cited.append(each)
        elif any(all(getattr(one, part) == now[part] for part in parts) for one in there):
            cited += there
        elif len(there) > 1:
            cited += there
            remarks.append(
                f"{event.handle} cites {code} {len(there)} times, none of them as the table has "
                "it; they stay (`tracker cite` changes them)."
            )
        else:
            cited.append(replace(there[0], **now))
            told += [
                f"{part} of {code} {_shown(getattr(there[0], part) or '')} → {_shown(value or '')}"
                for part, value in now.items()
                if getattr(there[0], part) != value
            ]
    order = {each: place for place, each in enumerate(event.citations)}
    return tuple(sorted(dict.fromkeys(cited), key=lambda each: order.get(each, len(order))))


def link_update(there: Link, draft: LinkDraft, fields: Collection[str]) -> dict[str, Any]:
    """What a row says otherwise of a link that is there, in what its table has columns for."""
    said: dict[str, Any] = {
        "relation": draft.relation,
        "likelihood": round(draft.likelihood, 6),
        "because": draft.because.strip(),
    }
    return {
        name: value
        for name, value in said.items()
        if name in fields and value != getattr(there, name)
    }


def in_words(there: Link, changes: dict[str, Any]) -> str:
    """The changes of a link as a sentence has them.

    >>> in_words(Link(1, 2, "leads-to", 0.5), {"likelihood": 0.8})
    'likelihood 0.5 → 0.8'
    """
    return "; ".join(
        f"{name} {_shown(getattr(there, name))} → {_shown(value)}"
        for name, value in changes.items()
    )


def _said(
    db: Database, draft: EventDraft, event: Event, remarks: list[str], new_actors: bool
) -> dict[str, Any]:
    """What a draft says, comparably: with codes for names."""
    by, to = (
        [resolved_actor(db, name, remarks, new_actors, draft.date, True) for name in side]
        for side in (draft.by, draft.to)
    )
    codes = [registers.find(db, registers.SOURCES, each.source) for each in draft.citations]
    named = [code or each.source for code, each in zip(codes, draft.citations, strict=True)]
    counts = event.own_intensity is not None and draft.intensity == event.intensity
    own = event.own_intensity is None and draft.intensity in (None, event.intensity)
    return {
        "title": draft.title,
        "date": draft.date.text,
        "type": str(find_type(db, draft.type)),
        "by": by,
        "to": to,
        "status": str(draft.status),
        "place": draft.place or "",
        "coordinates": draft.coordinates or "",
        "summary": draft.summary,
        "intensity": event.intensity if own or counts else draft.intensity,
        "avoidable": "yes" if draft.avoidable else "no",
        "tags": sorted(draft.tags),
        "marking": str(Marking.parse(draft.marking)) if draft.marking else "",
        "zone": draft.zone or "",
        "citations": list(dict.fromkeys(named)),
    }


def _shown(value: Any) -> str:
    text = "" if value is None else ", ".join(value) if isinstance(value, list) else str(value)
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return short or "—"
