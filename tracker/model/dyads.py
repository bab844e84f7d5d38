"""Directed dyads: what one actor did to another, counted and summed, hostile and cooperative apart.

Hostile is what has a negative intensity on the Goldstein scale, cooperative what has a positive
one; what has 0 is neutral, what has none is not coded. The two sums are never netted: a ceasefire
does not take back a bombardment.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Period(StrEnum):
    """The stretch of time by which acts are counted; a week begins on its Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def first_day(self, day: date) -> date:
        """The first day of the period that a day is in.

        >>> Period.WEEK.first_day(date(2016, 10, 2)), Period.MONTH.first_day(date(2016, 10, 2))
        (datetime.date(2016, 9, 26), datetime.date(2016, 10, 1))
        """
        if self is Period.WEEK:
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if self is Period.MONTH else day

    def label(self, first: date) -> str:
        """The name of the period that begins on a day: that day, or the month.

        >>> Period.MONTH.label(date(2016, 10, 1)), Period.WEEK.label(date(2016, 9, 26))
        ('2016-10', '2016-09-26')
        """
        return first.isoformat()[:7] if self is Period.MONTH else first.isoformat()


class Sense(StrEnum):
    """Whether an act has a negative or a positive intensity."""

    HOSTILE = "hostile"
    COOPERATIVE = "cooperative"


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of acts and the sums of their intensities.

    Attributes
    ----------
    hostile, cooperative, neutral, uncoded : float
        The numbers of acts below 0, above 0, at 0 and without an intensity. A number is no whole
        one where an act is spread over several periods.
    hostile_sum, cooperative_sum : float
        The sum of the negative intensities, 0 or less; that of the positive ones, 0 or more.
    """

    hostile: float = 0
    cooperative: float = 0
    neutral: float = 0
    uncoded: float = 0
    hostile_sum: float = 0.0
    cooperative_sum: float = 0.0

    @classmethod
    def of(cls, intensity: float | None) -> "Tally":
        """The tally of one act.

        >>> Tally.of(-10.0).hostile_sum, Tally.of(0.0).neutral, Tally.of(None).uncoded
        (-10.0, 1, 1)
        """
        if intensity is None:
            return cls(uncoded=1)
        if intensity < 0:
            return cls(hostile=1, hostile_sum=intensity)
        if intensity > 0:
            return cls(cooperative=1, cooperative_sum=intensity)
        return cls(neutral=1)

    @property
    def acts(self) -> float:
        """The number of all acts."""
        return self.hostile + self.cooperative + self.neutral + self.uncoded

    def number(self, sense: Sense) -> float:
        """The number of acts of one sense."""
        return self.hostile if sense is Sense.HOSTILE else self.cooperative

    def total(self, sense: Sense) -> float:
        """The sum of the intensities of one sense."""
        return self.hostile_sum if sense is Sense.HOSTILE else self.cooperative_sum

    def shared(self, part: float) -> "Tally":
        """A part of all numbers and sums."""
        return Tally(
            self.hostile * part, self.cooperative * part, self.neutral * part, self.uncoded * part,
            self.hostile_sum * part, self.cooperative_sum * part,
        )  # fmt: skip

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.hostile + other.hostile, self.cooperative + other.cooperative,
            self.neutral + other.neutral, self.uncoded + other.uncoded,
            self.hostile_sum + other.hostile_sum, self.cooperative_sum + other.cooperative_sum,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DatedTally:
    """Acts of one actor upon another that all lie within the same days.

    Attributes
    ----------
    doer, target : str
        Codes of the two.
    first, last : date or None
        The first and the last day, of a period where they were counted by one; None where the
        date is open on that side.
    tally : Tally
        The acts.
    """

    doer: str
    target: str
    first: date | None
    last: date | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class DyadCount:
    """The acts of one actor upon another, in one period or in all.

    Attributes
    ----------
    doer, target : str
        Codes of the two.
    period : date or None
        The first day of the period; None where all time is counted together.
    tally : Tally
        The acts.
    """

    doer: str
    target: str
    period: date | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class ResponseLag:
    """How long after acts of one actor upon another the other acted upon the first.

    Attributes
    ----------
    doer, responder : str
        Codes of the two.
    after, then : Sense
        Of the acts of the doer upon the responder, and of those of the responder upon the doer.
    acts : int
        The acts of the doer whose day is known.
    followed : int
        How many of them a later day has an act of the responder after.
    same_day : int
        How many have one on their own day, before or after them; the lag is to a later one.
    median_days : float or None
        The median of the days until the next such act, over those that are followed.
    """

    doer: str
    responder: str
    after: Sense
    then: Sense
    acts: int
    followed: int
    same_day: int
    median_days: float | None
