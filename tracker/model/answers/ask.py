"""Answers of the panel `ask`: paths, trees, turning points, off-ramps, doubts, comparisons."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model.accounts import EventStanding, Explanation, LinkStanding, Rivalry
from tracker.model.agreement import Disagreement, MatchedPair, Measured
from tracker.model.answer import Answer
from tracker.model.bands import Band
from tracker.model.chains import Beside, Chain, OffRamp, Passage, TreeStep
from tracker.model.chronicle import Chronicle
from tracker.model.comparison import Conclusion, Difference
from tracker.model.doubts import Fallen, Outcome, Weakness
from tracker.model.dyads import DyadCount, Period, ResponseLag
from tracker.model.event import Event
from tracker.model.evidence_tests import WeighedClaim
from tracker.model.hypotheses import HypothesisTable
from tracker.model.reliability import CommonSource, LedTo
from tracker.model.source import Source


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
class HowLikely(Answer):
    """How likely it is that one event led to another by any recorded chain.

    Attributes
    ----------
    first, last : Event
        The two events.
    chains : int
        The number of recorded chains from the one to the other.
    claims : int
        The number of claims on them; several claimants of the same causes and effect are one.
    independent : LedTo or None
        If claims hold independently; None where there is no chain.
    common : LedTo or None
        If claims that rest on one source alone hold or fall together; None where there is no chain.
    sources : tuple of CommonSource
        Those sources, the most used first.
    strongest : Chain or None
        The strongest chain.
    """

    first: Event
    last: Event
    chains: int
    claims: int
    independent: LedTo | None
    common: LedTo | None
    sources: tuple[CommonSource, ...]
    strongest: Chain | None


@dataclass(frozen=True)
class Tree(Answer):
    """The causes, or the effects, of an event.

    Attributes
    ----------
    event : Event
        The event asked about.
    steps : tuple of TreeStep
        Rows of an indented tree.
    claimants : mapping of str to str
        What actors that claim or deny its links are called, by their codes; the title of a source
        is too long for a table.
    """

    event: Event
    steps: tuple[TreeStep, ...]
    claimants: Mapping[str, str] = field(default_factory=dict)


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
    point_below_even : bool
        Whether every chain that passes that event has a link below even odds.
    beside : tuple of Beside
        Events that chains need besides: partners of joint causes, and needed causes, of the
        events on chains; in order of time.
    """

    total: int
    passages: tuple[Passage, ...]
    point_of_no_return: Event | None
    point_below_even: bool = False
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True)
class OffRamps(Answer):
    """The avoidable events without which one event would less likely have led to another.

    Attributes
    ----------
    ramps : tuple of OffRamp
        Single events by how far the likelihood falls without them, then sets of several.
    before : Band or None
        How likely the one led to the other; None where no chain is recorded.
    midpoint : float
        The same at the midpoints of the claims' bands.
    """

    ramps: tuple[OffRamp, ...]
    before: Band | None
    midpoint: float = 0.0


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
    fallen : tuple of Fallen
        The other events that no longer stand, in order of time: none of their claims does, or a
        cause that they needed is gone.
    possible_again : tuple of Event
        Events that were averted, and that nothing would avert any more.
    """

    events: tuple[Event, ...]
    links: int
    outcomes: tuple[Outcome, ...]
    fallen: tuple[Fallen, ...] = ()
    possible_again: tuple[Event, ...] = ()


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
class Hypotheses(Answer):
    """Rival explanations of one event against the evidence.

    Attributes
    ----------
    table : HypothesisTable
        Explanations, the least contradicted first, and evidence, what tells most apart first.
    events : mapping of int to Event
        The events at the ends of the links, by number.
    sources : mapping of str to Source
        The sources by code.
    """

    table: HypothesisTable
    events: Mapping[int, Event]
    sources: Mapping[str, Source]


@dataclass(frozen=True)
class WeighedClaims(Answer):
    """The claims that evidence tests.

    Attributes
    ----------
    claims : tuple of WeighedClaim
        Those that their evidence moved furthest first.
    events : mapping of int to Event
        The events at their ends, by number.
    """

    claims: tuple[WeighedClaim, ...]
    events: Mapping[int, Event]


@dataclass(frozen=True)
class Agreement(Answer):
    """How far two coders of the same events agree.

    Attributes
    ----------
    measures : tuple of Measured
        Type, doers, targets, intensity, links, relations and causes.
    disagreements : tuple of Disagreement
        What was coded differently, the costliest first; as many as were asked for.
    total : int
        How many there are.
    matched : tuple of MatchedPair
        The events taken for the same, in order of time.
    mine, theirs : tuple of Event
        The events that only one of the records has; no coefficient counts them.
    """

    measures: tuple[Measured, ...]
    disagreements: tuple[Disagreement, ...]
    total: int
    matched: tuple[MatchedPair, ...]
    mine: tuple[Event, ...]
    theirs: tuple[Event, ...]


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
