"""Values of JSON files, parsed within the limits and taken by their types.

Every reader of JSON takes what it needs through `JsonObject`, which refuses a value of another
type in a sentence that says where it stands.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tracker.config import Limits
from tracker.errors import InvalidInput, excerpt
from tracker.formats.limits import DEFAULT, check_json

LONGEST_EXCERPT = 40  # characters


def parse_json(text: str, limits: Limits = DEFAULT, fault: str = "this is not JSON") -> Any:
    r"""Parse a JSON document, or a line of one.

    Parameters
    ----------
    text : str
        The document; a byte order mark before it is passed over.
    limits : Limits, optional
        Those in force.
    fault : str, optional
        How a refusal of what is no JSON begins.

    Returns
    -------
    object
        What it holds.

    Raises
    ------
    InvalidInput
        If it is no JSON, or beyond a limit, or holds half of a character.

    Examples
    --------
    >>> parse_json('{"id": 7}')
    {'id': 7}
    >>> parse_json('["\\ud800"]')
    Traceback (most recent call last):
    tracker.errors.InvalidInput: it holds \ud800, which is half of a character.
    """
    document = text.removeprefix("\ufeff")
    check_json(document, limits)
    try:
        value = json.loads(document, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise InvalidInput(f"{fault}: {error.msg} ({line}column {error.colno}).") from None
    except (ValueError, RecursionError):  # numbers of 5,000 digits, brackets 5,000 deep
        raise InvalidInput(f"{fault} that tracker can read.") from None
    if "\\ud" in document or "\\uD" in document:
        _refuse_surrogates(value)
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON, though Python would take it for a number")


def _refuse_surrogates(value: Any) -> None:
    """Refuse halves of characters, which JSON can spell and nothing can store."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += (*each.keys(), *each.values())
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str):
            half = next((letter for letter in each if "\ud800" <= letter <= "\udfff"), None)
            if half is not None:
                raise InvalidInput(f"it holds \\u{ord(half):04x}, which is half of a character.")


def shown(value: object) -> str:
    """A value of JSON as it stands there, on one short line.

    Parameters
    ----------
    value : object
        The value.

    Returns
    -------
    str
        Its beginning.

    Examples
    --------
    >>> print(shown(["a", None]))
    '["a", null]'
    """
    return excerpt(json.dumps(value, ensure_ascii=False), LONGEST_EXCERPT)


class JsonObject:
    """An object of JSON whose values are taken by their types.

    Parameters
    ----------
    value : object
        What stands where an object should.
    where : str
        What it is, as a refusal begins.

    Raises
    ------
    InvalidInput
        If it is no object.

    Examples
    --------
    >>> slide = JsonObject({"text": "x"}, "Slide 3")
    >>> slide.inner("text")
    Traceback (most recent call last):
    tracker.errors.InvalidInput: Slide 3: text must be an object, not '"x"'.
    """

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise InvalidInput(f"{where} must be an object, not {shown(value)}.")
        self.values: Mapping[str, Any] = value
        self.where = where

    def text(self, key: str) -> str:
        """The text under a key; empty where there is none."""
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._refusal(key, "a text", value)
        return value

    def needed_text(self, key: str) -> str:
        """The text under a key, which has to be there and say something."""
        if not (value := self.text(key)):
            raise InvalidInput(f"{self.where} has no {key}.")
        return value

    def text_or_number(self, key: str) -> str:
        """The text or number under a key, as a text; empty where there is none."""
        value = self.values.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return json.dumps(value)
        return self.text(key)

    def inner(self, key: str) -> "JsonObject":
        """The object under a key; an empty one where there is none."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, dict):
            raise self._refusal(key, "an object", value)
        return JsonObject(value or {}, f"{self.where}, {key}")

    def items(self, key: str) -> list[Any]:
        """The list under a key; an empty one where there is none."""
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._refusal(key, "a list", value)
        return value

    def objects(self, key: str) -> Iterator["JsonObject"]:
        """The objects of the list under a key."""
        for number, value in enumerate(self.items(key), start=1):
            yield JsonObject(value, f"{self.where}, {key} {number}")

    def _refusal(self, key: str, called: str, value: object) -> InvalidInput:
        return InvalidInput(f"{self.where}: {key} must be {called}, not {shown(value)}.")
