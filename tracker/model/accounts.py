"""Accounts of several claimants: the standing of links, rivalries, explanations."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.model.chains import Chain
from tracker.model.event import Event, EventClaim
from tracker.model.link import Link


class Standing(StrEnum):
    """The standing of a link between the accounts compared."""

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
class EventStanding:
    """An event with which of the accounts say that it happened, and which deny it.

    Attributes
    ----------
    event : Event
        What the sides speak of.
    claims : tuple of EventClaim
        What the compared accounts say of it, in the order of the accounts.
    """

    event: Event
    claims: tuple[EventClaim, ...]

    @property
    def standing(self) -> Standing:
        """Shared by two or more, held by one, or denied against somebody's word or nobody's."""
        asserted = [claim for claim in self.claims if not claim.denied]
        if len(asserted) < len(self.claims):
            return Standing.CONTRADICTED if asserted else Standing.DENIED
        return Standing.SHARED if len(asserted) > 1 else Standing.ALONE


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
    """The explanation of an event by one account.

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
