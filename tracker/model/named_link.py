"""A link as it is named beside one of its events: the other event, a relation, a likelihood."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tracker.errors import InvalidInput
from tracker.model.likelihood import is_in_words, parse_likelihood

UNSAID = "likely"  # how likely a cause is taken to be that was named without a likelihood
NUMBER = re.compile(r"(?:0?\.\d+|1\.0+|\d+(?:\.\d+)?%)", re.ASCII)  # a bare 7 is an event
LONGEST_WORDS = 3  # of a likelihood


@dataclass(frozen=True, slots=True)
class NamedLink:
    """The other end of a link, with how the cause bears on the effect and how likely that is.

    An empty relation or likelihood was not said.
    """

    event: str
    relation: str = ""
    likelihood: str = ""

    @classmethod
    def parse(cls, text: str, is_relation: Callable[[str], bool]) -> "NamedLink":
        """Read `CAUSE,RELATION,LIKELIHOOD`, or the same parted by blanks.

        >>> NamedLink.parse("talks-suspended,provokes,very likely", {"provokes"}.__contains__)
        NamedLink(event='talks-suspended', relation='provokes', likelihood='very likely')
        >>> NamedLink.parse("10 likely", {"provokes"}.__contains__)
        NamedLink(event='10', relation='', likelihood='likely')
        """
        if "," in text:
            return cls._parted(text, is_relation)
        words = text.split()
        likelihood = relation = ""
        for count in range(LONGEST_WORDS, 0, -1):
            if len(words) > count and is_likelihood(" ".join(words[-count:])):
                likelihood = " ".join(words[-count:])
                words = words[:-count]
                break
        if len(words) > 1 and is_relation(words[-1].lower()):
            relation = words.pop().lower()
        if not words:
            raise InvalidInput("The name of the other event is missing.")
        return cls(" ".join(words), relation, likelihood)

    @classmethod
    def _parted(cls, text: str, is_relation: Callable[[str], bool]) -> "NamedLink":
        event, *others = (part.strip() for part in text.split(","))
        relation = likelihood = ""
        for part in others:
            head, _, tail = part.rpartition(" ")
            if not relation and is_relation(part.lower()):
                relation = part.lower()
            elif not likelihood and is_likelihood(part):
                likelihood = part
            elif not relation and is_relation(head.lower()) and is_likelihood(tail):
                relation, likelihood = head.lower(), tail
            elif part:
                raise InvalidInput(
                    f"{part[:60]!r} is neither a relation, such as provokes, nor a likelihood, "
                    "such as 'very likely' or 0.7: an event is named first, by its handle or "
                    "number where its title has a comma, then the two."
                )
        if not event:
            raise InvalidInput(f"{text[:60]!r} names no event: it stands before the first comma.")
        return cls(event, relation, likelihood)


def is_likelihood(text: str) -> bool:
    """Whether a text can be nothing but a likelihood: words of ICD 203, or a share.

    >>> [is_likelihood(text) for text in ("very likely", "0.7", "70%", "7")]
    [True, True, True, False]
    """
    if is_in_words(text):
        return True
    if NUMBER.fullmatch(text.strip()) is None:
        return False
    try:
        parse_likelihood(text)
    except InvalidInput:
        return False
    return True
