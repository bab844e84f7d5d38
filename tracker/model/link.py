"""Links of causes and effects, each claimed by somebody with a likelihood."""

from dataclasses import dataclass

from tracker.model.actor import ANALYST
from tracker.model.bands import Band
from tracker.model.likelihood import likelihood_words
from tracker.model.source import Citation


@dataclass(frozen=True, slots=True)
class Link:
    """A claim that one event had a part in bringing about another.

    `cause` and `effect` are event numbers; `claimed_by` is an actor's code, a source's code or
    `analyst`. The same two events may be linked by several claimants, once by each. Who denies
    the link expressly makes a claim too, of next to no likelihood; it is no edge of any graph.

    `likelihood` is one number: of one that was given in words (`in_words`) the middle of their
    band, which `band` is.
    """

    cause: int
    effect: int
    relation: str
    likelihood: float
    claimed_by: str = ANALYST
    because: str = ""
    citations: tuple[Citation, ...] = ()
    denied: bool = False
    marking: str | None = None
    in_words: bool = False

    @property
    def band(self) -> Band:
        """The likelihood from its low to its high end; of a number both are the same.

        >>> Link(1, 2, "enables", 0.675, in_words=True).band, Link(1, 2, "enables", 0.7).band
        (Band(low=0.55, high=0.8), Band(low=0.7, high=0.7))
        """
        return Band.of_likelihood(self.likelihood, self.in_words)

    @property
    def words(self) -> str:
        """The likelihood in ICD 203 words; of a denial that it is one."""
        return "denied" if self.denied else likelihood_words(self.likelihood)


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A link as it comes in: its ends, claimant and sources still under the names typed."""

    cause: str
    effect: str
    relation: str
    likelihood: float
    claimed_by: str = ANALYST
    because: str = ""
    citations: tuple[Citation, ...] = ()
    denied: bool = False
    marking: str | None = None
    in_words: bool = False
