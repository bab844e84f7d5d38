"""Chains of events and their parts: steps of a tree, passages, off-ramps."""

import math
from dataclasses import dataclass
from itertools import pairwise

from tracker.model.event import Event
from tracker.model.link import Link


def days_between(cause: Event, effect: Event) -> tuple[int, int]:
    """The fewest and the most calendar days from one event to another, by the bounds of both.

    Parameters
    ----------
    cause, effect : Event
        The earlier and the later one.

    Returns
    -------
    tuple of int
        Neither is below 0.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> one, other = (
    ...     Event(1, "e", "E", EventDate.parse(on), EventType("t", "T")) for on in
    ...     ("2016-10-03", "2016-10")
    ... )
    >>> days_between(one, other)
    (0, 28)
    """
    first, last = cause.when, effect.when
    least = (last.start.date() - first.end.date()).days
    most = (last.end.date() - first.start.date()).days
    return max(0, least), max(0, most)


@dataclass(frozen=True)
class Chain:
    """A chain of events, each linked to the next.

    Attributes
    ----------
    events : tuple of Event
        From the first cause to the last effect, two or more.
    links : tuple of Link
        One fewer than events: the likeliest claim for each step.
    claims : tuple of tuple of Link
        For each step all claims, likeliest first.
    denials : tuple of tuple of Link
        For each step who denies it.
    """

    events: tuple[Event, ...]
    links: tuple[Link, ...]
    claims: tuple[tuple[Link, ...], ...]
    denials: tuple[tuple[Link, ...], ...] = ()

    @property
    def strength(self) -> float:
        """Product of the links' likelihoods, in (0, 1]."""
        return math.prod(link.likelihood for link in self.links)

    @property
    def weakest(self) -> int:
        """Position of the least likely link; of several the first."""
        return min(range(len(self.links)), key=lambda step: self.links[step].likelihood)

    @property
    def days(self) -> tuple[int, int]:
        """Fewest and most calendar days from the first event to the last, by their bounds."""
        return days_between(self.events[0], self.events[-1])

    @property
    def longest_wait(self) -> int:
        """The most days between one event and the next, each the fewest their dates allow."""
        return max(days_between(*step)[0] for step in pairwise(self.events))

    @property
    def intensities(self) -> tuple[float | None, ...]:
        """Each event's intensity on the Goldstein scale, −10 to +10."""
        return tuple(event.intensity for event in self.events)


@dataclass(frozen=True)
class TreeStep:
    """An event met on the way, as the strongest chain reaches it.

    Attributes
    ----------
    event : Event
        The event reached.
    depth : int
        Links between it and the start on the shown branch, 1 or more.
    link : Link
        The likeliest claim by which the branch reaches it.
    claims : tuple of Link
        All claims of that step, likeliest first.
    denials : tuple of Link
        Who denies that step.
    strength : float
        Product of the likelihoods from the start, in (0, 1], along the strongest chain; where
        the depth is limited, along the strongest of so many links.
    shown_before : bool
        Whether the event, and what lies behind it, already stands further up.
    """

    event: Event
    depth: int
    link: Link
    claims: tuple[Link, ...]
    denials: tuple[Link, ...]
    strength: float
    shown_before: bool


@dataclass(frozen=True)
class Passage:
    """An event that chains between two others pass.

    Attributes
    ----------
    event : Event
        The event.
    chains : int
        How many of the chains pass it; exact, however many digits that has.
    share : float
        Their share of all chains, in (0, 1].
    strength_share : float
        The share of their strengths in the sum of all chains' strengths, in (0, 1].
    always : bool
        Whether every chain passes it.
    no_return : bool
        Whether every recorded chain onward from it leads to the last event.
    """

    event: Event
    chains: int
    share: float
    strength_share: float
    always: bool
    no_return: bool


@dataclass(frozen=True)
class OffRamp:
    """A set of links, or of events, without which no chain would have led to the end.

    Attributes
    ----------
    links : tuple of Link
        For each link to cut its likeliest claim, in order of time; empty where events are cut.
    events : tuple of Event
        The events to do without, in order of time; empty where links are cut.
    cost : float
        The sum of −ln(1 − p) over the links (of events, over those that lead to them), in nats,
        0 or more; infinite for a link that is certain.
    """

    links: tuple[Link, ...]
    events: tuple[Event, ...]
    cost: float

    @property
    def likelihood(self) -> float:
        """The probability that all of it fails, if links fail independently, in [0, 1)."""
        return math.exp(-self.cost)
