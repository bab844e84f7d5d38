"""Tests of claims: their names, and the likelihood after all evidence, by hand and by Bayes' rule."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.evidence_tests import (
    kind_of_test,
    likelihood_ratio,
    relied_on,
    weigh,
    weigh_claims,
    weighed_evidence,
)
from tracker.model.bands import Band
from tracker.model.chronicle import Chronicle
from tracker.model.evidence_tests import KindOfTest
from tracker.model.link import Link
from tracker.model.source import Citation, Source

LINK = Link(1, 2, "provokes", 0.675, in_words=True)
shares = st.integers(1, 99).map(lambda n: n / 100)
pieces = st.lists(st.tuples(shares, shares, st.booleans()), min_size=1, max_size=5)


def cited(
    source: str, true: object, false: object, not_found: bool = False, **more: float
) -> Citation:
    """Evidence of a source."""
    return Citation(
        source, if_true=str(true), if_false=str(false), not_found=not_found, reliance=more.get("r")
    )


def after(*citations: Citation, sources: tuple[Source, ...] = (), prior: float = 0.5) -> Band:
    """The likelihood of a claim after evidence."""
    weighed = weigh(
        replace(LINK, citations=citations),
        {source.code: source for source in sources},
        Band.point(prior),
    )
    assert weighed is not None
    return weighed.after


def test_two_tests_that_a_claim_passes_add_up_as_by_hand() -> None:
    """Even odds, then 0.9 against 0.3: 3 to 1, 0.75; then 0.4 against 0.05: 24 to 1, 0.96."""
    first, second = cited("a", 0.9, 0.3), cited("b", 0.4, 0.05)
    assert after(first).midpoint == pytest.approx(0.75)
    assert after(first, second).midpoint == pytest.approx(0.96)
    assert weighed_evidence(first).kind is KindOfTest.HOOP
    assert weighed_evidence(second).kind is KindOfTest.SMOKING_GUN


def test_failing_a_hoop_test_tells_against_the_claim() -> None:
    """0.95 against 0.6, looked for and not found: from 0.5 to 0.11."""
    failed = cited("a", 0.95, 0.6, not_found=True)
    assert after(failed).midpoint == pytest.approx(1 / 9)
    assert weighed_evidence(failed).told == "hoop, not found: odds × 0.125"


def test_words_are_bands_and_so_is_what_follows_from_them() -> None:
    """Very likely against unlikely: odds times 0.80/0.45 to 0.95/0.20."""
    band = after(cited("a", "very likely", "unlikely"))
    low, high = 0.8 / 0.45, 0.95 / 0.2
    assert band.low == pytest.approx(low / (1 + low))
    assert band.high == pytest.approx(high / (1 + high))


@pytest.mark.parametrize(("true", "false", "kind", "against"), [
    ("0.6", "0.4", KindOfTest.STRAW, False),
    ("0.8", "0.4", KindOfTest.HOOP, False),
    ("0.79", "0.2", KindOfTest.SMOKING_GUN, False),
    ("0.8", "0.2", KindOfTest.DOUBLY_DECISIVE, False),
    ("very likely", "unlikely", KindOfTest.HOOP, False),
    ("likely", "very unlikely", KindOfTest.SMOKING_GUN, False),
    ("almost certain", "almost no chance", KindOfTest.DOUBLY_DECISIVE, False),
    ("0.4", "0.6", KindOfTest.STRAW, True),
    ("0.1", "0.9", KindOfTest.DOUBLY_DECISIVE, True),
    ("0.2", "0.79", KindOfTest.SMOKING_GUN, True),
    ("0.5", "0.5", None, False),
    ("likely", "0.6", None, False),
    ("unlikely", "roughly even chance", None, False),
])  # fmt: skip
def test_a_test_is_named_by_what_passing_and_failing_tell(
    true: str, false: str, kind: KindOfTest | None, against: bool
) -> None:
    """High from 0.8 and low up to 0.2, by the ends that say less; no name where the bands meet."""
    assert kind_of_test(Band.of_text(true), Band.of_text(false)) == (kind, against)


@given(shares, pieces)
def test_the_likelihood_after_evidence_is_that_of_bayes_rule(
    prior: float, evidence: list[tuple[float, float, bool]]
) -> None:
    """As counted in the table of all that can be found and not, claim true or false."""
    holds, fails = prior, 1 - prior
    for true, false, missing in evidence:
        holds *= 1 - true if missing else true
        fails *= 1 - false if missing else false
    citations = [cited(str(n), t, f, m) for n, (t, f, m) in enumerate(evidence)]
    assert after(*citations, prior=prior).midpoint == pytest.approx(holds / (holds + fails))


@given(shares, shares, shares, st.booleans())
def test_a_doubted_report_says_less_and_never_the_contrary(
    true: float, false: float, reliance: float, missing: bool
) -> None:
    """Its ratio lies between 1 and that of a report relied on; with none left it would be 1."""
    whole, _ = likelihood_ratio(Band.point(true), Band.point(false), missing)
    less, _ = likelihood_ratio(Band.point(true), Band.point(false), missing, reliance)
    assert min(1, whole) - 1e-9 <= less <= max(1, whole) + 1e-9
    one, other = relied_on(true, false, 1e-9)
    assert one == pytest.approx(other, abs=1e-8)


@given(shares, shares, shares, shares, st.sampled_from([None, 0.3, 0.9]), st.booleans())
def test_the_ends_of_a_ratio_hold_whatever_is_within_the_bands(
    one: float, two: float, three: float, four: float, reliance: float | None, missing: bool
) -> None:
    """Tried at the ends and at points between them."""
    true, false = Band(min(one, two), max(one, two)), Band(min(three, four), max(three, four))
    low, high = likelihood_ratio(true, false, missing, reliance)
    for share in (0, 0.3, 0.5, 1):
        for other in (0, 0.4, 1):
            t = true.low + share * (true.high - true.low)
            f = false.low + other * (false.high - false.low)
            ratio, _ = likelihood_ratio(Band.point(t), Band.point(f), missing, reliance)
            assert low - 1e-6 <= ratio <= high + 1e-6


def test_reports_that_relay_one_another_count_once_with_the_ratio_nearest_to_one() -> None:
    """A paper that relays a wire adds nothing; the weaker of the two counts."""
    wire, paper = Source("wire", "Wire"), Source("paper", "Paper", relays=("wire",))
    strong, weak = cited("wire", 0.9, 0.1), cited("paper", 0.6, 0.3)
    for order in permutations((strong, weak)):
        assert after(*order, sources=(wire, paper)).midpoint == pytest.approx(2 / 3)
    weighed = weigh(replace(LINK, citations=(strong, weak)), {"wire": wire, "paper": paper})
    assert weighed is not None
    assert [each.counted for each in weighed.evidence] == [False, True]
    assert weighed.evidence[0].told.endswith("not counted: relayed")
    assert after(strong, weak).midpoint == pytest.approx(18 / 19)


def test_a_report_on_two_independent_ones_leaves_two_of_the_three() -> None:
    """Those whose ratios are nearest to 1, and never both of one origin."""
    sources = (Source("a", "A"), Source("b", "B"), Source("c", "C", relays=("a", "b")))
    a, b, c = cited("a", 0.8, 0.2), cited("b", 0.9, 0.3), cited("c", 0.6, 0.3)
    assert after(a, b, c, sources=sources).midpoint == pytest.approx(6 / 7)  # 3 × 2 to 1


def test_what_one_source_says_at_two_places_is_two_pieces_of_evidence() -> None:
    """Both count, as long as nobody relays it."""
    first, second = cited("a", 0.9, 0.3), replace(cited("a", 0.4, 0.05), locator="p. 4")
    assert after(first, second).midpoint == pytest.approx(0.96)


def test_claims_are_listed_by_how_far_they_were_moved_either_way() -> None:
    """A hoop test failed moves further than a straw; what nothing tests is not listed."""
    straw = replace(LINK, citations=(cited("a", 0.6, 0.4),))
    failed = replace(LINK, cause=3, citations=(cited("a", 0.95, 0.6, not_found=True),))
    untested = replace(LINK, cause=4, citations=(Citation("a"),))
    found = weigh_claims(Chronicle(links=(straw, untested, failed)))
    assert [each.link.cause for each in found] == [3, 1]
    assert [each.bits for each in found] == [-3.0, pytest.approx(0.584963)]
