"""Matching of the events of two records that may be the same, one to one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

from tracker.analysis.similarity import (
    LIKELY,
    MOST_TOGETHER,
    Traits,
    days_of,
    likeness,
    neighbours,
    traits_of,
)
from tracker.model.agreement import MatchedPair
from tracker.model.chronicle import Chronicle

MOST_AT_ONCE = 120  # events that one another may be; of more the likeliest pairs are taken in turn
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
        In the order of the events of `mine`. Events that are called alike come together first;
        the others as alike as they can be all in all.

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
    called = {event.handle: event for event in theirs.events.values()}
    same = [
        (event, called[event.handle]) for event in mine.events.values() if event.handle in called
    ]
    here = {n: traits_of(e) for n, e in mine.events.items() if e.handle not in called}
    names = {one.handle for one, _ in same}
    there = {n: traits_of(e) for n, e in theirs.events.items() if e.handle not in names}
    scores = {
        pair: score
        for pair in sorted(set(_candidates(here, there)))
        if (score := likeness(here[pair[0]], there[pair[1]])[0]) >= at_least
    }
    rivals = (Counter(one for one, _ in scores), Counter(other for _, other in scores))
    found = [
        *(MatchedPair(e, o, likeness(traits_of(e), traits_of(o))[0], True) for e, o in same),
        *(
            MatchedPair(
                mine.events[one],
                theirs.events[other],
                scores[one, other],
                rivals=rivals[0][one] + rivals[1][other] - 2,
            )
            for one, other in _matching(scores)
        ),
    ]
    place = {number: rank for rank, number in enumerate(mine.events)}
    return tuple(sorted(found, key=lambda each: place[each.mine.id]))


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
    """The pairs of the greatest similarity in sum, each event in one of them at most."""
    import networkx as nx  # here: two records with the same handles come without any graph

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
