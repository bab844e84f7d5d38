"""The chronicle read out of the database: whole, selected, or the cone of a question."""

from collections.abc import Collection

from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.selection import Selection
from tracker.store import cone, events, links, listing, orders
from tracker.store.database import Database


def load(db: Database, selection: Selection | None = None, account: str | None = None) -> Chronicle:
    """The events that meet the conditions, in order of time, and the links among them.

    With an account only the links that this claimant claims.
    """
    return _around(db, events.select(db, selection or Selection()), account)


def only(db: Database, numbers: Collection[int], account: str | None = None) -> Chronicle:
    """The named events and the links among them."""
    return _around(db, events.fetch(db, numbers), account)


def between(db: Database, first: int, last: int, account: str | None = None) -> Chronicle:
    """What lies on the chains from one event to another; without a chain, the two alone."""
    return only(db, cone.between(db, first, last, account) or {first, last}, account)


def _around(db: Database, found: list[Event], account: str | None) -> Chronicle:
    ordered = sorted(found, key=lambda event: (event.when.start, event.id))
    chosen = {event.id: event for event in ordered}
    return Chronicle(
        events=chosen,
        links=tuple(links.among(db, chosen.keys(), account)),
        orders=tuple(
            claim
            for claim in orders.everything(db)
            if claim.before in chosen and claim.after in chosen
        ),
        actors=listing.actors(db),
        types=listing.types(db),
        relations=listing.relations(db),
        sources=listing.sources(db),
    )
