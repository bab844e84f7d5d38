"""A chronicle as drafts: the batch that, read in again, gives just this chronicle."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tracker.model.chronicle import Batch, Chronicle
from tracker.model.counterfactuals import CounterfactualDraft
from tracker.model.event_fields import draft_of
from tracker.model.hypotheses import RatingDraft, RivalDraft
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft
from tracker.model.parts import wholes_of


def batch_of(chronicle: Chronicle, complete: bool = True) -> Batch:
    """The chronicle as it would come in again: reading what is written gives just this."""
    # In the order of their numbers: a file kept beside the database grows at the end, and an
    # event whose date is corrected stays where it was.
    recorded = sorted(chronicle.events.values(), key=lambda event: event.id)
    events = tuple(
        replace(draft_of(event), uuid=chronicle.identities.get(event.id)) for event in recorded
    )
    links = tuple(
        LinkDraft(
            chronicle.events[link.cause].handle, chronicle.events[link.effect].handle,
            link.relation, link.likelihood, link.claimed_by, link.because, link.citations,
            link.denied, link.marking, link.in_words,
            tuple(chronicle.events[partner].handle for partner in link.partners), link.needed,
        )
        for link in (*chronicle.links, *chronicle.denials)
    )  # fmt: skip
    orders = tuple(
        OrderDraft(
            chronicle.events[claim.before].handle, chronicle.events[claim.after].handle,
            claim.at_least, claim.within, claim.citations,
        )
        for claim in chronicle.orders
    )  # fmt: skip
    named = {number: event.handle for number, event in chronicle.events.items()}
    rivals = tuple(
        RivalDraft(named[each.event], each.name, tuple((named[a], named[b]) for a, b in each.links))
        for each in chronicle.rivals
    )
    ratings = tuple(
        RatingDraft(named[each.event], each.explanation, each.source, each.rating, each.locator)
        for each in chronicle.ratings
    )
    counterfactuals = tuple(
        CounterfactualDraft(named[each.cause], named[each.effect], each.answer)
        for each in chronicle.counterfactuals
    )
    referred: set[str] = {each.source for each in ratings}
    for event in events:
        referred.update((event.type, *event.by, *event.to))
        referred.update(citation.source for citation in event.citations)
        referred.update(claim.claimed_by for claim in event.claims)
    for link in links:
        referred.update((link.relation, link.claimed_by))
        referred.update(citation.source for citation in link.citations)

    for order in orders:
        referred.update(citation.source for citation in order.citations)
    waiting = [code for code in chronicle.sources if code in referred]
    while waiting:  # with a source comes what it relays
        originals = set(chronicle.sources[waiting.pop()].relays) - referred
        referred |= originals
        waiting += originals
    for code in tuple(referred):  # and with an actor of whom it is part
        referred.update(wholes_of(code, chronicle.actors))

    def kept(register: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(value for code, value in register.items() if complete or code in referred)

    return Batch(
        kept(chronicle.actors), kept(chronicle.types), kept(chronicle.relations),
        kept(chronicle.sources), events, links, complete, orders, rivals=rivals, ratings=ratings,
        counterfactuals=counterfactuals,
        former_handles=chronicle.former_handles if complete else (),
        column_maps=chronicle.column_maps if complete else (),
    )  # fmt: skip
