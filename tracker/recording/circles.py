"""Circles of links, which are refused: no event is a cause of its own causes."""

from tracker.errors import CircularLinks
from tracker.store import cone, events
from tracker.store.database import Database


def refuse_circle(db: Database, cause: int, effect: int) -> None:
    """Refuse a link where a chain of links leads from its effect back to its cause.

    The links of all claimants count together, and denials do not: who denies a link makes no
    chain. The error names the events of a shortest such chain.
    """
    if circle := cone.shortest_chain(db, effect, cause):
        handles = {event.id: event.handle for event in events.fetch(db, circle)}
        raise CircularLinks([handles[number] for number in (*circle, circle[0])])
