"""Comments of a block that is written anew: each is put before the line that it stood before.

>>> old = ["2016 threat: A", "  # Why?", "  place: Paris"]
>>> with_comments(["2016 threat: A", "  place: Rome"], old)
['2016 threat: A', '  # Why?', '  place: Rome']
"""

import re

from tracker.formats.text.citing import FIELD
from tracker.formats.text.values import is_comment


def with_comments(lines: list[str], old: list[str]) -> list[str]:
    """New lines of a block with the comments of the old ones, each before what it stood before."""
    made = list(lines)
    waiting: list[str] = []
    for number, line in enumerate(old[1:], start=1):
        words = line.strip()
        if is_comment(words):
            waiting.append(line.rstrip())
        elif waiting and words:
            at = _place_of(made, words, old, number)
            if at is not None:
                made[at:at] = waiting
                waiting = []
    return [*made, *waiting]


def _place_of(lines: list[str], words: str, old: list[str], number: int) -> int | None:
    """Where a line stands now that may have changed.

    That is the same line, else one that begins alike, else the one of its kind in the same place
    among them: a cause that was named by a title is named by its handle now.
    """
    for place, line in enumerate(lines[1:], start=1):
        if line.strip() == words:
            return place
    begins = _beginning(words)
    for place, line in enumerate(lines[1:], start=1):
        if begins and line.strip().startswith(begins):
            return place
    kind = _kind(words)
    before = [at for at, line in enumerate(old) if at and _kind(line.strip()) == kind]
    after = [at for at, line in enumerate(lines) if at and _kind(line.strip()) == kind]
    if kind and len(before) == len(after):
        return after[before.index(number)]
    return None


def _kind(words: str) -> str:
    """What sort of line it is: a source, a cause, an effect, a field; nothing of a comment."""
    if is_comment(words) or not words:
        return ""
    if words.startswith("["):
        return "["
    return " ".join(words.split()[: 2 if words.lower().startswith("not ") else 1]).casefold()


def _beginning(words: str) -> str:
    """What tells a line of a block from others: the name of its field, its source, its event."""
    if words.startswith("["):
        return re.split(r"[\s,\]]", words, maxsplit=1)[0]
    if FIELD.fullmatch(words):
        return words.partition(":")[0] + ":"
    return " ".join(words.split()[:2])
