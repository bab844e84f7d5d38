"""Rival explanations of an event, the evidence rated by them, and what the ratings come to."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.errors import InvalidInput
from tracker.model.event import Event
from tracker.model.names import folded
from tracker.model.source import Grade

Ends = tuple[int, int]


class Consistency(StrEnum):
    """How a piece of evidence stands to an explanation."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    NEUTRAL = "neutral"

    @property
    def value_of(self) -> int:
        """1 for the explanation, −1 against it, 0 neither."""
        return {"consistent": 1, "inconsistent": -1}.get(self.value, 0)


def parse_consistency(text: str) -> Consistency:
    """A rating by its name or how it begins.

    >>> parse_consistency("i"), parse_consistency("Neutral")
    (<Consistency.INCONSISTENT: 'inconsistent'>, <Consistency.NEUTRAL: 'neutral'>)
    """
    begun = [each for each in Consistency if folded(text) and each.value.startswith(folded(text))]
    if len(begun) != 1:
        raise InvalidInput(
            f"{text[:20]!r} is no rating; write consistent, inconsistent or neutral, or c, i or n."
        )
    return begun[0]


@dataclass(frozen=True, slots=True)
class Rival:
    """A rival explanation that the analyst named: what led to an event, as a set of links.

    `event` and the ends of the links are event numbers.
    """

    event: int
    name: str
    links: tuple[Ends, ...] = ()


@dataclass(frozen=True, slots=True)
class RivalDraft:
    """A rival explanation as it comes in, its events still under the names typed."""

    event: str
    name: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """A cell of the table of an event: how a place of a source stands to an explanation.

    `explanation` is the code of a claimant, whose account it is, or the name of a rival.
    """

    event: int
    explanation: str
    source: str
    rating: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """A rating as it comes in, its event and its source still under the names typed."""

    event: str
    explanation: str
    source: str
    rating: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of the table: a place of a source, with its grade, and how it is rated.

    `ratings` has one for each explanation, None where it is not rated. `apart` says how far it
    tells the explanations apart: the differences of all pairs, an inconsistent one and a
    consistent one making 2.
    """

    source: str
    locator: str
    grade: Grade
    ratings: tuple[Consistency | None, ...]
    apart: int

    @property
    def is_diagnostic(self) -> bool:
        """Whether explanations differ in it."""
        return self.apart > 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A column of the table: an explanation, the links that it is made of, and what is against it.

    `against` counts the independent reports that are inconsistent with it, `rated` the cells that
    are rated at all.
    """

    name: str
    links: tuple[Ends, ...]
    against: int
    inconsistent: int
    consistent: int
    rated: int


@dataclass(frozen=True, slots=True)
class HypothesisTable:
    """Rival explanations of one event and the evidence, the row that tells most apart first."""

    event: Event
    columns: tuple[Standing, ...]
    rows: tuple[Evidence, ...]

    @property
    def unrated(self) -> int:
        """How many cells are not rated."""
        return len(self.columns) * len(self.rows) - sum(each.rated for each in self.columns)

    @property
    def least_contradicted(self) -> tuple[Standing, ...]:
        """The explanations with the fewest independent reports against them, of those rated.

        Of one alone nothing can be said, nor where nothing is rated.
        """
        rated = [each for each in self.columns if each.rated]
        if len(rated) < 2:
            return ()
        least = min(each.against for each in rated)
        return tuple(each for each in rated if each.against == least)
