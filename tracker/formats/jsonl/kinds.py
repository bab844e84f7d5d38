"""The kinds of records in JSON lines: their fields, and the checks that make them values."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any
from uuid import UUID

from tracker.errors import InvalidInput, excerpt
from tracker.formats.json_values import json_excerpt
from tracker.model.actor import Actor, PartOf
from tracker.model.codebook import EventType, QuadClass, Relation
from tracker.model.counterfactuals import CounterfactualDraft
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.event_fields import FIELDS, Field, Kind
from tracker.model.hypotheses import RatingDraft, RivalDraft
from tracker.model.imports import ColumnMap, FormerHandle
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft, parse_gap
from tracker.model.source import Citation, Source

SENSES = ("escalatory", "de-escalatory", "neutral")
ORDERS = ("dmy", "mdy", "ymd")
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
    needed = (
        field.name
        for field in fields(make)
        if field.default is MISSING and field.default_factory is MISSING
    )
    return RecordKind(make, shapes, frozenset(needed))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def is_whole(value: Any) -> bool:
    """Say whether a value of JSON is a whole number above 0 that SQLite can hold.

    Examples
    --------
    >>> is_whole(3), is_whole(True), is_whole(0)
    (True, False, False)
    """
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_ID


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_of_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


def _are_pairs(value: Any) -> bool:
    return isinstance(value, list) and all(_are_texts(pair) and len(pair) == 2 for pair in value)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _is_uuid(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False


def _citations(items: list[dict[str, Any]]) -> tuple[Citation, ...]:
    return tuple(value_of("citation", CITATION, item) for item in items)


TEXT = Shape("a text", lambda value: isinstance(value, str), str)
TEXTS = Shape("a list of texts", _are_texts, tuple)
BY_FIELD = Shape("an object of texts", _is_of_texts, dict)
BY_FIELD_AND_CELL = Shape(
    "an object of objects of texts",
    lambda value: isinstance(value, dict) and all(map(_is_of_texts, value.values())),
    dict,
)
ORDER = Shape(f"one of {', '.join(ORDERS)}", lambda value: value in ORDERS, str)
NUMBER = Shape("a number", _is_number, float)
WHOLE = Shape("a whole number above 0", is_whole, int)
DATE = Shape("a date in quotes", lambda value: isinstance(value, str), EventDate.parse)
SENSE = Shape(f"one of {', '.join(SENSES)}", lambda value: value in SENSES, str)
QUAD = Shape(
    "a number from 1 to 4", lambda value: is_whole(value) and value <= len(QuadClass), QuadClass
)
FLAG = Shape("true or false", lambda value: isinstance(value, bool), bool)
GAP = Shape("a length of time such as 7d", lambda value: isinstance(value, str), parse_gap)
PAIRS = Shape(
    "a list of pairs of handles", _are_pairs, lambda items: tuple((one, two) for one, two in items)
)
CITATIONS = Shape("a list of citations", _are_objects, _citations)

IDENTITY = Shape("a UUID", _is_uuid, lambda value: str(UUID(value)))
PART_OF = _record_kind(PartOf, whole=TEXT, valid_from=TEXT, valid_to=TEXT)
WHOLES = Shape(
    "a list of wholes", _are_objects,
    lambda items: tuple(value_of("part_of", PART_OF, item) for item in items),
)  # fmt: skip
CITATION = _record_kind(
    Citation,
    source=TEXT,
    credibility=WHOLE,
    locator=TEXT,
    quotation=TEXT,
    supports=TEXT,
    marking=TEXT,
    if_true=TEXT,
    if_false=TEXT,
    not_found=FLAG,
    reliance=NUMBER,
)
SHAPES = {
    Kind.NUMBER: WHOLE, Kind.HANDLE: TEXT, Kind.DATE: DATE, Kind.LINE: TEXT, Kind.PROSE: TEXT,
    Kind.TYPE: TEXT, Kind.ACTORS: TEXTS, Kind.INTENSITY: NUMBER, Kind.STATUS: TEXT,
    Kind.FLAG: FLAG, Kind.POINT: TEXT, Kind.MARKING: TEXT, Kind.ZONE: TEXT,
    Kind.CITATIONS: CITATIONS,
    Kind.LABELS: TEXTS,
}  # fmt: skip


def _shape_of(field: Field) -> Shape:
    """The shape of a field of an event; a remark is an object of texts."""
    if field.item is None:
        return SHAPES[field.kind]
    shapes = (FLAG if flag else TEXT for flag in field.flags)
    remark = _record_kind(field.item, **dict(zip(field.columns, shapes, strict=True)))
    return Shape(
        f"a list of {field.name}",
        _are_objects,
        lambda items: tuple(value_of(field.name, remark, item) for item in items),
    )


KINDS = {
    "actor": _record_kind(
        Actor, code=TEXT, name=TEXT, kind=TEXT, valid_from=TEXT, valid_to=TEXT, iso3166=TEXT,
        cow=TEXT, cameo=TEXT, colour=TEXT, aliases=TEXTS, part_of=WHOLES,
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
        relays=TEXTS, marking=TEXT,
    ),
    "event": _record_kind(
        EventDraft, **{field.name: _shape_of(field) for field in FIELDS}, uuid=IDENTITY
    ),
    "link": _record_kind(
        LinkDraft, cause=TEXT, relation=TEXT, effect=TEXT, likelihood=NUMBER, in_words=FLAG,
        claimed_by=TEXT, because=TEXT, denied=FLAG, marking=TEXT, citations=CITATIONS,
        partners=TEXTS, needed=FLAG,
    ),
    "order": _record_kind(
        OrderDraft, before=TEXT, after=TEXT, at_least=GAP, within=GAP, citations=CITATIONS,
    ),
    "former_handle": _record_kind(FormerHandle, handle=TEXT, event=TEXT),
    "column_map": _record_kind(
        ColumnMap, name=TEXT, columns=BY_FIELD, constants=BY_FIELD, dates=ORDER,
        values=BY_FIELD_AND_CELL,
    ),
    "rival": _record_kind(RivalDraft, event=TEXT, name=TEXT, links=PAIRS),
    "rating": _record_kind(
        RatingDraft, event=TEXT, explanation=TEXT, source=TEXT, locator=TEXT, rating=TEXT,
    ),
    "counterfactual": _record_kind(CounterfactualDraft, cause=TEXT, effect=TEXT, answer=TEXT),
}  # fmt: skip


def value_of(name: str, kind: RecordKind, record: Mapping[str, Any]) -> Any:
    """Make the value that a record stands for.

    Parameters
    ----------
    name : str
        What the kind of record is called in a sentence.
    kind : RecordKind
        The fields that it has, and those that it needs.
    record : mapping of str to Any
        What stands in the file, as JSON has it.

    Returns
    -------
    Any
        The value that `kind` makes of it.

    Raises
    ------
    InvalidInput
        If a field is missing, not known or not of its type; the sentence names it.

    Examples
    --------
    >>> value_of("link", KINDS["link"], {
    ...     "cause": "a", "relation": "leads-to", "effect": "b", "likelihood": 1,
    ... }).likelihood
    1.0
    """
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
            raise InvalidInput(f"{key} must be {shape.called}, not {json_excerpt(value)}.")
        made[key] = shape.make(value)
    return kind.make(**made)
