import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.drawn import SIZE, Shares, chains, chronicle_of, linked, shares
from tracker.analysis.graph import graph_of
from tracker.analysis.turning_points import always_passed, turning_points
from tracker.model.link import Link
from tracker.store import chronicle as stored
from tracker.store import cone
from tracker.store.database import Database


def strength(drawn: Shares, chain: list[int]) -> float:
    """The product of the likelihoods along a chain."""
    return math.prod(float(drawn[step]) for step in pairwise(chain))


@given(drawn=shares())
def test_shares_are_those_of_all_chains(drawn: Shares) -> None:
    """How many chains pass an event, and how strong, is as if all were written out."""
    everything = chains(drawn)
    found = turning_points(graph_of(linked(drawn)), 1, SIZE)
    assert found.total == len(everything)
    passed = {number for chain in everything for number in chain[1:-1]}
    assert [each.event.id for each in found.passages] == sorted(passed)
    whole = sum(strength(drawn, chain) for chain in everything)
    for each in found.passages:
        through = [chain for chain in everything if each.event.id in chain]
        assert each.chains == len(through)
        assert each.share == pytest.approx(len(through) / len(everything))
        assert each.strength_share == pytest.approx(
            sum(strength(drawn, chain) for chain in through) / whole
        )
        assert each.always == (len(through) == len(everything))


@given(drawn=shares(), leaving=st.sets(st.integers(1, SIZE - 1)))
def test_no_return_is_where_no_chain_leads_out(drawn: Shares, leaving: set[int]) -> None:
    """After a point of no return no chain, however it goes on, meets an event that leads away."""
    everything = chains(drawn)
    found = turning_points(graph_of(linked(drawn)), 1, SIZE, leaving)
    for each in found.passages:
        onward = {
            number
            for chain in everything
            if each.event.id in chain
            for number in chain[chain.index(each.event.id) : -1]
        }
        assert each.no_return == onward.isdisjoint(leaving)


@given(drawn=shares(), starts=st.sets(st.integers(1, SIZE - 1), min_size=1))
def test_always_passed_is_what_all_chains_share(drawn: Shares, starts: set[int]) -> None:
    """From several starts, what is always passed is on the chains of every start."""
    everything = [chain for start in starts for chain in chains(drawn, start)]
    shared = set.intersection(*map(set, everything)) if everything else set()
    assert always_passed(graph_of(linked(drawn)), starts, SIZE) == sorted(shared)


def test_numbers_beyond_floats_are_exact() -> None:
    """Two thousand diamonds in a row have shares, though their chains have 603 digits."""
    links = []
    for top in range(1, 6001, 3):
        links += [Link(top, top + side, "leads-to", 0.9) for side in (1, 2)]
        links += [Link(top + side, top + 3, "leads-to", 0.9) for side in (1, 2)]
    found = turning_points(graph_of(chronicle_of(links, 6001)), 1, 6001)
    assert found.total == 2**2000
    assert {each.share for each in found.passages} == {0.5, 1.0}
    assert found.passages[0].strength_share == pytest.approx(0.5)


def test_the_point_of_no_return_of_the_crisis(sample: Database) -> None:
    """After the expulsions every recorded chain ends with Putin's answer to them."""
    between = stored.between(sample, 1, 27)
    leaving = cone.leaving(sample, between.events, 27)
    found = turning_points(graph_of(between), 1, 27, leaving)
    assert found.point_of_no_return is not None
    assert found.point_of_no_return.handle == "2016-12-29-diplomats-expelled"
    assert [each.event.id for each in found.passages if each.always] == [8, 10, 16, 21, 25]


def test_without_a_chain_there_is_nothing() -> None:
    """Two events that no chain joins, or one event twice, have no turning points."""
    graph = graph_of(chronicle_of([Link(1, 2, "leads-to", 0.5)]))
    assert turning_points(graph, 2, 1).total == turning_points(graph, 1, 1).total == 0
    with pytest.raises(KeyError):
        turning_points(graph, 1, 99)
