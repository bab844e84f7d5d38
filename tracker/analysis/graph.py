"""The chronicle as a directed graph: events are nodes, the claims between two of them an edge."""

import math
from collections.abc import Iterable

import networkx as nx

from tracker.model.chronicle import Chronicle
from tracker.model.link import Link

ROOT = 0  # stands before several events; events have numbers from 1


def graph_of(chronicle: Chronicle) -> "nx.DiGraph[int]":
    """The directed graph of a chronicle.

    Parameters
    ----------
    chronicle : Chronicle
        Events and links; a link with an end outside the chronicle is left out.

    Returns
    -------
    networkx.DiGraph
        Nodes are event numbers, added in order of time (earliest bound, then number), so that
        every traversal is repeatable. Each edge has ``link`` (the likeliest claim), ``claims``
        (all claims, likeliest first) and ``cost`` (−ln likelihood, ≥ 0, in nats), so that the
        cheapest path is the strongest chain.

    Notes
    -----
    Links are checked for circles before they are stored, so the graph is acyclic.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 2, "enables", 0.5),)
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2]), links=links))
    >>> round(graph.edges[1, 2]["cost"], 3)
    0.693
    """
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(chronicle.events)
    claims: dict[tuple[int, int], list[Link]] = {}
    for link in chronicle.links:
        if link.cause in graph and link.effect in graph:
            claims.setdefault((link.cause, link.effect), []).append(link)
    for (cause, effect), made in sorted(claims.items()):
        ranked = sorted(made, key=lambda link: (-link.likelihood, link.claimed_by))
        graph.add_edge(
            cause,
            effect,
            link=ranked[0],
            claims=tuple(ranked),
            cost=-math.log(ranked[0].likelihood),
        )
    return graph


def always_passed(graph: "nx.DiGraph[int]", starts: Iterable[int], end: int) -> set[int]:
    """Find the events that every chain from any of some events to another passes.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of a chronicle.
    starts : iterable of int
        Numbers of events from which chains begin.
    end : int
        Number of the event they lead to.

    Returns
    -------
    set of int
        Numbers of events; a single start is among them, `end` never is. Empty where no chain
        leads there.

    Notes
    -----
    The dominators of `end`, by the algorithm of Cooper, Harvey and Kennedy (2001), from a root
    put before all starts.

    Examples
    --------
    >>> diamond = nx.DiGraph([(1, 2), (2, 3), (2, 4), (3, 5), (4, 5)])
    >>> sorted(always_passed(diamond, [1], 5))
    [1, 2]
    """
    rooted = graph.copy()
    rooted.add_edges_from((ROOT, start) for start in starts)
    before = nx.immediate_dominators(rooted, ROOT)
    passed: set[int] = set()
    above = before.get(end)
    while above is not None and above != ROOT:
        passed.add(above)
        above = before[above]
    return passed
