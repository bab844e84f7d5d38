"""Markings of the Traffic Light Protocol 2.0: how far what is recorded may be shared."""

from collections.abc import Iterable
from enum import StrEnum

from tracker.errors import InvalidText

PREFIX = "TLP:"
FORMER = "TLP:WHITE"  # what TLP 1.0 called CLEAR


class Marking(StrEnum):
    """A label of TLP 2.0, from what everybody may have to what stays with its recipients."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"

    @classmethod
    def parse(cls, text: str) -> "Marking":
        """Read a label in any case of letters, with ``TLP:`` or without.

        >>> Marking.parse("amber+strict"), Marking.parse("TLP:WHITE")
        (<Marking.AMBER_STRICT: 'TLP:AMBER+STRICT'>, <Marking.CLEAR: 'TLP:CLEAR'>)
        """
        label = PREFIX + "".join(text.upper().split()).removeprefix(PREFIX)
        if label == FORMER:
            return cls.CLEAR
        if label not in list(cls):
            raise InvalidText(f"marking {text[:40]!r}", f"is none of {', '.join(cls)}")
        return cls(label)

    @property
    def rank(self) -> int:
        """The place of the label among the five, 0 for what everybody may have."""
        return list(Marking).index(self)

    @property
    def word(self) -> str:
        """The label without its prefix.

        >>> Marking.AMBER_STRICT.word
        'AMBER+STRICT'
        """
        return self.value.removeprefix(PREFIX)

    @property
    def above(self) -> tuple["Marking", ...]:
        """The labels that stand above this one.

        >>> [each.word for each in Marking.AMBER.above]
        ['AMBER+STRICT', 'RED']
        """
        return tuple(Marking)[self.rank + 1 :]

    def admits(self, marking: str | None) -> bool:
        """Whether what is so marked may go out where this is the limit; unmarked it may.

        >>> Marking.AMBER.admits("TLP:AMBER+STRICT"), Marking.CLEAR.admits(None)
        (False, True)
        """
        return marking is None or Marking(marking).rank <= self.rank


def highest(markings: Iterable[str | None]) -> Marking | None:
    """The highest of some markings, or None where nothing is marked.

    >>> highest(["TLP:AMBER+STRICT", None, "TLP:GREEN"])
    <Marking.AMBER_STRICT: 'TLP:AMBER+STRICT'>
    """
    marked = [Marking(each) for each in markings if each is not None]
    return max(marked, key=lambda each: each.rank, default=None)


def is_former(text: str) -> bool:
    """Whether a label is of TLP 1.0: what was WHITE is CLEAR.

    >>> is_former("tlp:white"), is_former("clear")
    (True, False)
    """
    return PREFIX + "".join(text.upper().split()).removeprefix(PREFIX) == FORMER


def labelled(text: str, marking: str | None) -> str:
    """A text with the label of its marking before it; without a marking as it is.

    >>> labelled("A pact ends", "TLP:AMBER"), labelled("A pact ends", None)
    ('[TLP:AMBER] A pact ends', 'A pact ends')
    """
    return f"[{marking}] {text}" if marking else text
