"""Sentences of a text with their places: offsets, paragraph and page.

A stop ends a sentence unless it belongs to an abbreviation, an initial or a number. What stands on
either side of an empty line is never one sentence.

>>> text = "Gen. Smith left the U.S. on Oct. 3. He said nothing."
>>> [text[each.start : each.end] for each in sentences_of(text)]
['Gen. Smith left the U.S. on Oct. 3.', 'He said nothing.']
"""

import re
from collections.abc import Iterator, Sequence

from tracker.model.drafting import Sentence
from tracker.model.names import words_in

PARAGRAPH = re.compile(r"\n[ \t\r\f]*\n\s*|\f\s*")
STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
# Behind these a sentence goes on, whatever follows.
TITLES = frozenset(
    [
        *words_in(
            "mr mrs ms dr prof gen lt col maj capt cpl sgt adm cmdr sen rep gov pres hon rev st mt "
            "ft no nos vs art arts sec ch vol pp para fig ca approx cf op jan feb mar apr jun jul "
            "aug sep sept oct nov dec"
        ),
        "e.g",
        "i.e",
    ]
)
# Behind these it may end: it does where the next word is one that begins a sentence.
OPEN = frozenset([*words_in("inc ltd co corp etc al jr sr"), "a.m", "p.m"])
INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
BEGINNERS = frozenset(
    words_in(
        "The A An This That These Those It He She They We I But And In On At After Before When "
        "While As If For However Moreover Meanwhile Its Their His Her There What Both No Not "
        "Officials"
    )
)
CLOSING = "\"'”’)]"


def sentences_of(text: str, pages: Sequence[int] = ()) -> Iterator[Sentence]:
    """The sentences of a text in order; `pages` are the offsets at which its pages begin."""
    number = 0
    for place, (start, end) in enumerate(paragraphs_of(text), start=1):
        for first, last in _parted(text, start, end):
            number += 1
            page = sum(begin <= first for begin in pages) or None
            yield Sentence(first, last, number, place, page)


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    r"""The bounds of each paragraph that has words.

    >>> list(paragraphs_of("One.\n\nTwo."))
    [(0, 4), (6, 10)]
    """
    start = 0
    for gap in (*PARAGRAPH.finditer(text), None):
        end = len(text) if gap is None else gap.start()
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        start = end if gap is None else gap.end()


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The bounds of the sentences of a paragraph."""
    begin = start
    for stop in STOP.finditer(text, start, end):
        if stop.end() < end and not _ends(text, begin, stop, end):
            continue
        yield begin, stop.end()
        begin = stop.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end


def _ends(text: str, begin: int, stop: "re.Match[str]", end: int) -> bool:
    """Whether a sentence ends at a stop."""
    following = text[stop.end() : min(end, stop.end() + 40)].lstrip()
    first = following.lstrip("\"'“‘([")[:1]
    if first and first.islower():
        return False
    if stop[0].rstrip(CLOSING) != ".":
        return True
    word = re.split(r"[\s(“‘\"']", text[begin : stop.start()])[-1]
    known = word.lower()
    if known in TITLES:
        return False
    if known in OPEN or INITIALS.fullmatch(word):
        return next(iter(re.findall(r"\w+", following)), "") in BEGINNERS
    return not (len(word) == 1 and word.isupper() and word != "I")
