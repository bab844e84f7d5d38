"""Causes and effects, each claimed by somebody, with how likely they hold it to be."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from tracker.errors import InvalidLikelihood
from tracker.model.actor import ANALYST
from tracker.model.source import Citation
from tracker.model.text import folded


class Likelihood(NamedTuple):
    """A band of the ICD 203 words of estimative probability; `low` and `high` are shares of 1."""

    words: str
    synonyms: tuple[str, ...]
    low: float
    high: float

    @property
    def middle(self) -> float:
        """The number that stands for the words in a calculation."""
        return round((self.low + self.high) / 2, 4)


ICD_203 = (
    Likelihood("almost no chance", ("remote",), 0.01, 0.05),
    Likelihood("very unlikely", ("highly improbable",), 0.05, 0.20),
    Likelihood("unlikely", ("improbable",), 0.20, 0.45),
    Likelihood("roughly even chance", ("roughly even odds", "even chance"), 0.45, 0.55),
    Likelihood("likely", ("probable", "probably"), 0.55, 0.80),
    Likelihood("very likely", ("highly probable", "highly likely", "very probable"), 0.80, 0.95),
    Likelihood(
        "almost certain", ("nearly certain", "almost certainly", "nearly certainly"), 0.95, 0.99
    ),
)
DENIED = 0.03  # what a denial leaves to a link: almost no chance
NUMBER = re.compile(r"(\d*\.?\d+)\s*(%?)")


def parse_likelihood(text: str) -> float:
    """A number above 0 and up to 1 from `0.9`, `90%` or ICD 203 words (the middle of their band).

    >>> parse_likelihood("very likely")
    0.875
    """
    words = folded(text).replace("-", " ")
    for band in ICD_203:
        if words == band.words or words in band.synonyms:
            return band.middle
    match = NUMBER.fullmatch(words)
    if match is None:
        raise InvalidLikelihood(text)
    number = round(float(match[1]) / (100 if match[2] else 1), 6)
    if not 0 < number <= 1:
        raise InvalidLikelihood(text)
    return number


def likelihood_words(number: float) -> str:
    """The ICD 203 words whose band holds `number`.

    >>> likelihood_words(0.9)
    'very likely'
    """
    return next((band.words for band in ICD_203 if number < band.high), ICD_203[-1].words)


@dataclass(frozen=True, slots=True)
class Link:
    """A claim that one event had a part in bringing about another.

    `cause` and `effect` are event numbers; `claimed_by` is an actor's code, a source's code or
    `analyst`. The same two events may be linked by several claimants, once by each. Who denies
    the link expressly makes a claim too, of next to no likelihood; it is no edge of any graph.
    """

    cause: int
    effect: int
    relation: str
    likelihood: float
    claimed_by: str = ANALYST
    because: str = ""
    citations: tuple[Citation, ...] = ()
    denied: bool = False

    @property
    def words(self) -> str:
        """The likelihood in ICD 203 words; of a denial that it is one."""
        return "denied" if self.denied else likelihood_words(self.likelihood)


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A link as it comes in: its ends, claimant and sources still under the names typed."""

    cause: str
    effect: str
    relation: str
    likelihood: float
    claimed_by: str = ANALYST
    because: str = ""
    citations: tuple[Citation, ...] = ()
    denied: bool = False
