"""Rules of `tracker check` about coding: order in time, duplicates, actors, silences, types."""

from collections.abc import Iterator

from tracker.analysis.order import certainly_before, consistent_part, offsets_of
from tracker.analysis.order_chances import chances_before
from tracker.analysis.silences import silences
from tracker.analysis.similarity import find_duplicates
from tracker.model.answers.manage import Finding
from tracker.model.chronicle import Chronicle
from tracker.model.event import HAPPENED, Event
from tracker.model.readings import reading_of

ALIKE = 0.8


def effects_possibly_before_cause(chronicle: Chronicle) -> Iterator[Finding]:
    """Find links whose effect may have begun before its cause, with how probable that is.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each link.

    Notes
    -----
    The probability is that of all dates which the bounds and the claims of order leave together,
    each as likely; there is none where claims tie the two to a date that has no first or no last
    moment. A link whose effect began before its cause for certain counts in no question.

    Two events of one day, each known to the day, are not reported: that is what days are. Nor
    are those that are open to the past, or of which claims of order say that the cause was first.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.event import Event
    >>> from tracker.model.link import Link
    >>> first, second = (
    ...     Event(n, f"e{n}", "E", EventDate.parse(on), EventType("t", "T"))
    ...     for n, on in ((1, "2016-10-03"), (2, "2016-10"))
    ... )
    >>> crisis = Chronicle({1: first, 2: second}, (Link(1, 2, "enables", 0.5),))
    >>> [finding.about for finding in effects_possibly_before_cause(crisis)]
    ['e1 → e2']
    """
    ordered = {end: chronicle.events[end] for claim in chronicle.orders for end in claim.events}
    bounds = {number: event.date.beginning for number, event in ordered.items()}
    offsets = offsets_of(ordered.values())
    sound = consistent_part(bounds, chronicle.orders, offsets)  # `contradiction` names the rest
    own = {number: event.date.beginning for number, event in chronicle.events.items()}
    doubtful = [
        (link.effect, link.cause)
        for link in chronicle.links
        if _may_be_reversed(chronicle.events[link.cause], chronicle.events[link.effect])
        and not (
            {link.cause, link.effect} <= bounds.keys()
            and certainly_before(sound.dates, sound.claims, link.cause, link.effect, offsets)
        )
    ]
    chances = chances_before(set(doubtful), {**own, **sound.dates}, sound.claims, offsets)
    for link in chronicle.links:
        chance = chances.get((link.effect, link.cause), 0.0)
        if chance == 0:
            continue
        cause, effect = chronicle.events[link.cause], chronicle.events[link.effect]
        yield Finding(
            "order",
            f"{cause.handle} → {effect.handle}",
            _how_probable(chance, effect, cause),
        )


def _may_be_reversed(cause: Event, effect: Event) -> bool:
    """Whether the dates leave room for the effect to have begun first, other than on one day."""
    if reading_of(effect, cause):
        return False  # `zones` and `doubt` name it
    said = (*cause.said_beginning, *effect.said_beginning)
    moments = [each for each in said if each is not None]
    if len(moments) < 4 or len({moment.date() for moment in moments}) == 1:
        return False
    return moments[2] < moments[1]


def _how_probable(chance: float | None, effect: Event, cause: Event) -> str:
    """What is found, with how probable it is where that can be said."""
    spans = [f"{each.date} {each.derived_text}".strip() for each in (effect, cause)]
    if chance is None:
        return (
            f"The effect ({spans[0]}) may have begun before its cause ({spans[1]}); how probable "
            "that is cannot be said, for claims of order tie them to a date without a bound. "
            "`tracker order` says which was first."
        )
    how = "below 1%" if chance < 0.01 else "above 99%" if 0.995 <= chance < 1 else f"{chance:.0%}"
    end = (
        "so the link counts in no question; `tracker edit` corrects a date."
        if effect.begins_wholly_before(cause)
        else "if every moment that the dates leave is as likely; `tracker order` says which was "
        "first."
    )
    return (
        f"The effect ({spans[0]}) began before its cause ({spans[1]}) with a probability of {how}, "
        f"{end}"
    )


def probable_duplicates(chronicle: Chronicle) -> Iterator[Finding]:
    """Find pairs of events of one day and type that look like one.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each pair, about the event recorded first.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.event import Event
    >>> first, second = (
    ...     Event(n, f"e{n}", "E", EventDate.parse(on), EventType("t", "T"))
    ...     for n, on in ((1, "2016-10-03"), (2, "2016-10-03"))
    ... )
    >>> [finding.about for finding in probable_duplicates(Chronicle({1: first, 2: second}))]
    ['e1']
    """
    for each in find_duplicates(chronicle, ALIKE):
        if not {"time", "type"} <= set(each.traits):
            continue  # `tracker duplicates` proposes such pairs, too
        yield Finding(
            "duplicate",
            each.first.handle,
            f"{each.other.handle} looks like the same event ({', '.join(each.traits)}); "
            "`tracker duplicates` merges them or keeps them apart.",
        )


def actors_out_of_their_time(chronicle: Chronicle) -> Iterator[Finding]:
    """Find actors that did not exist at the date of an event of theirs.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each actor of an event.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.event import Event
    >>> from tracker.model.actor import Actor
    >>> union = Actor("SUN", "Soviet Union", valid_to="1991-12-26")
    >>> day, kind = EventDate.parse("2016-10-03"), EventType("t", "T")
    >>> event = Event(1, "e", "E", day, kind, by=(union,))
    >>> [finding.message for finding in actors_out_of_their_time(Chronicle({1: event}))]
    ['SUN (Soviet Union, … to 1991-12-26) did not exist at 2016-10-03.']
    """
    for event in chronicle.events.values():
        for actor in dict.fromkeys((*event.by, *event.to)):
            if not actor.may_act_at(event.when):
                life = f"{actor.valid_from or '…'} to {actor.valid_to or 'today'}"
                yield Finding(
                    "anachronism",
                    event.handle,
                    f"{actor.code} ({actor.name}, {life}) did not exist at {event.date}.",
                )


def silent_intervals(chronicle: Chronicle) -> Iterator[Finding]:
    """Find stretches without events, much longer than is usual in the record.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each stretch.

    See Also
    --------
    tracker.analysis.silences : the rule.

    Examples
    --------
    >>> list(silent_intervals(Chronicle()))
    []
    """
    happened = [event for event in chronicle.events.values() if event.status in HAPPENED]
    for each in silences(happened):
        yield silence(each.before.handle, each.after.handle, each.days)


def silence(before: str, after: str, days: int) -> Finding:
    """Word the finding of a long stretch without events.

    Parameters
    ----------
    before, after : str
        The handles of the events at either end.
    days : int
        How long it lasts.

    Returns
    -------
    Finding
        The finding.

    Examples
    --------
    >>> silence("talks", "strike", 90).about
    'talks … strike'
    """
    return Finding(
        "silent",
        f"{before} … {after}",
        f"Nothing is recorded for {days} days; was it quiet, or was it not searched?",
    )


def types_without_definition(chronicle: Chronicle) -> Iterator[Finding]:
    """Find event types of the codebook that say not what counts.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each type.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> types = {"t": EventType("t", "T")}
    >>> [finding.about for finding in types_without_definition(Chronicle(types=types))]
    ['t']
    """
    for event_type in chronicle.types.values():
        if not event_type.definition:
            yield Finding("definition", event_type.code, "The type has no definition to code by.")
