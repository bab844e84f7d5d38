"""Registers as sheets: actors, event types, relations of links and sources."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tracker.model.actor import Actor
from tracker.model.answers.manage import RegisterList
from tracker.model.codebook import EventType, Relation
from tracker.model.source import Source
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

ACTOR_COLUMNS = (
    Column("code", "code", style="cyan"),
    Column("name", "name", wrap=True),
    Column("kind", "kind", spare=1),
    Column("valid", "valid", spare=2, date=True),
    Column("part_of", "part of", wrap=True, spare=3),
    Column("aliases", "also called", wrap=True, spare=4),
    Column("uses", "uses", "right", spare=3),
)
TYPE_COLUMNS = (
    Column("code", "code", style="cyan"),
    Column("label", "label", wrap=True),
    Column("quad", "quadrant", spare=2),
    Column("cameo", "CAMEO", spare=4),
    Column("goldstein", "Goldstein", "right"),
    Column("hostility", "COW", "right", spare=3),
    Column("uses", "events", "right", spare=3),
)
RELATION_COLUMNS = (
    Column("code", "code", style="cyan"),
    Column("sense", "sense", spare=2),
    Column("reads", "reads", wrap=True, spare=3),
    Column("definition", "definition", wrap=True, spare=1),
    Column("uses", "links", "right", spare=4),
)
SOURCE_COLUMNS = (
    Column("code", "code", style="cyan", wrap=True),
    Column("title", "title", wrap=True),
    Column("publisher", "publisher", wrap=True, spare=2),
    Column("published", "published", spare=1, date=True),
    Column("reliability", "grade"),
    Column("marking", "marking"),
    Column("relays", "relays", wrap=True, spare=4),
    Column("uses", "uses", "right", spare=3),
)


def register_record(register: str, value: Any, uses: Mapping[str, int]) -> dict[str, Any]:
    """An actor, a source or a type as a record of its register."""
    return SHAPES[register][1](value, uses)


def register_sheet(answer: RegisterList, for_table: bool) -> Sheet:
    """A register, a row each."""
    columns, record_of = SHAPES[answer.register]
    return Sheet(columns, [record_of(value, answer.uses) for value in answer.values])


def actor_record(actor: Actor, uses: Mapping[str, int]) -> dict[str, Any]:
    """An actor with the number of events it stands in."""
    return {
        "code": actor.code,
        "name": actor.name,
        "kind": actor.kind,
        "valid": " to ".join(end or "" for end in (actor.valid_from, actor.valid_to)).strip()
        if actor.valid_from or actor.valid_to
        else "",
        "iso3166": actor.iso3166,
        "cow": actor.cow,
        "cameo": actor.cameo,
        "colour": actor.colour,
        "part_of": list(map(str, actor.part_of)),
        "aliases": list(actor.aliases),
        "uses": uses.get(actor.code, 0),
    }


def type_record(event_type: EventType, uses: Mapping[str, int]) -> dict[str, Any]:
    """An event type with the number of events it codes."""
    return {
        "code": event_type.code,
        "label": event_type.label,
        "definition": event_type.definition,
        "quad": event_type.quad and event_type.quad.label,
        "cameo": event_type.cameo,
        "goldstein": event_type.goldstein,
        "hostility": event_type.hostility,
        "why": event_type.why,
        "aliases": list(event_type.aliases),
        "uses": uses.get(event_type.code, 0),
    }


def relation_record(relation: Relation, uses: Mapping[str, int]) -> dict[str, Any]:
    """A relation with the number of links that are of it."""
    return {**asdict(relation), "uses": uses.get(relation.code, 0)}


def source_record(source: Source, uses: Mapping[str, int]) -> dict[str, Any]:
    """A source with the number of times it is cited."""
    return {
        "code": source.code,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published": source.published,
        "retrieved": source.retrieved,
        "url": source.url,
        "reliability": source.reliability,
        "relays": list(source.relays),
        "note": source.note,
        "marking": source.marking,
        "aliases": list(source.aliases),
        "uses": uses.get(source.code, 0),
    }


SHAPES: dict[str, tuple[Sequence[Column], Callable[[Any, Mapping[str, int]], dict[str, Any]]]] = {
    "actors": (ACTOR_COLUMNS, actor_record),
    "types": (TYPE_COLUMNS, type_record),
    "sources": (SOURCE_COLUMNS, source_record),
    "relations": (RELATION_COLUMNS, relation_record),
}
