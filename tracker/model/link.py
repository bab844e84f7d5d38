"""Links of causes and effects, each claimed by somebody with a likelihood."""

from dataclasses import dataclass, replace

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

    With `partners` it is a joint claim: its causes brought the effect about only together. What is
    `needed` had to be there, whatever else: without it, or without any member of a joint claim, the
    effect would not have come.

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
    partners: tuple[int, ...] = ()
    needed: bool = False

    @property
    def causes(self) -> tuple[int, ...]:
        """All members of the claim: the cause, and with a joint one its partners.

        >>> Link(1, 3, "enables", 0.7, partners=(2,)).causes
        (1, 2)
        """
        return self.cause, *self.partners

    def seen_from(self, member: int) -> "Link":
        """The same claim with another of its members as the cause.

        >>> Link(1, 3, "enables", 0.7, partners=(2,)).seen_from(2).causes
        (2, 1)
        """
        if member == self.cause:
            return self
        others = tuple(each for each in self.causes if each != member)
        return replace(self, cause=member, partners=others)

    def from_each_cause(self) -> tuple["Link", ...]:
        """The claim as seen from each of its causes, as a picture or a graph of pairs has it."""
        return tuple(self.seen_from(cause) for cause in self.causes)

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
    partners: tuple[str, ...] = ()
    needed: bool = False
