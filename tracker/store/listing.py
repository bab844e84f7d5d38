"""The registers read out: actors, event types, relations and sources as values."""

from tracker.model.actor import Actor
from tracker.model.codebook import EventType, Relation
from tracker.model.source import Source
from tracker.store import registers
from tracker.store.database import Database
from tracker.store.rows import actor_of, relation_of, source_of, type_of


def actors(db: Database) -> dict[str, Actor]:
    """All actors by code, in the order of the table."""
    names = registers.aliases(db, registers.ACTORS)
    return {
        row["code"]: actor_of(row, names.get(row["code"], ()))
        for row in db.rows("SELECT * FROM actors ORDER BY rowid")
    }


def types(db: Database) -> dict[str, EventType]:
    """The codebook's event types by code, from cooperative to violent, then the analyst's."""
    names = registers.aliases(db, registers.TYPES)
    return {
        row["code"]: type_of(row, names.get(row["code"], ()))
        for row in db.rows("SELECT * FROM types ORDER BY rowid")
    }


def relations(db: Database) -> dict[str, Relation]:
    """The link relations by code."""
    return {
        row["code"]: relation_of(row) for row in db.rows("SELECT * FROM relations ORDER BY rowid")
    }


def sources(db: Database) -> dict[str, Source]:
    """All sources by code."""
    names = registers.aliases(db, registers.SOURCES)
    relayed: dict[str, tuple[str, ...]] = {}
    for row in db.rows("SELECT source, relays FROM relays ORDER BY source, relays"):
        relayed[row["source"]] = (*relayed.get(row["source"], ()), row["relays"])
    return {
        row["code"]: source_of(row, names.get(row["code"], ()), relayed.get(row["code"], ()))
        for row in db.rows("SELECT * FROM sources ORDER BY rowid")
    }


USES = {
    "actor": """SELECT code, count(*) AS n FROM (
                    SELECT DISTINCT actor AS code, event AS what FROM event_actors
                    UNION ALL SELECT claimed_by, 0 FROM links) GROUP BY code""",
    "type": "SELECT type AS code, count(*) AS n FROM events GROUP BY type",
    "source": """SELECT code, count(*) AS n FROM (
                     SELECT source AS code FROM citations
                     UNION ALL SELECT claimed_by FROM links) GROUP BY code""",
}


def uses(db: Database, noun: str) -> dict[str, int]:
    """How often each code is used: an actor by events and its links, a source by what cites it."""
    return {row["code"]: row["n"] for row in db.rows(USES[noun])}
