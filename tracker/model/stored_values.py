"""Tests of stored values, column by column: each gives in words what is wrong with a value.

Recording stores nothing else; other programs can, as far as the schema lets them. A test takes a
value that is there and gives what is wrong with it, or nothing.
"""

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.errors import InvalidLikelihood, InvalidText
from tracker.model.actor import KINDS
from tracker.model.actor_colours import is_colour
from tracker.model.coordinates import is_point
from tracker.model.counterfactuals import WouldHaveCome
from tracker.model.dates import EventDate
from tracker.model.event import INTENSITY_LIMIT, Status
from tracker.model.hypotheses import Consistency
from tracker.model.likelihood import open_likelihood
from tracker.model.names import is_hyphened
from tracker.model.source import SUPPORTED
from tracker.model.text import clean_line, clean_prose

Test = Callable[[Any], str]
ANY_LENGTH = 1 << 60
LONGEST_GAP = 10**12  # seconds; what is longer than the calendar is no gap between events


def line(value: Any) -> str:
    r"""Tell what keeps a text from being one plain line.

    >>> line("a\nb")
    'contains the control character U+000A'
    """
    return _refusal(clean_line, value)


def prose(value: Any) -> str:
    """Tell what keeps a text from being prose."""
    return _refusal(clean_prose, value)


def word(value: Any) -> str:
    """Tell what keeps a text from being one word, as codes are."""
    wrong = line(value)
    if not wrong and any(character.isspace() for character in value):
        wrong = "has blanks in it"
    return wrong


def handle(value: Any) -> str:
    """Tell what keeps a text from being a handle.

    >>> handle("Talks fail"), handle("2016-10-03-talks")
    ('is no handle: words in lower case, joined by hyphens, and no bare number', '')
    """
    wrong = line(value)
    if not wrong and (not is_hyphened(value, ANY_LENGTH) or value.isdigit()):
        wrong = "is no handle: words in lower case, joined by hyphens, and no bare number"
    return wrong


def day(value: Any) -> str:
    """Tell what keeps a text from being a date."""
    wrong = line(value)
    if not wrong and EventDate.known(value) is None:
        wrong = "is no date"
    return wrong


def point(value: Any) -> str:
    """Tell what keeps a text from being a latitude and a longitude.

    >>> point("36.2,37.16"), point("north")
    ('', 'is no latitude and longitude such as 36.2,37.16')
    """
    is_stored = isinstance(value, str) and is_point(value)
    return "" if is_stored else "is no latitude and longitude such as 36.2,37.16"


def moment(value: Any) -> str:
    """Tell what keeps a text from being a moment as bounds are stored.

    >>> moment("2016-10-03"), moment("2016-10-03T00:00:00")
    ('is no moment such as 2016-10-03T00:00:00', '')
    """
    try:
        read = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        read = None
    if read is None or read.tzinfo is not None or read.isoformat() != value:
        return "is no moment such as 2016-10-03T00:00:00"
    return ""


@dataclass(frozen=True, slots=True)
class Between:
    """The test for a number within bounds.

    >>> Between(1, 6)(2), Between(1, 6)(7)
    ('', 'is no number from 1 to 6')
    """

    least: float
    most: float

    def __call__(self, value: Any) -> str:
        """Tell what is wrong with a value."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and self.least <= value <= self.most:
            return ""
        return f"is no number from {self.least:g} to {self.most:g}"


@dataclass(frozen=True, slots=True)
class OneOf:
    """The test for one of some words."""

    names: tuple[str, ...]

    def __call__(self, value: Any) -> str:
        """Tell what is wrong with a value."""
        return "" if value in self.names else f"is none of {', '.join(self.names)}"


def one_of(*names: str) -> Test:
    """Make a test for one of some words."""
    return OneOf(names)


def texts(value: Any) -> str:
    """Tell what keeps a text from being a JSON object of texts."""
    read = _json(value)
    if isinstance(read, dict) and all(isinstance(each, str) for each in read.values()):
        return ""
    return "is no JSON object of texts"


def colour(value: Any) -> str:
    """Tell what keeps a text from being a colour."""
    return "" if is_colour(value) else "is no colour as #rrggbb"


def texts_by_field(value: Any) -> str:
    """Tell what keeps a text from being a JSON object of such objects of texts."""
    read = _json(value)
    if isinstance(read, dict) and not any(texts(json.dumps(each)) for each in read.values()):
        return ""
    return "is no JSON object of objects of texts"


def row(value: Any) -> str:
    """Tell what keeps a text from being a row as the history keeps it."""
    return "" if isinstance(_json(value), dict) else "is no JSON object"


def likelihood(value: Any) -> str:
    """Tell what keeps a number from being a likelihood."""
    if isinstance(value, int | float) and 0 < value <= 1:
        return ""
    return "is no likelihood, above 0 and up to 1"


def open_share(value: Any) -> str:
    """Tell what keeps a text from being how likely a piece of evidence is, as it is kept.

    >>> open_share("very likely"), open_share("1")
    ('', 'is no likelihood between 0 and 1')
    """
    try:
        kept = isinstance(value, str) and open_likelihood(value) == value
    except InvalidLikelihood:
        kept = False
    return "" if kept else "is no likelihood between 0 and 1"


# Each column that is not plain prose, with its test; and whether nothing can be read of the row
# where it fails. A column that may be empty is tested where it is not.
Column = tuple[Test, bool]
COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "actors": {
        "code": (word, False), "name": (line, False), "kind": (one_of(*KINDS), False),
        "valid_from": (day, False), "valid_to": (day, False), "colour": (colour, False),
    },
    "actor_parts": {"valid_from": (day, False), "valid_to": (day, False)},
    "types": {
        "code": (word, False), "label": (line, False),
        "goldstein": (Between(-INTENSITY_LIMIT, INTENSITY_LIMIT), True),
        "quad": (Between(1, 4), True), "hostility": (Between(1, 5), True),
    },
    "relations": {
        "code": (word, False), "label": (line, False),
        "sense": (one_of("escalatory", "de-escalatory", "neutral"), True),
    },
    "sources": {
        "code": (word, False), "title": (line, False), "publisher": (line, False),
        "author": (line, False), "published": (day, False), "retrieved": (day, False),
        "url": (line, False), "reliability": (one_of(*"ABCDEF"), True),
    },
    "events": {
        "id": (Between(1, 2**63 - 1), True), "handle": (handle, False), "title": (line, False),
        "date": (day, False), "earliest": (moment, True), "latest": (moment, True),
        "place": (line, False), "coordinates": (point, False), "zone": (line, False),
        "date_said": (line, False),
        "status": (one_of(*Status), True),
        "intensity": (Between(-INTENSITY_LIMIT, INTENSITY_LIMIT), True),
        "avoidable": (Between(0, 1), True),
    },
    "event_actors": {"side": (one_of("by", "to"), True)},
    "links": {
        "likelihood": (likelihood, True), "denied": (Between(0, 1), True),
        "claimed_by": (word, False), "given": (one_of("words", "number"), True),
        "needed": (Between(0, 1), True),
    },
    "link_partners": {"claimed_by": (word, False)},
    "citations": {
        "credibility": (Between(1, 6), True), "supports": (one_of(*SUPPORTED), True),
        "if_true": (open_share, True), "if_false": (open_share, True),
        "not_found": (Between(0, 1), True), "reliance": (likelihood, True),
    },
    "orders": {
        "at_least": (Between(1, LONGEST_GAP), True), "within": (Between(1, LONGEST_GAP), True),
    },
    "derived_dates": {"earliest": (moment, True), "latest": (moment, True)},
    "former_handles": {"handle": (handle, False)},
    "row_ids": {"key": (line, False)},
    "event_tags": {"tag": (line, False)},
    "event_claims": {"claimed_by": (word, False), "denied": (Between(0, 1), True)},
    "rivals": {"name": (line, False)},
    "ratings": {
        "explanation": (line, False), "rating": (one_of(*Consistency), True),
        "locator": (prose, False),
    },
    "counterfactuals": {"answer": (one_of(*WouldHaveCome), True)},
    "event_notes": {"at": (day, False), "who": (line, False)},
    "proposals": {
        "at": (prose, False), "who": (line, False), "origin": (prose, False),
        "head": (word, False), "content": (row, True),
    },
    "merged_heads": {"head": (word, False), "at": (prose, False)},
    "column_maps": {
        "name": (handle, False), "columns": (texts, True), "constants": (texts, True),
        "dates": (one_of("dmy", "mdy", "ymd"), False), "cells": (texts_by_field, True),
    },
    "imports": {"file": (prose, False), "format": (word, False)},
    "commands": {"at": (prose, False), "who": (line, False)},
    "changes": {"old": (row, True), "new": (row, True)},
}  # fmt: skip


def wrong_with_bounds(values: Mapping[str, Any]) -> str:
    """Tell what is wrong with a date and its two bounds, each of which is right by itself.

    >>> bounds = {"earliest": "2016-10-03T00:00:00", "latest": "2016-10-03T23:59:59"}
    >>> wrong_with_bounds({"date": "2016-10-03", **bounds})
    ''
    >>> wrong_with_bounds({"date": "2016-10-04", **bounds})
    'date 2016-10-04 does not mean 2016-10-03T00:00:00 to 2016-10-03T23:59:59'
    """
    read = EventDate.known(values["date"])
    if read is None:
        return ""
    own = tuple(bound and bound.isoformat() for bound in (read.earliest, read.latest))
    kept = (values["earliest"], values["latest"])
    if own == kept:
        return ""
    said = " to ".join(bound or "…" for bound in kept)
    return f"date {values['date']} does not mean {said}"


def _refusal(clean: Callable[[str, str, int], str], value: Any) -> str:
    if not isinstance(value, str):
        return "is no text"
    try:
        clean(value, "", ANY_LENGTH)
    except InvalidText as error:
        return str(error).removeprefix("The  ").partition(";")[0].rstrip(".")
    return ""


def _json(value: Any) -> Any:
    try:
        return json.loads(value)
    except (TypeError, ValueError, RecursionError):
        return None


def is_encodable(value: Any) -> bool:
    r"""Tell whether a value is no text, or text that was UTF-8.

    >>> is_encodable("caf\udce9"), is_encodable(1)
    (False, True)
    """
    return not isinstance(value, str) or not any(
        unicodedata.category(character) == "Cs" for character in value
    )
