"""Whose word counts in a likelihood, and the numbers of a crisis that were worked out elsewhere."""

import pytest

from tests.analysis.crisis import crisis, number_of
from tracker.analysis.causal_claims import causal_graph_of
from tracker.analysis.graph import graph_of
from tracker.analysis.paths import best_paths
from tracker.analysis.reliability import likelihood_between
from tracker.model.weighing import Weighing


def rounded(first: str, last: str, any_account: bool = False, common: bool = False) -> list[float]:
    """The likelihood that one event of the crisis led to another: low, at the midpoints, high."""
    graph = causal_graph_of(crisis(), Weighing(any_account))
    found = likelihood_between(graph, number_of(first), number_of(last), common)
    return [round(value, 3) for value in found.values]


def test_air_campaign_to_nsc() -> None:
    """The air campaign led to the meeting with 0.75 to 0.97, 0.879 at the midpoints."""
    ends = "air-campaign", "nsc-syria"
    assert rounded(*ends, any_account=True) == [0.748, 0.879, 0.969]
    assert rounded(*ends, any_account=True, common=True) == [0.768, 0.886, 0.97]
    best = next(best_paths(graph_of(crisis()), number_of(ends[0]), number_of(ends[1])))
    assert round(best.ranking, 3) == 0.65


@pytest.mark.parametrize(
    ("first", "own", "likeliest"), [("air-campaign", 0.702, 0.812), ("deir-ez-zor", 0.372, 0.752)]
)
def test_the_analyst_counts(first: str, own: float, likeliest: float) -> None:
    """The analyst's own judgement brings a likelihood down that the likeliest claims put up."""
    assert rounded(first, "pmda")[1] == own
    assert rounded(first, "pmda", any_account=True)[1] == likeliest
