"""Small graphs drawn at random, for comparing with what networkx finds the long way."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import networkx as nx
from hypothesis import strategies as st

from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.link import Link

SIZE = 7
SHARES = (Fraction(3, 4), Fraction(1, 2), Fraction(1, 4))
DAYS = ("2016-10-01", "2016-10-04", "2016-10-09", "2016-10", "2016-10-08~", "2016-11")
Shares = dict[tuple[int, int], Fraction]


def event(number: int, on: str = "2016", **more: Any) -> Event:
    """An event of which only number and date matter."""
    kind = EventType("t", "T")
    return Event(number, f"e-{number}", f"E {number}", EventDate.parse(on), kind, **more)


def chronicle_of(
    links: Iterable[Link], size: int = SIZE, days: Sequence[str] = ("2016",)
) -> Chronicle:
    """A chronicle with these links; the dates are taken in turn."""
    events = {n: event(n, days[n % len(days)]) for n in range(1, size + 1)}
    return Chronicle(events=events, links=tuple(links))


def shares(most: int = SIZE * 3) -> st.SearchStrategy[Shares]:
    """Links from lower to higher numbers, with likelihoods that multiply exactly."""
    ends = st.tuples(st.integers(1, SIZE), st.integers(1, SIZE)).filter(lambda e: e[0] < e[1])
    return st.dictionaries(ends, st.sampled_from(SHARES), max_size=most)


def linked(drawn: Shares, days: Sequence[str] = ("2016",)) -> Chronicle:
    """The chronicle of drawn links."""
    links = [Link(*ends, "leads-to", float(share)) for ends, share in drawn.items()]
    return chronicle_of(links, days=days)


def chains(drawn: Iterable[tuple[int, int]], first: int = 1, last: int = SIZE) -> list[list[int]]:
    """All chains from one event to another, by networkx."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(1, SIZE + 1))
    graph.add_edges_from(drawn)
    return [list(chain) for chain in nx.all_simple_paths(graph, first, last)]
