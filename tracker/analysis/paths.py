"""How did we get from here to there: the strongest chains of links between two events."""

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
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
        """Fewest and most whole days from the first event to the last, by the bounds of both."""
        first, last = self.events[0].date, self.events[-1].date
        least = (last.start - first.end).total_seconds() / 86400
        most = last.end - first.start + timedelta(seconds=1)
        return max(0, math.ceil(least)), max(0, most.days - 1)

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
    The remaining cost from every event to the last is found by one Dijkstra search on the
    reversed graph (cost −ln likelihood). With this exact heuristic a best-first search over
    partial chains (A*, Hart, Nilsson & Raphael 1968) never widens a chain that is not a part
    of the next answer or tied with it, so each further chain costs time linear in its length
    and branching.

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
    remaining: dict[int, float] = nx.single_source_dijkstra_path_length(
        graph.reverse(copy=False), last, weight="cost"
    )
    if first not in remaining or first == last:
        return
    frontier: list[tuple[float, int, tuple[int, ...], float]] = [
        (round(remaining[first], 9), 1, (first,), 0.0)
    ]
    while frontier:
        _, _, chain, cost = heapq.heappop(frontier)
        if chain[-1] == last:
            yield _path(graph, chronicle, chain)
            continue
        for effect, edge in graph.adj[chain[-1]].items():
            if effect in remaining:
                spent = cost + edge["cost"]
                total = round(spent + remaining[effect], 9)  # ties must not hang on rounding
                heapq.heappush(frontier, (total, len(chain) + 1, (*chain, effect), spent))


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


def _path(graph: "nx.DiGraph[int]", chronicle: Chronicle, chain: tuple[int, ...]) -> Path:
    steps = [graph.edges[step] for step in pairwise(chain)]
    return Path(
        tuple(chronicle.events[number] for number in chain),
        tuple(step["link"] for step in steps),
        tuple(step["claims"] for step in steps),
    )
