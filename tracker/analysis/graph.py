"""The chronicle as a directed graph: events are nodes, the claims between two of them an edge."""

import heapq
import math
from collections.abc import Iterable

import networkx as nx

from tracker.analysis.circles import refuse_circles
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
    RecordedCircle
        If the links close a circle; recording refuses such links, other programs do not.

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
    ordered = _in_order(chronicle.events, claims)
    if len(ordered) < len(chronicle.events):
        refuse_circles(chronicle)
    graph.add_nodes_from((number, {"event": chronicle.events[number]}) for number in ordered)
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
    """Get the event that a node stands for.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of a chronicle.
    number : int
        Number of the event.

    Returns
    -------
    Event
        As the chronicle has it.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> event = Event(1, "e", "E", EventDate.parse("2016"), EventType("t", "T"))
    >>> event_at(graph_of(Chronicle({1: event})), 1) is event
    True
    """
    event: Event = graph.nodes[number]["event"]
    return event


def _likeliest_first(link: Link) -> tuple[float, str]:
    return -link.likelihood, link.claimed_by


def _in_order(numbers: Iterable[int], links: Iterable[tuple[int, int]]) -> list[int]:
    """The numbers as they come, save that a cause stands before its effects (Kahn 1962).

    Those on a circle, and behind one, are left out.
    """
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
    return ordered
