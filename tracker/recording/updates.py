"""Updates of events by an edited table: what it says otherwise is taken over, and said."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from tracker.model.event import Event, EventDraft
from tracker.model.event_fields import draft_of
from tracker.model.marking import Marking
from tracker.model.source import cited_in
from tracker.recording.corrections import change
from tracker.recording.resolving import find_type, resolved_actor
from tracker.store import registers
from tracker.store.database import Database

LONGEST = 40  # characters of a value in a sentence
COMPARED = ("title", "date", "type", "by", "to", "status", "place", "coordinates", "summary",
            "intensity", "tags", "marking", "zone", "citations")  # fmt: skip


def update(
    db: Database,
    event: Event,
    draft: EventDraft,
    fields: Collection[str],
    remarks: list[str],
    new_actors: bool,
) -> Event:
    """Let an event be as a row has it, in the fields that its table has columns for.

    A table of ours has the codes of sources alone: what is cited stays as it is where they are the
    same, and so does the intensity where it is the one that counts.
    """
    before = _said(db, draft_of(event), event, remarks, new_actors)
    after = _said(db, draft, event, remarks, new_actors)
    changed = [name for name in COMPARED if name in fields and after[name] != before[name]]
    if not changed:
        return event
    told = "; ".join(f"{name} {_shown(before[name])} → {_shown(after[name])}" for name in changed)
    remarks.append(f"{event.handle}: {told}.")
    kept = tuple(each for each in event.citations if each.source in after["citations"])
    fresh = tuple(
        each
        for each in draft.citations
        if registers.find(db, registers.SOURCES, each.source) not in cited_in(kept)
    )
    return change(
        db, event, replace(draft, citations=(*kept, *fresh)), changed, remarks, new_actors
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
    own = draft.intensity is None or draft.intensity == event.intensity
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
        "intensity": event.intensity if own else draft.intensity,
        "tags": sorted(draft.tags),
        "marking": str(Marking.parse(draft.marking)) if draft.marking else "",
        "zone": draft.zone or "",
        "citations": list(dict.fromkeys(named)),
    }


def _shown(value: Any) -> str:
    text = ", ".join(value) if isinstance(value, list) else str(value)
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return short or "—"
