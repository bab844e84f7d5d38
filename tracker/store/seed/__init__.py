"""Contents of a new database: the codebook and the table of actors.

All are texts to read and correct: `codebook.toml` (event types and link relations),
`actors.csv` (states by ISO 3166, historical and non-state actors, leaders, their aliases) and
`actor_parts.csv` (who acts for whom, and when).
"""

import csv
import tomllib
from dataclasses import asdict
from importlib.resources import files
from typing import Any

import sqlite_utils

from tracker.model.actor import Actor, PartOf
from tracker.model.codebook import EventType, QuadClass, Relation
from tracker.model.names import folded

COLUMNS = {
    "actor": ("code", "name", "kind", "valid_from", "valid_to", "iso3166", "cow", "cameo"),
    "type": (
        "code", "label", "definition", "cameo", "goldstein", "quad", "hostility", "why",
    ),
}  # fmt: skip


def actors() -> list[Actor]:
    """The actors of the shipped table, in its order."""
    table = (files(__package__) / "actors.csv").read_text(encoding="utf-8")
    return [_actor(row) for row in csv.DictReader(table.splitlines())]


def _actor(row: dict[str, str]) -> Actor:
    """A row of the table; an empty cell is nothing, aliases stand apart by semicolons."""
    filled = {key: value or None for key, value in row.items() if key != "aliases"}
    aliases = (alias.strip() for alias in row["aliases"].split(";"))
    fields: dict[str, Any] = {**filled, "aliases": tuple(alias for alias in aliases if alias)}
    return Actor(**fields)


def parts() -> list[tuple[str, PartOf]]:
    """The shipped actors that act for others, each with its whole and when."""
    table = (files(__package__) / "actor_parts.csv").read_text(encoding="utf-8")
    return [
        (row["part"], PartOf(row["whole"], row["valid_from"] or None, row["valid_to"] or None))
        for row in csv.DictReader(table.splitlines())
    ]


def load_parts(db: sqlite_utils.Database) -> None:
    """Put the parts into a database, of those actors that it has."""
    there = {row["code"] for row in db.query("SELECT code FROM actors")}
    db.table("actor_parts").insert_all(
        {"part": part, **asdict(whole)} for part, whole in parts() if {part, whole.whole} <= there
    )


def codebook() -> tuple[list[EventType], list[Relation]]:
    """The event types, from cooperative to violent, and the link relations."""
    text = (files(__package__) / "codebook.toml").read_text(encoding="utf-8")
    book = tomllib.loads(text)
    types = [
        EventType(code=code, **{**entry, "quad": QuadClass(entry["quad"])})
        for code, entry in book["types"].items()
    ]
    relations = [Relation(code=code, **entry) for code, entry in book["relations"].items()]
    return types, relations


def load(db: sqlite_utils.Database) -> None:
    """Put both into a database whose tables are there and empty."""
    types, relations = codebook()
    db.table("relations").insert_all(map(asdict, relations))
    for noun, called, values in (("actor", "name", actors()), ("type", "label", types)):
        rows = [asdict(value) for value in values]
        names: dict[str, dict[str, str]] = {}
        for row in rows:
            for name in (row["code"], row[called], *row["aliases"]):
                entry = {"folded": folded(name), "name": name, "code": row["code"]}
                names.setdefault(folded(name), entry)
        # The columns of this step of the schema, whatever fields the values have by now.
        kept = [{key: row[key] for key in COLUMNS[noun]} for row in rows]
        db.table(f"{noun}s").insert_all(kept)
        db.table(f"{noun}_names").insert_all(names.values())
