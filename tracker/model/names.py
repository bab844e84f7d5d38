"""Names: when two are the same, the words and codes made of them, and the next that is free."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from tracker.errors import InvalidInput

SLIP = 0.75  # how much alike two spellings of one word are
HANDLE_WORDS = 5
HANDLE_LENGTH = 48
FEW_OF_A_NAME = 32
INVISIBLE = dict.fromkeys(
    (0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
     *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF)
)  # fmt: skip
STOP_WORDS = frozenset({
    "a", "an", "the", "of", "for", "to", "in", "on", "at", "by", "and",
    "or", "with", "from", "over", "its", "his", "her", "as",
})  # fmt: skip


def folded(text: str) -> str:
    """The form in which two spellings of a name are the same.

    Case, width, blanks and the way accents are put together are one, and so is what has no width.

    >>> folded("  ＵＳＡ ") == folded("usa"), folded("Rus\u200bsia") == folded("RUSSIA")
    (True, True)
    """
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKC", visible(text)).replace("’", "'").casefold()
    # Small letters may be put together otherwise than great ones, and a great İ has a dot too many.
    composed = unicodedata.normalize("NFKC", plain).replace("i\u0307", "i")
    return " ".join(composed.split())


def visible(text: str) -> str:
    """`text` without the characters that have no width: soft hyphens, joiners, marks of direction.

    >>> visible("mobi\u00adlisation")
    'mobilisation'
    """
    return text if text.isascii() else text.translate(INVISIBLE)


def words_in(text: str) -> list[str]:
    """The words of `text`, with the vowel signs that belong to them.

    >>> words_in("सीमा पर गोलीबारी, s-300")
    ['सीमा', 'पर', 'गोलीबारी', 's', '300']
    """
    if text.isascii():
        return re.findall(r"[^\W_]+", text)
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    return "".join(kept).split()


def slug(text: str, words: int = HANDLE_WORDS, length: int = HANDLE_LENGTH) -> str:
    """The telling words of `text`, lower-case and hyphened, in its own script.

    >>> slug("Moscow suspends the plutonium disposition pact")
    'moscow-suspends-plutonium-disposition-pact'
    """
    found = words_in(folded(text).replace("'", "").replace("’", ""))
    telling = [word for word in found if word not in STOP_WORDS] or found
    joined = "-".join(telling[:words])
    if len(joined) > length:
        joined = joined[:length].rpartition("-")[0] or joined[:length]
    return joined


def is_hyphened(text: str, length: int = 80) -> bool:
    """Whether `text` is made of lower-case words joined by hyphens, as handles and codes are."""
    return (
        len(text) <= length
        and text == folded(text)
        and all(words_in(word) == [word] for word in text.split("-"))
    )


def names_of(named: Any) -> tuple[str, ...]:
    """One name, names_of or none as a tuple of texts; an event, an actor or a type by its own.

    >>> names_of("RUS"), names_of(None), names_of([3, "pmda-suspended"])
    (('RUS',), (), ('3', 'pmda-suspended'))
    """
    if named is None:
        return ()
    if isinstance(named, str) or not isinstance(named, Iterable):
        return (str(named),)
    names = tuple(named)
    if None in names:
        raise InvalidInput("A name is missing: None stands among those given.")
    return tuple(map(str, names))


def unused_name(
    wanted: str, is_taken: Callable[[str], object], suffix: str = "", limit: int | None = None
) -> str:
    """`wanted`, or where that is taken, with the first number behind it that is not.

    Of names with more than a few numbers it is one that follows a taken one. A `limit` is the most
    characters that a name with a number may have.

    >>> unused_name("talks", {"talks", "talks-2"}.__contains__)
    'talks-3'
    >>> unused_name("chain", {"chain.png"}.__contains__, suffix=".png")
    'chain-2.png'
    """

    def numbered(count: int) -> str:
        stem = wanted if limit is None else wanted[: limit - 1 - len(str(count))]
        return f"{stem}-{count}{suffix}"

    if not is_taken(f"{wanted}{suffix}"):
        return f"{wanted}{suffix}"
    # One by one where there are a few; of thousands, the end is between two that are far apart.
    taken, free = 1, 2
    while is_taken(numbered(free)):
        taken, free = free, free + 1 if free < FEW_OF_A_NAME else free * 2
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (middle, free) if is_taken(numbered(middle)) else (taken, middle)
    return numbered(free)


def common_beginning(names: Iterable[str]) -> str:
    """What all of several names begin with, in the case of the first.

    >>> common_beginning(["USA", "usa-army"]), common_beginning(["RUS", "SYR"])
    ('USA', '')
    """
    first, *others = names
    length = len(first)
    for other in others:
        same = zip(first, other, strict=False)
        agree = next((at for at, (a, b) in enumerate(same) if folded(a) != folded(b)),
                     min(len(first), len(other)))  # fmt: skip
        length = min(length, agree)
    return first[:length]


def is_same_but_for_slips(one: str, other: str) -> bool:
    """Whether two names are the same word for word, but for slips of the hand.

    Figures, and words such as the months, tell names apart that are spelled almost the same.

    >>> is_same_but_for_slips("Kommersant, 3 October", "Komersant 3 October")
    True
    >>> is_same_but_for_slips("Kommersant, 3 October", "Kommersant, 4 October")
    False
    >>> is_same_but_for_slips("Izvestia, October", "Izvestia, November")
    False
    """
    from difflib import SequenceMatcher

    words, others = (words_in(folded(name)) for name in (one, other))
    return len(words) == len(others) and all(
        word == its
        or (
            not any(map(str.isdigit, word + its))
            and SequenceMatcher(None, word, its).ratio() >= SLIP
        )
        for word, its in zip(words, others, strict=True)
    )
