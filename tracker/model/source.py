"""Who says so, and how far that can be trusted: sources, grades and citations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tracker.errors import InvalidGrade
from tracker.model.dates import EventDate

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
SUPPORTED = ("title", "date", "by", "to", "type", "status", "place", "intensity", "summary")
GRADE = re.compile(r"([A-F])?([1-6])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grade:
    """A NATO Admiralty grade: the letter is the source's, the digit this report's.

    The two axes are never averaged; F and 6 mean unknown, not middling.

    >>> str(Grade.parse("b2"))
    'B2'
    """

    reliability: str | None = None
    credibility: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Grade":
        """Read `B2`, or one half of it."""
        match = GRADE.fullmatch(text.strip())
        if match is None or not match[0]:
            raise InvalidGrade(text)
        letter, digit = match.groups()
        return cls(letter.upper() if letter else None, int(digit) if digit else None)

    @property
    def meaning(self) -> str:
        """The grade in words."""
        halves = [
            RELIABILITY[self.reliability] if self.reliability else "",
            CREDIBILITY[self.credibility] if self.credibility else "",
        ]
        return ", ".join(half for half in halves if half)

    def admits(self, reliability: str | None, credibility: int | None) -> bool:
        """Whether a report with this letter and digit is at least as good, axis by axis.

        What is unknown (F, 6 or nothing) is not admitted where its axis is asked for.

        >>> Grade.parse("B3").admits("A", 3), Grade.parse("B3").admits("F", 1)
        (True, False)
        """
        letters = "ABCDE"[: "ABCDEF".index(self.reliability) + 1] if self.reliability else None
        digits = range(1, min(self.credibility, 5) + 1) if self.credibility else None
        return (letters is None or (reliability or "F") in letters) and (
            digits is None or (credibility or 6) in digits
        )

    def __str__(self) -> str:
        return f"{self.reliability or ''}{self.credibility or ''}"


@dataclass(frozen=True, slots=True)
class Source:
    """A document or an outlet, with its reliability as a source.

    `relays` are the codes of the sources whose word it passes on; it does not corroborate them.
    """

    code: str
    title: str
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    retrieved: str | None = None
    url: str | None = None
    reliability: str | None = None
    note: str = ""
    aliases: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()

    @property
    def public_by(self) -> datetime | None:
        """The latest moment at which it had been published: by its date, or as it was retrieved."""
        for dated in (self.published, self.retrieved):
            if dated and (latest := EventDate.parse(dated).latest):
                return latest
        return None

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Citation:
    """One passage of a source, cited for an event or a link; `source` is the source's code.

    `supports` is the field of the event that it is cited for, such as its date; without it the
    citation is for the event, the link or the claim of order as a whole.
    """

    source: str
    credibility: int | None = None
    locator: str | None = None
    quotation: str | None = None
    supports: str | None = None


def cited_in(citations: Iterable[Citation]) -> list[str]:
    """The codes of the sources that are cited, each once, in their order.

    >>> cited_in([Citation("times"), Citation("post"), Citation("times", locator="p. 4")])
    ['times', 'post']
    """
    return list(dict.fromkeys(citation.source for citation in citations))
