"""Evidence that tests claims, weighed: what kind of test it is, and what the claim comes to."""

import math
from dataclasses import dataclass
from enum import StrEnum

from tracker.model.bands import Band
from tracker.model.link import Link
from tracker.model.source import Citation

EVEN = Band.point(0.5)


class KindOfTest(StrEnum):
    """What passing and failing a test of a claim tells (Van Evera 1997)."""

    STRAW = "straw in the wind"  # neither decides
    HOOP = "hoop"  # failing it tells against the claim
    SMOKING_GUN = "smoking gun"  # passing it tells for the claim
    DOUBLY_DECISIVE = "doubly decisive"  # both


@dataclass(frozen=True, slots=True)
class WeighedEvidence:
    """One piece of evidence for a claim.

    `kind` is None where the evidence is no test, being as likely either way; with `against` it
    tests that the claim does not hold. `low` and `high` are the ends of the ratio by which it
    multiplies the odds. What is not `counted` is one report with others that are.
    """

    citation: Citation
    kind: KindOfTest | None
    against: bool
    low: float
    high: float
    counted: bool = True

    @property
    def told(self) -> str:
        """The test and its outcome in words: `hoop, not found: odds × 0.12`."""
        name = f"{self.kind}{' against it' if self.against else ''}" if self.kind else "no test"
        outcome = "not found" if self.citation.not_found else "found"
        more = "" if self.counted else ", not counted: relayed"
        return f"{name}, {outcome}: odds × {ratio_text(self.low, self.high)}{more}"


@dataclass(frozen=True, slots=True)
class WeighedClaim:
    """A claim with the evidence that tests it, and its likelihood after all of that.

    `low` and `high` are the ends of what the odds are multiplied by; `prior` is given, `after` is
    computed from both. The recorded likelihood is the link's own and stands beside it.
    """

    link: Link
    prior: Band
    evidence: tuple[WeighedEvidence, ...]
    low: float
    high: float
    after: Band

    @property
    def bits(self) -> float:
        """How far the evidence moved the claim: the logarithm to base 2 of the ratio's middle."""
        return round(math.log2(self.low * self.high) / 2, 6)


def ratio_text(low: float, high: float) -> str:
    """A ratio of odds in three digits, or from its low to its high end.

    >>> ratio_text(3, 3), ratio_text(1.7777, 4.75)
    ('3', '1.78 to 4.75')
    """
    first, last = f"{low:.3g}", f"{high:.3g}"
    return first if first == last else f"{first} to {last}"
