"""Answers of the panel `ask`: paths, trees, turning points, off-ramps, doubts, comparisons."""

from dataclasses import dataclass

from tracker.model.accounts import EventStanding, Explanation, LinkStanding, Rivalry
from tracker.model.answer import Answer
from tracker.model.chains import Chain, OffRamp, Passage, TreeStep
from tracker.model.chronicle import Chronicle
from tracker.model.comparison import Conclusion, Difference
from tracker.model.doubts import Outcome, Weakness
from tracker.model.dyads import DyadCount, Period, ResponseLag
from tracker.model.event import Event


@dataclass(frozen=True)
class Paths(Answer):
    """The best chains from one event to another.

    Attributes
    ----------
    chains : tuple of Chain
        Best first.
    total : int
        The number of all chains that meet the conditions.
    chronicle : Chronicle
        The events, claims and sources shown, with their evidence.
    """

    chains: tuple[Chain, ...]
    total: int
    chronicle: Chronicle


@dataclass(frozen=True)
class Tree(Answer):
    """The causes, or the effects, of an event.

    Attributes
    ----------
    event : Event
        The event asked about.
    steps : tuple of TreeStep
        Rows of an indented tree.
    """

    event: Event
    steps: tuple[TreeStep, ...]


@dataclass(frozen=True)
class TurningPoints(Answer):
    """The events that the chains from one event to another pass.

    Attributes
    ----------
    total : int
        The number of chains.
    passages : tuple of Passage
        The events between the two ends, in order of time.
    point_of_no_return : Event or None
        The first event that every chain passes and from which every recorded chain onward leads
        to the last event; it may be the first event. None where that is the last event alone.
    """

    total: int
    passages: tuple[Passage, ...]
    point_of_no_return: Event | None


@dataclass(frozen=True)
class OffRamps(Answer):
    """The likeliest sets of links, or of events, without which no chain leads to the end.

    Attributes
    ----------
    ramps : tuple of OffRamp
        Sets that tie for the likeliest to fail.
    by_events : bool
        Whether events are cut, not links.
    chronicle : Chronicle
        The events, claims and sources shown, with their evidence.
    """

    ramps: tuple[OffRamp, ...]
    by_events: bool
    chronicle: Chronicle


@dataclass(frozen=True)
class WhatIf(Answer):
    """The outcomes of a record after events or sources are taken away.

    Attributes
    ----------
    events : tuple of Event
        The events taken away, those included for which nothing else is cited; in order of time.
    links : int
        How many links lost all their claims, other than with their events.
    outcomes : tuple of Outcome
        In order of time, also those that stay as they are.
    """

    events: tuple[Event, ...]
    links: int
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Sensitivity(Answer):
    """Whatever would change the best chain if it alone were worth less.

    Attributes
    ----------
    weaknesses : tuple of Weakness
        Links, sources, then grades.
    chronicle : Chronicle
        The events, claims and sources shown, with their evidence.
    """

    weaknesses: tuple[Weakness, ...]
    chronicle: Chronicle


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
    happenings : tuple of EventStanding
        Every event of which one of them says that it happened, or denies it, in order of time.
    """

    accounts: tuple[str, ...]
    links: tuple[LinkStanding, ...]
    rivalries: tuple[Rivalry, ...]
    explained: Event | None
    explanations: tuple[Explanation, ...]
    chronicle: Chronicle
    happenings: tuple[EventStanding, ...] = ()


@dataclass(frozen=True)
class RecordComparison(Answer):
    """Two records side by side.

    Attributes
    ----------
    differences : tuple of Difference
        Events, links, sources, then citations; each in the order of the records.
    first, last : Event or None
        The events for which conclusions were drawn; None where the records have none in common.
    before, after : Conclusion or None
        What follows for them in either record.
    """

    differences: tuple[Difference, ...]
    first: Event | None
    last: Event | None
    before: Conclusion | None
    after: Conclusion | None


@dataclass(frozen=True)
class Dyads(Answer):
    """Who did how much to whom, hostile and cooperative apart.

    Attributes
    ----------
    counts : tuple of DyadCount
        A row for each direction, and each period with acts.
    period : Period or None
        By which acts are counted.
    lags : tuple of ResponseLag
        Of two sides that are named, how soon the one acts after the other; else none.
    """

    counts: tuple[DyadCount, ...]
    period: Period | None = None
    lags: tuple[ResponseLag, ...] = ()
