"""How did we get from here to there: the strongest chains of links between two events."""

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from tracker.analysis.graph import graph_of
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.link import Link


@dataclass(frozen=True)
class Path:
    """A chain of events, each linked to the next.

    Attributes
    ----------
    events : tuple of Event
        From the first cause to the last effect, two or more.
    links : tuple of Link
        One fewer than events: the likeliest claim for each step.
    claims : tuple of tuple of Link
        For each step all claims, likeliest first.
    """

    events: tuple[Event, ...]
    links: tuple[Link, ...]
    claims: tuple[tuple[Link, ...], ...]

    @property
    def strength(self) -> float:
        """Product of the links' likelihoods, in (0, 1]."""
        return math.prod(link.likelihood for link in self.links)

    @property
    def weakest(self) -> int:
        """Position of the least likely link; of several the first."""
        return min(range(len(self.links)), key=lambda step: self.links[step].likelihood)

    @property
    def days(self) -> tuple[int, int]:
        """Fewest and most calendar days from the first event to the last, by their bounds."""
        first, last = self.events[0].when, self.events[-1].when
        least = (last.start.date() - first.end.date()).days
        most = (last.end.date() - first.start.date()).days
        return max(0, least), max(0, most)

    @property
    def intensities(self) -> tuple[float | None, ...]:
        """Each event's intensity on the Goldstein scale, −10 to +10."""
        return tuple(event.intensity for event in self.events)


def strongest_paths(chronicle: Chronicle, first: int, last: int) -> Iterator[Path]:
    """Yield the chains from one event to another, strongest first, lazily.

    Parameters
    ----------
    chronicle : Chronicle
        What lies between the two events; `tracker.store.chronicle.between` fetches just that.
    first, last : int
        Numbers of the events at the ends.

    Yields
    ------
    Path
        In falling order of strength (product of likelihoods); among equals the one with fewer
        links first, then by event numbers.

    Raises
    ------
    KeyError
        If an end is not in the chronicle.

    See Also
    --------
    count_paths : how many there are, without enumerating them.

    Notes
    -----
    What is left from every event to the last, in cost (−ln likelihood, to nine decimals, so
    that ties are ties) and in links, is found by dynamic programming against the order of
    time. With this exact heuristic a best-first search over partial chains (A*, Hart, Nilsson
    & Raphael 1968) widens no chain that is not a part of the next answer, so each further
    chain costs time linear in its length and branching, however many tie with it.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 2, "enables", 0.5), Link(2, 3, "enables", 0.5), Link(1, 3, "enables", 0.3))
    >>> chronicle = Chronicle(events=dict.fromkeys([1, 2, 3]), links=links)
    >>> [round(path.strength, 2) for path in strongest_paths(chronicle, 1, 3)]
    [0.3, 0.25]
    """
    graph = graph_of(chronicle)
    for end in (first, last):
        if end not in graph:
            raise KeyError(end)
    left = _left_to(graph, last)
    if first not in left or first == last:
        return
    # Among equals the smallest chain of numbers comes first, and a chain's beginning before it.
    frontier: list[tuple[float, int, tuple[int, ...], float]] = []
    heapq.heappush(frontier, (*_rank(left[first]), (first,), 0.0))
    while frontier:
        _, _, chain, spent = heapq.heappop(frontier)
        if chain[-1] == last:
            yield path_along(graph, chronicle, chain)
            continue
        for effect in graph.successors(chain[-1]):
            if effect in left:
                cost, links = left[effect]
                so_far = spent + graph.edges[chain[-1], effect]["cost"]
                longer = (*chain, effect)
                whole = _rank((so_far + cost, len(longer) - 1 + links))
                heapq.heappush(frontier, (*whole, longer, so_far))


def count_paths(chronicle: Chronicle, first: int, last: int) -> int:
    """Count the chains from one event to another, exactly.

    Parameters
    ----------
    chronicle : Chronicle
        What lies between the two events.
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
        If an end is not in the chronicle.

    Notes
    -----
    Dynamic programming over a topological order, linear in events and links.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 2, "enables", 0.5), Link(2, 3, "enables", 0.5), Link(1, 3, "enables", 0.3))
    >>> count_paths(Chronicle(events=dict.fromkeys([1, 2, 3]), links=links), 1, 3)
    2
    """
    graph = graph_of(chronicle)
    for end in (first, last):
        if end not in graph:
            raise KeyError(end)
    ways = dict.fromkeys(graph, 0)
    ways[first] = 1
    for event in nx.topological_sort(graph):
        for effect in graph.successors(event):
            ways[effect] += ways[event]
    return ways[last] if first != last else 0


def _left_to(graph: "nx.DiGraph[int]", last: int) -> dict[int, tuple[float, int]]:
    """For each event from which `last` can be reached the least cost and then links to it."""
    left = {last: (0.0, 0)}
    for event in reversed(list(nx.topological_sort(graph))):
        ways = [
            (left[effect][0] + edge["cost"], left[effect][1] + 1)
            for effect, edge in graph.adj[event].items()
            if effect in left
        ]
        if ways and event != last:
            left[event] = min(ways, key=_rank)
    return left


def _rank(way: tuple[float, int]) -> tuple[float, int]:
    """A cost and a number of links to compare by: what differs by rounding only is equal."""
    return round(way[0], 9), way[1]


def path_along(graph: "nx.DiGraph[int]", chronicle: Chronicle, chain: tuple[int, ...]) -> Path:
    """The Path that goes through the events of the given numbers, each linked to the next."""
    steps = [graph.edges[step] for step in pairwise(chain)]
    return Path(
        tuple(chronicle.events[number] for number in chain),
        tuple(step["link"] for step in steps),
        tuple(step["claims"] for step in steps),
    )
