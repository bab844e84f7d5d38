"""Likelihoods: the words of ICD 203, the numbers they stand for, and what is read as one."""

import re
from typing import NamedTuple

from tracker.errors import InvalidLikelihood
from tracker.model.names import folded


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


def is_in_words(text: str) -> bool:
    """Whether a likelihood is given in words of ICD 203, and not as a number.

    >>> is_in_words("very likely"), is_in_words("0.875")
    (True, False)
    """
    words = _plain(text)
    return any(words == band.words or words in band.synonyms for band in ICD_203)


def is_middle(number: float) -> bool:
    """Whether a number is the middle of a band of ICD 203, as words are stored.

    >>> is_middle(0.675), is_middle(0.7)
    (True, False)
    """
    return any(number == band.middle for band in ICD_203)


def open_likelihood(text: str) -> str:
    """A likelihood that is neither 0 nor 1, in words of ICD 203 or as a number, as it is kept.

    >>> open_likelihood("Very-Likely"), open_likelihood("90%")
    ('very likely', '0.9')
    """
    if is_in_words(text):
        return likelihood_words(parse_likelihood(text))
    number = NUMBER.fullmatch(_plain(text))
    if number is None or not 0 < float(number[1]) / (100 if number[2] else 1) < 1:
        raise InvalidLikelihood(text, certain=True)
    return f"{parse_likelihood(text):g}"


def parse_likelihood(text: str) -> float:
    """A number above 0 and up to 1 from `0.9`, `90%` or ICD 203 words (the middle of their band).

    >>> parse_likelihood("very likely")
    0.875
    """
    words = _plain(text)
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


def _plain(text: str) -> str:
    """Words of a likelihood as they are compared."""
    return folded(text).replace("-", " ")
