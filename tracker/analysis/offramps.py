"""Off-ramps: the cheapest sets of links or events that cut every chain."""

import math
from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice

from tracker.analysis.flows import cheapest_cuts
from tracker.analysis.graph import Graph, event_at
from tracker.analysis.subgraphs import subgraph_between
from tracker.model.chains import OffRamp


def off_ramps(
    graph: "Graph[int]",
    first: int,
    last: int,
    by_events: bool = False,
    avoidable: Collection[int] | None = None,
) -> Iterator[OffRamp]:
    """Find the cheapest sets of links or events whose absence cuts every chain.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of what lies between the two events.
    first, last : int
        Numbers of the events at the ends.
    by_events : bool
        Cut events and not links; the two ends are not cut.
    avoidable : collection of int, optional
        Numbers of the only events that may be cut; of links, the only ones that they may lead
        to. All by default.

    Yields
    ------
    OffRamp
        All sets of the least cost, lazily, beginning with the one nearest to the first event;
        nothing where there is no chain, or where no set that may be cut cuts every chain.

    Raises
    ------
    KeyError
        If an end is not in the graph.

    Notes
    -----
    A minimum cut (Ford & Fulkerson 1956), by the push-relabel algorithm of igraph. A link of
    likelihood p costs −ln(1 − p), so that the cut found is the one likeliest to happen by
    itself, as far as links fail independently. An event costs what the links to it cost
    together: it does not come of the first event when all of them fail. What else brings it about,
    from outside the chains, is not asked. Events are cut by splitting each in two.
    Cuts of equal cost are the closed sets of the residual graph between what the source reaches
    in it and what reaches the sink (Picard & Queyranne 1980).

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> links = (Link(1, 2, "enables", 0.9), Link(2, 3, "enables", 0.5))
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links))
    >>> [(ramp.links[0].cause, round(ramp.likelihood, 2)) for ramp in off_ramps(graph, 1, 3)]
    [(2, 0.5)]
    """
    for end in (first, last):
        if end not in graph:
            raise KeyError(end)
    cone = subgraph_between(graph, [first], last)
    if first == last or last not in cone:
        return
    order = list(cone)
    place = {event: here for here, event in enumerate(order)}
    allowed = cone.nodes if avoidable is None else set(avoidable)
    links, arcs, costs = [], [], []
    for cause, effects in cone.adjacency():
        for effect, edge in effects.items():
            links.append(edge["link"])
            arcs.append((place[cause], place[effect]))
            costs.append(_cost(edge["link"].likelihood))
    if by_events:
        # Each event is an arc from its place to a second one, from which its effects go out.
        second = len(order)
        of_event = [0.0] * second
        for (_, effect), cost in zip(arcs, costs, strict=True):
            of_event[effect] += cost
        cuttable = set(allowed) - {first, last}
        limits = [of_event[place[e]] if e in cuttable else math.inf for e in order]
        limits += [math.inf] * len(arcs)
        arcs = [(here, second + here) for here in range(second)] + [
            (second + cause, effect) for cause, effect in arcs
        ]
        for cut, cost in cheapest_cuts(arcs, limits, place[first], second + place[last]):
            yield OffRamp((), tuple(event_at(cone, order[arc]) for arc in cut), cost)
    else:
        if avoidable is not None:
            costs = [
                cost if order[effect] in allowed else math.inf
                for (_, effect), cost in zip(arcs, costs, strict=True)
            ]
        for cut, cost in cheapest_cuts(arcs, costs, place[first], place[last]):
            yield OffRamp(tuple(links[arc] for arc in cut), (), cost)


@cache
def _cost(likelihood: float) -> float:
    return -math.log1p(-likelihood) if likelihood < 1 else math.inf


def first_few(ramps: Iterator[OffRamp], most: int) -> tuple[tuple[OffRamp, ...], bool]:
    """Take the first off-ramps, and see whether there are more.

    Parameters
    ----------
    ramps : iterator of OffRamp
        Off-ramps, as `off_ramps` yields them.
    most : int
        The number to take.

    Returns
    -------
    tuple
        The off-ramps, at most so many; and whether there are others.

    Examples
    --------
    >>> first_few(iter(()), 5)
    ((), False)
    """
    few = tuple(islice(ramps, most + 1))
    return few[:most], len(few) > most
