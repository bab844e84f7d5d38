"""Circles of links: events that would be their own ancestors, as other programs can write them."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

import networkx as nx

from tracker.errors import RecordedCircle
from tracker.model.chronicle import Chronicle
from tracker.model.inert import inert_line
from tracker.model.link import Link
from tracker.model.weighing import AVERTS

Pair = tuple[int, int]


def circles_of(links: Iterable[Pair]) -> list[tuple[int, ...]]:
    """Find circles of links, so that every link that lies on any circle lies on one of these.

    Parameters
    ----------
    links : iterable of (int, int)
        Causes and effects.

    Returns
    -------
    list of tuple of int
        The events of each circle in the direction of its links, the lowest number first; none
        twice. Empty where there is no circle.

    Notes
    -----
    All circles can be exponentially many. For each link within a strongly connected component
    that is on none of the circles found so far, a shortest circle through it is added, so there
    are at most as many circles as links.

    Examples
    --------
    >>> circles_of([(1, 2), (2, 3), (3, 1), (3, 4), (5, 5)])
    [(1, 2, 3), (5,)]
    """
    graph: nx.DiGraph[int] = nx.DiGraph(sorted(set(links)))
    found: dict[tuple[int, ...], None] = {}
    covered: set[Pair] = set()
    for component in sorted(map(sorted, nx.strongly_connected_components(graph))):
        inside = set(component)
        for cause in component:
            for effect in sorted(inside.intersection(graph.adj[cause])):
                if (cause, effect) in covered:
                    continue
                circle = _way(graph, inside, effect, cause)
                least = circle.index(min(circle))
                turned = (*circle[least:], *circle[:least])
                found[turned] = None
                covered.update(zip(turned, (*turned[1:], turned[0]), strict=True))
    return list(found)


def refuse_circles(chronicle: Chronicle) -> None:
    """Refuse a chronicle whose links close a circle, with the events of one.

    Parameters
    ----------
    chronicle : Chronicle
        Links with an end outside of it do not count.

    Raises
    ------
    RecordedCircle
        If there is a circle.

    Examples
    --------
    >>> refuse_circles(Chronicle())
    """
    inside = chronicle.events
    links = _pairs(chronicle.links)
    for circle in circles_of((c, e) for c, e in links if c in inside and e in inside):
        raise RecordedCircle([inert_line(inside[n].handle) for n in (*circle, circle[0])])


def without_circles(chronicle: Chronicle) -> Chronicle:
    """Leave out the links that lie on circles, so that what is left is a graph of causes.

    Parameters
    ----------
    chronicle : Chronicle
        Whatever another program may have written.

    Returns
    -------
    Chronicle
        The chronicle itself where it has no circle.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> ends = ((1, 2), (2, 1), (2, 3))
    >>> links = tuple(Link(*pair, "enables", 0.5) for pair in ends)
    >>> [(link.cause, link.effect) for link in without_circles(Chronicle(links=links)).links]
    [(2, 3)]
    """
    on_circles = {
        pair
        for circle in circles_of(_pairs(chronicle.links))
        for pair in zip(circle, (*circle[1:], circle[0]), strict=True)
    }
    if not on_circles:
        return chronicle
    left = tuple(link for link in chronicle.links if on_circles.isdisjoint(_pairs([link])))
    return replace(chronicle, links=left)


def _pairs(links: Iterable[Link]) -> list[Pair]:
    """Each cause of the links with its effect; what averts an event leads on to nothing."""
    return [
        (cause, link.effect) for link in links if link.relation != AVERTS for cause in link.causes
    ]


def _way(graph: "nx.DiGraph[int]", inside: set[int], start: int, end: int) -> tuple[int, ...]:
    """A shortest way from one event to another within a component, which has one."""
    before: dict[int, int] = {start: start}
    waiting = deque([start])
    while end not in before:
        here = waiting.popleft()
        for following in sorted(graph.adj[here]):
            if following in inside and following not in before:
                before[following] = here
                waiting.append(following)
    way = [end]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way))
