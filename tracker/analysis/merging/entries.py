"""Records as plain values: the entries of a batch of drafts, and the drafts of entries."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from enum import Enum
from typing import Any

from tracker.model.actor import Actor, PartOf
from tracker.model.chronicle import Batch
from tracker.model.codebook import EventType, QuadClass, Relation
from tracker.model.counterfactuals import CounterfactualDraft
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.event_fields import FIELDS, LABELS, REMARKS, Kind
from tracker.model.hypotheses import RatingDraft, RivalDraft
from tracker.model.link import Link, LinkDraft
from tracker.model.merging import Entry, Fields, Key
from tracker.model.names import folded
from tracker.model.order import OrderDraft, gap_text, parse_gap
from tracker.model.source import Citation, Source

SIMPLE = tuple(
    field
    for field in FIELDS
    if field.kind not in (Kind.NUMBER, Kind.CITATIONS, Kind.LABELS, Kind.REMARKS)
)
LINKED = ("relation", "because", "denied", "marking", "needed")
PLURALS = {
    "relation": "relations", "type": "types", "actor": "actors", "source": "sources",
    "event": "events", "link": "links", "order": "orders", "rival": "rivals", "rating": "ratings",
    "counterfactual": "counterfactuals",
}  # fmt: skip
PLACED = ("source", "locator", "supports", "quotation")  # what tells a citation from others
REGISTERS: Mapping[str, type] = {
    "actor": Actor, "type": EventType, "relation": Relation, "source": Source,
}  # fmt: skip


def entries_of(batch: Batch, identities: Mapping[str, str]) -> dict[Key, Entry]:
    """Make entries of a batch whose names are codes and whose events have handles.

    Parameters
    ----------
    batch : Batch
        The drafts.
    identities : mapping of str to str
        For the handle of each event of the batch its identity.

    Returns
    -------
    dict of Key to Entry
        The entries by their keys.

    Examples
    --------
    >>> event = EventDraft("Talks fail", EventDate.parse("2016-10-03"), "statement", ("RUS",),
    ...                    handle="talks", tags=("Syria",))
    >>> made = entries_of(Batch(events=(event,)), {"talks": "id-1"})
    >>> made["event", "id-1"].fields["by"], made["event", "id-1"].items
    (('RUS',), {('tags', 'syria'): {'tag': 'Syria'}})
    """
    made: dict[Key, Entry] = {}
    for kind, values in (
        ("relation", batch.relations), ("type", batch.types), ("actor", batch.actors),
        ("source", batch.sources),
    ):  # fmt: skip
        for value in values:
            made[kind, value.code] = _of_register(value)
    for event in batch.events:
        assert event.handle is not None
        made["event", identities[event.handle]] = _of_event(event)
    for link in batch.links:
        causes = sorted(identities[each] for each in (link.cause, *link.partners))
        made["link", identities[link.effect], link.claimed_by, *causes] = link_entry(link)
    for order in batch.orders:
        ends = (identities[order.before], identities[order.after])
        within = gap_text(order.within) if order.within else ""
        key = ("order", *ends, gap_text(order.at_least), within)
        made[key] = Entry({}, _of_citations(order.citations))
    for rival in batch.rivals:
        pairs: dict[Key, Fields] = {
            ("link", identities[a], identities[b]): {} for a, b in rival.links
        }
        made["rival", identities[rival.event], rival.name] = Entry({}, pairs)
    for rating in batch.ratings:
        place = (identities[rating.event], rating.explanation, rating.source, rating.locator)
        made["rating", *place] = Entry({"rating": rating.rating})
    for answer in batch.counterfactuals:
        ends = (identities[answer.cause], identities[answer.effect])
        made["answer", *ends] = Entry({"answer": answer.answer})
    return made


def each_entry(
    batch: Batch, identities: Mapping[str, str]
) -> Iterator[tuple[str, int, Key, Entry]]:
    """Give the entry of each draft by itself, with the kind and the place of the draft.

    Examples
    --------
    >>> from tracker.model.source import Source
    >>> [found] = each_entry(Batch(sources=(Source("wire", "Wire"),)), {})
    >>> found[:3]
    ('source', 0, ('source', 'wire'))
    """
    for kind, plural in PLURALS.items():
        for place, value in enumerate(getattr(batch, plural)):
            single: dict[str, Any] = {plural: (value,)}
            for key, entry in entries_of(Batch(**single), identities).items():
                yield kind, place, key, entry


def _of_register(value: Any) -> Entry:
    lists = ("code", "aliases", "part_of", "relays")
    named = [each.name for each in fields(value) if each.name not in lists]
    items: dict[Key, Fields] = {
        ("alias", folded(alias)): {"name": alias} for alias in getattr(value, "aliases", ())
    }
    for whole in getattr(value, "part_of", ()):
        key = ("part", whole.whole, whole.valid_from or "", whole.valid_to or "")
        items[key] = {}
    for original in getattr(value, "relays", ()):
        items["relays", original] = {}
    return Entry(_filled((name, getattr(value, name)) for name in named), items)


def _of_event(event: EventDraft) -> Entry:
    items = _of_citations(event.citations)
    for field in LABELS:
        for label in getattr(event, field.name):
            items[field.name, folded(label)] = {field.option: label}
    for field in REMARKS:
        for remark in getattr(event, field.name):
            own = {name: getattr(remark, name) for name in field.columns}
            # A remark without a key is told by its words; its marking alone may change.
            told = (field.key,) if field.key else tuple(n for n in field.columns if n != "marking")
            items[field.name, *(str(own[name]) for name in told)] = _filled(own.items())
    return Entry(_filled((field.name, getattr(event, field.name)) for field in SIMPLE), items)


def link_entry(link: LinkDraft | Link) -> Entry:
    """Make the entry of a link; its ends and its claimant stand in its key."""
    own = _filled((name, getattr(link, name)) for name in LINKED)
    own["likelihood"] = (link.likelihood, link.in_words)  # words are no other number
    return Entry(own, _of_citations(link.citations))


def _of_citations(citations: Iterable[Citation]) -> dict[Key, Fields]:
    """Citations by what they cite; the second of two that are alike in that has a 2 behind."""
    met: Counter[Key] = Counter()
    items: dict[Key, Fields] = {}
    for citation in citations:
        key = tuple(getattr(citation, name) or "" for name in PLACED)
        met[key] += 1
        ranked = ("citation", *key, *((str(met[key]),) if met[key] > 1 else ()))
        items[ranked] = _filled(
            (each.name, getattr(citation, each.name))
            for each in fields(citation)
            if each.name not in PLACED
        )
    return items


def _filled(pairs: Iterable[tuple[str, Any]]) -> Fields:
    """Plain values, without those that say nothing."""
    plain = ((name, _plain(value)) for name, value in pairs)
    return {name: value for name, value in plain if value not in (None, "", ())}


def _plain(value: Any) -> Any:
    if isinstance(value, EventDate):
        return value.text
    if isinstance(value, Enum):
        return value.value
    return tuple(map(_plain, value)) if isinstance(value, tuple | list) else value


def register_value(key: Key, entry: Entry) -> Any:
    """Make the actor, type, relation or source of an entry.

    Examples
    --------
    >>> register_value(("source", "wire"), Entry({"title": "Wire"})).title
    'Wire'
    """
    values = dict(entry.fields)
    if values.get("quad") is not None:
        values["quad"] = QuadClass(values["quad"])
    lists: dict[str, list[Any]] = {}
    for item, own in entry.items.items():
        if item[0] == "alias":
            lists.setdefault("aliases", []).append(own["name"])
        elif item[0] == "relays":
            lists.setdefault("relays", []).append(item[1])
        else:
            part = PartOf(item[1], item[2] or None, item[3] or None)
            lists.setdefault("part_of", []).append(part)
    tuples = {name: tuple(held) for name, held in lists.items()}
    return REGISTERS[key[0]](code=key[1], **values, **tuples)


def event_draft(entry: Entry) -> EventDraft:
    """Make the draft of an event.

    Examples
    --------
    >>> event_draft(Entry({"title": "Talks", "date": "2016", "type": "threat"})).date.text
    '2016'
    """
    values: dict[str, Any] = {**entry.fields, "date": EventDate.parse(entry.fields["date"])}
    for field in LABELS:
        values[field.name] = tuple(
            own[field.option] for item, own in entry.items.items() if item[0] == field.name
        )
    for field in REMARKS:
        assert field.item is not None
        values[field.name] = tuple(
            field.item(**{"claimed_by": item[1]} | own if field.key else own)
            for item, own in entry.items.items()
            if item[0] == field.name
        )
    return EventDraft(**values, citations=citations_of(entry))


def link_draft(key: Key, entry: Entry, handles: Mapping[str, str]) -> LinkDraft:
    """Make the draft of a link, its events by the handles of their identities.

    Examples
    --------
    >>> entry = Entry({"relation": "provokes", "likelihood": (0.7, False)})
    >>> link_draft(("link", "2", "RUS", "1"), entry, {"1": "talks", "2": "strike"}).effect
    'strike'
    """
    values = dict(entry.fields)
    likelihood, in_words = values.pop("likelihood")
    causes = [handles[each] for each in key[3:]]
    return LinkDraft(
        causes[0], handles[key[1]], likelihood=likelihood, in_words=in_words, claimed_by=key[2],
        partners=tuple(causes[1:]), citations=citations_of(entry), **values,
    )  # fmt: skip


def order_draft(key: Key, entry: Entry, handles: Mapping[str, str]) -> OrderDraft:
    """Make the draft of a claim of order."""
    _, before, after, at_least, within = key
    return OrderDraft(
        handles[before], handles[after], parse_gap(at_least), parse_gap(within) if within else None,
        citations_of(entry),
    )  # fmt: skip


def judgement_draft(
    key: Key, entry: Entry, handles: Mapping[str, str]
) -> RivalDraft | RatingDraft | CounterfactualDraft:
    """Make the draft of a rival explanation, of a rating or of an answer."""
    if key[0] == "rival":
        pairs = tuple((handles[item[1]], handles[item[2]]) for item in entry.items)
        return RivalDraft(handles[key[1]], key[2], pairs)
    if key[0] == "rating":
        return RatingDraft(handles[key[1]], key[2], key[3], entry.fields["rating"], key[4])
    return CounterfactualDraft(handles[key[1]], handles[key[2]], entry.fields["answer"])


def citations_of(entry: Entry) -> tuple[Citation, ...]:
    """Make the citations of an entry, in its order."""
    return tuple(
        citation_of(item, own) for item, own in entry.items.items() if item[0] == "citation"
    )


def citation_of(item: Key, own: Fields) -> Citation:
    """Make the citation of an item."""
    values: dict[str, Any] = {
        name: value for name, value in zip(PLACED, item[1:], strict=False) if value
    }
    return Citation(**(values | own))


def references_of(key: Key, entry: Entry) -> set[Key]:
    """Give the keys of the entries that an entry, or a part of one, speaks of.

    Examples
    --------
    >>> sorted(references_of(("link", "2", "RUS", "1"), Entry()))
    [('actor', 'RUS'), ('event', '1'), ('event', '2'), ('source', 'RUS')]
    """
    return set(_references(key, entry))


def _references(key: Key, entry: Entry) -> Iterator[Key]:
    kind, of = key[0], key[1:]
    said = entry.fields
    if "type" in said and kind == "event":
        yield "type", said["type"]
    if "relation" in said:
        yield "relation", said["relation"]
    for side in ("by", "to"):
        for actor in said.get(side, ()):
            yield "actor", actor
    if of and kind == "link":
        yield "event", of[0]
        yield from (("event", cause) for cause in of[2:])
        yield from _claimant(of[1])
    elif of and kind in ("order", "answer"):
        yield from (("event", each) for each in of[:2])
    elif of and kind in ("rival", "rating"):
        yield "event", of[0]
        if kind == "rating":
            yield "source", of[2]
            yield from _claimant(of[1])
    for item in entry.items:
        yield from _of_item(item)


def _of_item(item: Key) -> Iterator[Key]:
    if item[0] in ("citation", "relays"):
        yield "source", item[1]
    elif item[0] == "part":
        yield "actor", item[1]
    elif item[0] == "claims":
        yield from _claimant(item[1])
    elif item[0] == "link":
        yield from (("event", each) for each in item[1:])


def _claimant(code: str) -> Iterator[Key]:
    """Whoever claims something may be an actor or a source."""
    yield "actor", code
    yield "source", code
