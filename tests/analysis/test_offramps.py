from fractions import Fraction
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.drawn import SIZE, Shares, chains, chronicle_of, linked, shares
from tracker.analysis.graph import graph_of
from tracker.analysis.offramps import candidates, likelihood_without, off_ramps
from tracker.model.bands import Band
from tracker.model.chains import OffRamp
from tracker.model.link import Link


def by_worlds(drawn: Shares, without: set[int]) -> Fraction:
    """How likely a chain holds that passes none of these events: the sum over all worlds."""
    everything = [set(pairwise(each)) for each in chains(drawn) if without.isdisjoint(each)]
    on_the_way = sorted({step for each in everything for step in each})
    total = Fraction(0)
    for holds in product((True, False), repeat=len(on_the_way)):
        held = {step for step, holding in zip(on_the_way, holds, strict=True) if holding}
        if any(each <= held for each in everything):
            chance = Fraction(1)
            for step in on_the_way:
                chance *= drawn[step] if step in held else 1 - drawn[step]
            total += chance
    return total


def found_for(drawn: Shares, avoidable: set[int], most: int = 100) -> tuple[OffRamp, ...]:
    """The off-ramps from the first event to the last."""
    chronicle = linked(drawn)
    without = likelihood_without(chronicle, 1, SIZE)
    return off_ramps(graph_of(chronicle), 1, SIZE, avoidable, without, most)


@settings(max_examples=40, deadline=None)
@given(drawn=shares(most=9).filter(chains), avoidable=st.sets(st.integers(1, SIZE)))
def test_the_likelihood_falls_as_the_sum_over_all_worlds_says(
    drawn: Shares, avoidable: set[int]
) -> None:
    """Every avoidable event on a chain, and every pair that adds to either, stands by its fall."""
    # An event without recorded causes stands, and one whose causes are gone falls with them.
    whole = by_worlds(drawn, set())
    found = found_for(drawn, avoidable)
    alone = {}
    for ramp in found:
        left = by_worlds(drawn, {event.id for event in ramp.events})
        assert ramp.fall == pytest.approx(float(whole - left), abs=1e-8)
        assert ramp.closes == (left == 0)
        if len(ramp.events) == 1:
            alone[ramp.events[0].id] = whole - left
    on_the_way = {number for each in chains(drawn) for number in each} - {1, SIZE}
    assert alone.keys() == on_the_way & avoidable
    expected = {
        pair
        for pair in combinations(sorted(alone), 2)
        if max(alone[n] for n in pair) < whole
        and whole - by_worlds(drawn, set(pair)) > max(alone[n] for n in pair)
    }
    pairs = [tuple(sorted(e.id for e in ramp.events)) for ramp in found if len(ramp.events) == 2]
    assert set(pairs) == expected
    assert len(pairs) == len(set(pairs))


@settings(max_examples=40, deadline=None)
@given(drawn=shares(most=12).filter(chains), avoidable=st.sets(st.integers(2, SIZE - 1)))
def test_if_anything_closes_every_way_something_that_does_is_named(
    drawn: Shares, avoidable: set[int]
) -> None:
    """Where the avoidable events together meet every chain, some of those told do."""
    possible = all(avoidable & set(each) for each in chains(drawn))
    assert any(ramp.closes for ramp in found_for(drawn, avoidable)) == possible


@given(drawn=shares(most=9).filter(chains))
def test_ranks_follow_the_fall_within_each_size_and_ties_share_one(drawn: Shares) -> None:
    """Single events come first; what falls further comes earlier, and equals have one rank."""
    found = found_for(drawn, set(range(2, SIZE)))
    assert [len(ramp.events) for ramp in found] == sorted(len(ramp.events) for ramp in found)
    for one, other in pairwise(found):
        if len(one.events) == len(other.events):
            assert one.fall >= other.fall
            assert (one.rank == other.rank) == (one.fall == other.fall)
        else:
            assert other.rank == one.rank + 1


def test_three_ways_are_closed_by_three_events_together() -> None:
    """Where neither one event nor two close every way, the least set that does is told."""
    links = [Link(a, b, "leads-to", 0.5) for n in (2, 3, 4) for a, b in ((1, n), (n, 5))]
    chronicle = chronicle_of(links, 5)
    without = likelihood_without(chronicle, 1, 5)
    found = off_ramps(graph_of(chronicle), 1, 5, [2, 3, 4], without)
    assert [len(ramp.events) for ramp in found] == [1, 1, 1, 2, 2, 2, 3]
    assert [ramp.rank for ramp in found] == [1, 1, 1, 2, 2, 2, 3]
    assert [ramp.closes for ramp in found] == [False] * 6 + [True]


def test_the_likelihood_is_a_band_where_likelihoods_are_words() -> None:
    """The low ends and the high ends are worked out each for itself."""
    links = [Link(1, 2, "leads-to", 0.675, in_words=True), Link(2, 3, "leads-to", 0.5),
             Link(1, 3, "leads-to", 0.875, in_words=True)]  # fmt: skip
    chronicle = chronicle_of(links, 3)
    [ramp] = off_ramps(graph_of(chronicle), 1, 3, [2], likelihood_without(chronicle, 1, 3))
    assert ramp.without == Band(0.8, 0.95)
    assert ramp.fall == pytest.approx(1 - (1 - 0.875) * (1 - 0.675 * 0.5) - 0.875)


def test_neither_end_nor_what_is_on_no_chain_is_a_candidate() -> None:
    """What the strongest chain passes comes first."""
    links = [Link(1, 2, "leads-to", 0.5), Link(2, 4, "leads-to", 0.5), Link(1, 3, "leads-to", 0.9),
             Link(3, 4, "leads-to", 0.9), Link(1, 5, "leads-to", 0.9)]  # fmt: skip
    graph = graph_of(chronicle_of(links, 5))
    assert candidates(graph, 1, 4, [1, 2, 3, 4, 5]) == (3, 2)
    with pytest.raises(KeyError):
        candidates(graph, 1, 99, [2])
