"""Agreement of two coders: the events matched, a coefficient for each field, and what differs."""

from dataclasses import dataclass

from tracker.model.event import Event


@dataclass(frozen=True, slots=True)
class MatchedPair:
    """An event of one record and the event of another that is taken for the same.

    `similarity` is from 0 to 1; `by_handle` says that both are called alike, which is no guess.
    `rivals` counts the other events that either could have been matched with.
    """

    mine: Event
    theirs: Event
    similarity: float
    by_handle: bool = False
    rivals: int = 0


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha, with a bootstrap interval.

    `value` is None where all values are the same, or no unit has two: agreement beyond chance is
    then not defined. `low` and `high` are the ends of the interval, None where too few resamples
    have a value. `agreed` counts the units on which all say the same.
    """

    value: float | None
    low: float | None
    high: float | None
    units: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Measured:
    """The agreement of two coders on one thing that they code.

    `surely` is the coefficient over the surest matches alone: those by handle and those as alike
    as can be.
    """

    name: str
    level: str
    alpha: Alpha
    surely: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One unit that two coders coded differently.

    `cost` is what it takes from the coefficient: the costs of a measure and its alpha make 1.
    """

    measure: str
    about: str
    mine: str
    theirs: str
    cost: float
