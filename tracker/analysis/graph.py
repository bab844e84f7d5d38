"""The chronicle as a directed graph: events are nodes, the claims between two of them an edge."""

import heapq
import math
from collections.abc import Iterable

import networkx as nx

from tracker.analysis.circles import refuse_circles
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.link import Link
from tracker.model.weighing import BY_DEFAULT, Weighed, Weighing

Graph = nx.DiGraph  # of event numbers, as `graph_of` makes it


def graph_of(chronicle: Chronicle, weighing: Weighing = BY_DEFAULT) -> "Graph[int]":
    """The directed graph of a chronicle.

    Parameters
    ----------
    chronicle : Chronicle
        Events and links; a link with an end outside the chronicle is left out.
    weighing : Weighing
        Which claims of a link count: by default the analyst's own judgement, else all side by
        side, and none that merely `justifies`. A pair of which none counts is no edge, nor is one
        whose effect began before its cause can have.

    Returns
    -------
    networkx.DiGraph
        Nodes are event numbers, each with its ``event``, in a topological order: that of time
        (earliest bound, then number), but a cause always before its effects. So one pass over
        the nodes is dynamic programming, and every traversal is repeatable. Each edge has
        ``link`` (the claim shown first), ``claims`` (all claims, those that count first),
        ``counted`` (how many count), ``denials`` (who denies it all the same), ``band`` (the
        likelihood from low to high) and ``cost`` (−ln of the band's midpoint, ≥ 0, in nats), so
        that the cheapest path is the strongest chain.

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
    weighed: dict[tuple[int, int], Weighed] = {}
    for (causes, effect), found in weighed_claims(chronicle, weighing).items():
        for cause in sorted(causes):
            seen = found if len(causes) == 1 else found.seen_from(cause)
            ends = cause, effect
            weighed[ends] = weighed[ends].beside(seen) if ends in weighed else seen
    denied: dict[tuple[int, int], tuple[Link, ...]] = {}
    for link in chronicle.denials:
        for cause in link.causes:
            ends = cause, link.effect
            denied[ends] = (*denied.get(ends, ()), link.seen_from(cause))
    graph: Graph[int] = nx.DiGraph()
    ordered = _in_order(chronicle.events, weighed)
    if len(ordered) < len(chronicle.events):
        refuse_circles(chronicle)
    graph.add_nodes_from((number, {"event": chronicle.events[number]}) for number in ordered)
    graph.add_edges_from(
        (*ends, _edge(made, denied.get(ends, ()))) for ends, made in sorted(weighed.items())
    )
    return graph


def weighed_claims(
    chronicle: Chronicle, weighing: Weighing = BY_DEFAULT
) -> dict[tuple[frozenset[int], int], Weighed]:
    """Weigh the claims of a chronicle, those of the same causes and effect together.

    Parameters
    ----------
    chronicle : Chronicle
        Events and links; a link of which the effect or a cause is not in it is left out.
    weighing : Weighing
        Which claims count.

    Returns
    -------
    dict of (frozenset of int, int) to Weighed
        By the causes and the effect: several causes are members of a joint claim. What the
        analyst denies of one cause is denied of the joint claims it is a member of, too.

    Examples
    --------
    >>> joint = Link(1, 3, "enables", 0.5, partners=(2,))
    >>> chronicle = Chronicle(events=dict.fromkeys([1, 2, 3]), links=(joint,))
    >>> [sorted(causes) for causes, _ in weighed_claims(chronicle)]
    [[1, 2]]
    """
    together: dict[tuple[frozenset[int], int], list[Link]] = {}
    for link in chronicle.links:
        causes = frozenset(link.causes)
        if link.effect in chronicle.events and causes <= chronicle.events.keys():
            together.setdefault((causes, link.effect), []).append(link)
    denied: dict[int, list[Link]] = {}
    for denial in chronicle.denials:
        denied.setdefault(denial.effect, []).append(denial)
    found = {}
    for (causes, effect), claims in together.items():
        denials = [
            denial
            for denial in denied.get(effect, ())
            if causes == set(denial.causes) or (not denial.partners and denial.cause in causes)
        ]
        weighed = weighing.weigh(claims, denials)
        if weighed is not None and not any(
            _is_reversed(chronicle, (cause, effect)) for cause in causes
        ):
            found[causes, effect] = weighed
    return found


def _edge(made: Weighed, denials: tuple[Link, ...]) -> dict[str, object]:
    return {
        "link": made.link, "claims": made.claims, "counted": made.counted, "denials": denials,
        "band": made.band, "cost": -math.log(made.band.midpoint),
    }  # fmt: skip


def _is_reversed(chronicle: Chronicle, ends: tuple[int, int]) -> bool:
    """Whether the effect began before its cause can have; `check` reports such a link."""
    cause, effect = map(chronicle.events.get, ends)
    return (
        isinstance(cause, Event)
        and isinstance(effect, Event)
        and effect.begins_wholly_before(cause)
    )


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
