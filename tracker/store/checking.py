"""What rules of `check` look at: for each rule the events of which it can find anything.

Terms here take in too much rather than too little: what a rule finds is decided by the rule. Zones
can move a date by a day, so bounds are two days wider.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, timedelta

from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import HAPPENED
from tracker.store import chronicle, events, listing
from tracker.store.conditions import DERIVED, DERIVED_LATEST, start
from tracker.store.cone import EVERYTHING
from tracker.store.database import Database
from tracker.store.rows import bound_text
from tracker.store.streaming import INVOLVED

WIDER = timedelta(days=2)
Life = tuple[str, str | None, str | None]
# A bound with what claims of order say, the tighter of the two.
LATEST = "min(coalesce(e.latest, d.latest), coalesce(d.latest, e.latest))"
EARLIEST = "max(coalesce(e.earliest, d.earliest), coalesce(d.earliest, e.earliest))"


def around(db: Database, further: Collection[int] = ()) -> Chronicle:
    """The record with those events alone that links, claims and judgements are about, and others.

    Registers, links and claims are whole.
    """
    numbers = {number for (number,) in db.rows(INVOLVED)}
    found = events.fetch(db, numbers | set(further))
    ordered = sorted(found, key=lambda event: (event.when.start, event.id))
    there = {event.id: event for event in ordered}
    return chronicle.assembled(
        db, there, numbers & there.keys(), EVERYTHING, True,
        lambda: chronicle.Referred(set(), set(), set(), set()),
    )  # fmt: skip


def out_of_time(db: Database) -> list[int]:
    """Events of actors that may not have existed at their dates, in order of time."""
    lives = [
        life
        for actor in listing.actors(db).values()
        if any((life := _life(actor.code, actor.valid_from, actor.valid_to))[1:])
    ]
    return _numbers(
        db,
        f"""SELECT DISTINCT e.id FROM json_each(?) p
            CROSS JOIN event_actors a ON a.actor = p.value ->> 0
            CROSS JOIN events e ON e.id = a.event {DERIVED}
            WHERE {LATEST} < p.value ->> 1 OR {EARLIEST} > p.value ->> 2""",
        lives,
    )


def cited_before(db: Database) -> list[int]:
    """Events for which a source is cited that may have been published before, in order of time."""
    published = []
    for source in listing.sources(db).values():
        known = EventDate.known(source.published)
        if known is not None and known.latest is not None:
            published.append((source.code, bound_text(_moved(known.latest, -WIDER))))
    return _numbers(
        db,
        f"""SELECT DISTINCT e.id FROM json_each(?) p
            CROSS JOIN citations c ON c.source = p.value ->> 0
            CROSS JOIN events e ON e.id = c.event {DERIVED}
            WHERE coalesce(d.earliest, e.earliest) > p.value ->> 1""",
        published,
    )


def hourly(db: Database) -> list[int]:
    """Events of a time of day whose handle names a day."""
    return _column(
        db, "SELECT id FROM events WHERE handle GLOB '????-??-??-*' AND instr(date, 'T')"
    )


def said_confirmed(db: Database) -> list[int]:
    """Events graded as confirmed by other sources that may have fewer than two independent ones."""
    return _column(
        db,
        """SELECT event FROM citations
           WHERE event IN (SELECT event FROM citations WHERE credibility = 1)
             AND coalesce(supports, '') = ''
           GROUP BY event HAVING max(credibility = 1)
             AND (count(DISTINCT source) < 2 OR max(source IN (SELECT source FROM relays)))""",
    )


FURTHER: Mapping[str, Callable[[Database], list[int]]] = {
    "zones": hourly,
    "unconfirmed": said_confirmed,
    "published": cited_before,
    "anachronism": out_of_time,
}


def without_citation(db: Database) -> Iterator[tuple[int, str]]:
    """The numbers and handles of events for which nothing is cited, in order of time."""
    rows = db.each(
        f"""SELECT e.id, e.handle FROM events e {DERIVED}
            WHERE NOT EXISTS (SELECT 1 FROM citations c WHERE c.event = e.id)
            ORDER BY {start()}, e.id"""
    )
    yield from ((row["id"], row["handle"]) for row in rows)


def without_grade(db: Database) -> Iterator[tuple[str, str, bool, bool]]:
    """Citations of events without a letter or without a digit, in order of time.

    Each with the handle of its event, its source, and whether it lacks the one and the other.
    """
    rows = db.each(
        f"""SELECT e.handle, c.source, s.reliability IS NULL, c.credibility IS NULL
            FROM events e JOIN citations c ON c.event = e.id {DERIVED}
            LEFT JOIN sources s ON s.code = c.source
            WHERE s.reliability IS NULL OR c.credibility IS NULL
            ORDER BY {start()}, e.id, c.id"""
    )
    for handle, source, letter, digit in rows:
        yield handle, source, bool(letter), bool(digit)


def spans(db: Database) -> Iterator[tuple[datetime, datetime, str]]:
    """The first and the last known bound of each event that happened, with its handle.

    In order of the first.
    """
    happened = ", ".join(f"'{each}'" for each in HAPPENED)
    rows = db.each(
        f"""SELECT coalesce(d.earliest, e.earliest, {DERIVED_LATEST}, e.latest) AS first,
                   coalesce({DERIVED_LATEST}, e.latest, d.earliest, e.earliest) AS last, e.handle
            FROM events e {DERIVED} WHERE e.status IN ({happened}) ORDER BY 1, e.id"""
    )
    for first, last, handle in rows:
        yield datetime.fromisoformat(first), datetime.fromisoformat(last), handle


def _life(code: str, begin: str | None, end: str | None) -> Life:
    """An actor with the bounds of its life, wider than they are."""
    begun, ended = EventDate.known(begin), EventDate.known(end)
    first = begun.earliest if begun else None
    last = ended.latest if ended else None
    return (
        code,
        bound_text(None if first is None else _moved(first, WIDER)),
        bound_text(None if last is None else _moved(last, -WIDER)),
    )


def _moved(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return moment


def _numbers(db: Database, query: str, about: Collection[object]) -> list[int]:
    """The events that a query finds, in order of time."""
    return _column(
        db,
        f"""SELECT e.id FROM events e {DERIVED} WHERE e.id IN ({query})
            ORDER BY {start()}, e.id""",
        json.dumps(list(about)),
    )


def _column(db: Database, query: str, *parameters: str) -> list[int]:
    return [number for (number,) in db.rows(query, parameters)]
