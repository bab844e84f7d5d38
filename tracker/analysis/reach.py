"""Causes and effects of an event: everything along the links, one way."""

import networkx as nx

from tracker.analysis.graph import Graph, event_at
from tracker.model.bands import Band, product
from tracker.model.chains import TreeStep
from tracker.model.event import Event


def effects_of(graph: "Graph[int]", start: int, depth: int | None = None) -> tuple[TreeStep, ...]:
    """List what an event led to, depth first, in order of time.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of the event and of whatever can be reached from it.
    start : int
        Number of the event to start from.
    depth : int, optional
        Greatest number of links to follow; all by default.

    Returns
    -------
    tuple of TreeStep
        Rows of an indented tree; empty where nothing follows. An event reached twice is
        unfolded once and marked `shown_before` after that.

    Raises
    ------
    KeyError
        If the event is not in the graph.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> links = (Link(1, 2, "enables", 0.5), Link(2, 3, "enables", 0.5))
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links))
    >>> [(step.depth, str(step.strength)) for step in effects_of(graph, 1)]
    [(1, '0.5'), (2, '0.25')]
    """
    return _walk(graph, start, depth)


def causes_of(graph: "Graph[int]", start: int, depth: int | None = None) -> tuple[TreeStep, ...]:
    """List what led to an event, depth first; the mirror of `effects_of`.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of the event and of whatever it can be reached from.
    start : int
        Number of the event to explain.
    depth : int, optional
        Greatest number of links to follow back; all by default.

    Returns
    -------
    tuple of TreeStep
        Rows of an indented tree; empty for an event nothing explains.

    Raises
    ------
    KeyError
        If the event is not in the graph.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> links = (Link(1, 2, "enables", 0.5),)
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2]), links=links))
    >>> len(causes_of(graph, 2)), len(causes_of(graph, 1))
    (1, 0)
    """
    return _walk(graph.reverse(copy=False), start, depth)


def first_causes(graph: "Graph[int]") -> tuple[Event, ...]:
    """List the events that nothing explains and that explain others.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of a chronicle.

    Returns
    -------
    tuple of Event
        In order of time; events without any link are not among them.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> graph = graph_of(Chronicle(events={1: "one", 2: "two"}, links=(Link(1, 2, "enables", 1),)))
    >>> first_causes(graph)
    ('one',)
    """
    return tuple(
        event_at(graph, n) for n in graph if not graph.in_degree(n) and graph.out_degree(n)
    )


def last_effects(graph: "Graph[int]") -> tuple[Event, ...]:
    """List the events that are explained and lead to nothing further; as `first_causes`.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> graph = graph_of(Chronicle(events={1: "one", 2: "two"}, links=(Link(1, 2, "enables", 1),)))
    >>> last_effects(graph)
    ('two',)
    """
    return tuple(
        event_at(graph, n) for n in graph if graph.in_degree(n) and not graph.out_degree(n)
    )


def roots_of(graph: "Graph[int]", event: int) -> list[int]:
    """Find where the explanations of an event begin.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of a chronicle.
    event : int
        Number of the event to explain.

    Returns
    -------
    list of int
        Numbers, in order, of those among its direct and indirect causes that nothing explains;
        empty for an event that nothing explains itself.

    Examples
    --------
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 3, "enables", 0.5), Link(2, 3, "enables", 0.5))
    >>> roots_of(graph_of(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links)), 3)
    [1, 2]
    """
    behind = nx.ancestors(graph, event)
    return [number for number in graph if number in behind and not graph.in_degree(number)]


def _walk(graph: "Graph[int]", start: int, depth: int | None) -> tuple[TreeStep, ...]:
    if start not in graph:
        raise KeyError(start)
    reached = _reached(graph, start, depth)
    order = {number: place for place, number in enumerate(graph)}
    steps: list[TreeStep] = []
    unfolded: dict[int, int] = {}  # the level at which an event's own neighbours were listed
    # A stack, not recursion: a long chain of a large chronicle is deeper than Python calls go.
    stack = [(number, start, 1) for number in _latest_first(graph, start, order)]
    while stack:
        number, parent, level = stack.pop()
        edge = graph.edges[parent, number]
        # Met again nearer to the start, an event may reach further before the depth ends.
        nearer = depth is not None and level < unfolded.get(number, 0)
        again = number in unfolded and not nearer
        shown_before = again and bool(graph.adj[number])
        steps.append(
            TreeStep(
                event_at(graph, number), level, edge["link"], edge["claims"], edge["denials"],
                reached[number][1], shown_before, edge["band"], edge["counted"],
            )
        )  # fmt: skip
        if not again:
            unfolded[number] = level
            if depth is None or level < depth:
                stack.extend(
                    (after, number, level + 1) for after in _latest_first(graph, number, order)
                )
    return tuple(steps)


def _reached(graph: "Graph[int]", start: int, depth: int | None) -> dict[int, tuple[float, Band]]:
    """The strongest chain to each event, of at most `depth` links (Bellman 1958).

    Its cost (−ln of the midpoints), by which it is chosen, and the product of its bands.
    """
    found = {start: (0.0, Band.point(1.0))}
    frontier = {start}
    level = 0
    while frontier and (depth is None or level < depth):
        level += 1
        before = {number: found[number] for number in frontier}
        frontier = set()
        for number in sorted(before):
            cost, band = before[number]
            for after, edge in graph.adj[number].items():
                if after not in found or cost + edge["cost"] < found[after][0] - 1e-12:
                    found[after] = cost + edge["cost"], product((band, edge["band"]))
                    frontier.add(after)
    return found


def _latest_first(graph: "Graph[int]", number: int, order: dict[int, int]) -> list[int]:
    return sorted(graph.adj[number], key=lambda neighbour: order[neighbour], reverse=True)
