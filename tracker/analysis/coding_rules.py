"""Rules of `tracker check` about coding: order in time, duplicates, actors, silences, types."""

from collections.abc import Iterator

from tracker.analysis.chance import chance_before
from tracker.analysis.order import certainly_before, consistent_part, offsets_of
from tracker.analysis.silences import silences
from tracker.analysis.similarity import find_duplicates
from tracker.model.answers.manage import Finding
from tracker.model.chronicle import Chronicle
from tracker.model.event import HAPPENED
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
    for link in chronicle.links:
        cause, effect = chronicle.events[link.cause], chronicle.events[link.effect]
        if reading_of(effect, cause):
            continue  # `zones` and `doubt` name it
        moments = (*cause.said_beginning, *effect.said_beginning)
        if None in moments or len({moment.date() for moment in moments if moment}) == 1:
            continue
        if {link.cause, link.effect} <= bounds.keys() and certainly_before(
            sound.dates, sound.claims, link.cause, link.effect, offsets
        ):
            continue
        chance = chance_before(effect.said_beginning, cause.said_beginning)
        if chance > 0:
            how = "with a probability of " + (f"{chance:.0%}" if chance >= 0.01 else "below 1%")
            spans = [f"{e.date} {e.derived_text}".strip() for e in (effect, cause)]
            yield Finding(
                "order",
                f"{cause.handle} → {effect.handle}",
                f"The effect ({spans[0]}) began before its cause ({spans[1]}) {how}, if every "
                "moment that the dates leave is as likely; `tracker order` says which was first.",
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
        yield Finding(
            "silent",
            f"{each.before.handle} … {each.after.handle}",
            f"Nothing is recorded for {each.days} days; was it quiet, or was it not searched?",
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
