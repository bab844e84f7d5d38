"""The chronicle read out of the database: whole, selected, or the cone of a question."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, Self, TypeVar

from tracker.model.actor import Actor
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.link import Link
from tracker.model.order import OrderClaim
from tracker.model.selection import Selection
from tracker.store import (
    cone,
    counterfactuals,
    events,
    hypotheses,
    imports,
    links,
    listing,
    merges,
    orders,
    parts,
)
from tracker.store.conditions import known_sources
from tracker.store.cone import EVERYTHING
from tracker.store.database import Database

Cited = TypeVar("Cited", Event, Link)


def load(db: Database, selection: Selection = EVERYTHING, registers: bool = False) -> Chronicle:
    """The events that meet the conditions, in order of time, and the links among them.

    Without conditions, or with `registers`, all actors, types, relations and sources come with
    them; else, or where something is left out by its marking, only those that the events, links
    and claims of order refer to.
    """
    whole = (registers or selection == EVERYTHING) and not db.is_limited
    return _around(db, events.select(db, selection), selection, whole)


def load_linked(db: Database, selection: Selection = EVERYTHING) -> Chronicle:
    """As `load`, of the events that are linked alone."""
    return load_events(db, cone.meeting(db, links.ends(db), selection), selection)


def load_events(
    db: Database, numbers: Collection[int], selection: Selection = EVERYTHING
) -> Chronicle:
    """The named events, whatever they meet, and the links among them that meet the conditions.

    With them come the partners of their joint causes, if these meet the conditions.
    """
    partners = _partners(db, numbers, selection)
    return _around(db, events.fetch(db, {*numbers, *partners}, selection), selection)


def between(db: Database, first: int, last: int, selection: Selection = EVERYTHING) -> Chronicle:
    """The events on the chains from one event to another; without a chain, the two alone."""
    if on_the_way := cone.between(db, first, last, selection):
        return load_events(db, on_the_way, selection)
    # One end may not meet the selection, so a link between the two would be no answer to it.
    return replace(load_events(db, {first, last}, selection), links=(), denials=())


def outline(db: Database, first: int, last: int, selection: Selection = EVERYTHING) -> Chronicle:
    """Like `between`, without what a search has no need of: actors, citations, registers.

    In a large cone that is half the work; `load_events` then fetches whole what is shown of it.
    """
    on_the_way = cone.between(db, first, last, selection)
    numbers = {*on_the_way, *_partners(db, on_the_way, selection)}
    claims = [
        link for link in links.outlines(db, numbers, selection) if numbers.issuperset(link.causes)
    ]
    found = events.outlines(db, numbers or {first, last}, selection)
    return Chronicle(
        events={event.id: event for event in found},
        links=tuple(link for link in claims if not link.denied),
        denials=tuple(link for link in claims if link.denied),
    )


def _partners(db: Database, numbers: Collection[int], selection: Selection) -> set[int]:
    """The partners of joint causes of some events, and needed causes, that meet the conditions.

    Those that are not among the events already.
    """
    inside = set(numbers)
    beside = links.needed_causes(db, inside, selection) - inside
    if links.has_partners(db):
        joint = links.outlines(db, inside | beside, selection)
        beside |= {cause for link in joint for cause in link.causes} - inside
    return cone.meeting(db, beside, selection) if beside else set()


def as_known(thing: Cited, known: Collection[str] | None) -> Cited:
    """An event or a link with the citations of what was out by the day asked for."""
    if known is None:
        return thing
    return replace(thing, citations=tuple(c for c in thing.citations if c.source in known))


def _around(
    db: Database, found: list[Event], selection: Selection, whole_registers: bool = False
) -> Chronicle:
    known = known_sources(db, selection)
    ordered = sorted(found, key=lambda event: (event.when.start, event.id))
    chosen = {event.id: as_known(event, known) for event in ordered}
    return assembled(
        db, chosen, chosen.keys(), selection, whole_registers,
        lambda: Referred.by(chosen.values()),
    )  # fmt: skip


def assembled(
    db: Database,
    chosen: Mapping[int, Event],
    numbers: Collection[int],
    selection: Selection,
    whole_registers: bool,
    referred: "Callable[[], Referred]",
) -> Chronicle:
    """Events with the links, claims and judgements among them, and what they refer to.

    `numbers` are those of the events, at least of those that something else is about. `referred`
    gives the codes to which the events refer; a record with whole registers does without.
    """
    known = known_sources(db, selection)
    claims = [
        as_known(link, known)
        for link in links.among(db, numbers, selection)
        if chosen.keys() >= set(link.causes)  # several causes count only together
    ]
    claimed_orders = tuple(
        claim
        for claim in orders.among(db, numbers)
        if known is None or any(cited.source in known for cited in claim.citations)
    )
    ratings = tuple(
        each for each in hypotheses.ratings_of(db, numbers) if known is None or each.source in known
    )
    needed = None
    if not whole_registers:
        needed = referred().with_claims(claims, claimed_orders, selection)
        needed.sources.update(each.source for each in ratings)
    return Chronicle(
        events=chosen,
        links=tuple(link for link in claims if not link.denied),
        denials=tuple(link for link in claims if link.denied),
        orders=claimed_orders,
        rivals=tuple(hypotheses.rivals_of(db, numbers)),
        ratings=ratings,
        counterfactuals=tuple(counterfactuals.among(db, numbers)),
        actors=actors_of(db, None if needed is None else needed.actors, selection.exactly),
        types=listing.types(db, None if needed is None else needed.types),
        relations=listing.relations(db, None if needed is None else needed.relations),
        sources=listing.sources(db, None if needed is None else needed.sources),
        distinct=merges.distinct_pairs(db, numbers),
        former_handles=merges.former_handles(db) if whole_registers else (),
        column_maps=imports.column_maps(db) if whole_registers else (),
    )


def actors_of(db: Database, codes: set[str] | None, exactly: bool) -> dict[str, Actor]:
    """The actors of some codes with those they are part of; with `exactly` each by itself."""
    if exactly:
        found = listing.actors(db, codes)
        return {code: replace(actor, part_of=()) for code, actor in found.items()}
    return listing.actors(db, None if codes is None else parts.with_wholes(db, codes))


class Referred(NamedTuple):
    """The codes to which some events, links and claims of order refer, by register."""

    actors: set[str]
    types: set[str]
    relations: set[str]
    sources: set[str]

    @classmethod
    def by(cls, found: Collection[Event]) -> Self:
        """Collect the codes of events; a claimant may be an actor or a source."""
        claimants = {claim.claimed_by for event in found for claim in event.claims}
        cited = {citation.source for event in found for citation in event.citations}
        acting = {actor.code for event in found for actor in (*event.by, *event.to)}
        types = {event.type.code for event in found}
        return cls(acting | claimants, types, set(), cited | claimants)

    def with_claims(
        self,
        claims: Collection[Link],
        claimed_orders: Collection[OrderClaim],
        selection: Selection,
    ) -> "Referred":
        """The same with the codes of links and claims of order, and those that were asked for."""
        claimants = {link.claimed_by for link in claims}
        if selection.account is not None:
            claimants.add(selection.account)
        backed: Iterable[Link | OrderClaim] = (*claims, *claimed_orders)
        cited = {citation.source for each in backed for citation in each.citations}
        return Referred(
            self.actors | claimants | set(selection.actors),
            self.types | set(selection.types),
            self.relations | {link.relation for link in claims},
            self.sources | cited | claimants,
        )
