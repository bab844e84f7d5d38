"""Margins of doubtful dates: how far `about 5 May` may lie from 5 May.

A doubt (`~` about, `?` uncertain, `%` both) is soft: it refuses nothing. For sorting, filters and
drawing a doubtful date is given a margin by the unit it is known to.

>>> margin_of("1999-05-05~").days, margin_of("1999-05~").days, margin_of("1999-05-05").days
(3, 30, 0)
"""

from dataclasses import dataclass
from datetime import timedelta

from tracker.model.numbers import counted

DOUBTS = "?~%"


@dataclass(frozen=True, slots=True)
class Margins:
    """How far a doubtful date may lie on either side of what it says, by its unit."""

    day: timedelta = timedelta(days=3)
    month: timedelta = timedelta(days=30)
    year: timedelta = timedelta(days=365)
    decade: timedelta = timedelta(days=3650)


_in_force = [Margins()]


def margins() -> Margins:
    """The margins in force."""
    return _in_force[0]


def set_margins(chosen: Margins) -> None:
    """Put margins into force for this process, as the settings say."""
    _in_force[0] = chosen


def is_doubtful(end: str) -> bool:
    """Whether one end of a date carries a doubt."""
    return any(mark in end for mark in DOUBTS)


def margin_of(end: str) -> timedelta:
    """The margin of one end of a date; nothing where it carries no doubt."""
    if not is_doubtful(end):
        return timedelta(0)
    said = end.rstrip(DOUBTS)
    if "X" in said[:4]:
        return margins().decade
    said = said.replace("-XX", "")
    if len(said) == 4:
        return margins().year
    season = len(said) == 7 and said[5:7] > "12"
    if len(said) == 7:
        return 3 * margins().month if season else margins().month
    return margins().day


def margin_text(margin: timedelta) -> str:
    """A margin as it is said: `3 days`, `1 month`.

    >>> margin_text(timedelta(days=3)), margin_text(timedelta(days=365))
    ('3 days', '1 year')
    """
    days = margin.days
    for unit, name in ((365, "year"), (30, "month"), (1, "day")):
        if days and days % unit == 0:
            return counted(days // unit, name)
    return "nothing"


def margins_of(settings: object) -> Margins:
    """The margins that settings name: `margin_day` and so on."""
    return Margins(*(getattr(settings, f"margin_{unit}") for unit in Margins.__dataclass_fields__))
