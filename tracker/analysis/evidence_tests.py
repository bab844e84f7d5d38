"""Tests of claims by evidence: their kinds, and how far they move the claims."""

import math
from collections.abc import Mapping
from itertools import product

from tracker.analysis.independence import independent_among
from tracker.model.bands import Band
from tracker.model.chronicle import Chronicle
from tracker.model.evidence_tests import EVEN, KindOfTest, WeighedClaim, WeighedEvidence
from tracker.model.link import Link
from tracker.model.source import Citation, Source

HIGH, LOW = 0.8, 0.2
NOISE = 12  # digits beyond which a number is the noise of floating point


def weigh(link: Link, sources: Mapping[str, Source], prior: Band = EVEN) -> WeighedClaim | None:
    """Weigh the evidence that tests a claim.

    Parameters
    ----------
    link : Link
        The claim with its citations, of which those with a test count.
    sources : mapping of str to Source
        Sources by code, with whose word they pass on.
    prior : Band
        How likely the claim is without this evidence.

    Returns
    -------
    WeighedClaim or None
        The kind of each test, the ratio by which it multiplies the odds, and the likelihood after
        all of them. None where no citation tests the claim.

    Notes
    -----
    Bayes' rule in odds (Fairfield & Charman 2017, Explicit Bayesian Analysis for Process Tracing,
    Political Analysis 25). Evidence is taken as independent given the claim and given its
    negation. What one source is cited for at several places is one report of several pieces;
    of reports that relay one another as many count as are independent, those first whose ratio is
    nearest to 1.

    Examples
    --------
    >>> cited = (Citation("wire", if_true="0.9", if_false="0.3"),
    ...          Citation("cable", if_true="0.4", if_false="0.05"))
    >>> weighed = weigh(Link(1, 2, "provokes", 0.7, citations=cited), {})
    >>> str(weighed.after), [each.kind.value for each in weighed.evidence]
    ('0.96', ['hoop', 'smoking gun'])
    """
    tested = [citation for citation in link.citations if citation.is_tested]
    if not tested:
        return None
    evidence = [weighed_evidence(citation) for citation in tested]
    reports: dict[str, tuple[float, float]] = {}
    for each in evidence:
        low, high = reports.get(each.citation.source, (1.0, 1.0))
        reports[each.citation.source] = (low * each.low, high * each.high)
    nearest = sorted(reports, key=lambda code: round(abs(math.log(math.prod(reports[code]))), 9))
    counted = independent_among(nearest, sources)
    low = math.prod(reports[code][0] for code in counted)
    high = math.prod(reports[code][1] for code in counted)
    return WeighedClaim(
        link,
        prior,
        tuple(
            WeighedEvidence(
                each.citation, each.kind, each.against, each.low, each.high,
                each.citation.source in counted,
            )
            for each in evidence
        ),
        low,
        high,
        Band(_updated(prior.low, low), _updated(prior.high, high)),
    )  # fmt: skip


def weigh_claims(chronicle: Chronicle, prior: Band = EVEN) -> list[WeighedClaim]:
    """Weigh the evidence of all claims, those that it moved furthest first.

    Parameters
    ----------
    chronicle : Chronicle
        The claims and the sources that they cite.
    prior : Band
        How likely each is without its evidence.

    Returns
    -------
    list of WeighedClaim
        The claims that some evidence tests, in the order of how far it moved them, either way.

    Examples
    --------
    >>> weigh_claims(Chronicle())
    []
    """
    weighed = (weigh(link, chronicle.sources, prior) for link in chronicle.links)
    found = [each for each in weighed if each is not None]
    return sorted(
        found,
        key=lambda each: (-abs(each.bits), each.link.cause, each.link.effect, each.link.claimed_by),
    )


def weighed_evidence(citation: Citation) -> WeighedEvidence:
    """Weigh one piece of evidence by itself.

    Parameters
    ----------
    citation : Citation
        One that tests a claim.

    Returns
    -------
    WeighedEvidence
        What kind of test it is, and the ratio by which it multiplies the odds.

    Examples
    --------
    >>> weighed_evidence(Citation("wire", if_true="0.95", if_false="0.6", not_found=True)).told
    'hoop, not found: odds × 0.125'
    """
    assert citation.if_true is not None
    assert citation.if_false is not None
    true, false = Band.of_text(citation.if_true), Band.of_text(citation.if_false)
    low, high = likelihood_ratio(true, false, citation.not_found, citation.reliance)
    kind, against = kind_of_test(*_told(true, false, citation.reliance))
    return WeighedEvidence(citation, kind, against, low, high)


def kind_of_test(if_true: Band, if_false: Band) -> tuple[KindOfTest | None, bool]:
    """Name a test by how likely its evidence is if the claim holds and if not.

    Parameters
    ----------
    if_true, if_false : Band
        Likelihoods of the evidence.

    Returns
    -------
    tuple of KindOfTest or None and bool
        The kind, and whether it tests the negation of the claim. None where the two bands meet.

    Notes
    -----
    Van Evera (1997), Guide to Methods for Students of Political Science; Bennett (2010) and Collier
    (2011), Understanding Process Tracing, PS 44. High is 0.8 or more, low 0.2 or less, each by the
    end that says less.

    Examples
    --------
    >>> kind_of_test(Band(0.8, 0.95), Band(0.2, 0.45))
    (<KindOfTest.HOOP: 'hoop'>, False)
    """
    if if_true.low > if_false.high:
        return _kind(if_true, if_false), False
    if if_false.low > if_true.high:
        return _kind(if_false, if_true), True
    return None, False


def likelihood_ratio(
    if_true: Band, if_false: Band, not_found: bool = False, reliance: float | None = None
) -> tuple[float, float]:
    """Compute the ratio by which a piece of evidence multiplies the odds of a claim.

    Parameters
    ----------
    if_true, if_false : Band
        Likelihoods of the evidence if the claim holds and if not.
    not_found : bool
        Whether it was looked for in vain.
    reliance : float, optional
        How far the report is relied on; by default wholly.

    Returns
    -------
    tuple of float
        The low and the high end.

    Notes
    -----
    With t and f for the two, the ratio is t/f, and (1−t)/(1−f) of what was not found. A report
    relied on by r says t' = r·t + (1−r)·q and f' = r·f + (1−r)·q instead, with q = (t+f)/2. In t
    and in f the ratio is monotone, so its ends are at ends of the bands.

    Examples
    --------
    >>> likelihood_ratio(Band.point(0.9), Band.point(0.3))
    (3.0, 3.0)
    """
    ratios = []
    for true, false in product((if_true.low, if_true.high), (if_false.low, if_false.high)):
        one, other = relied_on(true, false, reliance)
        ratio = (1 - one) / (1 - other) if not_found else one / other
        ratios.append(round(ratio, NOISE))
    return min(ratios), max(ratios)


def relied_on(if_true: float, if_false: float, reliance: float | None) -> tuple[float, float]:
    """Lessen what a report says by how far it is relied on.

    Parameters
    ----------
    if_true, if_false : float
        Likelihoods of the evidence if the claim holds and if not.
    reliance : float or None
        How far the report is relied on, 0 to 1; None is wholly.

    Returns
    -------
    tuple of float
        Likelihoods of the report.

    Examples
    --------
    >>> relied_on(0.9, 0.3, 0.5)
    (0.75, 0.45)
    """
    if reliance is None:
        return if_true, if_false
    either = (1 - reliance) * (if_true + if_false) / 2
    return (
        round(reliance * if_true + either, NOISE),
        round(reliance * if_false + either, NOISE),
    )


def _told(true: Band, false: Band, reliance: float | None) -> tuple[Band, Band]:
    """The bands of what a report says, lessened towards the middle between the two of them."""
    if reliance is None:
        return true, false
    middle = (1 - reliance) * (true.midpoint + false.midpoint) / 2
    first, last = (
        Band(reliance * band.low + middle, reliance * band.high + middle) for band in (true, false)
    )
    return first, last


def _kind(likelier: Band, other: Band) -> KindOfTest:
    high, low = likelier.low >= HIGH, other.high <= LOW
    if high and low:
        return KindOfTest.DOUBLY_DECISIVE
    if high:
        return KindOfTest.HOOP
    return KindOfTest.SMOKING_GUN if low else KindOfTest.STRAW


def _updated(prior: float, ratio: float) -> float:
    """A likelihood after its odds were multiplied."""
    odds = prior / (1 - prior) * ratio
    return round(odds / (1 + odds), NOISE)
