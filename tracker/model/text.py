"""Text that is kept: free of control characters, within its length, harmless in a sheet."""

import re
import unicodedata
from functools import cache

from tracker.errors import InvalidText

LINE_LIMIT = 300
PROSE_LIMIT = 20_000
DIRECTING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def clean_line(text: str, what: str, limit: int = LINE_LIMIT) -> str:
    """`text` without outer blanks, refused where it is empty, too long or not one plain line."""
    line = text.strip()
    if not line:
        raise InvalidText(what, "is empty; write at least a word")
    if len(line) > limit:
        raise InvalidText(
            what, f"has {len(line):,} characters; keep it to {limit} and put the rest elsewhere"
        )
    _refuse_controls(line, what, allowed="")
    return line


def clean_prose(text: str, what: str, limit: int = PROSE_LIMIT) -> str:
    """Like `clean_line`, but line breaks and tabs may stay."""
    prose = text.strip()
    if len(prose) > limit:
        raise InvalidText(what, f"has {len(prose):,} characters; keep it to {limit:,}")
    _refuse_controls(prose, what, allowed="\n\t")
    return prose


def xml_text(text: str) -> str:
    r"""`text` without the characters that no XML document may hold.

    A record that another program wrote to may have them, and U+FFFF is a character that a title may
    have: whatever is written as XML goes through here, SVG as well as graphs.

    >>> xml_text("a\x00b\uffffc")
    'abc'
    """
    return _not_xml().sub("", text)


@cache
def _not_xml() -> re.Pattern[str]:
    """What no XML 1.0 document may hold, escaped or not; slow to compile, and seldom needed."""
    return re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _refuse_controls(text: str, what: str, allowed: str) -> None:
    for character in text:
        if character in allowed:
            continue
        # Cc: escape sequences and line breaks; Cs: bytes of the command line that are no UTF-8.
        # Overrides and isolates of direction make a line read otherwise than it is written.
        if (
            unicodedata.category(character) in ("Cc", "Cs")
            or character in "\u2028\u2029"
            or unicodedata.bidirectional(character) in DIRECTING
        ):
            raise InvalidText(
                what,
                f"contains the control character U+{ord(character):04X}; remove it",
            )
