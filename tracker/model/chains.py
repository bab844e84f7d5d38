"""Chains of events and their parts: steps of a tree, passages, off-ramps."""

from dataclasses import dataclass
from itertools import pairwise

from tracker.model.bands import Band, midpoint_product, product
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
        One fewer than events: for each step the claim that is shown first.
    claims : tuple of tuple of Link
        For each step all claims, those that count first.
    denials : tuple of tuple of Link
        For each step who denies it.
    bands : tuple of Band
        For each step its likelihood from low to high; by default those of `links`.
    counted : tuple of int
        For each step how many of its claims count.
    """

    events: tuple[Event, ...]
    links: tuple[Link, ...]
    claims: tuple[tuple[Link, ...], ...]
    denials: tuple[tuple[Link, ...], ...] = ()
    bands: tuple[Band, ...] = ()
    counted: tuple[int, ...] = ()

    @property
    def steps(self) -> tuple[Band, ...]:
        """For each step its likelihood from low to high."""
        return self.bands or tuple(link.band for link in self.links)

    @property
    def strength(self) -> Band:
        """Product of the links' bands: a ranking score, not a probability."""
        return product(self.steps)

    @property
    def ranking(self) -> float:
        """Product of the midpoints of the links' bands, in (0, 1]: what chains are ranked by."""
        return midpoint_product(self.steps)

    @property
    def weakest(self) -> int:
        """Position of the least likely link by its midpoint; of several the first."""
        steps = self.steps
        return min(range(len(steps)), key=lambda step: steps[step].midpoint)

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
    strength : Band
        Product of the bands from the start along the strongest chain; where the depth is
        limited, along the strongest of so many links.
    band : Band
        The likelihood of that step.
    counted : int
        How many of the claims count; they come first.
    shown_before : bool
        Whether the event, and what lies behind it, already stands further up.
    """

    event: Event
    depth: int
    link: Link
    claims: tuple[Link, ...]
    denials: tuple[Link, ...]
    strength: Band
    shown_before: bool
    band: Band
    counted: int


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
    below_even : bool
        Whether every chain that passes it has a link below even odds.
    """

    event: Event
    chains: int
    share: float
    strength_share: float
    always: bool
    no_return: bool
    below_even: bool = False


@dataclass(frozen=True)
class Beside:
    """An event that chains need besides those that they pass.

    Attributes
    ----------
    event : Event
        A partner of a joint cause, or a needed cause.
    effect : Event
        The event on a chain that it is said to have had a part in.
    joint : bool
        Whether it is a member of a joint claim.
    needed : bool
        Whether the effect would not have come without it.
    """

    event: Event
    effect: Event
    joint: bool
    needed: bool


@dataclass(frozen=True)
class OffRamp:
    """A set of avoidable events, and how likely one event led to another without them.

    Attributes
    ----------
    rank : int
        Its place among all that are told; sets that tie have the same.
    events : tuple of Event
        The events to do without, in order of time.
    without : Band
        How likely the one led to the other without them.
    midpoint : float
        The same at the midpoints of the claims' bands.
    fall : float
        By how much that is less than with them: what off-ramps are ranked by.
    closes : bool
        Whether no recorded way is left.
    """

    rank: int
    events: tuple[Event, ...]
    without: Band
    midpoint: float
    fall: float
    closes: bool
