"""Tension: the sums of what one side did to another, each act worth less the longer it is ago."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis.dyads import Span, spread_over_days
from tracker.model.dyads import DatedTally, Sense

DAY = timedelta(days=1)
HALF_LIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Level:
    """What is left of one sense of acts on a day on which some are added.

    Attributes
    ----------
    day : date
        The day.
    before, after : float
        The sum at its beginning, without and with the acts of the day.
    """

    day: date
    before: float
    after: float


def levels(
    counted: Iterable[DatedTally],
    doer: str,
    target: str,
    sense: Sense,
    half_life: timedelta = HALF_LIFE,
    record: Span | None = None,
) -> tuple[Level, ...]:
    """Sum the acts of one actor upon another, halving each after a time.

    Parameters
    ----------
    counted : iterable of DatedTally
        Acts, of days or of several.
    doer, target : str
        Codes of the two; other acts are left aside.
    sense : Sense
        Hostile or cooperative acts; the one never takes back the other.
    half_life : timedelta, optional
        The time after which half of an act is left.
    record : (date, date), optional
        The first and the last day of the record, for dates that are open on a side.

    Returns
    -------
    tuple of Level
        One for each day on which acts are added, in order of time.

    Notes
    -----
    On day t the level is the sum of v·2^(−(t−d)/h) over the acts of days d up to t, with their
    intensities v on the Goldstein scale and the half-life h. An act of several days is spread
    evenly over them.

    Examples
    --------
    >>> from tracker.model.dyads import Tally
    >>> acts = [
    ...     DatedTally("A", "B", date(2016, 10, day), date(2016, 10, day), Tally.of(-10.0))
    ...     for day in (1, 31)
    ... ]
    >>> [(level.before, level.after) for level in levels(acts, "A", "B", Sense.HOSTILE)]
    [(0.0, -10.0), (-5.0, -15.0)]
    """
    added: dict[date, float] = {}
    for each in counted:
        if (each.doer, each.target) == (doer, target) and (whole := each.tally.total(sense)):
            for day, part in spread_over_days(each, record):
                added[day] = added.get(day, 0.0) + whole * part
    found: list[Level] = []
    for day in sorted(added):
        before = left_of(found[-1], day, half_life) if found else 0.0
        found.append(Level(day, before, before + added[day]))
    return tuple(found)


def left_of(level: Level, day: date, half_life: timedelta) -> float:
    """Tell what is left of a level on a later day on which nothing was added.

    Parameters
    ----------
    level : Level
        The last one before it.
    day : date
        The day.
    half_life : timedelta
        The time after which half is left.

    Returns
    -------
    float
        The sum.

    Examples
    --------
    >>> left_of(Level(date(2016, 10, 1), 0.0, -8.0), date(2016, 10, 15), timedelta(days=7))
    -2.0
    """
    left: float = level.after * 2.0 ** -((day - level.day) / half_life)
    return left
