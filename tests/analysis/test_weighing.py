"""Whose word counts, on links of a crisis as the sample once had them."""

from tests.analysis.crisis import crisis, number_of
from tracker.analysis.graph import graph_of
from tracker.analysis.offramps import likelihood_without
from tracker.analysis.paths import best_paths
from tracker.analysis.turning_points import turning_points
from tracker.model.bands import Band
from tracker.model.chains import Chain
from tracker.model.weighing import Weighing


def best(first: str, last: str, weighing: Weighing) -> Chain:
    """The strongest chain from one event of the crisis to another."""
    graph = graph_of(crisis(), weighing)
    return next(best_paths(graph, number_of(first), number_of(last)))


def test_the_analysts_unlikely_counts_before_a_newspapers_likely() -> None:
    """The end of the talks led to the suspension of the pact: 0.325 at the middle, not 0.675."""
    ends = "talks-suspended", "pmda-suspended"
    own = best(*ends, Weighing())
    assert (own.strength, own.ranking) == (Band(0.2, 0.45), 0.325)
    assert [claim.claimed_by for claim in own.claims[0]] == ["analyst", "new-york-times-2016-10-03"]
    likeliest = best(*ends, Weighing(any_account=True))
    assert (likeliest.strength, likeliest.ranking) == (Band(0.55, 0.8), 0.675)


def test_the_strength_of_a_chain_is_a_range() -> None:
    """The strongest way from the air campaign to the meeting has 0.49 to 0.85, 0.650 in the middle."""
    chain = best("air-campaign", "nsc-syria", Weighing())
    assert str(chain.strength) == "0.49 to 0.85"
    assert round(chain.ranking, 3) == 0.65
    shortest = best("aleppo-offensive", "nsc-syria", Weighing())
    assert str(shortest.strength) == "0.8 to 0.95"


def test_the_likelihood_falls_to_nothing_without_the_offensive() -> None:
    """Without the offensive on Aleppo no recorded way leads from the air campaign to the meeting."""
    first, last = number_of("air-campaign"), number_of("nsc-syria")
    without = likelihood_without(crisis(), first, last)
    assert [round(value, 2) for value in without(())] == [0.75, 0.88, 0.97]
    assert without([number_of("aleppo-offensive")]) == (0.0, 0.0, 0.0)


def test_shares_of_one_chain_are_all_of_it() -> None:
    """On the only chain each event has 100 per cent of the chains and of their strength."""
    graph = graph_of(crisis())
    found = turning_points(graph, number_of("dnc-mail-published"), number_of("no-counter"))
    assert found.total == 1
    assert {(each.share, each.strength_share) for each in found.passages} == {(1.0, 1.0)}
