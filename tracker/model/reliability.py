"""Reliability answers: the likelihood that one event led to another, with how it was worked out."""

from dataclasses import dataclass

from tracker.model.bands import Band


@dataclass(frozen=True, slots=True)
class LedTo:
    """How likely it is that one event led to another by any recorded chain.

    Attributes
    ----------
    band : Band
        By the low and by the high ends of the claims.
    midpoint : float
        By the midpoints of the claims: one number, for ranking.
    exact : bool
        Whether these are exact; else they are shares of simulated worlds.
    error : Band or None
        Of a simulated midpoint the interval of 95 %.
    bounds : Band or None
        Where it was simulated, what the likelihood certainly lies within by all bands.
    """

    band: Band
    midpoint: float
    exact: bool = True
    error: Band | None = None
    bounds: Band | None = None


@dataclass(frozen=True, slots=True)
class CommonSource:
    """A source on which two or more claims between two events rest alone.

    Attributes
    ----------
    source : str
        Its code; of a relayed report that of the original.
    claims : int
        How many claims.
    """

    source: str
    claims: int
