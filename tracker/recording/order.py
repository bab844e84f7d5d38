"""Recording of claims of order: kept only while all of them and all dates can hold."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.errors import (
    ContradictoryOrder,
    EffectBeforeCause,
    NotFound,
    OrderedOtherwise,
    Refused,
    SelfLink,
)
from tracker.model.answer import Recorded
from tracker.model.event import Event
from tracker.model.order import LEAST, OrderClaim, OrderDraft
from tracker.model.source import Grade
from tracker.recording.evidence import grade_source, resolved_citation
from tracker.store import events, links, orders
from tracker.store.database import Database
from tracker.store.references import resolve_to_change

if TYPE_CHECKING:
    from tracker.analysis.order import Contradiction

if TYPE_CHECKING:
    from tracker.analysis.order import Contradiction


def add_order(
    db: Database, draft: OrderDraft, grades: Iterable[Grade | None] = ()
) -> Recorded[OrderClaim]:
    """Record that one event began before another; the same claim again adds to its sources."""
    remarks: list[str] = []
    ends = [
        events.get(db, resolve_to_change(db, end)).handle for end in (draft.before, draft.after)
    ]
    with db.transaction(f"order {' before '.join(ends)}"):
        claim = store_order(db, draft, remarks)
        for citation, grade in zip(claim.citations, grades, strict=False):
            grade_source(db, citation.source, grade)
        rederive(db)
    return Recorded(claim, remarks=tuple(remarks))


def store_order(db: Database, draft: OrderDraft, remarks: list[str]) -> OrderClaim:
    """Check a draft and write it within the transaction that is open; `rederive` comes after."""
    before, after = (resolve_to_change(db, end) for end in (draft.before, draft.after))
    if before == after:
        raise SelfLink(events.get(db, before).handle)
    if draft.within is not None and draft.within < max(draft.at_least, LEAST):
        raise Refused("--within must be at least as long as --at-least.")
    cited = tuple(resolved_citation(db, citation, remarks) for citation in draft.citations)
    for known in orders.between(db, before, after):
        if (known.at_least, known.within) == (draft.at_least, draft.within):
            if not cited:
                raise Refused("This is claimed already; name a further --source for it.")
            for citation in cited:
                orders.cite(db, known.id, citation)
            remarks.append("It is claimed already; the source was added to that claim.")
            return replace(known, citations=cited)
    claim = OrderClaim(before, after, draft.at_least, draft.within, citations=cited)
    number = orders.insert(db, claim)
    return OrderClaim(before, after, draft.at_least, draft.within, number, cited)


def remove_orders(db: Database, before: str, after: str) -> Recorded[list[OrderClaim]]:
    """Remove all claims that one event began before another."""
    first, second = (events.get(db, resolve_to_change(db, end)) for end in (before, after))
    found = orders.between(db, first.id, second.id)
    if not found:
        claim = f"{first.handle} before {second.handle}"
        raise NotFound("claim of order", claim, hint="`tracker order` lists all.")
    with db.transaction(f"order {first.handle} before {second.handle} --remove"):
        orders.delete(db, [claim.id for claim in found])
        said = _derive_what_holds(db)
    return Recorded(found, remarks=said)


def rederive(db: Database, redated: Iterable[int] = ()) -> None:
    """Derive the bounds anew, or refuse what was just changed, with the shortest contradiction.

    Called at the end of whatever changes a date or an order claim; `redated` are the events
    that got another date. Without any order claim it costs one query.
    """
    moved = set(redated)
    claims = orders.everything(db)
    if orders.any_claimed(db):
        moved |= derive_bounds(db)
    for number in sorted(moved):
        _check_links_still_hold(db, number)
    for link in links.among(db, {end for claim in claims for end in (claim.before, claim.after)}):
        if not link.denied:
            refuse_if_ordered_otherwise(db, link.cause, link.effect)


def _derive_what_holds(db: Database) -> tuple[str, ...]:
    """Derive the bounds of what can hold after a claim was taken back, and say what cannot.

    Other programs can write several contradictions; each must be taken out while others stand.
    """
    try:
        rederive(db)
    except ContradictoryOrder:
        from tracker.analysis.order import consistent_part, derived_bounds

        claims = orders.everything(db)
        concerned = {end for claim in claims for end in claim.events}
        found = {event.id: event.date for event in events.fetch(db, concerned)}
        recorded = {number: date.beginning for number, date in found.items()}
        part = consistent_part(recorded, claims)
        derived = derived_bounds(part.dates, part.claims)
        orders.keep_derived(
            db, {number: pair for number, pair in derived.items() if pair != recorded[number]}
        )
        return (
            "There are claims of order left that cannot all hold; "
            "`tracker check --rule contradiction` lists them.",
        )
    return ()


def refuse_if_ordered_otherwise(db: Database, cause: int, effect: int) -> None:
    """Refuse a link whose effect began before its cause by the claims of order.

    An effect that is an interval may have begun before what then bore on it.
    """
    if not all(orders.touching(db, end) for end in (cause, effect)):
        return
    claims = orders.everything(db)
    ends = {end for claim in claims for end in (claim.before, claim.after)}
    from tracker.analysis.order import Contradiction, certainly_before

    found = {event.id: event for event in events.fetch(db, ends)}
    recorded = {number: event.date.beginning for number, event in found.items()}
    try:
        ordered = certainly_before(recorded, claims, effect, cause)
    except Contradiction as error:
        raise _contradictory(error, found) from None
    if ordered and not found[effect].date.is_interval:
        raise OrderedOtherwise(found[cause].handle, found[effect].handle)


def derive_bounds(db: Database) -> set[int]:
    """Keep the bounds that follow from all claims; returns the events for which they changed."""
    from tracker.analysis.order import Contradiction, derived_bounds

    claims = orders.everything(db)
    concerned = {end for claim in claims for end in (claim.before, claim.after)}
    found = {event.id: event for event in events.fetch(db, concerned)}
    recorded = {number: event.date.beginning for number, event in found.items()}
    try:
        derived = derived_bounds(recorded, claims)
    except Contradiction as error:
        raise _contradictory(error, found) from None
    return orders.keep_derived(
        db, {number: pair for number, pair in derived.items() if pair != recorded[number]}
    )


def _contradictory(error: "Contradiction", found: Mapping[int, Event]) -> ContradictoryOrder:
    """The refusal of claims that contradict one another, with each of them in words."""
    from tracker.analysis.order import reason_in_words

    names = {number: event.handle for number, event in found.items()}
    dates = {number: event.date.text for number, event in found.items()}
    return ContradictoryOrder([reason_in_words(r, names, dates) for r in error.reasons])


def _check_links_still_hold(db: Database, number: int) -> None:
    """Refuse a date that would put an effect wholly before its cause."""
    for link in links.touching(db, number):
        cause, effect = events.get(db, link.cause), events.get(db, link.effect)
        if not link.denied and effect.when.is_wholly_before(cause.when):
            dates = (f"{event.date} {event.derived_text}".strip() for event in (cause, effect))
            cause_date, effect_date = dates
            raise EffectBeforeCause(cause.handle, cause_date, effect.handle, effect_date)
