"""Matching of the events of two records that may be the same, one to one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

from tracker.analysis.likeness import LIKELY, Traits, likeness, traits_of
from tracker.analysis.similarity import MOST_TOGETHER, days_of, neighbours
from tracker.model.agreement import MatchedPair
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event

MOST_AT_ONCE = 120  # events that one another may be; of more the likeliest pairs are taken in turn
CALLED = 0.15  # what a common handle is worth beside the likeness
Pair = tuple[int, int]


def match_events(
    mine: Chronicle, theirs: Chronicle, at_least: float = LIKELY
) -> tuple[MatchedPair, ...]:
    """Match the events of two records, each with one of the other at most.

    Parameters
    ----------
    mine, theirs : Chronicle
        Two records of the same time.
    at_least : float
        The similarity from which two events may be the same, 0 to 1.

    Returns
    -------
    tuple of MatchedPair
        In the order of the events of `mine`, as alike as they can be all in all. Events that are
        called alike need no likeness to be one, unless each has actors and none of the other's,
        and go before others of about the same likeness: acts of one day may have one title, and
        handles that are numbered in the order in which they were recorded.

    Notes
    -----
    Similarity is that of `find_duplicates`. Who matches with whom is a matching of the greatest
    sum of similarities (Edmonds 1965; Galil 1986), worked out apart for each group of events that
    may be one another.

    Examples
    --------
    >>> match_events(Chronicle(), Chronicle())
    ()
    """
    here, there = (
        {number: traits_of(event) for number, event in each.events.items()}
        for each in (mine, theirs)
    )
    named = {event.handle: number for number, event in theirs.events.items()}
    called = {
        (number, named[event.handle])
        for number, event in mine.events.items()
        if event.handle in named and _may_be_one(event, theirs.events[named[event.handle]])
    }
    alike = {
        (one, other): likeness(here[one], there[other])[0]
        for one, other in sorted(called.union(_candidates(here, there)))
    }
    weights = {
        pair: score + CALLED * (pair in called)
        for pair, score in alike.items()
        if pair in called or score >= at_least
    }
    rivals = (Counter(one for one, _ in weights), Counter(other for _, other in weights))
    found = [
        MatchedPair(
            mine.events[one],
            theirs.events[other],
            alike[one, other],
            (one, other) in called,
            rivals[0][one] + rivals[1][other] - 2,
        )
        for one, other in _matching(weights)
    ]
    place = {number: rank for rank, number in enumerate(mine.events)}
    return tuple(sorted(found, key=lambda each: place[each.mine.id]))


def _may_be_one(one: Event, other: Event) -> bool:
    """Whether two events that are called alike share an actor, or one of them names none."""
    actors = [{actor.code for actor in (*each.by, *each.to)} for each in (one, other)]
    return not all(actors) or bool(actors[0] & actors[1])


def _candidates(here: Mapping[int, Traits], there: Mapping[int, Traits]) -> Iterator[Pair]:
    """Pairs worth comparing, as among duplicates: of about the same day, with a common actor."""
    together: dict[tuple[date, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, traits in enumerate((here, there)):
        for number, each in traits.items():
            for day, actor in product(days_of(each.event), each.actors or ("",)):
                together[day, actor][side].append(number)
    for mine, theirs in together.values():
        if len(mine) + len(theirs) <= MOST_TOGETHER:
            yield from product(mine, theirs)
        elif mine and theirs:
            # One list of both, with the numbers of the other record below 0.
            both = {n: here[n] for n in mine} | {-n: there[n] for n in theirs}
            for one, other in neighbours(list(both), both):
                if (one > 0) != (other > 0):
                    yield max(one, other), -min(one, other)


def _matching(scores: Mapping[Pair, float]) -> list[Pair]:
    """The pairs of the greatest weight in sum, each event in one of them at most."""
    import networkx as nx  # here: who only records events needs no graph

    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from((one, -other, score) for (one, other), score in scores.items())
    chosen: list[Pair] = []
    for group in nx.connected_components(graph):
        part = graph.subgraph(group)
        if len(group) <= MOST_AT_ONCE:
            ends = nx.max_weight_matching(part)
            chosen += [(max(pair), -min(pair)) for pair in ends]
            continue
        taken: set[int] = set()
        for one, other, _ in sorted(
            part.edges.data("weight"), key=lambda e: (-e[2], sorted(e[:2]))
        ):
            if one not in taken and other not in taken:
                taken |= {one, other}
                chosen.append((max(one, other), -min(one, other)))
    return sorted(chosen)
