"""Outcomes without some events or sources, and the weaknesses of a best chain."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.bands import Band
from tracker.model.chains import Chain
from tracker.model.event import Event


class Fate(StrEnum):
    """The fate of an outcome after something is taken away."""

    GONE = "gone"
    FALLS = "falls"
    UNEXPLAINED = "unexplained"
    WEAKER = "weaker"
    AS_BEFORE = "as before"
    POSSIBLE_AGAIN = "possible again"


@dataclass(frozen=True)
class Outcome:
    """An event that leads to nothing further, before and after something is taken away.

    Attributes
    ----------
    event : Event
        The outcome.
    fate : Fate
        Gone with what was taken away, fallen without a cause it needed, without any chain from a
        root cause, explained by a weaker chain, or by one as strong as before.
    strength, strength_after : Band
        Strength of the strongest chain from any root cause; 0 without one.
    ways, ways_after : int
        How overdetermined it is: the most chains from root causes that share no event but the
        outcome.
    """

    event: Event
    fate: Fate
    strength: Band
    strength_after: Band
    ways: int
    ways_after: int


@dataclass(frozen=True)
class Fallen:
    """An event that no longer stands after something is taken away.

    Attributes
    ----------
    event : Event
        The event.
    needed : tuple of Event
        The causes without which it would not have come that are gone; empty where none of its
        claims stands.
    """

    event: Event
    needed: tuple[Event, ...]

    @property
    def fate(self) -> Fate:
        """Whether it falls for want of a needed cause, or is left unexplained."""
        return Fate.FALLS if self.needed else Fate.UNEXPLAINED


@dataclass(frozen=True)
class Weakness:
    """One thing that, if it were worth less, would change the best chain.

    Attributes
    ----------
    kind : str
        `link`, `source` or `grade`.
    about : tuple of int or str
        The ends of the link by number; or the code of the source; or the source and the number
        of the event, or the numbers of the ends of the link, that it is cited for.
    now : Band or None
        For a link, its likelihood.
    below : float or None
        For a link, the midpoint below which another chain is the best; 0 where there is no other,
        so that only its absence would change anything.
    instead : Chain or None
        The best chain then; None where no chain is left.
    """

    kind: str
    about: tuple[int | str, ...]
    now: Band | None
    below: float | None
    instead: Chain | None
