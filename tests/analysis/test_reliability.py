"""The reliability of and/or graphs against every Boolean world, one after the other."""

import math
import random
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.analysis.reliability import CausalClaim, CausalGraph, likelihood_between
from tracker.analysis.reliability.bounds import bounds
from tracker.analysis.reliability.network import Arc, reduced
from tracker.analysis.reliability.plan import best_plan
from tracker.analysis.reliability.simulation import simulate, wilson
from tracker.analysis.reliability.sweep import sweep

SIZE = 6
LEVELS = (0.25, 0.5, 0.75, 1.0)


@st.composite
def graphs(draw: st.DrawFn, sources: bool = False) -> CausalGraph:
    """And/or graphs of six events, with joint and needed claims."""

    @st.composite
    def claim(draw: st.DrawFn) -> CausalClaim:
        effect = draw(st.integers(2, SIZE))
        causes = draw(st.sets(st.integers(1, effect - 1), min_size=1, max_size=3))
        low, high = sorted((draw(st.sampled_from(LEVELS)), draw(st.sampled_from(LEVELS))))
        source = draw(st.sampled_from([None, "one", "two"])) if sources else None
        return CausalClaim(tuple(sorted(causes)), effect, (low, high), draw(st.booleans()), source)

    claims = draw(st.lists(claim(), max_size=9))
    return CausalGraph(tuple(range(1, SIZE + 1)), tuple(claims))


def reached(claims: list[CausalClaim], first: int, last: int) -> bool:
    """Whether the claims that hold lead from one event to another, by any member of joint ones."""
    found = {first}
    for event in range(1, SIZE + 1):
        if any(claim.effect == event and not found.isdisjoint(claim.causes) for claim in claims):
            found.add(event)
    return last in found


def worlds(graph: CausalGraph, column: int) -> Iterator[tuple[float, list[CausalClaim]]]:
    """Every world, with its probability and the claims that hold in it."""
    for held in product((True, False), repeat=len(graph.claims)):
        chance = math.prod(
            claim.likelihoods[column] if holds else 1 - claim.likelihoods[column]
            for claim, holds in zip(graph.claims, held, strict=True)
        )
        yield chance, [c for c, holds in zip(graph.claims, held, strict=True) if holds]


def common_worlds(graph: CausalGraph, column: int) -> Iterator[tuple[float, list[CausalClaim]]]:
    """The same where the claims of one source have one number: it lies in one of four quarters."""
    sources = sorted({claim.source for claim in graph.claims if claim.source})
    alone = [claim for claim in graph.claims if not claim.source]
    for quarters in product(range(4), repeat=len(sources)):
        number = {
            source: (quarter + 0.5) / 4 for source, quarter in zip(sources, quarters, strict=True)
        }
        together = [
            claim
            for claim in graph.claims
            if claim.source and number[claim.source] < claim.likelihoods[column]
        ]
        for chance, held in worlds(CausalGraph(graph.events, tuple(alone)), column):
            yield chance / 4 ** len(sources), [*together, *held]


@settings(max_examples=300, deadline=None)
@given(graphs())
def test_likelihood_against_every_world(
    graph: CausalGraph,
) -> None:
    """Likelihood is the share of worlds with a chain of claims that hold."""
    expected = [
        math.fsum(chance for chance, held in worlds(graph, column) if reached(held, 1, SIZE))
        for column in (0, 1)
    ]
    found = likelihood_between(graph, 1, SIZE)
    assert found.exact
    assert list(found.values) == pytest.approx(expected if graph.claims else [0.0], abs=1e-12)


@settings(max_examples=300, deadline=None)
@given(graphs(sources=True))
def test_common_sources_against_every_world(
    graph: CausalGraph,
) -> None:
    """With common sources the claims of one source hold or fall by one number."""
    expected = [
        math.fsum(chance for chance, held in common_worlds(graph, column) if reached(held, 1, SIZE))
        for column in (0, 1)
    ]
    found = likelihood_between(graph, 1, SIZE, common=True)
    assert list(found.values) == pytest.approx(expected if graph.claims else [0.0], abs=1e-12)


@settings(max_examples=300, deadline=None)
@given(graphs(), st.sets(st.integers(1, SIZE), max_size=2))
def test_what_stands(graph: CausalGraph, without: set[int]) -> None:
    """What stands is what every event by itself says so."""
    standing = graph.standing(without)
    for event in graph.events:
        claims = [claim for claim in graph.claims if claim.effect == event]
        explained = not claims or any(standing.issuperset(claim.causes) for claim in claims)
        missed = any(claim.needed and not standing.issuperset(claim.causes) for claim in claims)
        assert (event in standing) == (event not in without and explained and not missed)


@settings(max_examples=100, deadline=None)
@given(graphs())
def test_bounds(graph: CausalGraph) -> None:
    """Bounds hold what is exact."""
    arcs, places = graph.arcs()
    network = reduced(arcs, places[1], places[SIZE], 2)
    found = sweep(network)
    assert found is not None
    for column in (0, 1):
        low, high = bounds(network, column)
        assert low - 1e-9 <= found[column] <= high + 1e-9


def dag(seed: int, places: int, many: int, span: int) -> list[Arc]:
    """Arcs drawn from a seed, each between places that are at most a span apart."""
    drawn = random.Random(seed)
    ends = set()
    for place in range(1, places):
        ends.add((max(0, place - drawn.randint(1, span)), place))
        ends.add((place - 1, min(places - 1, place - 1 + drawn.randint(1, span))))
    while len(ends) < many:
        tail = drawn.randrange(places - 1)
        ends.add((tail, min(places - 1, tail + drawn.randint(1, span))))
    return [
        Arc(*pair, tuple(sorted(drawn.uniform(0.05, 0.6) for _ in range(2))))
        for pair in sorted(ends)
    ]


def by_pivots(arcs: list[Arc], at: frozenset[int], last: int) -> float:
    """The likelihood of reaching a place from some others, one arc after the other (Moskowitz)."""
    if last in at:
        return 1.0
    arc = next((arc for arc in arcs if arc.tail in at and arc.head not in at), None)
    if arc is None:
        return 0.0
    rest = [each for each in arcs if each is not arc]
    holds = arc.likelihoods[0]
    return holds * by_pivots(rest, at | {arc.head}, last) + (1 - holds) * by_pivots(rest, at, last)


@pytest.mark.parametrize("seed", range(20))
def test_a_wide_sweep(seed: int) -> None:
    """A sweep agrees with pivotal decomposition where many places are open."""
    arcs = dag(seed, 9, 20, 9)
    found = sweep(reduced(arcs, 0, 8, 2))
    assert found is not None
    assert found[0] == pytest.approx(by_pivots(arcs, frozenset({0}), 8), abs=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_the_stated_size(
    seed: int,
) -> None:
    """A hundred claims of any span, and 320 of local span, are within exact reach."""
    for places, many, span in ((25, 80, 25), (34, 100, 34), (45, 100, 45), (160, 320, 6)):
        network = reduced(dag(seed, places, many, span), 0, places - 1, 2)
        assert not network.arcs or best_plan(network)[0].width <= 18


@pytest.mark.parametrize("seed", range(5))
def test_a_simulation(seed: int) -> None:
    """A simulation agrees with the exact answer within its own error."""
    arcs = dag(seed, 20, 45, 20)
    exact = sweep(reduced(arcs, 0, 19, 2))
    assert exact is not None
    for value, error in zip(exact, simulate(arcs, 0, 19, worlds=20_000), strict=True):
        # Five of its standard errors, so that a right one never fails; the seed is fixed besides.
        assert abs(error.value - value) <= 2.6 * (error.high - error.low) / 2 + 1e-4


def test_the_seed() -> None:
    """The same seed simulates the same and another one something else."""
    arcs = dag(1, 20, 45, 20)
    once, again = (simulate(arcs, 0, 19, worlds=4_000, seed=7) for _ in range(2))
    assert once == again
    assert once != simulate(arcs, 0, 19, worlds=4_000, seed=8)


def test_what_is_too_wide() -> None:
    """What is too wide is bounded and simulated and says so."""
    events = tuple(range(20))
    claims = tuple(
        CausalClaim((arc.tail,), arc.head, arc.likelihoods) for arc in dag(3, 20, 45, 20)
    )
    graph = CausalGraph(events, claims)
    exact = likelihood_between(graph, 0, 19)
    found = likelihood_between(graph, 0, 19, widest=1)
    assert exact.exact
    assert not found.exact
    for value, share, error, (low, high) in zip(
        exact.values, found.values, found.errors, found.bounds, strict=True
    ):
        assert low <= value <= high
        assert low <= share <= high
        assert error.low <= error.value <= error.high


def test_wilson() -> None:
    """The interval is that of Wilson, as Newcombe (1998) computed it."""
    # Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for times, trials, low, high in (
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):  # fmt: skip
        found = wilson(times, trials)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)
