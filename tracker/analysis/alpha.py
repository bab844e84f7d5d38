"""Krippendorff's alpha: the agreement of coders beyond chance, with a bootstrap interval."""

from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from tracker.model.agreement import Alpha

RESAMPLES = 2_000
CONFIDENCE = 0.95
SEED = 1
AT_ONCE = 200_000  # numbers drawn at once
Units = Sequence[Sequence[Any]]


class Level(StrEnum):
    """The kind of difference between two values, by which a disagreement is weighed."""

    NOMINAL = "nominal"  # the same, or not
    INTERVAL = "interval"  # the square of how far apart
    SETS = "sets"  # MASI distance


def masi_distance(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Measure how far two sets agree: the MASI distance.

    Parameters
    ----------
    one, other : frozenset
        Sets, such as those of the doers that two coders name.

    Returns
    -------
    float
        0 where they are the same, 1 where they have nothing in common. Two empty sets are the same.

    Notes
    -----
    1 − J·M, with J the Jaccard index and M 1 for equal sets, 2/3 where one is within the other, 1/3
    where they overlap otherwise, 0 where they are disjoint (Passonneau 2006, Measuring Agreement on
    Set-valued Items, LREC).

    Examples
    --------
    >>> round(masi_distance(frozenset({"RUS"}), frozenset({"RUS", "SYR"})), 3)
    0.667
    """
    if one == other:
        return 0.0
    common = len(one & other)
    if not common:
        return 1.0
    monotony = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - common / len(one | other) * monotony


DISTANCES: dict[Level, Callable[[Any, Any], float]] = {
    Level.NOMINAL: lambda one, other: float(one != other),
    Level.INTERVAL: lambda one, other: float((one - other) ** 2),
    Level.SETS: masi_distance,
}


def krippendorff_alpha(units: Units, level: Level, resamples: int = RESAMPLES) -> Alpha:
    """Compute Krippendorff's alpha of some units, and a bootstrap interval.

    Parameters
    ----------
    units : sequence of sequences
        For each unit the values that its coders gave it. A unit with fewer than two is left out.
    level : Level
        How a difference of values is weighed.
    resamples : int
        How many times the units are drawn anew, with replacement.

    Returns
    -------
    Alpha
        The coefficient: 1 is agreement throughout, 0 what chance would bring, below 0 is worse.

    Notes
    -----
    α = 1 − D_o/D_e, observed by expected disagreement (Krippendorff 2011, Computing Krippendorff's
    Alpha-Reliability). Tests hold it to the examples published there, and to what the package
    ``krippendorff`` gives. The interval is that of percentiles over resamples of whole units
    (Efron 1979), drawn with a seed; resamples in which all values are the same have no alpha and
    are left out.

    Examples
    --------
    >>> found = krippendorff_alpha([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")], Level.NOMINAL)
    >>> found.value, found.units, found.agreed
    (0.533333, 4, 3)
    """
    import numpy as np

    coded = [tuple(unit) for unit in units if len(unit) > 1]
    domain = sorted({value for unit in coded for value in unit}, key=_sort_key)
    agreed = sum(len(set(unit)) == 1 for unit in coded)
    if len(domain) < 2:
        return Alpha(None, None, None, len(coded), agreed)
    place = {value: rank for rank, value in enumerate(domain)}
    alike = Counter(tuple(sorted(place[value] for value in unit)) for unit in coded)
    counts = np.zeros((len(alike), len(domain)))
    for row, unit in enumerate(alike):
        for rank in unit:
            counts[row, rank] += 1
    distance = DISTANCES[level]
    distances = np.array([[distance(one, other) for other in domain] for one in domain])
    times = np.array(list(alike.values()))
    alphas = _by_counts(counts, distances, _resampled(times, resamples))
    value = float(_by_counts(counts, distances, times[np.newaxis])[0])
    known = alphas[~np.isnan(alphas)]
    low = high = None
    if len(coded) > 1 and len(known) > resamples / 2:
        ends = np.quantile(known, ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2))
        low, high = (round(float(end), 6) for end in ends)
    return Alpha(round(value, 6), low, high, len(coded), agreed)


def costs_of(units: Units, level: Level) -> list[float]:
    """Tell what each unit takes from alpha.

    Parameters
    ----------
    units : sequence of sequences
        For each unit the values that its coders gave it, two of them.
    level : Level
        How a difference of values is weighed.

    Returns
    -------
    list of float
        The disagreement of each unit as a share of what chance would bring. They and alpha make
        1; where alpha is not defined they are all 0.

    Examples
    --------
    >>> costs_of([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")], Level.NOMINAL)
    [0.0, 0.0, 0.466667, 0.0]
    """
    values = Counter(value for unit in units for value in unit)
    total, distance = values.total(), DISTANCES[level]
    expected = sum(
        many * others * distance(one, other)
        for one, many in values.items()
        for other, others in values.items()
    )
    if not expected:
        return [0.0 for _ in units]
    share = expected / (total - 1)
    return [round(2 * distance(*unit) / share, 6) for unit in units]


def _sort_key(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _resampled(times: Any, resamples: int) -> Any:
    """How often each of the units that differ is drawn, in each resample."""
    import numpy as np

    drawn, chances = np.random.default_rng(SEED), times / times.sum()
    return drawn.multinomial(times.sum(), chances, size=resamples)


def _by_counts(counts: Any, distances: Any, times: Any) -> Any:
    """Alpha by how often each unit counts, a row of `times` for each.

    It depends on the units by two sums alone: of the disagreement within them, and of the values.
    """
    import numpy as np

    sizes = counts.sum(axis=1)
    within = np.einsum("ua,ab,ub->u", counts, distances, counts, optimize=True) / (sizes - 1)
    step = max(1, AT_ONCE // max(counts.shape))
    alphas = [np.empty(0)]
    for first in range(0, len(times), step):
        weights = times[first : first + step]
        values = weights @ counts
        expected = ((values @ distances) * values).sum(axis=1) / (values.sum(axis=1) - 1)
        observed = weights @ within
        with np.errstate(divide="ignore", invalid="ignore"):
            alphas.append(np.where(expected > 0, 1 - observed / expected, np.nan))
    return np.concatenate(alphas)
