"""Recording of rival explanations of an event, and of ratings of the evidence."""

from collections.abc import Iterable, Sequence

from tracker.errors import InvalidInput, NotFound, Refused
from tracker.model.answer import Recorded
from tracker.model.event import Event
from tracker.model.hypotheses import (
    Rating,
    RatingDraft,
    Rival,
    RivalDraft,
    parse_consistency,
)
from tracker.model.text import clean_line
from tracker.recording.evidence import is_claimant, resolved_claimant
from tracker.store import events, hypotheses, links, registers
from tracker.store.database import Database
from tracker.store.references import resolve_to_change


def add_rival(db: Database, draft: RivalDraft) -> Recorded[Rival]:
    """Record a rival explanation; one of that name gets other links."""
    event = events.get(db, resolve_to_change(db, draft.event))
    with db.transaction(f"hypotheses {event.handle} --name {draft.name}"):
        rival = store_rival(db, draft)
    return Recorded(rival)


def store_rival(db: Database, draft: RivalDraft) -> Rival:
    """Check a rival explanation and write it within the transaction that is open."""
    event = events.get(db, resolve_to_change(db, draft.event))
    name = clean_line(draft.name, "name")
    if is_claimant(db, name):
        raise Refused(
            f"{name} is somebody who claims links, and their account is an explanation already; "
            "choose another name."
        )
    ends = tuple(
        (resolve_to_change(db, cause), resolve_to_change(db, effect))
        for cause, effect in draft.links
    )
    for cause, effect in ends:
        if not any(not link.denied for link in links.between(db, cause, effect)):
            first, last = (events.get(db, number).handle for number in (cause, effect))
            raise Refused(
                f"Nobody claims that {first} led to {last}; `tracker link {first} {last}` records "
                "a claim first."
            )
    rival = Rival(event.id, name, ends)
    rated = [each for each in hypotheses.ratings_of(db, [event.id]) if each.explanation == name]
    hypotheses.delete_rival(db, event.id, name)
    hypotheses.insert_rival(db, rival)
    for rating in rated:
        hypotheses.rate(db, rating)
    return rival


def remove_rival(db: Database, reference: str, name: str) -> Recorded[Event]:
    """Remove a rival explanation of an event, with its ratings."""
    event = events.get(db, resolve_to_change(db, reference))
    with db.transaction(f"hypotheses {event.handle} --remove {name}"):
        if not hypotheses.delete_rival(db, event.id, name.strip()):
            there = [rival.name for rival in hypotheses.rivals_of(db, [event.id])]
            hint = f"There are {', '.join(there)}." if there else "None is named yet."
            raise NotFound(f"explanation of {event.handle}", name, hint=hint)
    return Recorded(event)


def rate_cells(db: Database, reference: str, cells: Sequence[RatingDraft]) -> Recorded[Event]:
    """Rate evidence for explanations of an event; another rating replaces the one of a cell."""
    event = events.get(db, resolve_to_change(db, reference))
    with db.transaction(f"hypotheses {event.handle} --rate ({len(cells)})"):
        for draft in cells:
            store_rating(db, draft)
    return Recorded(event)


def store_rating(db: Database, draft: RatingDraft) -> Rating:
    """Check a rating and write it within the transaction that is open."""
    number = resolve_to_change(db, draft.event)
    rating = Rating(
        number,
        explanation_named(draft.explanation, db, hypotheses.rivals_of(db, [number])),
        registers.resolve(db, registers.SOURCES, draft.source),
        parse_consistency(draft.rating).value,
        clean_line(draft.locator, "locator") if draft.locator.strip() else "",
    )
    hypotheses.rate(db, rating)
    return rating


def explanation_named(name: str, db: Database, rivals: Iterable[Rival]) -> str:
    """The explanation that is meant: a rival of that name, else the account of a claimant."""
    named = [rival.name for rival in rivals]
    if name.strip() in named:
        return name.strip()
    try:
        return resolved_claimant(db, name)
    except NotFound:
        there = f"named are {', '.join(named)}" if named else "none is named yet"
        raise InvalidInput(
            f"There is no explanation {name[:60]!r}: {there}, and nobody who claims links is "
            "called so."
        ) from None
