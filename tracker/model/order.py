"""Order without dates: claims that one event began before another."""

import re
from dataclasses import dataclass
from datetime import timedelta

from tracker.errors import InvalidGap
from tracker.model.source import Citation

GAP = re.compile(r"(\d{1,6})\s*(s|min|h|d|w|m|y)", re.ASCII)
UNITS = {
    "s": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "m": timedelta(days=30),
    "y": timedelta(days=365),
}
LEAST = timedelta(seconds=1)  # before means before, if only by a moment


@dataclass(frozen=True, slots=True)
class OrderClaim:
    """A claim that `before` began at least so long before `after`, and at most `within`.

    `before` and `after` are event numbers; the claim is about when the two began.
    """

    before: int
    after: int
    at_least: timedelta = LEAST
    within: timedelta | None = None
    id: int = 0
    citations: tuple[Citation, ...] = ()

    @property
    def events(self) -> tuple[int, ...]:
        """The two events, the earlier one first."""
        return (self.before, self.after)


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """An order claim as it comes in, its events and sources under the names typed."""

    before: str
    after: str
    at_least: timedelta = LEAST
    within: timedelta | None = None
    citations: tuple[Citation, ...] = ()


def parse_gap(text: str) -> timedelta:
    """A length of time: `12h`, `7d`, `2w`; a month (`m`) is 30 days and a year (`y`) 365.

    >>> parse_gap("7d").days
    7
    """
    match = GAP.fullmatch(text.strip().lower())
    if match is None or int(match[1]) == 0:
        raise InvalidGap(text)
    return int(match[1]) * UNITS[match[2]]


def gap_text(gap: timedelta) -> str:
    """The shortest way to write a length of time in one unit.

    >>> gap_text(timedelta(days=14))
    '2w'
    """
    for unit in ("w", "d", "h", "min"):
        if gap % UNITS[unit] == timedelta(0):
            return f"{gap // UNITS[unit]}{unit}"
    return f"{gap // UNITS['s']}s"
