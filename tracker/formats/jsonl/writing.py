"""Writing of JSON lines: the records as they would come in again, without what is empty."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from typing import Any

from tracker.formats.jsonl.kinds import CITATION, KINDS, PART_OF
from tracker.model.actor import PartOf
from tracker.model.batches import batch_around, event_drafts
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft, Status
from tracker.model.order import gap_text
from tracker.model.source import Citation
from tracker.model.streamed import StreamedEvents

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
    further = {
        "marking": chronicle.marking, "head": chronicle.head, "past": chronicle.past,
        "analyst": chronicle.analyst,
    }  # fmt: skip
    known = {key: value for key, value in further.items() if value}
    yield record_line(HEADER, {"format": VERSION, "complete": complete, **known})
    batch = batch_around(chronicle, complete)
    for kind, shape in KINDS.items():
        if kind == "event":
            yield from _event_lines(chronicle)
        for value in getattr(batch, f"{kind}s"):
            yield record_line(kind, _filled(value, shape.fields))
    yield record_line(END, {})


def _event_lines(chronicle: Chronicle) -> Iterator[str]:
    """The events, which a store that is read in slices has as lines already, where it can."""
    events = chronicle.events
    found: Iterable[str | EventDraft]
    found = events.records() if isinstance(events, StreamedEvents) else event_drafts(chronicle)
    for each in found:
        yield each if isinstance(each, str) else draft_line("event", each)


def draft_line(kind: str, draft: object) -> str:
    """Write one draft as a record.

    Parameters
    ----------
    kind : str
        Its kind, one of `KINDS`.
    draft : object
        The draft.

    Returns
    -------
    str
        The line, without its end.

    Examples
    --------
    >>> from tracker.model.imports import FormerHandle
    >>> draft_line("former_handle", FormerHandle("was", "is"))
    '{"record": "former_handle", "handle": "was", "event": "is"}'
    """
    return record_line(kind, _filled(draft, KINDS[kind].fields))


def plain_record(kind: str, value: object) -> dict[str, Any]:
    """Give a value as the object of JSON that stands for it, without what is empty.

    Parameters
    ----------
    kind : str
        The kind of record that it is, one of `KINDS`.
    value : object
        The draft, or the entry of a register.

    Returns
    -------
    dict of str to Any
        Its fields, in the order in which they are written.

    Examples
    --------
    >>> from tracker.model.order import OrderDraft
    >>> plain_record("order", OrderDraft("talks", "strike"))
    {'before': 'talks', 'after': 'strike', 'at_least': '1s'}
    """
    filled = _filled(value, KINDS[kind].fields)
    made: dict[str, Any] = json.loads(json.dumps(filled, default=_plain))
    return made


def record_line(kind: str, values: Mapping[str, Any]) -> str:
    """Write fields as a record of a kind.

    Parameters
    ----------
    kind : str
        What stands under `record`.
    values : mapping of str to Any
        Its fields.

    Returns
    -------
    str
        The line, without its end.

    Examples
    --------
    >>> record_line("end", {})
    '{"record": "end"}'
    """
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
