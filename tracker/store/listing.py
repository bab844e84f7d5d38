"""The registers read out: actors, event types, relations and sources as values."""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from tracker.model.actor import Actor
from tracker.model.codebook import EventType, Relation
from tracker.model.source import Source
from tracker.store import parts, registers
from tracker.store.database import Database
from tracker.store.rows import actor_of, relation_of, source_of, type_of


def actors(db: Database, codes: Collection[str] | None = None) -> dict[str, Actor]:
    """Actors by code, in the order of the table: all of them, or those of some codes."""
    names = registers.aliases(db, registers.ACTORS, codes)
    wholes = parts.wholes_by_part(db)
    return {
        row["code"]: replace(
            actor_of(row, names.get(row["code"], ())), part_of=wholes.get(row["code"], ())
        )
        for row in _rows(db, "actors", codes)
    }


def actors_by_cow(db: Database, number: str) -> list[Actor]:
    """The actors that bear or bore a number of the Correlates of War, without their aliases."""
    rows = db.rows(
        "SELECT * FROM actors WHERE ' ' || cow || ' ' LIKE '% ' || ? || ' %' ORDER BY rowid",
        (number,),
    )
    return [actor_of(row) for row in rows]


def types(db: Database, codes: Collection[str] | None = None) -> dict[str, EventType]:
    """Event types by code, from cooperative to violent, then the analyst's: all, or some."""
    names = registers.aliases(db, registers.TYPES, codes)
    return {
        row["code"]: type_of(row, names.get(row["code"], ())) for row in _rows(db, "types", codes)
    }


def types_by_cameo(db: Database, cameo: str) -> list[str]:
    """The codes of the event types that stand for a code of CAMEO, or for some: `11*`."""
    rows = db.rows("SELECT code FROM types WHERE cameo GLOB ? ORDER BY rowid", (cameo,))
    return [row["code"] for row in rows]


def relations(db: Database, codes: Collection[str] | None = None) -> dict[str, Relation]:
    """Link relations by code: all of them, or those of some codes."""
    return {row["code"]: relation_of(row) for row in _rows(db, "relations", codes)}


def sources(db: Database, codes: Collection[str] | None = None) -> dict[str, Source]:
    """Sources by code: all of them, or those of some codes with all that these relay."""
    if codes is not None:
        codes = _with_originals(db, codes)
    names = registers.aliases(db, registers.SOURCES, codes)
    relayed: dict[str, tuple[str, ...]] = {}
    for row in db.rows("SELECT source, relays FROM relays ORDER BY source, relays"):
        relayed[row["source"]] = (*relayed.get(row["source"], ()), row["relays"])
    return {
        row["code"]: source_of(row, names.get(row["code"], ()), relayed.get(row["code"], ()))
        for row in _rows(db, "sources", codes)
    }


def reliability(db: Database, code: str) -> str | None:
    """The letter by which a source is graded, or None."""
    letter: str | None = db.value("SELECT reliability FROM sources WHERE code = ?", (code,))
    return letter


def dated_sources(db: Database) -> dict[str, datetime]:
    """By code of each source whose date is known the moment by which it had been published."""
    found = ((row["code"], source_of(row).public_by) for row in _rows(db, "sources", None))
    return {code: moment for code, moment in found if moment is not None}


def _rows(db: Database, table: str, codes: Collection[str] | None) -> list[sqlite3.Row]:
    if codes is None:
        return db.rows(f"SELECT * FROM {table} ORDER BY rowid")
    return db.rows(
        f"SELECT * FROM {table} WHERE code IN (SELECT value FROM json_each(?)) ORDER BY rowid",
        (json.dumps(sorted(codes)),),
    )


def _with_originals(db: Database, codes: Collection[str]) -> set[str]:
    """The codes of sources, and of all whose word these pass on, directly or not."""
    rows = db.rows(
        """WITH RECURSIVE behind (code) AS (
               SELECT value FROM json_each(?)
               UNION SELECT r.relays FROM behind JOIN relays r ON r.source = behind.code)
           SELECT code FROM behind""",
        (json.dumps(sorted(codes)),),
    )
    return {row["code"] for row in rows}


USES = {
    "relation": "SELECT relation AS code, count(*) AS n FROM links GROUP BY relation",
    "actor": """SELECT code, count(*) AS n FROM (
                    SELECT DISTINCT actor AS code, event AS what FROM event_actors
                    UNION ALL SELECT claimed_by, 0 FROM links
                    UNION ALL SELECT claimed_by, 0 FROM event_claims) GROUP BY code""",
    "type": "SELECT type AS code, count(*) AS n FROM events GROUP BY type",
    "source": """SELECT code, count(*) AS n FROM (
                     SELECT source AS code FROM citations
                     UNION ALL SELECT claimed_by FROM links
                     UNION ALL SELECT claimed_by FROM event_claims
                     UNION ALL SELECT source FROM ratings) GROUP BY code""",
}


def uses(db: Database, noun: str) -> dict[str, int]:
    """The number of uses of each code: in events, in links, in citations."""
    return {row["code"]: row["n"] for row in db.rows(USES[noun])}
