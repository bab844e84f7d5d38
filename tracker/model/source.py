"""Sources and their citations, with Admiralty grades, and the rule of `--min-grade`."""

import re
from collections.abc import Iterable, Mapping
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
WEB = re.compile(r'https?://[^\s<>"\\]+', re.IGNORECASE)
SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
SCHEMES = ("http", "https", "ftp", "doi", "urn")


def web_address(text: str | None) -> str | None:
    """`text` where it may become a link: an address of the web, and nothing that does something.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    return text if text and text.isprintable() and WEB.fullmatch(text) else None


def refused_scheme(text: str) -> str | None:
    r"""The scheme of an address that is not kept, as a browser would read it; else None.

    What has no scheme is no address but a reference, to an archive say, and is kept.

    >>> refused_scheme("Java\tScript:alert(1)"), refused_scheme("FRUS 1961, doc. 3: memorandum")
    ('javascript', None)
    """
    match = SCHEME.match(re.sub(r"[\t\r\n]", "", text))
    if match is None or match[1].lower() in SCHEMES:
        return None
    return match[1].lower()


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

    @property
    def letters(self) -> tuple[str, ...] | None:
        """The letters that are as good or better, or None where no letter is asked for.

        What is unknown (F) is never among them, nor is 6 among the digits.

        >>> Grade.parse("C").letters, Grade.parse("C").digits
        (('A', 'B', 'C'), None)
        """
        if self.reliability is None:
            return None
        return tuple(each for each in RELIABILITY if each <= self.reliability and each != "F")

    @property
    def digits(self) -> tuple[int, ...] | None:
        """The digits that are as good or better, or None where no digit is asked for."""
        if self.credibility is None:
            return None
        return tuple(each for each in CREDIBILITY if each <= self.credibility and each != 6)

    def admits(self, reliability: str | None, credibility: int | None) -> bool:
        """Whether a report with this letter and digit is at least as good, axis by axis.

        What is unknown (F, 6 or nothing) is not admitted where its axis is asked for.

        >>> Grade.parse("B3").admits("A", 3), Grade.parse("B3").admits("F", 1)
        (True, False)
        """
        letters, digits = self.letters, self.digits
        return (letters is None or reliability in letters) and (
            digits is None or credibility in digits
        )

    def admits_event(
        self, citations: "Iterable[Citation]", sources: "Mapping[str, Source]"
    ) -> bool:
        """Whether `--min-grade` keeps an event: one citation of it must be graded so.

        The SQL of the same rule stands in `tracker.store.conditions`, that of the page in
        ``choice.js``; the truth table ``tests/model/grades.json`` holds all three to one another.
        """
        return any(self._admits(event_grade(each, sources)) for each in citations)

    def admits_link(self, citations: "Iterable[Citation]", sources: "Mapping[str, Source]") -> bool:
        """Whether `--min-grade` keeps a link: one citation of it must be graded so.

        A link is somebody's claim, so its citations seldom have a digit: one without is judged by
        its letter alone.
        """
        letters, digits = self.letters, self.digits
        return any(
            (letters is None or grade.reliability in letters)
            and (digits is None or grade.credibility is None or grade.credibility in digits)
            for grade in (link_grade(each, sources) for each in citations)
        )

    def _admits(self, other: "Grade") -> bool:
        return self.admits(other.reliability, other.credibility)

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
    marking: str | None = None

    @property
    def public_by(self) -> datetime | None:
        """The latest moment at which it had been published: by its date, or as it was retrieved."""
        for dated in (self.published, self.retrieved):
            known = EventDate.known(dated)
            if known is not None and (latest := known.latest):
                return latest
        return None

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Citation:
    """One passage of a source, cited for an event or a link; `source` is the source's code.

    `supports` is the field of the event that it is cited for, such as its date; without it the
    citation is for the event, the link or the claim of order as a whole.

    Of a link it may be evidence that tests the claim: `if_true` and `if_false` say how likely that
    evidence is if the claim holds and if not, in words of ICD 203 or as numbers; `not_found` that
    it was looked for in vain; `reliance` how far the analyst relies on the report, 0 to 1.
    """

    source: str
    credibility: int | None = None
    locator: str | None = None
    quotation: str | None = None
    supports: str | None = None
    marking: str | None = None
    if_true: str | None = None
    if_false: str | None = None
    not_found: bool = False
    reliance: float | None = None

    @property
    def is_tested(self) -> bool:
        """Whether it says how likely the evidence is if the claim holds and if not."""
        return self.if_true is not None and self.if_false is not None

    @property
    def test_in_words(self) -> str:
        """How likely the evidence is if the claim holds and if not; nothing where it is no test.

        >>> Citation("wire", if_true="0.9", if_false="unlikely", not_found=True).test_in_words
        'if it holds 0.9, if not unlikely, not found'
        """
        if not self.is_tested:
            return ""
        found = ", not found" if self.not_found else ""
        relied = "" if self.reliance is None else f", relied on by {self.reliance:g}"
        return f"if it holds {self.if_true}, if not {self.if_false}{found}{relied}"

    @property
    def has_test(self) -> bool:
        """Whether it has any part of a test."""
        return self.is_tested or bool(
            self.if_true or self.if_false or self.not_found or self.reliance is not None
        )


def event_grade(citation: Citation, sources: Mapping[str, Source]) -> Grade:
    """The grade that a citation gives to an event; a half that is not given stays empty.

    What backs one field of an event does not vouch for the whole, so it gives no grade.

    >>> str(event_grade(Citation("wire", 2), {"wire": Source("wire", "Wire", reliability="B")}))
    'B2'
    """
    if citation.supports is not None:
        return Grade()
    return Grade(_letter(citation, sources), citation.credibility)


def link_grade(citation: Citation, sources: Mapping[str, Source]) -> Grade:
    """The grade that a citation gives to a link; a half that is not given stays empty.

    >>> str(link_grade(Citation("wire"), {"wire": Source("wire", "Wire", reliability="B")}))
    'B'
    """
    return Grade(_letter(citation, sources), citation.credibility)


def _letter(citation: Citation, sources: Mapping[str, Source]) -> str | None:
    source = sources.get(citation.source)
    return source.reliability if source else None


def cited_in(citations: Iterable[Citation]) -> list[str]:
    """The codes of the sources that are cited, each once, in their order.

    >>> cited_in([Citation("times"), Citation("post"), Citation("times", locator="p. 4")])
    ['times', 'post']
    """
    return list(dict.fromkeys(citation.source for citation in citations))
