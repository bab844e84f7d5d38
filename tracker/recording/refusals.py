"""Refusals of what the record cannot hold twice or in a circle: duplicates, circular links."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from tracker.errors import CircularLinks, DuplicateEvent, Refused, TrackerError
from tracker.store import events
from tracker.store.database import Database


def refuse_duplicate(db: Database, title: str, earliest: str | None, latest: str | None) -> None:
    """Refuse to add an event where one of the same date and the same title is there."""
    if same := events.same_events(db, title, earliest, latest):
        raise DuplicateEvent(same[0]["handle"], same[0]["id"])


def refuse_circle(db: Database, cause: int, effect: int) -> None:
    """Refuse a link where a chain of links leads from its effect back to its cause.

    The links of all claimants count together, and denials do not: who denies a link makes no
    chain. The error names the events of a shortest such chain.
    """
    from tracker.store import cone  # whoever adds an event asks for no circle

    if circle := cone.shortest_chain(db, effect, cause):
        handles = {event.id: event.handle for event in events.fetch(db, circle)}
        raise CircularLinks([handles[number] for number in (*circle, circle[0])])


@contextmanager
def refusals_located(record: str, db: Database | None = None) -> Iterator[None]:
    """Put the record of the file before the text of every refusal within.

    With a database nothing stays of what was begun before the refusal.
    """
    try:
        with nullcontext() if db is None else db.savepoint():
            yield
    except TrackerError as error:
        refused = Refused(f"{record}: {error} Nothing was imported.")
        refused.exit_code = error.exit_code
        raise refused from error
