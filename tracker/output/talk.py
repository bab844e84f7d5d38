"""Sentences for the person at the terminal, on stderr, apart from what a program would read."""

import sys

from tracker.model.inert import inert


def talk(sentence: str) -> None:
    """Write a sentence to stderr, inert; a terminal gets it broken between words."""
    if sys.stderr is None:  # closed by whoever started us
        return
    sentence = inert(sentence)
    if sys.stderr.isatty():
        from shutil import get_terminal_size
        from textwrap import fill

        width = max(20, get_terminal_size().columns)
        sentence = "\n".join(
            fill(
                line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
            )
            for line in sentence.splitlines()
        )
    print(sentence, file=sys.stderr)
