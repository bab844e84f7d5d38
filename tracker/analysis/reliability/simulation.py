"""Reliability by simulation: many worlds in which each claim holds or fails, from a seed."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from tracker.analysis.reliability.network import Arc

WORLDS = 40_000
SIDEWAYS = 2_000  # worlds drawn at once, so that memory does not grow with them
SEED = 1927
Z = 1.959963984540054  # of a two-sided interval of 95 %


class Simulated(NamedTuple):
    """A share of simulated worlds, with its interval.

    Attributes
    ----------
    value : float
        The share.
    low, high : float
        Wilson's interval of 95 %.
    """

    value: float
    low: float
    high: float


def wilson(successes: int, trials: int) -> Simulated:
    """Find the interval in which a share lies, by the worlds that were drawn.

    Parameters
    ----------
    successes, trials : int
        How often it was so, of how many times.

    Returns
    -------
    Simulated
        The share, with its interval of 95 %.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209–212.

    Examples
    --------
    >>> [round(number, 3) for number in wilson(8, 10)]
    [0.8, 0.49, 0.943]
    """
    share, square = successes / trials, Z * Z / trials
    middle = (share + square / 2) / (1 + square)
    half = Z * math.sqrt(share * (1 - share) / trials + square / trials / 4) / (1 + square)
    return Simulated(share, max(0.0, middle - half), min(1.0, middle + half))


def simulate(
    arcs: Sequence[Arc],
    first: int,
    last: int,
    common: bool = False,
    worlds: int = WORLDS,
    seed: int = SEED,
) -> tuple[Simulated, ...]:
    """Simulate how likely a chain of arcs that hold leads from one place to another.

    Parameters
    ----------
    arcs : sequence of Arc
        Of an acyclic graph, in which tails have lower places than heads.
    first, last : int
        The places at the ends.
    common : bool
        Whether arcs of one source hold or fall together: each source has one number u, uniform
        between 0 and 1, and an arc holds if u is below its likelihood.
    worlds : int
        How many worlds are drawn.
    seed : int
        The same seed draws the same worlds.

    Returns
    -------
    tuple of Simulated
        One for each column; the worlds of all columns are drawn by the same numbers, so that a
        column of greater likelihoods has no smaller value.

    Examples
    --------
    >>> arcs = [Arc(0, 1, (0.5,), "wire"), Arc(1, 2, (0.5,), "wire")]
    >>> [result] = simulate(arcs, 0, 2, common=True)
    >>> result.low < 0.5 < result.high
    True
    """
    import numpy as np

    columns = len(arcs[0].likelihoods) if arcs else 0
    ordered = sorted(arcs, key=lambda arc: (arc.tail, arc.head))
    successes = [0] * columns
    draw = np.random.Generator(np.random.PCG64(seed))
    for begun in range(0, worlds, SIDEWAYS):
        many = min(SIDEWAYS, worlds - begun)
        reached = {first: np.ones((columns, many), dtype=bool)}
        shared: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}
        for arc in ordered:
            if arc.tail not in reached:
                continue
            if common and arc.source is not None:
                if arc.source not in shared:
                    shared[arc.source] = draw.random(many)
                number = shared[arc.source]
            else:
                number = draw.random(many)
            holds = reached[arc.tail] & (number < np.array(arc.likelihoods)[:, None])
            reached[arc.head] = reached[arc.head] | holds if arc.head in reached else holds
        if last in reached:
            for column in range(columns):
                successes[column] += int(reached[last][column].sum())
    return tuple(wilson(times, worlds) for times in successes)
