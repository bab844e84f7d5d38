"""Sentences for the person at the terminal, on stderr, apart from what a program would read."""

import sys

from tracker.model.inert import inert

NARROWEST = 20
SECOND = "\ue0a1"  # stands for the second column of a wide character while lines are broken


def talk(sentence: str) -> None:
    """Write a sentence to stderr, inert; a terminal gets it broken between words."""
    if sys.stderr is None:  # closed by whoever started us
        return
    sentence = inert(sentence)
    if sys.stderr.isatty():
        sentence = broken(sentence, width_of_window())
    print(sentence, file=sys.stderr)


def width_of_window() -> int:
    """How many columns the terminal has."""
    from shutil import get_terminal_size

    return max(NARROWEST, get_terminal_size().columns)


def broken(text: str, width: int) -> str:
    """Text in lines of so many columns at most, broken between words where that can be.

    >>> print(broken("Nothing was stored.", 12))
    Nothing was
      stored.
    """
    from textwrap import fill

    lines = (
        fill(line, width, subsequent_indent="  ", break_on_hyphens=False)
        for line in _spread(text).splitlines()
    )
    return "\n".join(lines).replace(SECOND, "")


def fitted(line: str, width: int) -> str:
    """A line cut to so many columns, with a sign where something is missing.

    >>> fitted("Moscow suspends the pact", 16), fitted("RUS", 16)
    ('Moscow suspends…', 'RUS')
    """
    spread = _spread(line)
    if len(spread) <= width:
        return line
    end = width - 2 if spread[width - 1] == SECOND else width - 1  # no half of a character
    return spread[:end].replace(SECOND, "").rstrip() + "…"


def _spread(text: str) -> str:
    """The text with a character for each column that it takes."""
    if text.isascii():
        return text
    from unicodedata import east_asian_width

    return "".join(c + SECOND if east_asian_width(c) in "WF" else c for c in text)
