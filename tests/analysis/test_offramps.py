import math
from fractions import Fraction
from itertools import chain, combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.analysis.drawn import SIZE, Shares, chains, chronicle_of, linked, shares
from tracker.analysis.graph import graph_of
from tracker.analysis.offramps import off_ramps
from tracker.model.chains import OffRamp
from tracker.model.link import Link


def cost(share: float) -> float:
    """The cost of cutting a link of this likelihood."""
    return -math.log(1 - share)


def by_trying(
    drawn: Shares, parts: dict[tuple[int, int], float]
) -> tuple[float, set[frozenset[tuple[int, int]]]]:
    """All cheapest sets of parts that meet every chain, by trying every set."""
    everything = [set(pairwise(each)) for each in chains(drawn)]
    best = math.inf
    found: set[frozenset[tuple[int, int]]] = set()
    every = chain.from_iterable(combinations(parts, n) for n in range(1, len(parts) + 1))
    for chosen in every:
        if all(not each.isdisjoint(chosen) for each in everything):
            price = sum(parts[part] for part in chosen)
            if price < best - 1e-9:
                best, found = price, set()
            if price <= best + 1e-9:
                found.add(frozenset(chosen))
    return best, found


# Here an event stands aside of two cheapest cuts, on either side of them.
@example(drawn=dict.fromkeys([(1, 2), (1, 4), (2, 3), (2, 7), (3, 4), (4, 7)], Fraction(3, 4)))
@given(drawn=shares(most=9))
def test_every_cheapest_cut_of_links_is_found_once(drawn: Shares) -> None:
    """Of all sets of links that meet every chain the cheapest come, each once."""
    on_the_way = {step for each in chains(drawn) for step in pairwise(each)}
    best, expected = by_trying(drawn, {ends: cost(float(drawn[ends])) for ends in on_the_way})
    found = list(off_ramps(graph_of(linked(drawn)), 1, SIZE))
    cuts = [frozenset((link.cause, link.effect) for link in ramp.links) for ramp in found]
    assert len(cuts) == len(set(cuts))
    assert set(cuts) == expected
    for ramp in found:
        assert ramp.cost == pytest.approx(best)
        assert ramp.likelihood == pytest.approx(math.exp(-best))


@given(drawn=shares().filter(chains), avoidable=st.sets(st.integers(2, SIZE)))
def test_only_what_may_be_avoided_is_cut(drawn: Shares, avoidable: set[int]) -> None:
    """With a choice of avoidable events, links are cut that lead to them, or the events."""
    graph = graph_of(linked(drawn))
    # What leads to the last can be cut just where each chain has a link to one of the events.
    avoided = all(avoidable & set(each[1:]) for each in chains(drawn))
    assert bool(list(off_ramps(graph, 1, SIZE, avoidable=avoidable))) == avoided
    for ramp in off_ramps(graph, 1, SIZE, avoidable=avoidable):
        assert {link.effect for link in ramp.links} <= avoidable
        assert not chains(drawn.keys() - {(link.cause, link.effect) for link in ramp.links})
    for ramp in off_ramps(graph, 1, SIZE, by_events=True, avoidable=avoidable):
        gone = {event.id for event in ramp.events}
        assert gone <= avoidable - {1, SIZE}
        assert all(gone & set(each) for each in chains(drawn))


@given(drawn=shares().filter(chains))
def test_cutting_events_is_never_possible_past_a_direct_link(drawn: Shares) -> None:
    """Events can be cut just where the two ends are not linked directly."""
    found = list(off_ramps(graph_of(linked(drawn)), 1, SIZE, by_events=True))
    assert bool(found) == ((1, SIZE) not in drawn)


def test_a_certain_link_cannot_be_cut() -> None:
    """A link of likelihood 1 does not fail by itself, so the cut goes elsewhere or nowhere."""
    links = [Link(1, 2, "leads-to", 1.0), Link(2, 3, "leads-to", 0.5)]
    [ramp] = off_ramps(graph_of(chronicle_of(links)), 1, 3)
    assert [link.cause for link in ramp.links] == [2]
    assert list(off_ramps(graph_of(chronicle_of([links[0]])), 1, 2)) == []


def test_many_ties_come_lazily() -> None:
    """A chain of a thousand equal links has as many cuts; the first comes without the others."""
    links = [Link(n, n + 1, "leads-to", 0.5) for n in range(1, 1001)]
    ramps = off_ramps(graph_of(chronicle_of(links, 1001)), 1, 1001)
    first: OffRamp = next(ramps)
    assert [link.cause for link in first.links] == [1]
    assert len({link.cause for ramp in ramps for link in ramp.links}) == 999
