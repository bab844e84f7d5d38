"""How likely it is that one event led to another: exact, or bounded and simulated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.analysis.reliability.bounds import bounds
from tracker.analysis.reliability.causal_graph import CausalGraph
from tracker.analysis.reliability.common_sources import TooManyCases, conditioned
from tracker.analysis.reliability.network import Arc, Likelihoods, reduced, relevant
from tracker.analysis.reliability.simulation import SEED, WORLDS, Simulated, simulate
from tracker.analysis.reliability.sweep import WIDEST, sweep


@dataclass(frozen=True, slots=True)
class Estimate:
    """A likelihood in each column, and how it was found.

    Attributes
    ----------
    values : tuple of float
        The likelihoods; where they were simulated, the shares of worlds, kept within the bounds.
    exact : bool
        Whether they are exact.
    errors : tuple of Simulated
        The simulated shares with their intervals; empty where the values are exact.
    bounds : tuple of (float, float)
        What the values are not below and not above; empty where they are exact, or where no bounds
        are known.
    """

    values: Likelihoods
    exact: bool = True
    errors: tuple[Simulated, ...] = ()
    bounds: tuple[tuple[float, float], ...] = ()


def likelihood_between(
    graph: CausalGraph,
    first: int,
    last: int,
    common: bool = False,
    widest: int = WIDEST,
    worlds: int = WORLDS,
    seed: int = SEED,
) -> Estimate:
    """Work out how likely it is that one event led to another by any chain of claims.

    Parameters
    ----------
    graph : CausalGraph
        What lies between the two events; what does not is left out.
    first, last : int
        Numbers of the events at the ends.
    common : bool
        Whether claims that rest on one source alone hold or fall together.
    widest : int
        The most places that an exact sweep holds open at once.
    worlds, seed : int
        How many worlds are simulated where no exact answer is within reach, and from which seed.

    Returns
    -------
    Estimate
        In the columns of the claims' likelihoods.

    Notes
    -----
    Every claim holds or not; the first event led to the last if a chain of claims that hold
    reaches from the one to the other, through a joint claim if any of its members is reached, for
    the others happened. With independent claims this is the two-terminal reliability of a
    directed acyclic graph with hyper-arcs.

    Examples
    --------
    >>> from tracker.analysis.reliability.causal_graph import CausalClaim
    >>> claims = (CausalClaim((1,), 2, (0.5,), source="wire"),
    ...           CausalClaim((2,), 3, (0.5,), source="wire"))
    >>> graph = CausalGraph((1, 2, 3), claims)
    >>> likelihood_between(graph, 1, 3).values, likelihood_between(graph, 1, 3, common=True).values
    ((0.25,), (0.5,))
    """
    columns = len(graph.claims[0].likelihoods) if graph.claims else 1
    arcs, places = graph.arcs()
    if first not in places or last not in places:
        return Estimate((0.0,) * columns)
    start, end = places[first], places[last]
    on_chains = relevant(arcs, start, end)
    if not on_chains:
        return Estimate((0.0,) * columns)
    if not common:
        network = reduced(on_chains, start, end, columns)
        if (found := sweep(network, widest)) is not None:
            return Estimate(found)
        limits = tuple(bounds(network, column) for column in range(columns))
        return _simulated(on_chains, start, end, False, worlds, seed, limits)
    values = []
    for column in range(columns):
        value = _with_common_sources(on_chains, start, end, column, widest)
        if value is None:
            return _simulated(on_chains, start, end, True, worlds, seed, ())
        values.append(value)
    return Estimate(tuple(values))


def _with_common_sources(
    arcs: Sequence[Arc], start: int, end: int, column: int, widest: int
) -> float | None:
    """The exact likelihood of a column with common sources; None where it is out of reach."""
    single = [replace(arc, likelihoods=(arc.likelihoods[column],)) for arc in arcs]
    total = 0.0
    try:
        for share, case in conditioned(single, start, end):
            found = sweep(reduced(case, start, end, 1), widest)
            if found is None:
                return None
            total += share * found[0]
    except TooManyCases:
        return None
    return total


def _simulated(
    arcs: Sequence[Arc],
    start: int,
    end: int,
    common: bool,
    worlds: int,
    seed: int,
    limits: tuple[tuple[float, float], ...],
) -> Estimate:
    errors = simulate(arcs, start, end, common, worlds, seed)
    values = [error.value for error in errors]
    if limits:
        values = [
            min(max(value, low), high) for value, (low, high) in zip(values, limits, strict=True)
        ]
    return Estimate(tuple(values), False, errors, limits)
