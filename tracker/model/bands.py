"""Bands: likelihoods, and what is computed from them, from a low to a high end."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.model.likelihood import (
    ICD_203,
    is_in_words,
    likelihood_words,
    parse_likelihood,
)

DIGITS = 2  # significant digits of an end in a sentence, unless both ends would look the same
FINEST = 9


@dataclass(frozen=True, slots=True)
class Band:
    """A likelihood, or a score made of likelihoods, between a low and a high end.

    Words of ICD 203 are a band; a number is one of a single point, low and high being the same.

    >>> str(Band(0.55, 0.8)), str(Band.point(0.7)), Band(0.55, 0.8).midpoint
    ('0.55 to 0.8', '0.7', 0.675)
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise ValueError(f"{self.low} to {self.high} is no band within 0 and 1")

    @classmethod
    def point(cls, number: float) -> "Band":
        """The band of one number."""
        return cls(number, number)

    @classmethod
    def of_words(cls, words: str) -> "Band":
        """The band of words or synonyms of ICD 203; KeyError where they are none of them.

        >>> Band.of_words("probable")
        Band(low=0.55, high=0.8)
        """
        for each in ICD_203:
            if words == each.words or words in each.synonyms:
                return cls(each.low, each.high)
        raise KeyError(words)

    @classmethod
    def of_likelihood(cls, number: float, in_words: bool) -> "Band":
        """The band of a stored likelihood: that of its words, if it was given in words.

        >>> Band.of_likelihood(0.675, True), Band.of_likelihood(0.675, False)
        (Band(low=0.55, high=0.8), Band(low=0.675, high=0.675))
        """
        return cls.of_words(likelihood_words(number)) if in_words else cls.point(number)

    @classmethod
    def of_text(cls, text: str) -> "Band":
        """The band of a likelihood as text: words of ICD 203, or one number.

        >>> str(Band.of_text("likely")), str(Band.of_text("0.9"))
        ('0.55 to 0.8', '0.9')
        """
        return cls.of_likelihood(parse_likelihood(text), is_in_words(text))

    @property
    def is_point(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    @property
    def midpoint(self) -> float:
        """The number halfway between its ends, where one number is needed for ranking."""
        return self.low if self.is_point else round((self.low + self.high) / 2, 9)

    @property
    def words(self) -> str:
        """ICD 203 words for it: of its one band, else those of its ends.

        >>> Band(0.55, 0.8).words, Band.point(0.9).words, Band(0.3, 0.9).words
        ('likely', 'very likely', 'unlikely to very likely')
        """
        lowest = likelihood_words(self.low)
        if self.is_point:
            return lowest
        # A high end on the border of two bands belongs to the lower one.
        highest = next(
            (each.words for each in ICD_203 if self.high <= each.high), ICD_203[-1].words
        )
        return lowest if lowest == highest else f"{lowest} to {highest}"

    def rounded(self, digits: int = 6) -> list[float]:
        """Its two ends without the noise of floating point, as JSON has them."""
        return [round(self.low, digits), round(self.high, digits)]

    def __str__(self) -> str:
        """`0.44 to 0.76`, or one number where it is one; never 1 for less than 1."""
        if self.is_point:
            return number_in_words(self.low, 3)
        for digits in range(DIGITS, FINEST):
            low, high = (number_in_words(each, digits) for each in (self.low, self.high))
            if low != high:
                return f"{low} to {high}"
        return low


def product(bands: Iterable[Band]) -> Band:
    """The product of bands, low ends with low ends and high with high; of none it is 1.

    >>> str(product([Band(0.55, 0.8), Band(0.8, 0.95)]))
    '0.44 to 0.76'
    """
    each = tuple(bands)
    return Band(math.prod(band.low for band in each), math.prod(band.high for band in each))


def midpoint_product(bands: Iterable[Band]) -> float:
    """The product of the midpoints of bands: one number, to rank by.

    >>> round(midpoint_product([Band(0.55, 0.8), Band(0.8, 0.95)]), 6)
    0.590625
    """
    return math.prod(band.midpoint for band in bands)


def cover(bands: Iterable[Band]) -> Band:
    """The widest band that covers all of some bands, of which there is one at least.

    >>> str(cover([Band(0.2, 0.45), Band.point(0.9)]))
    '0.2 to 0.9'
    """
    each = tuple(bands)
    return Band(min(band.low for band in each), max(band.high for band in each))


def number_in_words(number: float, digits: int) -> str:
    """A share of 1 with so many significant digits, and more where it would be said as 1.

    >>> number_in_words(0.5512, 2), number_in_words(0.9996, 3), number_in_words(1, 3)
    ('0.55', '0.9996', '1')
    """
    said = f"{number:.{digits}g}"
    while float(said) >= 1 > number and digits < 15:
        digits += 1
        said = f"{number:.{digits}g}"
    return said
