"""Networks whose arcs hold or fall together with their sources, as mixtures of independent ones."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.analysis.reliability.network import Arc, relevant

MOST_CASES = 2_000  # of independent networks, to condition on; beyond it only simulation is left


class TooManyCases(Exception):
    """So many sources are shared that not every case of them can be looked at."""


def conditioned(
    arcs: Sequence[Arc], first: int, last: int, most: int = MOST_CASES
) -> Iterator[tuple[float, list[Arc]]]:
    """Part a network by what each shared source is worth, so that its arcs are independent.

    Parameters
    ----------
    arcs : sequence of Arc
        Of an acyclic graph, with one likelihood each.
    first, last : int
        The places at the ends.
    most : int
        The most cases to yield.

    Yields
    ------
    tuple of float and list of Arc
        The probability of a case, and the arcs in it; the reliability is the sum of those of the
        cases, each by its probability. Only the sources that two or more arcs on chains rest on
        are parted by.

    Raises
    ------
    TooManyCases
        If there are more.

    Notes
    -----
    A source has one number u, uniform between 0 and 1, and its arcs of a likelihood above u hold.
    So there are as many cases of it as different likelihoods, and one more.

    Examples
    --------
    >>> arcs = [Arc(0, 1, (0.5,), "wire"), Arc(1, 2, (0.8,), "wire")]
    >>> for share, case in conditioned(arcs, 0, 2):
    ...     print(round(share, 2), [arc.likelihoods[0] for arc in case])
    0.5 [1.0, 1.0]
    """
    waiting = [(1.0, list(arcs))]
    cases = 0
    while waiting:
        share, case = waiting.pop()
        case = relevant(case, first, last)
        resting = Counter(arc.source for arc in case if arc.source is not None)
        source, times = max(resting.items(), key=lambda each: each[1], default=("", 0))
        if times < 2:
            cases += 1
            if cases > most:
                raise TooManyCases
            if case:
                yield share, case
            continue
        below = 0.0
        for level in (*sorted({arc.likelihoods[0] for arc in case if arc.source == source}), 1.0):
            if level > below:
                waiting.append((share * (level - below), _at(case, source, level)))
                below = level


def _at(arcs: Sequence[Arc], source: str, level: float) -> list[Arc]:
    """The arcs where the number of a source lies below a level and above all lower ones."""
    return [
        arc
        if arc.source != source
        else replace(arc, likelihoods=(float(arc.likelihoods[0] >= level),), source=None)
        for arc in arcs
    ]
