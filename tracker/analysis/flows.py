"""Flows in a graph: the cheapest cuts between two nodes, and ways that share no node.

The one module that imports igraph, whose algorithms in C are a hundred times faster here than
those of networkx.
"""

import math
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import networkx as nx

SAME = 1e-9  # costs that differ by less are equal, relative to the whole


def cheapest_cuts(
    arcs: Sequence[tuple[int, int]], costs: Sequence[float], source: int, sink: int
) -> Iterator[tuple[list[int], float]]:
    """Find the cheapest sets of arcs that part one node from another.

    Parameters
    ----------
    arcs : sequence of (int, int)
        Tail and head of each arc; nodes are numbers from 0.
    costs : sequence of float
        The cost of each arc, above 0, of any unit; infinite for one that cannot be cut.
    source, sink : int
        The nodes to part.

    Yields
    ------
    tuple of list of int and float
        The places of the arcs of a cut, and what they cost together; nothing where no cut of
        finite cost parts the two.

    Examples
    --------
    >>> list(cheapest_cuts([(0, 1), (1, 2)], [2.0, 0.5], 0, 2))
    [([1], 0.5)]
    """
    unlimited = 1 + 2 * math.fsum(cost for cost in costs if cost < math.inf)
    limits = [cost if cost < math.inf else unlimited for cost in costs]
    igraph = _igraph()
    flows = igraph.Graph(arcs, directed=True).maxflow(source, sink, limits)
    if flows.value >= unlimited * (1 - SAME):
        return
    # Where more could flow, and where some could flow back.
    least = SAME * max(1.0, flows.value)
    both = list(zip(arcs, limits, flows.flow, strict=True))
    more = [arc for arc, limit, flow in both if limit - flow > least]
    more += [(head, tail) for (tail, head), _, flow in both if flow > least]
    residual = igraph.Graph(1 + max(map(max, arcs)), more, directed=True)
    near = set(residual.subcomponent(source, mode="out"))
    far = set(residual.subcomponent(sink, mode="in"))
    middle: nx.DiGraph[int] = nx.DiGraph()
    if len(near) + len(far) < residual.vcount():
        middle.add_nodes_from(set(range(residual.vcount())) - near - far)
        middle.add_edges_from(arc for arc in more if arc[0] in middle and arc[1] in middle)
    for taken in _closed_sets(middle, near, arcs):
        side = near | taken
        cut = [
            place for place, (tail, head) in enumerate(arcs) if tail in side and head not in side
        ]
        yield cut, math.fsum(costs[place] for place in cut)


def disjoint_ways(arcs: Sequence[tuple[int, int]], source: int, sink: int) -> int:
    """Count the most ways from one node to another that have no other node in common.

    Parameters
    ----------
    arcs : sequence of (int, int)
        Tail and head of each arc; nodes are numbers from 0.
    source, sink : int
        Two different nodes.

    Returns
    -------
    int
        As many as the fewest nodes that part the two (Menger 1927).

    Examples
    --------
    >>> disjoint_ways([(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)], 0, 4), disjoint_ways([(0, 1)], 0, 1)
    (1, 1)
    """
    if (source, sink) in arcs:
        return 1 + disjoint_ways([arc for arc in arcs if arc != (source, sink)], source, sink)
    if not arcs or max(map(max, arcs)) < max(source, sink):
        return 0
    ways: int = _igraph().Graph(arcs, directed=True).vertex_disjoint_paths(source, sink)
    return ways


def _closed_sets(
    residual: "nx.DiGraph[int]", near: Collection[int], arcs: Iterable[tuple[int, int]]
) -> Iterator[set[int]]:
    """The sets of nodes that no residual arc leaves, the empty one first.

    Only those that can be reached from the near side within themselves: a node that cannot would
    make the same cut a second time. So a set grows by nodes that an arc enters from it.
    """
    parts = nx.condensation(residual)
    members: dict[int, set[int]] = nx.get_node_attributes(parts, "members")
    home = {node: part for part, nodes in members.items() for node in nodes}
    beside: set[int] = set()
    after: dict[int, set[int]] = {part: set() for part in parts}
    for tail, head in arcs:
        if head in home:
            if tail in near:
                beside.add(home[head])
            elif tail in home:
                after[home[tail]].add(home[head])
    waiting = [(frozenset[int](), frozenset(parts))]
    while waiting:
        taken, undecided = waiting.pop()
        entered = undecided & beside.union(*(after[part] for part in taken))
        if not entered:
            yield {node for part in taken for node in members[part]}
            continue
        part = min(entered)
        with_it = {part} | nx.descendants(parts, part)
        without = {part} | nx.ancestors(parts, part)
        waiting.append((taken | with_it, undecided - with_it))
        waiting.append((taken, undecided - without))


def _igraph() -> Any:
    """The module of igraph, without its pictures: for those it would import matplotlib whole."""
    hidden = "matplotlib" not in sys.modules
    if hidden:
        sys.modules["matplotlib"] = None  # type: ignore[assignment]
    try:
        import igraph
    finally:
        if hidden:
            del sys.modules["matplotlib"]
    return igraph
