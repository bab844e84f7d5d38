"""Layered layout of a chain."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracker.charts.chain.layering import layered


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int]]]:
    """Events in order of time and links that never go back in it."""
    order = list(range(draw(st.integers(2, 14))))
    possible = list(combinations(order, 2))
    return order, draw(st.lists(st.sampled_from(possible), unique=True, max_size=24))


@given(graphs())
def test_effects_stand_to_the_right_and_time_never_goes_back(
    graph: tuple[list[int], list[tuple[int, int]]],
) -> None:
    """An effect stands in a later column than its cause, and a later event in no earlier one."""
    order, edges = graph
    columns = layered(order, edges, dict.fromkeys(order, 40.0), 10, 20).columns
    assert all(columns[cause] < columns[effect] for cause, effect in edges)
    assert all(columns[earlier] <= columns[later] for earlier, later in pairwise(order))


@given(graphs())
def test_boxes_and_passing_links_keep_their_distance(
    graph: tuple[list[int], list[tuple[int, int]]],
) -> None:
    """In every column boxes and passing links stand at least the gap apart."""
    order, edges = graph
    layering = layered(order, edges, dict.fromkeys(order, 40.0), 10, 20)
    places: dict[int, list[tuple[float, float]]] = {}
    for event in order:
        places.setdefault(layering.columns[event], []).append((layering.heights[event], 40.0))
    for edge in edges:
        for column, height in enumerate(layering.ways[edge], start=layering.columns[edge[0]] + 1):
            places.setdefault(column, []).append((height, 20.0))
    for stacked in places.values():
        for (low, small), (high, tall) in pairwise(sorted(stacked)):
            assert high - low >= (small + tall) / 2 + 10 - 1e-6


def test_a_simple_crossing_is_untangled() -> None:
    """Two pairs that could cross are laid out side by side."""
    layering = layered([1, 2, 3, 4], [(1, 4), (2, 3)], dict.fromkeys([1, 2, 3, 4], 10.0), 5, 5)
    over = layering.heights[1] < layering.heights[2]
    assert (layering.heights[4] < layering.heights[3]) == over
