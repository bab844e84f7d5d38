"""The registers as records: actors, event types and sources."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tracker.model.actor import Actor
from tracker.model.codebook import EventType
from tracker.model.names import folded
from tracker.model.source import Source
from tracker.output.rendering import Column

ACTOR_COLUMNS = (
    Column("code", "code", style="cyan"),
    Column("name", "name", wrap=True),
    Column("kind", "kind", spare=1),
    Column("valid", "valid", spare=2),
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
SOURCE_COLUMNS = (
    Column("code", "code", style="cyan", wrap=True),
    Column("title", "title", wrap=True),
    Column("publisher", "publisher", wrap=True, spare=2),
    Column("published", "published", spare=1),
    Column("reliability", "grade"),
    Column("relays", "relays", wrap=True, spare=4),
    Column("uses", "uses", "right", spare=3),
)


def register_records(
    noun: str,
    values: Iterable[Any],
    uses: Mapping[str, int],
    text: str = "",
    only_used: bool = False,
) -> tuple[Sequence[Column], list[dict[str, Any]]]:
    """The columns and records of a register, of those rows that have `text` anywhere in them."""
    columns, record_of = SHAPES[noun]
    records = (record_of(value, uses) for value in values)
    return columns, [
        record
        for record in records
        if (record["uses"] or not only_used)
        and folded(text) in folded(" ".join(str(part) for part in record.values()))
    ]


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
        "aliases": list(source.aliases),
        "uses": uses.get(source.code, 0),
    }


SHAPES: dict[str, tuple[Sequence[Column], Callable[[Any, Mapping[str, int]], dict[str, Any]]]] = {
    "actor": (ACTOR_COLUMNS, actor_record),
    "type": (TYPE_COLUMNS, type_record),
    "source": (SOURCE_COLUMNS, source_record),
}
