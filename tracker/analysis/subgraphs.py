"""Subgraphs of the chains from one event to another: of all of them, or of those asked for."""

from collections.abc import Collection, Iterable
from datetime import timedelta

import networkx as nx

from tracker.analysis.graph import Graph, event_at
from tracker.model.chains import days_between
from tracker.model.event import Event


def wait_between(cause: Event, effect: Event, unit: timedelta) -> timedelta:
    """The shortest time from one event to another that their bounds leave room for.

    Parameters
    ----------
    cause, effect : Event
        The earlier and the later one.
    unit : timedelta
        What it is to be compared with: where that is whole days, days are counted; else the time
        from moment to moment.

    Returns
    -------
    timedelta
        Not below 0.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> one, other = (
    ...     Event(1, "e", "E", EventDate.parse(on), EventType("t", "T")) for on in
    ...     ("2016-10-03T20:00", "2016-10-04T06:00")
    ... )
    >>> wait_between(one, other, timedelta(hours=12)) < timedelta(hours=12)
    True
    """
    if unit % timedelta(days=1) == timedelta():
        return timedelta(days=days_between(cause, effect)[0])
    return max(timedelta(), effect.when.start - cause.when.end)


def chain_subgraph(
    graph: "Graph[int]",
    first: int,
    last: int,
    via: Collection[int] = (),
    avoid: Collection[int] = (),
    within: timedelta | None = None,
) -> "Graph[int]":
    """Keep of a graph what lies on the chains from one event to another that are asked for.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of a chronicle.
    first, last : int
        Numbers of the events at the ends.
    via : collection of int
        Events that every chain must pass.
    avoid : collection of int
        Events that no chain may pass.
    within : timedelta, optional
        The longest time from one event of a chain to the next; where dates are imprecise, the
        shortest that they leave room for counts. Whole days are counted in days.

    Returns
    -------
    networkx.DiGraph
        A part of the graph, its nodes in the same order; without nodes where no chain is left.

    Raises
    ------
    KeyError
        If an end, or an event to pass, is not in the graph.

    Notes
    -----
    An event to pass splits the others into its causes and its effects; the links that lead from
    the one set into the other without it are those by which a chain would miss it.

    Examples
    --------
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> from tracker.model.link import Link
    >>> links = [Link(a, b, "enables", 0.5) for a, b in [(1, 2), (2, 4), (1, 3), (3, 4), (1, 4)]]
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3, 4]), links=tuple(links)))
    >>> list(chain_subgraph(graph, 1, 4, via=[3]).edges)
    [(1, 3), (3, 4)]
    """
    for number in (first, last, *via):
        if number not in graph:
            raise KeyError(number)
    kept = nx.DiGraph(graph) if via or avoid or within is not None else graph
    kept.remove_nodes_from(avoid)
    if within is not None:
        too_long = [
            (cause, effect)
            for cause, effect in kept.edges
            if wait_between(event_at(kept, cause), event_at(kept, effect), within) > within
        ]
        kept.remove_edges_from(too_long)
    for number in via:
        if number not in kept:
            return nx.DiGraph()
        before = nx.ancestors(kept, number)
        after = nx.descendants(kept, number)
        kept.remove_edges_from(
            [
                (cause, effect)
                for cause, effect in kept.edges
                if not ((cause in before and (effect in before or effect == number))
                        or ((cause in after or cause == number) and effect in after))
            ]
        )  # fmt: skip
    return subgraph_between(kept, [first], last)


def subgraph_between(graph: "Graph[int]", starts: Iterable[int], end: int) -> "Graph[int]":
    """Keep of a graph what lies on any chain from some events to another.

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
    networkx.DiGraph
        A part of the graph, its nodes in the same order; without nodes where no chain leads
        there.

    Notes
    -----
    Two passes over the nodes, forward and back.

    Examples
    --------
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 2, "enables", 0.5), Link(1, 3, "enables", 0.5))
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links))
    >>> list(subgraph_between(graph, [1], 2))
    [1, 2]
    """
    after = set(starts) & graph.nodes
    rows = list(graph.adjacency())
    for event, effects in rows:
        if event in after:
            after.update(effects)
    inside = {end} & after
    for event, effects in reversed(rows):
        if event in after and not inside.isdisjoint(effects):
            inside.add(event)
    if len(inside) < 2:
        return nx.DiGraph()
    if len(inside) == len(rows):
        return graph
    kept: Graph[int] = nx.DiGraph()
    kept.add_nodes_from((event, graph.nodes[event]) for event, _ in rows if event in inside)
    kept.add_edges_from(
        (event, effect, edge)
        for event, effects in rows
        if event in inside
        for effect, edge in effects.items()
        if effect in inside
    )
    return kept
