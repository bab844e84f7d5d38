"""Words and signs of a sentence, each with its place in the text.

>>> [token.text for token in tokens_of("The U.S. didn't hit Moscow's air-defence sites.")]
['The', 'U.S.', 'did', "n't", 'hit', 'Moscow', "'s", 'air-defence', 'sites', '.']
"""

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|[^\W_]+(?=n[’']t\b)|n[’']t\b|[^\W_]+(?:-[^\W_]+)*|[’']s\b|[^\w\s]|_"
)


class Token(NamedTuple):
    """A word or a sign: as it is written, in small letters, and from where to where it stands."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.text[0].isalnum()


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a text, or of a part of it, with offsets in the whole."""
    stop = len(text) if end is None else end
    return [
        Token(each[0], each[0].lower().replace("’", "'"), each.start(), each.end())
        for each in TOKEN.finditer(text, start, stop)
    ]
