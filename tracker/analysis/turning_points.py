"""Turning points: events that all chains pass, and those after which no way out is recorded."""

import math
from collections.abc import Collection, Iterable

import networkx as nx

from tracker.analysis.graph import Graph, event_at, graph_of, weighed_claims
from tracker.analysis.subgraphs import subgraph_between
from tracker.model.answers.ask import TurningPoints
from tracker.model.chains import Beside, Passage
from tracker.model.chronicle import Chronicle
from tracker.model.weighing import BY_DEFAULT, Weighing, is_below_even


def turning_points(
    graph: "Graph[int]", first: int, last: int, leaving: Collection[int] = frozenset()
) -> TurningPoints:
    """Weigh each event by the chains from one event to another that pass it.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of what lies between the two events.
    first, last : int
        Numbers of the events at the ends.
    leaving : collection of int
        Numbers of the events from which a link leads to an event that is not in the graph, and
        so to none from which `last` is reached; `tracker.store.cone.leaving` finds them.

    Returns
    -------
    TurningPoints
        Empty where there is no chain.

    Raises
    ------
    KeyError
        If an end is not in the graph.

    Notes
    -----
    An event that every chain passes is a dominator of the last event seen from the first
    (Prosser 1959). A point of no return is one that the last event postdominates: whatever was
    recorded to follow from it, `last` came of it. Both are exact. The numbers and the summed
    strengths of the chains through each event are products of what leads to it and what leads on
    from it, by dynamic programming forward and back; strengths, at the midpoints of their bands,
    are summed as logarithms.

    A passage is below even odds where no chain passes it of which every link is at even odds or
    more, by the midpoint of its band.

    Examples
    --------
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> from tracker.model.link import Link
    >>> ends = [(1, 2), (2, 3), (2, 4), (3, 5), (4, 5)]
    >>> links = tuple(Link(cause, effect, "enables", 0.5) for cause, effect in ends)
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3, 4, 5]), links=links))
    >>> found = turning_points(graph, 1, 5, leaving={3})
    >>> [(each.share, each.always, each.no_return) for each in found.passages]
    [(1.0, True, False), (0.5, False, False), (0.5, False, True)]
    """
    for end in (first, last):
        if end not in graph:
            raise KeyError(end)
    cone = subgraph_between(graph, [first], last)
    if first == last or last not in cone:
        return TurningPoints(0, (), None)
    rows = list(cone.adjacency())
    even = _likely_chains(cone, first, last)
    to, weight_to = {first: 1}, {first: 0.0}
    weights: dict[int, list[float]] = {}
    for event, effects in rows:
        if event != first:
            weight_to[event] = _log_of_sum(weights.pop(event))
        for effect, edge in effects.items():
            to[effect] = to.get(effect, 0) + to[event]
            weights.setdefault(effect, []).append(weight_to[event] - edge["cost"])
    onward, weight_onward, bound = {last: 1}, {last: 0.0}, {last}
    for event, effects in reversed(rows):
        if event == last:
            continue
        onward[event] = sum(onward[effect] for effect in effects)
        weight_onward[event] = _log_of_sum(
            [weight_onward[effect] - edge["cost"] for effect, edge in effects.items()]
        )
        if event not in leaving and bound.issuperset(effects):
            bound.add(event)
    total, whole = to[last], weight_to[last]
    passages = {
        event: Passage(
            event_at(cone, event),
            chains := to[event] * onward[event],
            chains / total,
            1.0  # not by way of logarithms, which would leave a little less than all
            if chains == total
            else min(1.0, math.exp(weight_to[event] + weight_onward[event] - whole)),
            chains == total,
            event in bound,
            event not in even,
        )
        for event in cone
    }
    point = next(each for each in passages.values() if each.always and each.no_return)
    return TurningPoints(
        total,
        tuple(each for number, each in passages.items() if number not in (first, last)),
        None if point is passages[last] else point.event,
        point is not passages[last] and point.below_even,
    )


def ways_out(graph: "Graph[int]", first: int, last: int) -> set[int]:
    """Find the events between two others from which a link leads to what does not lead to the last.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of what lies between the two events, and of what did before some of its claims
        were found not to count.
    first, last : int
        Numbers of the events at the ends.

    Returns
    -------
    set of int
        Numbers of events; the last is not among them.

    Examples
    --------
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 2, "enables", 0.5), Link(1, 3, "enables", 0.4))
    >>> ways_out(graph_of(Chronicle(dict.fromkeys([1, 2, 3]), links)), 1, 2)
    {1}
    """
    cone = subgraph_between(graph, [first], last)
    return {
        event
        for event in cone
        if event != last and any(effect not in cone for effect in graph.adj[event])
    }


def at_even_odds(graph: "Graph[int]") -> "Graph[int]":
    """Keep of a graph the links at even odds or more, by the midpoints of their bands.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of a chronicle.

    Returns
    -------
    networkx.DiGraph
        With all its events, in the same order.

    Examples
    --------
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 2, "enables", 0.5), Link(2, 3, "enables", 0.4))
    >>> list(at_even_odds(graph_of(Chronicle(dict.fromkeys([1, 2, 3]), links))).edges)
    [(1, 2)]
    """
    kept: Graph[int] = nx.DiGraph()
    kept.add_nodes_from(graph.nodes(data=True))
    kept.add_edges_from(
        (cause, effect, edge)
        for cause, effect, edge in graph.edges(data=True)
        if not is_below_even(edge["band"])
    )
    return kept


def _likely_chains(cone: "Graph[int]", first: int, last: int) -> Collection[int]:
    """The events on the chains of which every link is at even odds or more."""
    kept: Collection[int] = subgraph_between(at_even_odds(cone), [first], last).nodes
    return kept


def needed_besides(
    chronicle: Chronicle, first: int, last: int, weighing: Weighing = BY_DEFAULT
) -> tuple[Beside, ...]:
    """Find the events that chains need besides those they pass: partners and needed causes.

    Parameters
    ----------
    chronicle : Chronicle
        What lies between the two events, with the partners of joint causes.
    first, last : int
        Numbers of the events at the ends.
    weighing : Weighing
        Which claims count.

    Returns
    -------
    tuple of Beside
        In order of time, then of their effects: the members of the joint claims that chains pass,
        and the needed causes of events on chains. The two ends are left out.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 3, "enables", 0.5, partners=(2,)), Link(3, 4, "enables", 0.5))
    >>> chronicle = Chronicle(dict.fromkeys([1, 2, 3, 4]), links)
    >>> [(each.joint, each.needed) for each in needed_besides(chronicle, 1, 4)]
    [(True, False)]
    """
    cone = subgraph_between(graph_of(chronicle, weighing), [first], last)
    found: dict[tuple[int, int], Beside] = {}
    for (causes, effect), weighed in weighed_claims(chronicle, weighing).items():
        if effect not in cone or effect == first:
            continue
        for cause in causes - {first, last}:
            joint = not (causes - {cause}).isdisjoint(cone)  # chains pass it by another member
            if not joint and not weighed.needed:
                continue
            before = found.get((cause, effect))
            found[cause, effect] = Beside(
                chronicle.events[cause],
                chronicle.events[effect],
                joint or (before is not None and before.joint),
                weighed.needed or (before is not None and before.needed),
            )
    place = {number: here for here, number in enumerate(chronicle.events)}
    ordered = sorted(found, key=lambda ends: (place[ends[0]], place[ends[1]]))
    return tuple(found[ends] for ends in ordered)


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
    >>> from tracker.analysis.graph import graph_of
    >>> from tracker.model.chronicle import Chronicle
    >>> from tracker.model.link import Link
    >>> links = [Link(a, b, "enables", 0.5) for a, b in [(1, 2), (2, 3), (2, 4), (3, 5), (4, 5)]]
    >>> graph = graph_of(Chronicle(events=dict.fromkeys([1, 2, 3, 4, 5]), links=tuple(links)))
    >>> always_passed(graph, [1], 5)
    [1, 2, 5]
    """
    begun = list(starts)
    cone = subgraph_between(graph, begun, end)
    place = {event: number for number, event in enumerate(cone)}
    furthest = max((place[start] for start in begun if start in place), default=0)
    passed = []
    for here, (event, effects) in enumerate(cone.adjacency()):
        if here >= furthest:
            passed.append(event)
        if effects:
            furthest = max(furthest, max(map(place.__getitem__, effects)))
    return passed


def _log_of_sum(logarithms: Collection[float]) -> float:
    """The logarithm of a sum, from those of its terms, without leaving the range of floats."""
    greatest = max(logarithms)
    return greatest + math.log(math.fsum(math.exp(each - greatest) for each in logarithms))
