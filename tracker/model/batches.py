"""A chronicle as drafts: the batch that, read in again, gives just this chronicle."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from typing import Any

from tracker.model.chronicle import Batch, Chronicle
from tracker.model.counterfactuals import CounterfactualDraft
from tracker.model.event import EventDraft
from tracker.model.event_fields import draft_of
from tracker.model.hypotheses import RatingDraft, RivalDraft
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft
from tracker.model.parts import wholes_of
from tracker.model.streamed import StreamedEvents


def batch_of(chronicle: Chronicle, complete: bool = True) -> Batch:
    """The chronicle as it would come in again: reading what is written gives just this."""
    return replace(batch_around(chronicle, complete), events=tuple(event_drafts(chronicle)))


def event_drafts(chronicle: Chronicle) -> Iterator[EventDraft]:
    """The events as drafts, in the order of their numbers.

    So a file kept beside the database grows at the end, and an event whose date is corrected stays
    where it was.
    """
    for event in sorted(chronicle.events.values(), key=lambda event: event.id):
        yield replace(draft_of(event), uuid=chronicle.identities.get(event.id))


def batch_around(chronicle: Chronicle, complete: bool = True) -> Batch:
    """The same without the events, which may be too many to be held as drafts."""
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

    def named(number: int) -> str:
        return chronicle.events[number].handle

    rivals = tuple(
        RivalDraft(named(each.event), each.name, tuple((named(a), named(b)) for a, b in each.links))
        for each in chronicle.rivals
    )
    ratings = tuple(
        RatingDraft(named(each.event), each.explanation, each.source, each.rating, each.locator)
        for each in chronicle.ratings
    )
    counterfactuals = tuple(
        CounterfactualDraft(named(each.cause), named(each.effect), each.answer)
        for each in chronicle.counterfactuals
    )
    referred: set[str] = {each.source for each in ratings}
    referred |= _codes_of_events(chronicle)
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
        kept(chronicle.sources), (), links, complete, orders, rivals=rivals, ratings=ratings,
        counterfactuals=counterfactuals,
        former_handles=chronicle.former_handles if complete else (),
        column_maps=chronicle.column_maps if complete else (),
    )  # fmt: skip


def _codes_of_events(chronicle: Chronicle) -> Set[str]:
    """All codes to which the events refer."""
    if isinstance(chronicle.events, StreamedEvents):
        return chronicle.events.codes()
    referred: set[str] = set()
    for event in chronicle.events.values():
        referred.add(event.type.code)
        referred.update(actor.code for actor in (*event.by, *event.to))
        referred.update(citation.source for citation in event.citations)
        referred.update(claim.claimed_by for claim in event.claims)
    return referred
