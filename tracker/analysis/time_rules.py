"""Rules of `tracker check` about time: zones, doubts, days that are read otherwise than before."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tracker.analysis.instants import clock_of, impossible_claims
from tracker.analysis.order import DateBound, consistent_part, offsets_of, reason_in_words
from tracker.model.answers.manage import Finding
from tracker.model.chronicle import Chronicle
from tracker.model.clocks import moved, stated_offset
from tracker.model.dates import EventDate
from tracker.model.event import Event, Status
from tracker.model.margins import margin_text
from tracker.model.place_zones import with_zones_of_places
from tracker.model.readings import Reading, distance_text, is_beyond_margin, reading_of

FORETOLD = (Status.PLANNED, Status.THREATENED, Status.DID_NOT_OCCUR, Status.DENIED)
DAY_OF_HANDLE = re.compile(r"\d{4}-\d\d-\d\d(?=-)", re.ASCII)


def zones_needed(chronicle: Chronicle) -> Iterator[Finding]:
    """Find links and claims of order that can hold only if events were in different time zones.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each link, then one for each shortest list of claims, then one for each handle that
        names the day by UTC and not that of the place.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.link import Link
    >>> kind = EventType("t", "T")
    >>> events = {
    ...     n: Event(n, f"e{n}", "E", EventDate.parse(on), kind)
    ...     for n, on in ((1, "2016-10-04"), (2, "2016-10-03"))
    ... }
    >>> crisis = Chronicle(events, (Link(1, 2, "enables", 0.5),))
    >>> [finding.about for finding in zones_needed(crisis)]
    ['e1 → e2']
    """
    for cause, effect, why, _ in _links_against_dates(chronicle):
        if why is Reading.ZONES:
            yield Finding(
                Reading.ZONES,
                f"{cause.handle} → {effect.handle}",
                f"The effect ({effect.date}) is dated before its cause ({cause.date}), which can "
                "be only in different time zones; `tracker edit … --zone Europe/Moscow` gives an "
                "event the zone of its place.",
            )
    yield from _claims_against_dates(chronicle, Reading.ZONES)
    for event in chronicle.events.values():
        named, offset = DAY_OF_HANDLE.match(event.handle), stated_offset(event.date.ends[0])
        if named is None or offset is None or event.date.earliest is None:
            continue
        here, utc = event.date.earliest.date(), moved(event.date.earliest, -offset)
        if utc is not None and here != utc.date() and named[0] == utc.date().isoformat():
            yield Finding(
                Reading.ZONES,
                event.handle,
                f"The handle names {utc.date()}, the day by UTC; where it happened ({event.date}) "
                f"it was {here}. `tracker edit {event.id} --handle` renames it.",
            )


def doubts_overstretched(chronicle: Chronicle) -> Iterator[Finding]:
    """Find links and claims of order that dates in doubt speak against, with the distance.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each link, then one for each shortest list of claims.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.link import Link
    >>> kind = EventType("t", "T")
    >>> events = {
    ...     n: Event(n, f"e{n}", "E", EventDate.parse(on), kind)
    ...     for n, on in ((1, "2016-10-13"), (2, "2016-10-03~"))
    ... }
    >>> crisis = Chronicle(events, (Link(1, 2, "enables", 0.5),))
    >>> print(next(doubts_overstretched(crisis)).message.partition(";")[0])
    The effect (2016-10-03~) is dated 9 days before its cause (2016-10-13), beyond the margin of \
3 days
    """
    for cause, effect, why, gap in _links_against_dates(chronicle):
        if why is Reading.DOUBT:
            margins = [margin_text(e.date.margin) for e in (effect, cause) if e.date.is_approximate]
            place = "beyond" if is_beyond_margin(effect, cause, gap) else "within"
            yield Finding(
                Reading.DOUBT,
                f"{cause.handle} → {effect.handle}",
                f"The effect ({effect.date}) is dated {distance_text(gap)} before its cause "
                f"({cause.date}), {place} the margin of {' and '.join(margins)}; a date in doubt "
                "refuses nothing, `tracker edit` corrects it.",
            )
    yield from _claims_against_dates(chronicle, Reading.DOUBT)


def published_before(chronicle: Chronicle) -> Iterator[Finding]:
    """Find sources that were published before the event that they are cited for.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each event and source; not where the event is a plan or a threat, which can be told
        before, nor where a time zone or a doubt may explain it.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.source import Citation, Source
    >>> day, kind = EventDate.parse("2016-10-03"), EventType("t", "T")
    >>> event = Event(1, "e", "E", day, kind, citations=(Citation("early"),))
    >>> sources = {"early": Source("early", "Early", published="2016-10-01")}
    >>> print(next(published_before(Chronicle({1: event}, sources=sources))).message)
    early was published on 2016-10-01, before the event (2016-10-03); correct either date, or cite \
it for a plan or a threat.
    """
    for event in chronicle.events.values():
        if event.status in FORETOLD:
            continue
        for code in dict.fromkeys(citation.source for citation in event.citations):
            source = chronicle.sources.get(code)
            published = EventDate.known(source.published) if source else None
            if published is not None and published.is_certainly_before(_begun(event)):
                yield Finding(
                    "published",
                    event.handle,
                    f"{code} was published on {published}, before the event ({event.date}); "
                    "correct either date, or cite it for a plan or a threat.",
                )


def _begun(event: Event) -> EventDate:
    """The date of an event with what claims of order say of when it can have begun at first."""
    first = event.derived_earliest or event.date.earliest
    return replace(event.date, earliest=first)


def _links_against_dates(record: Chronicle) -> Iterator[tuple[Event, Event, Reading, timedelta]]:
    """The links whose effect is dated before its cause, with why that is not refused."""
    for link in record.links:
        cause, effect = record.events[link.cause], record.events[link.effect]
        if found := reading_of(effect, cause):
            yield cause, effect, *found


def _claims_against_dates(record: Chronicle, wanted: Reading) -> Iterator[Finding]:
    """The claims of order that the clocks of the events contradict, and no zone can refuse."""
    ends = dict.fromkeys(end for claim in record.orders for end in claim.events)
    events = with_zones_of_places({number: record.events[number] for number in ends})
    clocks = {number: clock_of(event) for number, event in events.items()}
    possible, _ = impossible_claims(clocks, record.orders)
    bounds = {number: event.date.beginning for number, event in events.items()}
    names = {number: event.handle for number, event in events.items()}
    words = {number: event.date.text for number, event in events.items()}
    for reasons in consistent_part(bounds, possible, offsets_of(events.values())).contradictions:
        dated = [events[each.event].date for each in reasons if isinstance(each, DateBound)]
        doubtful = any(date.is_approximate for date in dated)
        if (Reading.DOUBT if doubtful else Reading.ZONES) is wanted:
            about = dict.fromkeys(names[number] for reason in reasons for number in reason.events)
            said = "; ".join(reason_in_words(reason, names, words) for reason in reasons)
            how = "if a date in doubt is off" if doubtful else "in different time zones"
            yield Finding(wanted, ", ".join(about), f"These can all hold only {how}: {said}.")
