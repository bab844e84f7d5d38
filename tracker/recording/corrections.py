"""Correction of events by the rows of a table whose rows have ids of their own.

A row is known by its id within a scheme: the ids of one table, in whatever version it is read. What
it says now is compared with what it said when it was read last, field by field: what the file
changed is taken, and what an analyst has changed meanwhile stays as the analyst left it.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tracker.model.chronicle import Batch
from tracker.model.event import Event, EventDraft
from tracker.model.event_fields import FIELDS, draft_of
from tracker.model.names import slug
from tracker.recording.evidence import resolved_citation
from tracker.recording.notes import NOTES
from tracker.recording.revisions import EventEdit, apply_edit
from tracker.store import event_lists, events, row_ids
from tracker.store.database import Database

FINGERPRINT = 16  # hexadecimal digits
EDITED = ("title", "date", "type", "by", "to", "summary", "place", "coordinates", "intensity",
          "status", "avoidable", "tags", "marking", "zone")  # fmt: skip
CLEARED: Mapping[str, Any] = {
    "intensity": "codebook", "place": "", "coordinates": "", "marking": "", "zone": "",
}  # fmt: skip


class Outcome(Enum):
    """What became of a row that is known: nothing new, a correction, or an analyst's word stood."""

    SAME = "same"
    CORRECTED = "corrected"
    EDITED_HERE = "edited here"


@dataclass(frozen=True)
class KnownId:
    """A row as it was read last: its event, and of each field what it said and what that became."""

    event: int
    content: row_ids.Content


class KnownIds:
    """The ids of one table, as they were read before.

    A column of ids may be called alike in tables that have nothing to do with each other. Those of
    one table are the ids of which most have the title or the date that they had.
    """

    def __init__(self, db: Database, batch: Batch) -> None:
        self.db = db
        stem = slug(batch.id_column) or "id"
        said = {
            key: fingerprints(draft) for key, draft in zip(batch.ids, batch.events, strict=True)
        }
        schemes = row_ids.schemes(db, stem)
        self.scheme, self._known = "", {}
        for scheme in schemes:
            known = {key: KnownId(*row) for key, row in row_ids.contents(db, scheme).items()}
            both = said.keys() & known.keys()
            agreeing = sum(_is_of_one_table(said[key], known[key].content) for key in both)
            if 2 * agreeing >= len(both):
                self.scheme, self._known = scheme, known
                if both:
                    break
        if not self.scheme:
            number = 2
            self.scheme = stem
            while self.scheme in schemes:
                self.scheme, number = f"{stem}-{number}", number + 1

    def find(self, key: str) -> KnownId | None:
        """The row of an id as it was read last, or None."""
        return self._known.get(key)

    def keep(self, key: str, event: Event, draft: EventDraft, edited: Collection[str] = ()) -> None:
        """Note what the row of an id says, and what is recorded of it.

        Fields that were `edited` here stay noted as they were, so that they are known for edited.
        """
        said, now = fingerprints(draft), fingerprints(draft_of(event))
        content: dict[str, Sequence[str]] = {name: (said[name], now[name]) for name in said}
        if key in self._known:
            before = self._known[key].content
            content |= {name: before[name] for name in edited if name in before}
            row_ids.renew(self.db, self.scheme, key, content)
        else:
            row_ids.keep(self.db, event.id, self.scheme, key, content)


def correct(
    db: Database,
    known: KnownId,
    draft: EventDraft,
    fields: Collection[str],
    remarks: list[str],
    new_actors: bool,
) -> tuple[Outcome, Event, frozenset[str]]:
    """Take over what a row says otherwise than before.

    Returns the event as it is then, and the fields of it that were edited here.
    """
    event = events.get(db, known.event)
    said, now = fingerprints(draft), fingerprints(draft_of(event))
    before = {name: known.content.get(name, ("", "")) for name in said}
    changed = {name for name in said.keys() & set(fields) if said[name] != before[name][0]}
    edited = frozenset(name for name in said if now[name] != before[name][1])
    after = change(db, event, draft, changed - edited, remarks, new_actors)
    if after != event:
        return Outcome.CORRECTED, after, edited
    return (Outcome.EDITED_HERE if changed & edited else Outcome.SAME), after, edited


def change(
    db: Database,
    event: Event,
    draft: EventDraft,
    fields: Collection[str],
    remarks: list[str],
    new_actors: bool,
) -> Event:
    """Let fields of an event be as a draft has them; returns the event as it is then."""
    values = {name: getattr(draft, name) for name in EDITED if name in fields}
    values |= {name: CLEARED[name] for name, value in values.items() if value is None}
    if values:
        apply_edit(db, event, EventEdit(**values), remarks, new_actors, draft.date)
    if "notes" in fields:
        add_notes(db, event, draft)
    if "citations" in fields:
        cited = [resolved_citation(db, each, remarks) for each in draft.citations]
        # A source is cited anew as a whole: without a locator `uncite` takes all that it says.
        stale = {each.source for each in event.citations if each not in cited}
        for source in sorted(stale):
            events.uncite(db, event.id, source)
        for each in dict.fromkeys(cited):
            if each.source in stale or each not in event.citations:
                events.cite(db, event.id, each)
    return events.get(db, event.id)


def add_notes(db: Database, event: Event, draft: EventDraft) -> list[str]:
    """Add the notes of a draft that an event lacks; those it has stay, whoever wrote them."""
    there = {note.text for note in event.notes}
    fresh = [note.checked() for note in draft.notes]
    added = [note for note in fresh if note.text not in there]
    for note in added:
        event_lists.append(db, event.id, NOTES, note)
    return [note.text for note in added]


def fingerprints(draft: EventDraft) -> dict[str, str]:
    """A fingerprint of what each field of a draft says."""
    return {
        field.name: hashlib.sha256(
            repr(draft.date.text if field.name == "date" else getattr(draft, field.name)).encode(
                "utf-8", "replace"
            )
        ).hexdigest()[:FINGERPRINT]
        for field in FIELDS
        if field.name not in ("id", "handle")
    }


def _is_of_one_table(said: Mapping[str, str], content: row_ids.Content) -> bool:
    """Whether a row says the title or the date that it said."""
    return any(content.get(name, ("",))[0] == said[name] for name in ("title", "date"))
