"""Very many events as a chronicle of those that stand for them, with how many each stands for."""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import replace

from tracker.model.chronicle import Chronicle
from tracker.model.event_groups import EventGroups, GroupKey
from tracker.model.marking import Marking, highest
from tracker.model.selection import Selection
from tracker.store import chronicle, cone, events, links, listing
from tracker.store.conditions import beside, event_terms, known_sources
from tracker.store.cone import EVERYTHING
from tracker.store.database import Database
from tracker.store.group_counts import count_acting, count_groups
from tracker.store.markings import NOUNS

# The markings of what is told of events `e` that are chosen, and of what is cited for them.
MARKED = {
    "event": "SELECT DISTINCT e.marking FROM {chosen} AND e.marking NOTNULL",
    "note": """SELECT DISTINCT n.marking FROM event_notes n CROSS JOIN {chosen}
               AND e.id = n.event AND n.marking NOTNULL""",
    "citation": """SELECT DISTINCT c.marking FROM citations c CROSS JOIN {chosen}
                   AND e.id = c.event AND c.marking NOTNULL AND {known}""",
}
# The marked sources, each with those that pass on its word.
BEHIND = """WITH RECURSIVE passed (code, marking) AS (
                SELECT code, marking FROM sources WHERE marking NOTNULL
                UNION SELECT r.source, p.marking FROM passed p JOIN relays r ON r.relays = p.code)
            SELECT code, marking FROM passed"""
VOICES = (
    """SELECT DISTINCT c.source FROM json_each(?) s CROSS JOIN citations c ON c.source = s.value
       CROSS JOIN {chosen} AND e.id = c.event AND {known}""",
    """SELECT DISTINCT c.claimed_by FROM json_each(?) s CROSS JOIN event_claims c
       ON c.claimed_by = s.value CROSS JOIN {chosen} AND e.id = c.event""",
)
CLAIMED_AND_RATED = """SELECT before AS event FROM orders UNION SELECT after FROM orders
                       UNION SELECT event FROM ratings"""


def load(
    db: Database,
    selection: Selection,
    keys: Collection[GroupKey],
    apart: Collection[int] = (),
    linked: bool = True,
) -> tuple[Chronicle, EventGroups]:
    """The events that meet the selection, one for each group, in order of time.

    Those that are `apart` stand for themselves, and so do those that are `linked`, which come with
    their links. All actors and types of the record come with them. Unless who acts is among the
    `keys`, that is counted for all of them.
    """
    alone = {*apart, *(links.ends(db) if linked else ())}
    marked = _any_marked(db)
    if marked:  # what backs claims of order and ratings is told with them
        alone |= {row["event"] for row in db.rows(CLAIMED_AND_RATED)}
    own = chronicle.load_events(db, cone.meeting(db, alone, selection), selection)
    if not linked:
        own = replace(own, links=(), denials=())
    numbers = count_groups(db, selection, keys, own.events.keys())
    standing = {each.id: each for each in events.fetch_bare(db, numbers, selection)}
    ordered = sorted(
        (*own.events.values(), *standing.values()), key=lambda each: (each.when.start, each.id)
    )
    found = replace(
        own,
        events={each.id: each for each in ordered},
        actors=chronicle.actors_of(db, None, selection.exactly),
        types=listing.types(db),
    )
    acting = None
    if not {GroupKey.DOERS, GroupKey.SIDES} & set(keys):
        acting = {
            found.actors[code].name: count for code, count in count_acting(db, selection).items()
        }
    marking = highest_marking(db, selection, own) if marked else None
    return found, EventGroups(numbers, marking, acting)


def highest_marking(db: Database, selection: Selection, own: Chronicle) -> Marking | None:
    """The highest marking of what meets the selection, and of what is told of it.

    `own` are those events whose values are known, with the links among them.
    """
    terms, values = event_terms(db, selection)
    chosen = f"events e {beside(selection)} WHERE {' AND '.join(('1', *terms))}"
    known = known_sources(db, selection)
    of_known = "1" if known is None else "c.source IN (SELECT value FROM json_each(?))"
    last = [] if known is None else [json.dumps(known)]

    def rows(query: str, *first: str) -> list[sqlite3.Row]:
        more = last if "{known}" in query else []
        return db.rows(query.format(chosen=chosen, known=of_known), [*first, *values, *more])

    found: list[str | None] = [own.marking]
    for query in MARKED.values():
        found += [row[0] for row in rows(query)]
    behind = [(row["code"], row["marking"]) for row in db.rows(BEHIND)]
    if behind and selection == EVERYTHING and not db.is_limited:  # then all sources come with it
        return highest((*found, *(marking for _, marking in behind)))
    codes = json.dumps(sorted({code for code, _ in behind}))
    heard = {selection.account, *(row[0] for query in VOICES for row in rows(query, codes))}
    return highest((*found, *(marking for code, marking in behind if code in heard)))


def _any_marked(db: Database) -> bool:
    """Whether anything is marked, of the whole record: its indexes tell that at once."""
    return any(
        db.row(f"SELECT 1 FROM main.{table} WHERE marking NOTNULL LIMIT 1") is not None
        for table in NOUNS
    )
