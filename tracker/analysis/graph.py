"""The chronicle as a directed graph: events are nodes, the claims between two of them an edge."""

import heapq
import math
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

import networkx as nx

from tracker.model.chains import days_between
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.link import Link

Graph = nx.DiGraph  # of event numbers, as `graph_of` makes it


def graph_of(chronicle: Chronicle) -> "Graph[int]":
    """The directed graph of a chronicle.

    Parameters
    ----------
    chronicle : Chronicle
        Events and links; a link with an end outside the chronicle is left out.

    Returns
    -------
    networkx.DiGraph
        Nodes are event numbers, each with its ``event``, in a topological order: that of time
        (earliest bound, then number), but a cause always before its effects. So one pass over
        the nodes is dynamic programming, and every traversal is repeatable. Each edge has
        ``link`` (the likeliest claim), ``claims`` (all claims, likeliest first), ``denials`` (who
        denies it all the same) and ``cost`` (−ln likelihood, ≥ 0, in nats), so that the cheapest
        path is the strongest chain.

    Raises
    ------
    networkx.NetworkXUnfeasible
        If the links close a circle; recording refuses such links.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> links = (Link(3, 2, "enables", 0.5), Link(2, 1, "enables", 0.5))
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links))
    >>> list(graph), round(graph.edges[3, 2]["cost"], 3)
    ([3, 2, 1], 0.693)
    """
    claims: dict[tuple[int, int], list[Link]] = {}
    for link in chronicle.links:
        if link.cause in chronicle.events and link.effect in chronicle.events:
            claims.setdefault((link.cause, link.effect), []).append(link)
    denied: dict[tuple[int, int], tuple[Link, ...]] = {}
    for link in chronicle.denials:
        denied[link.cause, link.effect] = (*denied.get((link.cause, link.effect), ()), link)
    graph: Graph[int] = nx.DiGraph()
    graph.add_nodes_from(
        (number, {"event": chronicle.events[number]})
        for number in _in_order(chronicle.events, claims)
    )
    graph.add_edges_from(
        (*ends, _edge(made, denied.get(ends, ()))) for ends, made in sorted(claims.items())
    )
    return graph


def _edge(made: list[Link], denials: tuple[Link, ...]) -> dict[str, object]:
    if len(made) > 1:
        made.sort(key=_likeliest_first)
    cost = -math.log(made[0].likelihood)
    return {"link": made[0], "claims": tuple(made), "denials": denials, "cost": cost}


def event_at(graph: "Graph[int]", number: int) -> Event:
    """The event that a node stands for."""
    event: Event = graph.nodes[number]["event"]
    return event


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


def chains_only(
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
    >>> from tracker.model.link import Link
    >>> links = [Link(a, b, "enables", 0.5) for a, b in [(1, 2), (2, 4), (1, 3), (3, 4), (1, 4)]]
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3, 4]), links=tuple(links)))
    >>> list(chains_only(graph, 1, 4, via=[3]).edges)
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
    return between(kept, [first], last)


def between(graph: "Graph[int]", starts: Iterable[int], end: int) -> "Graph[int]":
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
    >>> links = (Link(1, 2, "enables", 0.5), Link(1, 3, "enables", 0.5))
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links))
    >>> list(between(graph, [1], 2))
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


def always_passed(graph: "Graph[int]", starts: Iterable[int], end: int) -> list[int]:
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
    list of int
        Numbers of events, in order; a single start is among them, and `end` is. Empty where no
        chain leads there.

    Notes
    -----
    These are the dominators of `end` (Prosser 1959). In a topological order of what lies on the
    chains, an event is one exactly if no link leads from before it past it, and no chain begins
    after it; so one pass finds them all.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> links = [Link(a, b, "enables", 0.5) for a, b in [(1, 2), (2, 3), (2, 4), (3, 5), (4, 5)]]
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3, 4, 5]), links=tuple(links)))
    >>> always_passed(graph, [1], 5)
    [1, 2, 5]
    """
    begun = list(starts)
    cone = between(graph, begun, end)
    place = {event: number for number, event in enumerate(cone)}
    furthest = max((place[start] for start in begun if start in place), default=0)
    passed = []
    for here, (event, effects) in enumerate(cone.adjacency()):
        if here >= furthest:
            passed.append(event)
        if effects:
            furthest = max(furthest, max(map(place.__getitem__, effects)))
    return passed


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
    >>> links = (Link(1, 3, "enables", 0.5), Link(2, 3, "enables", 0.5))
    >>> roots_of(graph_of(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links)), 3)
    [1, 2]
    """
    behind = nx.ancestors(graph, event)
    return [number for number in graph if number in behind and not graph.in_degree(number)]


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
    """The numbers along the strongest chain to an event, from what `strengths` found.

    >>> chain_to({1: (0.0, None), 2: (0.7, 1)}, 2)
    (1, 2)
    """
    chain: list[int] = []
    step = end if end in reached else None
    while step is not None:
        chain.append(step)
        step = reached[step][1]
    return tuple(reversed(chain))


def _likeliest_first(link: Link) -> tuple[float, str]:
    return -link.likelihood, link.claimed_by


def _in_order(numbers: Iterable[int], links: Iterable[tuple[int, int]]) -> list[int]:
    """The numbers as they come, save that a cause stands before its effects (Kahn 1962)."""
    place = {number: here for here, number in enumerate(numbers)}
    links = list(links)
    if all(place[cause] < place[effect] for cause, effect in links):
        return list(place)
    effects: dict[int, list[int]] = {}
    waiting = dict.fromkeys(place, 0)
    for cause, effect in links:
        effects.setdefault(cause, []).append(effect)
        waiting[effect] += 1
    free = [(here, number) for number, here in place.items() if not waiting[number]]
    ordered = []
    while free:
        _, number = heapq.heappop(free)
        ordered.append(number)
        for effect in effects.get(number, ()):
            waiting[effect] -= 1
            if not waiting[effect]:
                heapq.heappush(free, (place[effect], effect))
    if len(ordered) < len(place):
        raise nx.NetworkXUnfeasible("The links close a circle.")
    return ordered
