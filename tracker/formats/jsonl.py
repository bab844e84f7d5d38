"""JSON lines: one record a line, the format that keeps the whole record.

A header comes first, then actors, event types, relations, sources, events, links and claims of
order, each with the fields of the model as drafts have them: the ends of a link
are handles, actors are codes, dates are EDTF. What is empty is left out::

    {"record": "tracker", "format": 1, "complete": true}
    {"record": "event", "id": 6, "handle": "2016-10-03-pmda-suspended", "date": "2016-10-03", …}
    {"record": "end"}

A complete file without its end was cut short and is refused. Only the history stays behind: it
belongs to a database, not to what happened.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import timedelta
from typing import Any

from tracker.config import Limits
from tracker.errors import InvalidInput, excerpt
from tracker.formats.file_format import FileFormat, whole_file
from tracker.formats.json_values import parse_json, shown
from tracker.formats.limits import limits_of
from tracker.model.actor import Actor
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.codebook import EventType, QuadClass, Relation
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft, Status
from tracker.model.event_fields import FIELDS, Field, Kind, draft_of
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft, gap_text, parse_gap
from tracker.model.source import Citation, Source

VERSION = 1
HEADER = "tracker"
END = "end"
SENSES = ("escalatory", "de-escalatory", "neutral")
LARGEST_ID = 2**63 - 1  # what SQLite can number


@dataclass(frozen=True, slots=True)
class Shape:
    """The type of a field in JSON: its name, its check and its conversion."""

    called: str
    fits: Callable[[Any], bool]
    make: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record: the value it becomes, and its fields in the order they are written."""

    make: Callable[..., Any]
    fields: Mapping[str, Shape]
    required: frozenset[str]


def _record_kind(make: type, **shapes: Shape) -> RecordKind:
    """A kind whose required fields are those that the value has no default for."""
    needed = (field.name for field in fields(make) if field.default is MISSING)
    return RecordKind(make, shapes, frozenset(needed))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_ID


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _citations(items: list[dict[str, Any]]) -> tuple[Citation, ...]:
    return tuple(_value("citation", CITATION, item) for item in items)


TEXT = Shape("a text", lambda value: isinstance(value, str), str)
TEXTS = Shape("a list of texts", _are_texts, tuple)
NUMBER = Shape("a number", _is_number, float)
WHOLE = Shape("a whole number above 0", _is_whole, int)
DATE = Shape("a date in quotes", lambda value: isinstance(value, str), EventDate.parse)
SENSE = Shape(f"one of {', '.join(SENSES)}", lambda value: value in SENSES, str)
QUAD = Shape(
    "a number from 1 to 4", lambda value: _is_whole(value) and value <= len(QuadClass), QuadClass
)
FLAG = Shape("true or false", lambda value: isinstance(value, bool), bool)
GAP = Shape("a length of time such as 7d", lambda value: isinstance(value, str), parse_gap)
CITATIONS = Shape("a list of citations", _are_objects, _citations)

CITATION = _record_kind(
    Citation, source=TEXT, credibility=WHOLE, locator=TEXT, quotation=TEXT, supports=TEXT
)
SHAPES = {
    Kind.NUMBER: WHOLE, Kind.HANDLE: TEXT, Kind.DATE: DATE, Kind.LINE: TEXT, Kind.PROSE: TEXT,
    Kind.TYPE: TEXT, Kind.ACTORS: TEXTS, Kind.INTENSITY: NUMBER, Kind.STATUS: TEXT,
    Kind.FLAG: FLAG, Kind.CITATIONS: CITATIONS, Kind.LABELS: TEXTS,
}  # fmt: skip


def _shape_of(field: Field) -> Shape:
    """The shape of a field of an event; a remark is an object of texts."""
    if field.item is None:
        return SHAPES[field.kind]
    remark = _record_kind(field.item, **dict.fromkeys(field.columns, TEXT))
    return Shape(
        f"a list of {field.name}",
        _are_objects,
        lambda items: tuple(_value(field.name, remark, item) for item in items),
    )


KINDS = {
    "actor": _record_kind(
        Actor, code=TEXT, name=TEXT, kind=TEXT, valid_from=TEXT, valid_to=TEXT, iso3166=TEXT,
        cow=TEXT, cameo=TEXT, aliases=TEXTS,
    ),
    "type": _record_kind(
        EventType, code=TEXT, label=TEXT, definition=TEXT, cameo=TEXT, goldstein=NUMBER,
        quad=QUAD, hostility=WHOLE, why=TEXT, aliases=TEXTS,
    ),
    "relation": _record_kind(
        Relation, code=TEXT, label=TEXT, reads=TEXT, definition=TEXT, sense=SENSE,
    ),
    "source": _record_kind(
        Source, code=TEXT, title=TEXT, publisher=TEXT, author=TEXT, published=TEXT,
        retrieved=TEXT, url=TEXT, reliability=TEXT, note=TEXT, aliases=TEXTS,
        relays=TEXTS,
    ),
    "event": _record_kind(EventDraft, **{field.name: _shape_of(field) for field in FIELDS}),
    "link": _record_kind(
        LinkDraft, cause=TEXT, relation=TEXT, effect=TEXT, likelihood=NUMBER, claimed_by=TEXT,
        because=TEXT, denied=FLAG, citations=CITATIONS,
    ),
    "order": _record_kind(
        OrderDraft, before=TEXT, after=TEXT, at_least=GAP, within=GAP, citations=CITATIONS,
    ),
}  # fmt: skip


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
    yield _line(HEADER, {"format": VERSION, "complete": complete})
    batch = _batch_of(chronicle, complete)
    for kind, shape in KINDS.items():
        for value in getattr(batch, f"{kind}s"):
            yield _line(kind, _filled(value, shape.fields))
    yield _line(END, {})


def is_jsonl(beginning: str) -> bool:
    """Say by how it begins whether a file is of tracker's own.

    >>> is_jsonl('{"record": "tracker", "format": 1}')
    True
    """
    return beginning.startswith('{"record": "tracker"')


def read(lines: Iterable[str]) -> Batch:
    """Read JSON lines that `write`, or a person with an editor, has made.

    Parameters
    ----------
    lines : iterable of str
        The lines of the file. Empty ones count as lines and are passed over.

    Returns
    -------
    Batch
        The records as drafts, in the order of the file.

    Raises
    ------
    InvalidInput
        If there is no header, if a newer tracker wrote it, if a complete file lacks its end, or
        if a line is no record; the sentence names the line.

    Examples
    --------
    >>> batch = read([
    ...     '{"record": "tracker", "format": 1}',
    ...     '{"record": "event", "date": "2016-10-03", "title": "A pact ends", "type": "threat"}',
    ... ])
    >>> batch.events[0].title, batch.complete
    ('A pact ends', False)
    """
    found: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    complete: bool | None = None
    ended = False
    limits = limits_of(lines)
    for number, line in enumerate(lines, start=1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            record = _record(line, limits)
            kind = record.pop("record", None)
            if complete is None:
                complete = _complete(kind, record)
            elif kind == END and not record:
                ended = True
            elif isinstance(kind, str) and kind in found:
                found[kind].append(_value(kind, KINDS[kind], record))
            else:
                raise InvalidInput(
                    f"there is no kind of record {shown(kind)}; write {', '.join(KINDS)}."
                )
        except InvalidInput as error:
            raise InvalidInput(f"Line {number}: {error}") from None
    if complete is None:
        raise InvalidInput("There is nothing in it, not even the header that `export` writes.")
    if complete and not ended:
        raise InvalidInput(
            f'The file is cut short: a complete one ends with {{"record": "{END}"}}. Export it '
            'again, or take "complete" out of its first line to read what is there.'
        )
    records: dict[str, Any] = {f"{kind}s": tuple(values) for kind, values in found.items()}
    return Batch(**records, complete=complete)


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
            link.denied,
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
    referred: set[str] = set()
    for event in events:
        referred.update((event.type, *event.by, *event.to))
        referred.update(citation.source for citation in event.citations)
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

    def kept(register: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(value for code, value in register.items() if complete or code in referred)

    return Batch(
        kept(chronicle.actors), kept(chronicle.types), kept(chronicle.relations),
        kept(chronicle.sources), events, links, complete, orders,
    )  # fmt: skip


def _line(kind: str, values: Mapping[str, Any]) -> str:
    return json.dumps({"record": kind, **values}, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    """Encode values that JSON has no type for: dates, lengths of time and citations."""
    if isinstance(value, timedelta):
        return gap_text(value)
    if isinstance(value, EventDate):
        return value.text
    if isinstance(value, Citation):
        return _filled(value, CITATION.fields)
    assert is_dataclass(value)
    return _filled(value, [field.name for field in fields(value)])


def _filled(value: object, keys: Iterable[str]) -> dict[str, Any]:
    """The fields that say more than they do when left out; 0 is something."""
    pairs = ((key, getattr(value, key)) for key in keys)
    return {
        key: held
        for key, held in pairs
        if not (held is Status.OCCURRED or held is None or held is False or held in ("", ()))
    }


def _record(line: str, limits: Limits) -> dict[str, Any]:
    """The JSON object of a line."""
    record = parse_json(line, limits)
    if not isinstance(record, dict):
        raise InvalidInput(f"{shown(record)} is no record; write an object in braces.")
    return record


def _complete(kind: object, header: Mapping[str, Any]) -> bool:
    """Check the header; returns whether the file has the whole registers."""
    if kind != HEADER:
        raise InvalidInput(
            f'a tracker file begins with {{"record": "{HEADER}", "format": {VERSION}}}.'
        )
    version, complete = header.get("format", 0), header.get("complete", False)
    if not _is_whole(version):
        raise InvalidInput(f"the format must be a whole number, not {shown(version)}.")
    if version > VERSION:
        raise InvalidInput(
            f"format {version} is of a newer tracker; this one reads up to {VERSION}. "
            "Install a newer tracker to read it."
        )
    if unknown := header.keys() - {"format", "complete"}:
        raise InvalidInput(f"a header has no {excerpt(min(unknown))}.")
    if not isinstance(complete, bool):
        raise InvalidInput(f"complete must be true or false, not {shown(complete)}.")
    return complete


def _value(name: str, kind: RecordKind, record: Mapping[str, Any]) -> Any:
    """The value that a record stands for, if it has the fields it needs and no others."""
    if unknown := [key for key in record if key not in kind.fields]:
        raise InvalidInput(
            f"the record of kind {name} has a key {excerpt(unknown[0])} that tracker does not "
            f"know; it knows {', '.join(kind.fields)}."
        )
    if missing := [key for key in kind.fields if key in kind.required and record.get(key) == ""]:
        raise InvalidInput(f"the record of kind {name} has an empty {missing[0]}.")
    if missing := [key for key in kind.fields if key in kind.required - record.keys()]:
        raise InvalidInput(f"the record of kind {name} needs a key {' and a key '.join(missing)}.")
    made = {}
    for key, value in record.items():
        shape = kind.fields[key]
        if not shape.fits(value):
            raise InvalidInput(f"{key} must be {shape.called}, not {shown(value)}.")
        made[key] = shape.make(value)
    return kind.make(**made)


FORMAT = FileFormat(
    "jsonl",
    "everything but the history, the imports and the decisions on duplicates",
    (".jsonl", ".ndjson"),
    recognises=is_jsonl,
    read=whole_file(read),
    write=write,
)
