"""Writing of JSON lines: the records as they would come in again, without what is empty."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from typing import Any

from tracker.formats.jsonl.kinds import CITATION, KINDS, PART_OF
from tracker.model.actor import PartOf
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.counterfactuals import CounterfactualDraft
from tracker.model.dates import EventDate
from tracker.model.event import Status
from tracker.model.event_fields import draft_of
from tracker.model.hypotheses import RatingDraft, RivalDraft
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft, gap_text
from tracker.model.parts import wholes_of
from tracker.model.source import Citation

VERSION = 1
HEADER = "tracker"
END = "end"


def write(chronicle: Chronicle, complete: bool = True) -> Iterator[str]:
    """Write a chronicle as JSON lines.

    Parameters
    ----------
    chronicle : Chronicle
        What is to be written.
    complete : bool
        Whether the chronicle is all there is. A selection brings of the registers only what
        its events and links refer to.

    Yields
    ------
    str
        One record, without its line end.

    Examples
    --------
    >>> list(write(Chronicle()))
    ['{"record": "tracker", "format": 1, "complete": true}', '{"record": "end"}']
    """
    further = {"marking": chronicle.marking, "head": chronicle.head}
    known = {key: value for key, value in further.items() if value}
    yield _line(HEADER, {"format": VERSION, "complete": complete, **known})
    batch = _batch_of(chronicle, complete)
    for kind, shape in KINDS.items():
        for value in getattr(batch, f"{kind}s"):
            yield _line(kind, _filled(value, shape.fields))
    yield _line(END, {})


def _batch_of(chronicle: Chronicle, complete: bool) -> Batch:
    """The chronicle as it would come in again: reading what is written gives just this."""
    # In the order of their numbers: a file kept beside the database grows at the end, and an
    # event whose date is corrected stays where it was.
    recorded = sorted(chronicle.events.values(), key=lambda event: event.id)
    events = tuple(map(draft_of, recorded))
    links = tuple(
        LinkDraft(
            chronicle.events[link.cause].handle, chronicle.events[link.effect].handle,
            link.relation, link.likelihood, link.claimed_by, link.because, link.citations,
            link.denied, link.marking, link.in_words,
            tuple(chronicle.events[partner].handle for partner in link.partners), link.needed,
        )
        for link in (*chronicle.links, *chronicle.denials)
    )  # fmt: skip
    orders = tuple(
        OrderDraft(
            chronicle.events[claim.before].handle, chronicle.events[claim.after].handle,
            claim.at_least, claim.within, claim.citations,
        )
        for claim in chronicle.orders
    )  # fmt: skip
    named = {number: event.handle for number, event in chronicle.events.items()}
    rivals = tuple(
        RivalDraft(named[each.event], each.name, tuple((named[a], named[b]) for a, b in each.links))
        for each in chronicle.rivals
    )
    ratings = tuple(
        RatingDraft(named[each.event], each.explanation, each.source, each.rating, each.locator)
        for each in chronicle.ratings
    )
    counterfactuals = tuple(
        CounterfactualDraft(named[each.cause], named[each.effect], each.answer)
        for each in chronicle.counterfactuals
    )
    referred: set[str] = {each.source for each in ratings}
    for event in events:
        referred.update((event.type, *event.by, *event.to))
        referred.update(citation.source for citation in event.citations)
        referred.update(claim.claimed_by for claim in event.claims)
    for link in links:
        referred.update((link.relation, link.claimed_by))
        referred.update(citation.source for citation in link.citations)

    for order in orders:
        referred.update(citation.source for citation in order.citations)
    waiting = [code for code in chronicle.sources if code in referred]
    while waiting:  # with a source comes what it relays
        originals = set(chronicle.sources[waiting.pop()].relays) - referred
        referred |= originals
        waiting += originals
    for code in tuple(referred):  # and with an actor of whom it is part
        referred.update(wholes_of(code, chronicle.actors))

    def kept(register: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(value for code, value in register.items() if complete or code in referred)

    return Batch(
        kept(chronicle.actors), kept(chronicle.types), kept(chronicle.relations),
        kept(chronicle.sources), events, links, complete, orders, rivals=rivals, ratings=ratings,
        counterfactuals=counterfactuals,
        former_handles=chronicle.former_handles if complete else (),
        column_maps=chronicle.column_maps if complete else (),
    )  # fmt: skip


def _line(kind: str, values: Mapping[str, Any]) -> str:
    return json.dumps({"record": kind, **values}, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    """Encode values that JSON has no type for: dates, lengths of time and citations."""
    if isinstance(value, timedelta):
        return gap_text(value)
    if isinstance(value, EventDate):
        return value.text
    if isinstance(value, PartOf):
        return _filled(value, PART_OF.fields)
    if isinstance(value, Citation):
        return _filled(value, CITATION.fields)
    assert is_dataclass(value)
    return _filled(value, [field.name for field in fields(value) if field.compare])


def _filled(value: object, keys: Iterable[str]) -> dict[str, Any]:
    """The fields that say more than they do when left out; 0 is something."""
    pairs = ((key, getattr(value, key)) for key in keys)
    return {
        key: held
        for key, held in pairs
        if not (held is Status.OCCURRED or held is None or held is False or held in ("", (), {}))
    }
