r"""Text made inert: what a terminal or a reader's eye would be led by is spelled out.

Other programs can write any character into a database. Escape sequences move the cursor and
colour or hide text, marks of direction make a line read otherwise than it is written, characters
without width make two names look alike. They are shown as Python writes them, such as ``\u202e``;
what is stored and exported stays as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

Value = TypeVar("Value")

# Controls (C0 without line feed and tab, C1), lone surrogates, separators of lines, marks of
# direction, characters without width, fillers, tags and noncharacters of the first plane.
_ALWAYS = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    r"\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0"
    r"\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
# Persian and the scripts of India are written with joiners, and so are some emoji: one stays where
# it stands behind such a character.
_JOINER = r"(?<![\u0590-\u115e\u1161-\u1fff\u2190-\u3163\u3165-\ud7ff\ufe0f\U0001f000-\U0002ffff])"
_ACTIVE = rf"[{_ALWAYS}]|{_JOINER}[\u200c\u200d]"


@cache
def active() -> re.Pattern[str]:
    """The characters that act without being seen.

    Compiled when a text is met that may have one: so wide a set takes longer than storing an event.
    """
    return re.compile(_ACTIVE)


@cache
def _active_in_line() -> re.Pattern[str]:
    return re.compile(rf"[\n\t]|{_ACTIVE}")


def is_inert(text: str) -> bool:
    r"""Whether nothing in `text` acts without being seen.

    >>> is_inert("a\n1  b"), is_inert("a\u202eb")
    (True, False)
    """
    return _is_plain(text.replace("\n", "")) or not active().search(text)


def inert(text: str) -> str:
    r"""`text` with everything spelled out that acts without being seen; lines and tabs stay.

    >>> print(inert("\x1b[2J a\u202eb"))
    \x1b[2J a\u202eb
    >>> inert("👩\u200d🚀 می\u200cخواهم") == "👩\u200d🚀 می\u200cخواهم"
    True
    """
    return text if is_inert(text) else active().sub(spelled, text)


def inert_line(text: str) -> str:
    r"""`text` on one line: line ends and tabs are spelled out, too.

    >>> print(inert_line("a\n1  b"))
    a\n1  b
    """
    return text if _is_plain(text) else _active_in_line().sub(spelled, text)


def inert_json(document: str) -> str:
    r"""A JSON document that says the same, with such characters escaped as JSON escapes them.

    >>> print(inert_json('"a\u202eb"'))
    "a\u202eb"
    """
    return active().sub(
        lambda found: "".join(f"\\u{unit:04x}" for unit in _utf16(found[0])), document
    )


def inert_values(value: Value) -> Value:
    """A value with every text in it inert; the value itself where none has to be changed.

    It goes through frozen dataclasses, tuples, lists, sets and mappings with their keys, so that
    what refers to a code still finds it; numbers, dates and enums stay.

    >>> inert_values(("a", 1, {"b": ["c"]}))
    ('a', 1, {'b': ['c']})
    """
    return cast(Value, _inert_values(value, {}))


def spelled(found: re.Match[str]) -> str:
    """A character that was found, as Python writes it."""
    character = found[0]
    number = ord(character)
    if character in "\n\t\r":
        return {"\n": r"\n", "\t": r"\t", "\r": r"\r"}[character]
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


# Most of what values are made of, and nothing in it.
_ATOMS = frozenset((type(None), bool, int, float, date, datetime, timedelta))


@cache
def _fields_of(kind: type) -> tuple[str, ...] | None:
    """The fields that a dataclass is made with; None of any other class."""
    return tuple(each.name for each in fields(kind) if each.init) if is_dataclass(kind) else None


def _inert_values(value: Any, known: dict[int, Any]) -> Any:
    kind: Any = type(value)
    if kind in _ATOMS:
        return value
    if isinstance(value, str):
        return value if is_inert(value) or isinstance(value, Enum) else inert(value)
    if id(value) in known:  # actors and types stand in many events
        return known[id(value)]
    made = value
    if (names := _fields_of(kind)) is not None:
        changed = {}
        for name in names:
            old = getattr(value, name)
            if type(old) in _ATOMS:  # most, of an event
                continue
            new = _inert_values(old, known)
            if new is not old:
                changed[name] = new
        if changed:
            made = replace(value, **changed)
    elif isinstance(value, Mapping):
        old_pairs = [part for pair in value.items() for part in pair]
        new_pairs = [_inert_values(part, known) for part in old_pairs]
        if any(n is not o for n, o in zip(new_pairs, old_pairs, strict=True)):
            made = dict(zip(new_pairs[::2], new_pairs[1::2], strict=True))
    elif isinstance(value, list | tuple | set | frozenset):
        parts = [_inert_values(each, known) for each in value]
        if any(new is not old for new, old in zip(parts, value, strict=True)):
            plain = not hasattr(value, "_fields")
            made = type(value)(parts) if plain else type(value)(*parts)
    known[id(value)] = made
    return made


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _utf16(character: str) -> list[int]:
    units = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2)]
