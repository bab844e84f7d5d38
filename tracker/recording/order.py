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
from tracker.model.names import folded
from tracker.model.order import LEAST, OrderClaim, OrderDraft
from tracker.model.place_zones import with_zones_of_places
from tracker.model.readings import offsets_tried_near, order_doubt
from tracker.model.source import Grade
from tracker.recording.evidence import grade_source, resolved_citation
from tracker.store import events, links, orders
from tracker.store.database import Database
from tracker.store.references import resolve_to_change

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
    first, then = (events.get(db, number) for number in claim.events)
    if said := order_doubt(first, then):
        remarks.append(said)
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
            refuse_if_impossible(db, events.get(db, link.cause), events.get(db, link.effect))


def _derive_what_holds(db: Database) -> tuple[str, ...]:
    """Derive the bounds of what can hold after a claim was taken back, and say what cannot.

    Other programs can write several contradictions; each must be taken out while others stand.
    """
    try:
        rederive(db)
    except ContradictoryOrder:
        from tracker.analysis.instants import clock_of, impossible_claims

        claims = orders.everything(db)
        found = _concerned(db, claims)
        clocks = {number: clock_of(event) for number, event in found.items()}
        _keep_derived(db, found, impossible_claims(clocks, claims)[0])
        return (
            "There are claims of order left that cannot all hold; "
            "`tracker check --rule contradiction` lists them.",
        )
    return ()


def derive_again(db: Database) -> None:
    """Derive all bounds anew, as after dates have come to be read otherwise."""
    if orders.any_claimed(db):
        with db.transaction("derive bounds again"):
            _derive_what_holds(db)


def refuse_if_impossible(db: Database, cause: Event, effect: Event) -> None:
    """Refuse a link whose effect was before its cause in any time zones, by dates and claims.

    An effect that is an interval may have begun before what then bore on it.
    """
    pair = with_zones_of_places({cause.id: cause, effect.id: effect})
    cause, effect = pair[cause.id], pair[effect.id]
    same_clock = cause.place is not None and folded(cause.place) == folded(effect.place or "")
    before = effect.date.is_certainly_before(cause.date, same_clock)
    ordered = False
    if not before and (orders.touching(db, cause.id) or orders.touching(db, effect.id)):
        before, ordered = _is_first_by_claims(db, effect, cause)
    if before:
        dates = (f"{event.date} {event.derived_text}".strip() for event in (cause, effect))
        cause_date, effect_date = dates
        tried = offsets_tried_near(effect.date, cause.date)
        raise EffectBeforeCause(cause.handle, cause_date, effect.handle, effect_date, tried)
    if ordered and not effect.date.is_interval:
        raise OrderedOtherwise(cause.handle, effect.handle)


def _is_first_by_claims(db: Database, effect: Event, cause: Event) -> tuple[bool, bool]:
    """Whether an effect is over before its cause by derived bounds; whether it began before it."""
    from tracker.analysis.instants import clock_of, is_first_everywhere, possible_bounds
    from tracker.analysis.order import Contradiction

    claims = orders.everything(db)
    found = with_zones_of_places(_concerned(db, claims) | {effect.id: effect, cause.id: cause})
    clocks = {number: clock_of(event) for number, event in found.items()}
    try:
        bounds = possible_bounds(clocks, claims)
        ordered = is_first_everywhere(clocks, claims, effect.id, cause.id)
    except Contradiction as error:
        raise _contradictory(error, found) from None
    over = effect.date.instants[1] if effect.date.is_interval else bounds[effect.id][1]
    begun = bounds[cause.id][0]
    return over is not None and begun is not None and over < begun, ordered


def _concerned(db: Database, claims: Iterable[OrderClaim]) -> dict[int, Event]:
    """The events that claims of order speak of."""
    ends = {end for claim in claims for end in claim.events}
    return with_zones_of_places({event.id: event for event in events.fetch(db, ends)})


def derive_bounds(db: Database) -> set[int]:
    """Keep the bounds that follow from all claims; returns the events for which they changed.

    Refused is what cannot be in any zone. The bounds follow by the clocks where the events were,
    without the claims that these contradict: `tracker check` lists those.
    """
    from tracker.analysis.instants import clock_of, possible_bounds
    from tracker.analysis.order import Contradiction

    claims = orders.everything(db)
    found = _concerned(db, claims)
    try:
        possible_bounds({number: clock_of(event) for number, event in found.items()}, claims)
    except Contradiction as error:
        raise _contradictory(error, found) from None
    return _keep_derived(db, found, claims)


def _keep_derived(
    db: Database, found: Mapping[int, Event], claims: Iterable[OrderClaim]
) -> set[int]:
    from tracker.analysis.order import consistent_part, derived_bounds, offsets_of

    recorded = {number: event.date.beginning for number, event in found.items()}
    offsets = offsets_of(found.values())
    part = consistent_part(recorded, claims, offsets)
    derived = derived_bounds(part.dates, part.claims, offsets)
    return orders.keep_derived(
        db, {number: pair for number, pair in derived.items() if pair != recorded[number]}
    )


def _contradictory(error: "Contradiction", found: Mapping[int, Event]) -> ContradictoryOrder:
    """The refusal of claims that contradict one another, with each of them in words."""
    from tracker.analysis.instants import offsets_tried
    from tracker.analysis.order import reason_in_words

    names = {number: event.handle for number, event in found.items()}
    dates = {number: event.date.text for number, event in found.items()}
    reasons = [reason_in_words(reason, names, dates) for reason in error.reasons]
    return ContradictoryOrder(reasons, offsets_tried(error.reasons, found))


def _check_links_still_hold(db: Database, number: int) -> None:
    """Refuse a date that would put an effect wholly before its cause."""
    for link in links.touching(db, number):
        if not link.denied:
            refuse_if_impossible(db, events.get(db, link.cause), events.get(db, link.effect))
