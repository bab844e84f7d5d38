"""Drafted events: they wait among the proposals, and count for nothing until they are accepted.

What became of a draft stays under its key without any words of the text, so that drafting again
proposes only what is new, and links reach the event that a draft has become.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tracker.errors import NotFound, Refused, TrackerError
from tracker.model.answer import Recorded
from tracker.model.dates import EventDate
from tracker.model.drafting import OF_PUBLICATION, Drafted, DraftLink, Reviewed, WaitingDraft
from tracker.model.event import Event, EventClaim, EventDraft
from tracker.model.likelihood import is_in_words, parse_likelihood
from tracker.model.link import LinkDraft
from tracker.model.source import Citation
from tracker.recording.additions import describe_source
from tracker.recording.claims import add_claims
from tracker.recording.events import event_remarks, store_event
from tracker.recording.evidence import resolved_citation
from tracker.recording.links import store_link
from tracker.store import events, identities, listing, proposals, registers
from tracker.store.database import Database
from tracker.store.references import resolve_to_change

DRAFT = "draft"
ACCEPTED, REFUSED = "accepted", "refused"
Row = sqlite3.Row


def store_drafts(db: Database, name: str, drafts: Iterable[Drafted]) -> tuple[list[int], int]:
    """Let drafts wait for review; the numbers of those that are new, and how many were known."""
    known = {content["key"] for _, content in _all(db)}
    numbers: list[int] = []
    seen = 0
    with db.transaction(f"draft {name}"):
        for draft in drafts:
            if draft.key in known:
                seen += 1
                continue
            known.add(draft.key)
            content = {"kind": DRAFT, "key": draft.key, "draft": draft.plain()}
            numbers.append(proposals.store(db, db.analyst, name, content))
    return numbers, seen


def waiting_drafts(db: Database, numbers: Iterable[int] | None = None) -> list[WaitingDraft]:
    """The drafts that wait, all or some, each with the events that it looks like."""
    chosen = None if numbers is None else set(numbers)
    found = []
    for row, content in _all(db):
        if "draft" in content and (chosen is None or row["id"] in chosen):
            draft = Drafted.of_plain(content["draft"])
            found.append(WaitingDraft(row["id"], draft, alike(db, draft)))
    return found


def is_draft(db: Database, number: int) -> bool:
    """Whether the proposal of a number is a draft that waits."""
    row = proposals.get(db, number)
    content = None if row is None else content_of_draft(row)
    return content is not None and "draft" in content


def content_of_draft(row: Row) -> dict[str, Any] | None:
    """What a proposal says where it is a draft, or what became of one; else None."""
    try:
        content = json.loads(row["content"] or "{}")
    except ValueError:
        return None
    is_one = isinstance(content, dict) and content.get("kind") == DRAFT and "key" in content
    return content if is_one else None


def _all(db: Database) -> Iterable[tuple[Row, dict[str, Any]]]:
    for row in proposals.everything(db):
        if (content := content_of_draft(row)) is not None:
            yield row, content


def draft_of(db: Database, number: int) -> Drafted:
    """The draft of a number; an error where none waits under it."""
    row = proposals.get(db, number)
    content = None if row is None else content_of_draft(row)
    if content is None or "draft" not in content:
        waiting = [str(each.number) for each in waiting_drafts(db)]
        hint = f"There are {', '.join(waiting[:20])}." if waiting else "None waits."
        raise NotFound("draft", str(number), hint=hint)
    return Drafted.of_plain(content["draft"])


def event_draft_of(draft: Drafted) -> EventDraft:
    """The event that a draft proposes, with the citation of its sentence."""
    missing = [name for name in ("date", "type") if not getattr(draft, name)]
    if missing:
        raise Refused(
            f"The text says no {' and no '.join(missing)} for “{draft.title}”: change the draft "
            "rather than accept it as it is, or give `tracker draft` the day with --published."
        )
    return EventDraft(
        draft.title, EventDate.parse(draft.date), draft.type, draft.by, draft.to,
        place=draft.place or None, status=draft.status, citations=(citation_of(draft),),
        claims=claims_of(draft),
    )  # fmt: skip


def citation_of(draft: Drafted) -> Citation:
    """The passage that an accepted draft cites: its sentence, word for word."""
    return Citation(draft.source, locator=draft.locator, quotation=draft.quotation)


def claims_of(draft: Drafted) -> tuple[EventClaim, ...]:
    """Whose word the event is; a hedge without a claimant is the word of the source itself."""
    hedge = f"The text hedges: {draft.likelihood}." if draft.likelihood else ""
    if draft.claims:
        return tuple(
            EventClaim(each.claimed_by, each.denied, each.because or hedge) for each in draft.claims
        )
    left_open = draft.rules.get("hedge", "")
    hedge = hedge or (
        f"The text leaves it open: {left_open.partition(':')[0]}" if left_open else ""
    )
    return (EventClaim(draft.source, False, hedge),) if hedge else ()


def accept_draft(
    db: Database, number: int, changed: EventDraft | None = None
) -> Recorded[Reviewed]:
    """Record the event of a draft, as it is or as it was `changed`, with its citation and links."""
    draft = draft_of(db, number)
    wanted = changed or event_draft_of(draft)
    remarks: list[str] = []
    with db.transaction(f"review --accept {number}"):
        # The claimant of what is claimed may be the source itself, which must be there first.
        source = resolved_citation(db, citation_of(draft), remarks).source
        _describe(db, source, draft)
        event_number = store_event(db, wanted, remarks)
        event = events.get(db, event_number)
        remarks += event_remarks(db, event, wanted.date)
        remarks.append(f"Added event {event.id}: {event.handle}.")
        _settle(db, number, draft, event, source, remarks)
    return Recorded(Reviewed(number, draft, event.handle), remarks=tuple(remarks))


def merge_draft(db: Database, number: int, reference: object) -> Recorded[Reviewed]:
    """Cite the sentence of a draft for an event that is there, with whose word it is."""
    draft = draft_of(db, number)
    remarks: list[str] = []
    event_number = resolve_to_change(db, reference)
    with db.transaction(f"review --merge {number}={reference}"):
        citation = resolved_citation(db, citation_of(draft), remarks)
        _describe(db, citation.source, draft)
        events.cite(db, event_number, citation)
        event = events.get(db, event_number)
        for claim in claims_of(draft):
            try:
                remarks += add_claims(db, str(event_number), [claim]).remarks
            except Refused as error:  # who asserts by one text may deny by another
                remarks.append(str(error))
        remarks.append(f"Cited {citation.source} for {event.handle}.")
        _settle(db, number, draft, event, citation.source, remarks)
    return Recorded(Reviewed(number, draft, event.handle), remarks=tuple(remarks))


def refuse_draft(db: Database, number: int) -> Recorded[Reviewed]:
    """Let a draft wait no more; it is not proposed again."""
    draft = draft_of(db, number)
    with db.transaction(f"review --refuse {number}"):
        proposals.update(db, number, {"kind": DRAFT, "key": draft.key, "became": REFUSED})
    said = f"Draft {number} is refused, and will not be proposed again: {draft.title}."
    return Recorded(Reviewed(number, draft), remarks=(said,))


def _describe(db: Database, code: str, draft: Drafted) -> None:
    """Keep what the text says of itself, where nothing is recorded of it yet."""
    there = listing.sources(db, [code])[code]
    new = {name: value for name, value in draft.known.items() if value and not getattr(there, name)}
    if new:
        describe_source(db, code, new)


def _settle(
    db: Database, number: int, draft: Drafted, event: Event, source: str, remarks: list[str]
) -> None:
    """Note what a draft has become, and make the links whose other end is there by now."""
    uuid = identities.identities(db, [event.id])[event.id]
    content = {"kind": DRAFT, "key": draft.key, "became": ACCEPTED, "event": uuid}
    proposals.update(db, number, content)
    if not (draft.because or draft.leads_to):
        return
    others = {each["key"]: (row["id"], each) for row, each in _all(db)}
    numbers = {uuid: number for number, uuid in identities.identities(db).items()}
    for link, is_cause in (
        *((each, True) for each in draft.because),
        *((each, False) for each in draft.leads_to),
    ):
        waiting, other = others.get(link.key, (0, {}))
        if "draft" in other:
            _hand_over(db, waiting, other, replace(link, key=draft.key), is_cause)
        elif (there := numbers.get(other.get("event", ""))) and not events.is_free(db, there):
            ends = (there, event.id) if is_cause else (event.id, there)
            _link(db, link, ends, source, remarks)


def _hand_over(
    db: Database, number: int, content: Mapping[str, Any], link: DraftLink, is_cause: bool
) -> None:
    """Let the draft at the other end make the link, when it is accepted in its turn."""
    draft = Drafted.of_plain(content["draft"])
    if is_cause and link.key not in {each.key for each in draft.leads_to}:
        draft = replace(draft, leads_to=(*draft.leads_to, link))
    elif not is_cause and link.key not in {each.key for each in draft.because}:
        draft = replace(draft, because=(*draft.because, link))
    if draft.plain() != content["draft"]:
        proposals.update(db, number, {**content, "draft": draft.plain()})


def _link(
    db: Database, link: DraftLink, ends: tuple[int, int], source: str, remarks: list[str]
) -> None:
    """Record a cause as the claim of the text's author, never of the analyst."""
    cause, effect = (str(events.get(db, end).handle) for end in ends)
    claim = LinkDraft(
        cause, effect, link.relation, parse_likelihood(link.likelihood), source,
        f"The text joins the two by “{link.words}”.",
        (Citation(source, locator=link.locator, quotation=link.quotation),),
        in_words=is_in_words(link.likelihood),
    )  # fmt: skip
    try:
        store_link(db, claim, remarks)
    except TrackerError as error:
        remarks.append(f"{cause} → {effect} was not linked: {error}")
        return
    remarks.append(
        f"Linked {cause} → {effect}: {link.relation}, {link.likelihood}, claimed by {source}."
    )


def alike(db: Database, draft: Drafted) -> tuple[str, ...]:
    """The events of the record that a draft looks like, the likeliest first."""
    date = EventDate.known(draft.date) if draft.date else None
    event_type = listing.types(db, [draft.type]).get(draft.type) if draft.type else None
    if date is None or date.earliest is None or date.latest is None or event_type is None:
        return ()
    named = {*draft.by, *draft.to}
    actors = listing.actors(db, named)
    numbers = events.acting_about(db, named, *_spread(date, is_said=not _is_of_publication(draft)))
    if not numbers:
        return ()
    near = events.fetch(db, numbers)
    from tracker.analysis.likeness import find_alike

    by, to = (
        tuple(actors[code] for code in side if code in actors) for side in (draft.by, draft.to)
    )
    event = Event(0, "draft", draft.title, date, event_type, by, to)
    found = [each.handle for each in find_alike(event, near)]
    # Of one type and doer at a date that may be the same it is likely the same act.
    found += [
        each.handle
        for each in near
        if each.type.code == draft.type and set(draft.by) & {actor.code for actor in each.by}
    ]
    return tuple(dict.fromkeys(found))[:MOST_ALIKE]


MOST_ALIKE = 3
LOOKED_BACK = timedelta(days=31)


def _is_of_publication(draft: Drafted) -> bool:
    return draft.rules.get("date", "") == OF_PUBLICATION


def _spread(date: EventDate, is_said: bool) -> tuple[str, str]:
    """The bounds of a date with the margin of a doubtful one.

    A text tells of the weeks before it: where it says no date they are looked at, too.
    """
    spread = date.spread
    first, last = spread.earliest or date.earliest, spread.latest or date.latest
    assert first is not None
    assert last is not None
    if not is_said:
        first -= min(LOOKED_BACK, first - datetime.min)
    return first.isoformat(), last.isoformat()


def known_source(db: Database, name: str) -> str:
    """The day on which a source that is recorded appeared, as EDTF; empty where it is not known."""
    code = registers.find(db, registers.SOURCES, name)
    return "" if code is None else listing.sources(db, [code])[code].published or ""
