"""Probability that one event began before another."""

from datetime import datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.chance import Bounds, chance_before

START = datetime(2016, 10, 1)
BOUNDS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(
    lambda pair: (START + timedelta(days=min(pair)), START + timedelta(days=max(pair)))
)


@given(BOUNDS, BOUNDS)
def test_the_chance_agrees_with_drawing_lots(one: Bounds, other: Bounds) -> None:
    """Moments drawn at random from both intervals come in that order about so often."""
    lots = Random(1)

    def drawn(bounds: Bounds) -> float:
        first, last = ((bound or START).timestamp() for bound in bounds)
        return lots.uniform(first, last)

    often = sum(drawn(one) < drawn(other) for _ in range(4_000)) / 4_000
    assert abs(chance_before(one, other) - often) < 0.05


@given(BOUNDS, BOUNDS)
def test_one_comes_first_or_the_other(one: Bounds, other: Bounds) -> None:
    """The two chances add up to one, unless both are known to the same moment."""
    both = chance_before(one, other) + chance_before(other, one)
    assert abs(both - 1) < 1e-9 or one == other
