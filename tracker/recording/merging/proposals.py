"""Proposals: conflicts left open, which wait to be accepted, changed or refused one by one."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tracker.analysis.merging.entries import SIMPLE
from tracker.errors import InvalidInput, NotFound, Refused
from tracker.model.actor import ANALYST
from tracker.model.answer import Recorded
from tracker.model.answers.merging import Proposal
from tracker.model.dates import EventDate
from tracker.model.event_fields import Kind
from tracker.model.likelihood import is_in_words, parse_likelihood
from tracker.model.merging import Change, Conflict
from tracker.recording.drafting import content_of_draft
from tracker.recording.merging.applying import Applier
from tracker.recording.merging.sides import side_of
from tracker.recording.merging.wording import about, side_text
from tracker.recording.shipped import batch_of_record
from tracker.store import identities, proposals
from tracker.store.database import Database

KINDS = {field.name: field.kind for field in SIMPLE}


def content_of(conflict: Conflict, handles: Mapping[str, str]) -> dict[str, Any]:
    """A conflict as it waits: in words, with the changes that accept it."""
    return {
        "about": about(conflict, handles),
        "ours": side_text(conflict, conflict.ours, handles),
        "theirs": side_text(conflict, conflict.theirs, handles),
        "reason": conflict.reason,
        "changes": [change.plain() for change in conflict.changes],
    }


def open_proposals(db: Database) -> tuple[Proposal, ...]:
    """All proposals that wait, but for drafts of events, and what became of those."""
    return tuple(
        _proposal(row) for row in proposals.everything(db) if content_of_draft(row) is None
    )


def accept(db: Database, number: int, value: str | None = None) -> Recorded[Proposal]:
    """Make the change that was proposed, or with a `value` that of the field as it is given."""
    row = _row(db, number)
    proposal = _proposal(row)
    changes = _changes(row)
    if value is not None:
        changes = (_with_value(proposal, changes, value),)
    remarks: list[str] = []
    with db.transaction(f"review --accept {number}"):
        applier_of(db, remarks).apply(changes)
        proposals.delete(db, number)
    said = "changed to what you gave" if value is not None else "accepted"
    return Recorded(proposal, remarks=(*remarks, f"Proposal {number} is {said}: {proposal.about}."))


def refuse(db: Database, number: int) -> Recorded[Proposal]:
    """Let the record stay as it is; the proposal waits no more."""
    proposal = _proposal(_row(db, number))
    with db.transaction(f"review --refuse {number}"):
        proposals.delete(db, number)
    return Recorded(proposal, remarks=(f"Proposal {number} is refused: {proposal.about}.",))


def applier_of(db: Database, remarks: list[str]) -> Applier:
    """What writes changes into the record as it is now."""
    ours = side_of(db, batch_of_record(db))
    numbers = {uuid: number for number, uuid in identities.identities(db).items()}
    return Applier(db, ours.entries, {name: numbers[name] for name in ours.handles}, remarks)


def _row(db: Database, number: int) -> sqlite3.Row:
    row = proposals.get(db, number)
    if row is None or content_of_draft(row) is not None:
        waiting = [str(each.number) for each in open_proposals(db)]
        hint = f"There are {', '.join(waiting[:20])}." if waiting else "None waits."
        raise NotFound("proposal", str(number), hint=hint)
    return row


def _content(row: sqlite3.Row) -> dict[str, Any]:
    """What is proposed, empty where it was redacted or another program wrote anything there."""
    try:
        content = json.loads(row["content"] or "{}")
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _changes(row: sqlite3.Row) -> tuple[Change, ...]:
    content = _content(row)
    if not content.get("changes"):
        raise Refused(
            f"What proposal {row['id']} proposes cannot be read any more; `tracker review --refuse "
            f"{row['id']}` removes it."
        )
    return tuple(map(Change.of_plain, content["changes"]))


def _proposal(row: sqlite3.Row) -> Proposal:
    content = _content(row)
    changes = content.get("changes", ())
    return Proposal(
        row["id"], row["at"], row["who"] or ANALYST, row["origin"],
        content.get("about", "[redacted]"), content.get("ours", ""), content.get("theirs", ""),
        content.get("reason", ""), changes[0]["field"] if len(changes) == 1 else None,
    )  # fmt: skip


def _with_value(proposal: Proposal, changes: tuple[Change, ...], value: str) -> Change:
    """The change of a field to another value than the one proposed."""
    change = changes[0]
    if len(changes) > 1 or change.field is None:
        raise InvalidInput(
            f"Proposal {proposal.number} is about more than one value; accept or refuse it, and "
            "change what is recorded then."
        )
    return replace(change, new=_read(change, value))


def _read(change: Change, value: str) -> Any:
    """A value as a person types it, as the field of an entry has it."""
    assert change.field is not None
    if change.field == "likelihood":
        return parse_likelihood(value), is_in_words(value)
    kind = KINDS.get(change.field) if change.key[0] == "event" and change.item is None else None
    if kind is Kind.DATE:
        return EventDate.parse(value).text
    if kind is Kind.ACTORS:
        return tuple(name.strip() for name in value.split(";") if name.strip())
    samples = [each for each in (change.old, change.new) if each is not None]
    try:
        if any(isinstance(each, bool) for each in samples):
            return {"yes": True, "no": False}[value.strip().casefold()]
        if any(isinstance(each, float) for each in samples):
            return float(value)
        if any(isinstance(each, int) for each in samples):
            return int(value)
    except (KeyError, ValueError):
        raise InvalidInput(f"{value[:40]!r} is no value of {change.field}.") from None
    return value
