"""The accounts of several claimants side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.model.answer import Answer
from tracker.model.chains import Chain
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.link import Link


class Standing(StrEnum):
    """How a link stands between the accounts compared."""

    SHARED = "shared"
    ALONE = "one side only"
    CONTRADICTED = "contradicted"
    DENIED = "only denied"


@dataclass(frozen=True)
class LinkStanding:
    """A link with what each account says of it.

    Attributes
    ----------
    cause, effect : Event
        Its ends.
    claims, denials : tuple of Link
        What the compared accounts claim and deny, in the order of the accounts.
    """

    cause: Event
    effect: Event
    claims: tuple[Link, ...]
    denials: tuple[Link, ...]

    @property
    def standing(self) -> Standing:
        """Shared by two or more, held by one, or denied against somebody's claim or nobody's."""
        if self.denials:
            return Standing.CONTRADICTED if self.claims else Standing.DENIED
        return Standing.SHARED if len(self.claims) > 1 else Standing.ALONE


@dataclass(frozen=True)
class Rivalry:
    """An effect for which two accounts give causes that have none in common.

    Attributes
    ----------
    effect : Event
        What both explain.
    causes : mapping of str to tuple of Event
        For each account that explains it the causes it names, in order of time.
    """

    effect: Event
    causes: Mapping[str, tuple[Event, ...]]


@dataclass(frozen=True)
class Explanation:
    """How one account explains an event.

    Attributes
    ----------
    account : str
        Who tells it.
    roots : tuple of Event
        The events the account begins with: those it explains by nothing; in order of time.
    chain : Chain or None
        The strongest chain from any of them; None where the account does not explain the event.
    turning_points : tuple of Event
        The events that every chain from a root passes, in order of time, the event itself
        left out.
    """

    account: str
    roots: tuple[Event, ...]
    chain: Chain | None
    turning_points: tuple[Event, ...]


@dataclass(frozen=True)
class AccountComparison(Answer):
    """Several accounts of one crisis side by side.

    Attributes
    ----------
    accounts : tuple of str
        Who is compared.
    links : tuple of LinkStanding
        Every link that one of them claims or denies, by the time of the effect, then the cause.
    rivalries : tuple of Rivalry
        Effects that are given other causes, in order of time.
    explained : Event or None
        The event whose explanations follow; None where no account explains anything.
    explanations : tuple of Explanation
        One for each account.
    chronicle : Chronicle
        The events and claims compared, with their evidence.
    """

    accounts: tuple[str, ...]
    links: tuple[LinkStanding, ...]
    rivalries: tuple[Rivalry, ...]
    explained: Event | None
    explanations: tuple[Explanation, ...]
    chronicle: Chronicle
