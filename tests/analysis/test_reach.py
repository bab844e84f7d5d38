from fractions import Fraction
from itertools import pairwise
from math import prod

import networkx as nx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.analysis.test_paths import Shares, chronicle_of, linked, shares
from tracker.analysis.graph import graph_of
from tracker.analysis.reach import causes_of, effects_of
from tracker.model.chains import TreeStep
from tracker.model.link import Link
from tracker.store import chronicle as stored
from tracker.store.database import Database

SIZE = 7


def graph(drawn: Shares) -> "nx.DiGraph[int]":
    """The drawn links for networkx."""
    made: nx.DiGraph[int] = nx.DiGraph()
    made.add_nodes_from(range(1, SIZE + 1))
    made.add_edges_from(drawn)
    return made


def strongest(drawn: Shares, first: int, last: int) -> float:
    """The strength of the strongest chain, by trying them all."""
    return max(
        float(prod(drawn[step] for step in pairwise(chain)))
        for chain in nx.all_simple_paths(graph(drawn), first, last)
    )


def met(steps: tuple[TreeStep, ...]) -> set[int]:
    """The events met, by number."""
    return {step.event.id for step in steps}


@given(drawn=shares(SIZE), start=st.integers(1, SIZE))
def test_everything_that_follows_is_met(drawn: Shares, start: int) -> None:
    """All effects and all causes are met, direct and indirect, and nothing else."""
    chronicle = linked(drawn, SIZE)
    assert met(effects_of(graph_of(chronicle), start)) == nx.descendants(graph(drawn), start)
    assert met(causes_of(graph_of(chronicle), start)) == nx.ancestors(graph(drawn), start)


@example(
    drawn=dict.fromkeys([(1, 2), (2, 3), (1, 3), (3, 4)], Fraction(1)), start=1, depth=2
)  # 3 is met at the depth where the walk ends, and again before it
@given(drawn=shares(SIZE), start=st.integers(1, SIZE), depth=st.integers(1, 4))
def test_a_depth_limits_the_links_followed(drawn: Shares, start: int, depth: int) -> None:
    """With a depth, just the events at most so many links away are met."""
    chronicle = linked(drawn, SIZE)
    for walk, walked in ((effects_of, graph(drawn)), (causes_of, graph(drawn).reverse())):
        near = nx.single_source_shortest_path_length(walked, start, cutoff=depth)
        steps = walk(graph_of(chronicle), start, depth)
        assert met(steps) == near.keys() - {start}
        assert all(1 <= step.depth <= depth for step in steps)


@given(drawn=shares(SIZE), start=st.integers(1, SIZE))
def test_strength_is_that_of_the_strongest_chain(drawn: Shares, start: int) -> None:
    """Each event met says how strong the strongest chain to it is."""
    chronicle = linked(drawn, SIZE)
    for step in effects_of(graph_of(chronicle), start):
        assert step.strength.midpoint == pytest.approx(strongest(drawn, start, step.event.id))
    for step in causes_of(graph_of(chronicle), start):
        assert step.strength.midpoint == pytest.approx(strongest(drawn, step.event.id, start))


@given(drawn=shares(SIZE), start=st.integers(1, SIZE))
def test_the_rows_are_a_tree(drawn: Shares, start: int) -> None:
    """Every row hangs by a real link on the row above it that is one step less deep."""
    branch: list[int] = [start]
    unfolded: set[int] = set()
    for step in effects_of(graph_of(linked(drawn, SIZE)), start):
        del branch[step.depth :]
        assert (step.link.cause, step.link.effect) == (branch[-1], step.event.id)
        if step.shown_before:
            assert step.event.id in unfolded
        unfolded.add(step.event.id)
        branch.append(step.event.id)


def test_siblings_stand_in_order_of_time_and_are_unfolded_once() -> None:
    """What is reached twice is unfolded where it stands first and marked where it comes again."""
    links = [Link(1, 3, "x", 0.5), Link(1, 2, "x", 0.5), Link(2, 3, "x", 0.5), Link(3, 4, "x", 0.5)]
    rows = [
        (step.depth, step.event.id, step.shown_before)
        for step in effects_of(graph_of(chronicle_of(links, 4)), 1)
    ]
    assert rows == [(1, 2, False), (2, 3, False), (3, 4, False), (1, 3, True)]


def test_a_very_long_chain_is_walked() -> None:
    """A chain deeper than Python's calls go is walked to its end."""
    size = 3000
    links = [Link(n, n + 1, "x", 1.0) for n in range(1, size)]
    steps = effects_of(graph_of(chronicle_of(links, size)), 1)
    assert (len(steps), steps[-1].depth) == (size - 1, size - 1)


def test_nothing_follows_from_the_last(sample: Database) -> None:
    """An event without effects has none, and one without causes none."""
    whole = stored.load(sample)
    assert effects_of(graph_of(whole), 27) == ()
    assert causes_of(graph_of(whole), 1) == ()
    with pytest.raises(KeyError):
        effects_of(graph_of(whole), 99)
