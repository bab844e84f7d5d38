"""What a line of text must be before it is kept."""

import re
import unicodedata

from tracker.errors import InvalidText

LINE_LIMIT = 300
PROSE_LIMIT = 20_000
HANDLE_WORDS = 5
HANDLE_LENGTH = 48
HYPHENED = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
DIRECTING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "to",
        "in",
        "on",
        "at",
        "by",
        "and",
        "or",
        "with",
        "from",
        "over",
        "its",
        "his",
        "her",
        "as",
    ]
)


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


def folded(text: str) -> str:
    """The form in which two spellings of a name are the same."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'")
    return " ".join(plain.casefold().split())


def slug(text: str, words: int = HANDLE_WORDS, length: int = HANDLE_LENGTH) -> str:
    """The telling words of `text`, lower-case and hyphened, in its own script.

    >>> slug("Moscow suspends the plutonium disposition pact")
    'moscow-suspends-plutonium-disposition-pact'
    """
    found = re.findall(r"\w+", folded(text).replace("'", "").replace("’", "").replace("_", " "))
    telling = [word for word in found if word not in STOP_WORDS] or found
    joined = "-".join(telling[:words])
    if len(joined) > length:
        joined = joined[:length].rpartition("-")[0] or joined[:length]
    return joined


def is_hyphened(text: str, length: int = 80) -> bool:
    """Whether `text` is made of lower-case words joined by hyphens, as handles and codes are."""
    return len(text) <= length and text == folded(text) and bool(HYPHENED.fullmatch(text))


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
