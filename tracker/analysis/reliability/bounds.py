"""Bounds of the reliability of a network: from chains, and from cuts, that share no arc."""

import math
from collections.abc import Sequence

from tracker.analysis.flows import cheapest_cuts
from tracker.analysis.reliability.network import Arc, Network

MOST = 200  # chains or cuts looked for; each further one narrows the bounds by less


def bounds(network: Network, column: int) -> tuple[float, float]:
    """Bound the reliability of a network from both sides.

    Parameters
    ----------
    network : Network
        Reduced; its arcs are independent.
    column : int
        Which of the likelihoods counts.

    Returns
    -------
    tuple of float
        A number that the reliability is not below, and one that it is not above.

    Notes
    -----
    Chains that share no arc hold independently, and one that holds is enough; cuts that share no
    arc fail independently, and each must have an arc that holds (Brecht & Colbourn 1988). The
    chains are the strongest that are left, one after the other, and the cuts those likeliest to
    fail.

    References
    ----------
    Brecht, T. B. & Colbourn, C. J. (1988). Lower bounds on two-terminal network reliability.
    Discrete Applied Mathematics 21, 185–198.

    Examples
    --------
    >>> bridge = [(1, 2), (1, 3), (2, 3), (2, 4), (3, 4)]
    >>> arcs = tuple(Arc(*ends, (0.5,)) for ends in bridge)
    >>> bounds(Network((1, 2, 3, 4), arcs, (1.0,)), 0)  # it is 0.46875
    (0.4375, 0.5625)
    """
    factor = network.factor[column]
    if not network.arcs:
        return factor, factor
    held = [arc for arc in network.arcs if arc.likelihoods[column] > 0]
    return factor * _by_chains(network, held, column), factor * _by_cuts(network, held, column)


def _by_chains(network: Network, arcs: Sequence[Arc], column: int) -> float:
    """That one of the strongest chains without a common arc holds."""
    left = list(arcs)
    fails = 1.0
    for _ in range(MOST):
        chain = _strongest(network.order, left, column)
        if not chain:
            break
        fails *= 1 - math.prod(arc.likelihoods[column] for arc in chain)
        taken = set(chain)
        left = [arc for arc in left if arc not in taken]
    return 1 - fails


def _strongest(order: Sequence[int], arcs: Sequence[Arc], column: int) -> list[Arc]:
    """The strongest chain from the first place to the last, or nothing."""
    onward: dict[int, list[Arc]] = {}
    for arc in arcs:
        onward.setdefault(arc.tail, []).append(arc)
    best: dict[int, tuple[float, Arc | None]] = {order[0]: (1.0, None)}
    for place in order:
        if place in best:
            for arc in onward.get(place, ()):
                strength = best[place][0] * arc.likelihoods[column]
                if arc.head not in best or strength > best[arc.head][0]:
                    best[arc.head] = strength, arc
    chain: list[Arc] = []
    step = best.get(order[-1], (0.0, None))[1]
    while step is not None:
        chain.append(step)
        step = best[step.tail][1]
    return chain


def _by_cuts(network: Network, arcs: Sequence[Arc], column: int) -> float:
    """That each of the likeliest cuts without a common arc has one that holds."""
    place = {each: here for here, each in enumerate(network.order)}
    ends = [(place[arc.tail], place[arc.head]) for arc in arcs]
    costs = [
        -math.log1p(-arc.likelihoods[column]) if arc.likelihoods[column] < 1 else math.inf
        for arc in arcs
    ]
    holds = 1.0
    for _ in range(MOST):
        cut = next(cheapest_cuts(ends, costs, 0, len(place) - 1), None)
        if cut is None:
            break
        taken, cost = cut
        holds *= -math.expm1(-cost)
        for arc in taken:
            costs[arc] = math.inf
    return holds
