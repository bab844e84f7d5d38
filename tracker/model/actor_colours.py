"""Colours of actors: those that were set, and the order by which all others have theirs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.errors import InvalidInput

STORED = re.compile(r"#[0-9a-f]{6}", re.ASCII)
HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE | re.ASCII)
NAMED = {
    "red": "#cc3311", "blue": "#0057b7", "green": "#117733", "yellow": "#ddaa33",
    "orange": "#ee7733", "purple": "#882288", "teal": "#009988", "brown": "#7f4f24",
    "pink": "#cc6688", "black": "#222222", "navy": "#332288", "olive": "#777711",
}  # fmt: skip
AUTO = "auto"


@dataclass(frozen=True)
class ActorColours:
    """The colours of the actors of a record.

    `kept` are those that were set, `order` the places in which actors first came to act; both by
    code. So an actor keeps its colour in every picture, whatever the filters.
    """

    kept: Mapping[str, str] = field(default_factory=dict)
    order: Mapping[str, int] = field(default_factory=dict)


def is_colour(value: object) -> bool:
    """Whether a value is a colour as it is stored: ``#rrggbb``."""
    return isinstance(value, str) and STORED.fullmatch(value) is not None


def parse_colour(text: str) -> str:
    """A colour as ``#rrggbb``, from its name or its digits; of `auto` the empty text.

    >>> parse_colour("F00"), parse_colour("Navy"), parse_colour("auto")
    ('#ff0000', '#332288', '')
    """
    said = text.strip().lower()
    if said == AUTO:
        return ""
    if said in NAMED:
        return NAMED[said]
    match = HEX.fullmatch(said)
    if match is None:
        raise InvalidInput(
            f"{text[:20]!r} is no colour: say #rrggbb, one of {', '.join(NAMED)}, or {AUTO}."
        )
    digits = match[1]
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
