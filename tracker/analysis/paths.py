"""The best chains of links between two events, one after the other, and their number."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import networkx as nx

from tracker.analysis.graph import Graph, event_at
from tracker.analysis.subgraphs import subgraph_between
from tracker.model.chains import Chain, days_between
from tracker.model.selection import By

Measure = tuple[float, float]  # what is compared first, and what among equals
Edge = dict[str, Any]


def best_paths(graph: "Graph[int]", first: int, last: int, by: By = By.STRENGTH) -> Iterator[Chain]:
    """Yield the chains from one event to another, best first, lazily.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of what lies between the two events; `tracker.store.chronicle.between` fetches
        just that, and `tracker.analysis.graph.chains_only` narrows it.
    first, last : int
        Numbers of the events at the ends.
    by : By
        `STRENGTH`: the greatest product of likelihoods, at the midpoints of their bands, first,
        among equals the one with fewer links. `LENGTH`: the fewest links first, among equals the
        stronger. `TIME`: the one whose longest wait between two events is the shortest, in days,
        among equals the stronger.

    Yields
    ------
    Chain
        In that order, then by event numbers; each once.

    Raises
    ------
    KeyError
        If an end is not in the graph.

    See Also
    --------
    count_paths : how many there are, without enumerating them.

    Notes
    -----
    What is left from every event to the last, in both measures (−ln likelihood to nine decimals,
    so that ties are ties), is found by dynamic programming against the order of time. With this
    exact heuristic a best-first search over partial chains (A*, Hart, Nilsson & Raphael 1968)
    widens no chain that is not a part of the next answer, so each further chain costs time
    linear in its length and branching, however many tie with it.

    By time, the chains are found in groups of one longest wait, from the shortest up (a
    bottleneck path, Hu 1961); in each group, by strength, in the graph of the links that take no
    longer, taken twice over so that a chain has to use one of the longest.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> links = (Link(1, 2, "enables", 0.5), Link(2, 3, "enables", 0.5), Link(1, 3, "enables", 0.3))
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links))
    >>> [round(path.ranking, 2) for path in best_paths(graph, 1, 3)]
    [0.3, 0.25]
    """
    for end in (first, last):
        if end not in graph:
            raise KeyError(end)
    cone = subgraph_between(graph, [first], last)
    if last not in cone or first == last:
        return
    if by is By.TIME:
        chains = _by_longest_wait(cone, first, last)
    else:
        chains = _cheapest(cone, first, last, _by_strength if by is By.STRENGTH else _by_length)
    for chain in chains:
        yield path_along(graph, chain)


def count_paths(graph: "Graph[int]", first: int, last: int) -> int:
    """Count the chains from one event to another, exactly.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of what lies between the two events.
    first, last : int
        Numbers of the events at the ends.

    Returns
    -------
    int
        The number of distinct chains of events; several claims of one step count once. It can
        have more digits than any float.

    Raises
    ------
    KeyError
        If an end is not in the graph.

    Notes
    -----
    Dynamic programming over a topological order, linear in events and links.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> links = (Link(1, 2, "enables", 0.5), Link(2, 3, "enables", 0.5), Link(1, 3, "enables", 0.3))
    >>> count_paths(graph_of(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links)), 1, 3)
    2
    """
    for end in (first, last):
        if end not in graph:
            raise KeyError(end)
    ways = dict.fromkeys(graph, 0)
    ways[first] = 1
    for event, effects in graph.adjacency():
        if here := ways[event]:
            for effect in effects:
                ways[effect] += here
    return ways[last] if first != last else 0


def strongest_from(graph: "Graph[int]", starts: Iterable[int], end: int) -> Chain | None:
    """Find the strongest chain to an event from any of some others.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of a chronicle.
    starts : iterable of int
        Numbers of the events to begin from.
    end : int
        Number of the event to explain.

    Returns
    -------
    Chain or None
        None where no chain leads there.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> links = (Link(1, 3, "enables", 0.5), Link(2, 3, "enables", 0.8))
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links))
    >>> str(strongest_from(graph, [1, 2], 3).strength)
    '0.8'
    """
    chain = chain_to(strengths(graph, starts), end)
    return path_along(graph, chain) if len(chain) > 1 else None


def strengths(graph: "Graph[int]", starts: Iterable[int]) -> Mapping[int, tuple[float, int | None]]:
    """Find for each event the strongest chain from any of some events.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of a chronicle.
    starts : iterable of int
        Numbers of events from which chains begin.

    Returns
    -------
    mapping of int to tuple
        For each event reached the cost of the strongest chain to it (−ln strength, ≥ 0, in
        nats) and the event before it on that chain; for a start None.

    Examples
    --------
    >>> import math
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 2, "enables", 0.5), Link(2, 3, "enables", 0.5))
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links))
    >>> {number: round(math.exp(-cost), 2) for number, (cost, _) in strengths(graph, [1]).items()}
    {1: 1.0, 2: 0.5, 3: 0.25}
    """
    found: dict[int, tuple[float, int | None]] = {
        start: (0.0, None) for start in starts if start in graph
    }
    for event, effects in graph.adjacency():
        if event in found:
            so_far = found[event][0]
            for effect, edge in effects.items():
                cost = so_far + edge["cost"]
                if effect not in found or cost < found[effect][0] - 1e-12:
                    found[effect] = cost, event
    return found


def chain_to(reached: Mapping[int, tuple[float, int | None]], end: int) -> tuple[int, ...]:
    """Follow the strongest chain to an event back to its start.

    Parameters
    ----------
    reached : mapping of int to tuple
        As `strengths` found it.
    end : int
        Number of the event.

    Returns
    -------
    tuple of int
        Numbers along the chain, from its start; empty where the event is not reached.

    Examples
    --------
    >>> chain_to({1: (0.0, None), 2: (0.7, 1)}, 2)
    (1, 2)
    """
    chain: list[int] = []
    step = end if end in reached else None
    while step is not None:
        chain.append(step)
        step = reached[step][1]
    return tuple(reversed(chain))


def path_along(graph: "Graph[int]", chain: tuple[int, ...]) -> Chain:
    """Make the chain that goes through some events, each linked to the next.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of a chronicle.
    chain : tuple of int
        Numbers of the events.

    Returns
    -------
    Chain
        With all claims and denials of its links.

    Examples
    --------
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.event import Event
    >>> from tracker.model.link import Link
    >>> day, kind = EventDate.parse("2016"), EventType("t", "T")
    >>> events = {number: Event(number, "e", "E", day, kind) for number in (1, 2)}
    >>> graph = graph_of(Chronicle(events, (Link(1, 2, "enables", 0.5),)))
    >>> str(path_along(graph, (1, 2)).strength)
    '0.5'
    """
    steps = [graph.edges[step] for step in pairwise(chain)]
    return Chain(
        tuple(event_at(graph, number) for number in chain),
        tuple(step["link"] for step in steps),
        tuple(step["claims"] for step in steps),
        tuple(step["denials"] for step in steps),
        tuple(step["band"] for step in steps),
        tuple(step["counted"] for step in steps),
    )


def _by_strength(edge: Edge) -> Measure:
    return edge["cost"], 1


def _by_length(edge: Edge) -> Measure:
    return 1, edge["cost"]


def _cheapest(
    graph: "Graph[int]", first: int, last: int, measure: Callable[[Edge], Measure]
) -> Iterator[tuple[int, ...]]:
    """The chains from one node to another, those with the least sum of a measure first."""
    left = _left_to(graph, last, measure)
    if first not in left:
        return
    # Among equals the smallest chain of numbers comes first, and a chain's beginning before it.
    frontier: list[tuple[Measure, tuple[int, ...], Measure]] = []
    heapq.heappush(frontier, (_rank(left[first]), (first,), (0.0, 0.0)))
    while frontier:
        _, chain, spent = heapq.heappop(frontier)
        if chain[-1] == last:
            yield chain
            continue
        for effect, edge in graph.adj[chain[-1]].items():
            if effect in left:
                so_far = _sum(spent, measure(edge))
                whole = _rank(_sum(so_far, left[effect]))
                heapq.heappush(frontier, (whole, (*chain, effect), so_far))


def _left_to(
    graph: "Graph[int]", last: int, measure: Callable[[Edge], Measure]
) -> dict[int, Measure]:
    """For each node from which `last` can be reached the least measure of what is left to it."""
    left = {last: (0.0, 0.0)}
    for event, effects in reversed(list(graph.adjacency())):
        ways = [
            _sum(left[effect], measure(edge)) for effect, edge in effects.items() if effect in left
        ]
        if ways and event != last:
            left[event] = min(ways, key=_rank)
    return left


def _by_longest_wait(graph: "Graph[int]", first: int, last: int) -> Iterator[tuple[int, ...]]:
    waits = {
        (cause, effect): days_between(event_at(graph, cause), event_at(graph, effect))[0]
        for cause, effect in graph.edges
    }
    # The shortest longest wait by which each node is reached, and by which it reaches the last.
    until = {first: 0}
    for event, effects in graph.adjacency():
        for effect in effects:
            wait = max(until[event], waits[event, effect])
            until[effect] = min(until.get(effect, wait), wait)
    onward = {last: 0}
    for event, effects in reversed(list(graph.adjacency())):
        if effects:
            onward[event] = min(max(onward[each], waits[event, each]) for each in effects)
    longest = {
        wait
        for (cause, effect), wait in waits.items()
        if wait >= until[cause] and wait >= onward[effect]
    }
    for wait in sorted(longest):
        # A node stands twice, the second time for being reached by a link that takes so long; the
        # two are numbered side by side, so that ties are broken by the numbers of events.
        twice: Graph[int] = nx.DiGraph()
        twice.add_nodes_from(node for event in graph for node in (2 * event, 2 * event + 1))
        for (cause, effect), taken in waits.items():
            if taken <= wait:
                edge = graph.edges[cause, effect]
                twice.add_edge(2 * cause, 2 * effect + (taken == wait), **edge)
                twice.add_edge(2 * cause + 1, 2 * effect + 1, **edge)
        for chain in _cheapest(twice, 2 * first, 2 * last + 1, _by_strength):
            yield tuple(node // 2 for node in chain)


def _sum(one: Measure, other: Measure) -> Measure:
    return one[0] + other[0], one[1] + other[1]


def _rank(measure: Measure) -> Measure:
    """A measure to compare by: what differs by rounding only is equal."""
    return round(measure[0], 9), round(measure[1], 9)
