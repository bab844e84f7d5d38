"""Krippendorff's alpha, held to published examples and to the definition by pairs of values."""

from itertools import permutations
from typing import Any, Literal

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.analysis.alpha import DISTANCES, Level, costs_of, krippendorff_alpha, masi_distance

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: four coders, twelve units.
PUBLISHED = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
UNITS = [[value for value in unit if value is not None] for unit in zip(*PUBLISHED, strict=True)]
# The same paper, two coders and ten units of 0 and 1.
BINARY = ((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0))

values = st.one_of(st.integers(0, 3))
sets = st.frozensets(st.sampled_from("abcd"), max_size=3)
pairs = st.lists(st.tuples(values, values), max_size=12)


def by_definition(units: Any, level: Level) -> float | None:
    """1 − observed by expected disagreement, over all pairs of values, the long way round."""
    distance = DISTANCES[level]
    coded = [unit for unit in units if len(unit) > 1]
    every = [value for unit in coded for value in unit]
    expected = sum(distance(*pair) for pair in permutations(every, 2))
    if not expected:
        return None
    observed = sum(
        sum(distance(*pair) for pair in permutations(unit, 2)) / (len(unit) - 1) for unit in coded
    )
    count = len(every)
    return 1 - (observed / count) / (expected / (count * (count - 1)))


@pytest.mark.parametrize(("level", "value"), [(Level.NOMINAL, 0.743), (Level.INTERVAL, 0.849)])
def test_alpha_is_that_of_the_published_example(level: Level, value: float) -> None:
    """Four coders, values missing: 0.743 nominal, 0.849 interval; one unit has one value alone."""
    found = krippendorff_alpha(UNITS, level, resamples=200)
    assert found.value == pytest.approx(value, abs=5e-4)
    assert (found.units, found.agreed) == (11, 8)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.value <= found.high


def test_alpha_of_two_coders_is_that_of_the_published_example() -> None:
    """Two coders, ten units of two values: 0.095."""
    assert krippendorff_alpha(list(zip(*BINARY, strict=True)), Level.NOMINAL).value == (
        pytest.approx(0.095, abs=5e-4)
    )


@given(pairs)
def test_alpha_is_what_its_definition_gives(units: list[tuple[int, int]]) -> None:
    """Nominal and interval, also where it is not defined, for all coders of one value."""
    for level in (Level.NOMINAL, Level.INTERVAL):
        found = krippendorff_alpha(units, level, resamples=0).value
        expected = by_definition(units, level)
        assert (found is None) == (expected is None)
        assert found == (expected if expected is None else pytest.approx(expected, abs=1e-6))


@given(st.lists(st.tuples(sets, sets), max_size=8))
def test_alpha_of_sets_is_what_its_definition_gives(
    units: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    """With MASI distance between sets, the empty one among them."""
    found = krippendorff_alpha(units, Level.SETS, resamples=0).value
    expected = by_definition(units, Level.SETS)
    assert found == (expected if expected is None else pytest.approx(expected, abs=1e-6))


@given(pairs)
def test_costs_and_alpha_make_one(units: list[tuple[int, int]]) -> None:
    """What the units take from alpha is all that it lacks."""
    found = krippendorff_alpha(units, Level.INTERVAL, resamples=0).value
    if found is not None:
        assert sum(costs_of(units, Level.INTERVAL)) + found == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("level", [Level.NOMINAL, Level.INTERVAL])
@given(units=st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=2, max_size=12))
def test_alpha_is_what_another_program_gives(level: Level, units: list[tuple[int, ...]]) -> None:
    """The package krippendorff computes the same of three coders."""
    assume(len({value for unit in units for value in unit}) > 1)
    named: Literal["nominal", "interval"] = "nominal" if level is Level.NOMINAL else "interval"
    expected = krippendorff.alpha(np.transpose(units), level_of_measurement=named)
    assert krippendorff_alpha(units, level, resamples=0).value == pytest.approx(expected, abs=1e-6)


def test_the_interval_narrows_with_the_units() -> None:
    """A hundred times the units, a tenth of the width; the same seed draws the same interval."""
    few = krippendorff_alpha(list(zip(*BINARY, strict=True)) * 2, Level.NOMINAL)
    many = krippendorff_alpha(list(zip(*BINARY, strict=True)) * 200, Level.NOMINAL)
    assert None not in (few.low, few.high, many.low, many.high)
    width = (few.high or 0) - (few.low or 0)
    assert (many.high or 0) - (many.low or 0) == pytest.approx(width / 10, rel=0.2)
    assert krippendorff_alpha(list(zip(*BINARY, strict=True)) * 200, Level.NOMINAL) == many


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("", "", 0), ("a", "", 1), ("ab", "ab", 0), ("a", "ab", 1 - 1 / 2 * 2 / 3),
     ("ab", "bc", 1 - 1 / 3 * 1 / 3), ("ab", "cd", 1)],
)  # fmt: skip
def test_masi_weighs_overlap_and_inclusion(one: str, other: str, distance: float) -> None:
    """As in Passonneau (2006): the same, within, overlapping, disjoint."""
    assert masi_distance(frozenset(one), frozenset(other)) == pytest.approx(distance)
    assert masi_distance(frozenset(other), frozenset(one)) == pytest.approx(distance)
