"""Weighing: a choice of the claims of a link that count, and the one band that they come to."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model.actor import ANALYST
from tracker.model.bands import Band, cover
from tracker.model.link import Link

REASONS_GIVEN = frozenset({"justifies"})  # what is said to be right because of it did not cause it
AVERTS = "averts"  # what kept an event from coming is no cause of it, whatever is asked
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair of events as its claims come out.

    Attributes
    ----------
    link : Link
        The claim shown first: the analyst's, or the likeliest that counts.
    claims : tuple of Link
        All claims of the pair, `link` first, then others that count, then the rest.
    band : Band
        The likelihood of the link; the widest that covers the claims that count.
    counted : int
        How many of the claims count; they come first.
    """

    link: Link
    claims: tuple[Link, ...]
    band: Band
    counted: int

    @property
    def needed(self) -> bool:
        """Whether one of the claims that count is marked as needed."""
        return any(claim.needed for claim in self.claims[: self.counted])

    def seen_from(self, member: int) -> "Weighed":
        """The same with another member of the joint claims as their cause."""
        claims = tuple(claim.seen_from(member) for claim in self.claims)
        return Weighed(claims[0], claims, self.band, self.counted)

    def beside(self, other: "Weighed") -> "Weighed":
        """The likelier of two ways in which one event led to another, the other way's claims last.

        One is by itself, say, and the other only together with a third event.
        """
        first, second = sorted(
            (self, other), key=lambda each: (-each.band.midpoint, len(each.link.partners))
        )
        return Weighed(first.link, (*first.claims, *second.claims), first.band, first.counted)


@dataclass(frozen=True, slots=True)
class Weighing:
    """The claims of links that count in a question.

    Of the claims of one pair of events the analyst's own judgement counts; without one, all do,
    side by side. With `any_account` it is the likeliest, whosever it is. A pair that the analyst
    denies is no link then, unless `any_account`.

    Of what counts, `relations` are those that are causes here: all but `justifies` by default.
    `min_likelihood` is the least that the low end of the pair's band may be.
    """

    any_account: bool = False
    relations: tuple[str, ...] = ()
    min_likelihood: float | None = None

    def weigh(self, claims: Sequence[Link], denials: Sequence[Link] = ()) -> Weighed | None:
        """Weigh the claims and denials of one pair of events; None where it is no link here.

        >>> analyst, times = Link(1, 2, "enables", 0.3), Link(1, 2, "enables", 0.7, "times")
        >>> str(Weighing().weigh([analyst, times]).band)
        '0.3'
        >>> str(Weighing(any_account=True).weigh([analyst, times]).band)
        '0.7'
        >>> str(Weighing().weigh([Link(1, 2, "enables", 0.9, "USA"), times]).band)
        '0.7 to 0.9'
        """
        ordered = sorted(claims, key=likeliest_first) if len(claims) > 1 else claims
        if self.any_account:
            counted = [link for link in ordered if self._is_cause(link)][:1]
        else:
            if any(denial.claimed_by == ANALYST for denial in denials):
                return None
            own = [link for link in ordered if link.claimed_by == ANALYST]
            counted = [link for link in own or ordered if self._is_cause(link)]
        if not counted:
            return None
        band = counted[0].band if len(counted) == 1 else cover(link.band for link in counted)
        if self.min_likelihood is not None and band.low < self.min_likelihood - 1e-9:
            return None
        rest = [link for link in ordered if link not in counted] if len(ordered) > 1 else []
        return Weighed(counted[0], (*counted, *rest), band, len(counted))

    def admits(self, link: Link) -> bool:
        """Whether one claim by itself is of a relation that is asked for, and likely enough."""
        return self.is_of_relation(link) and (
            self.min_likelihood is None or link.band.low >= self.min_likelihood - 1e-9
        )

    def is_of_relation(self, link: Link) -> bool:
        """Whether a claim is of a relation that is asked for; any is where none is named."""
        return not self.relations or link.relation in self.relations

    @property
    def is_narrow(self) -> bool:
        """Whether it names relations or a least likelihood."""
        return bool(self.relations) or self.min_likelihood is not None

    def _is_cause(self, link: Link) -> bool:
        if link.relation == AVERTS:
            return False
        if self.relations:
            return link.relation in self.relations
        return link.relation not in REASONS_GIVEN


BY_DEFAULT = Weighing()


def likeliest_first(link: Link) -> tuple[float, str]:
    """The key by which the likeliest of several claims comes first."""
    return -link.likelihood, link.claimed_by


def is_below_even(band: Band) -> bool:
    """Whether a link is below even odds, by the midpoint of its band.

    >>> is_below_even(Band(0.2, 0.45)), is_below_even(Band(0.45, 0.55))
    (True, False)
    """
    return band.midpoint < EVEN
