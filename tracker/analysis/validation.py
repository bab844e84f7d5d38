"""Findings: what is wrong with a record, as data; each rule one function in one visible list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, groupby

from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.text import folded

ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: which rule found it, about what, and what to do."""

    rule: str
    about: str
    message: str


Rule = Callable[[Chronicle], Iterator[Finding]]


def events_without_source(chronicle: Chronicle) -> Iterator[Finding]:
    """Find events that nobody is cited for.

    Examples
    --------
    >>> list(events_without_source(Chronicle()))
    []
    """
    for event in chronicle.events.values():
        if not event.citations:
            yield Finding(
                "no-source",
                event.handle,
                f"Nothing is cited; `tracker cite {event.id} --source …`.",
            )


def ungraded_citations(chronicle: Chronicle) -> Iterator[Finding]:
    """Find citations of events that lack the letter or the digit of an Admiralty grade."""
    for event in chronicle.events.values():
        for citation in event.citations:
            source = chronicle.sources.get(citation.source)
            missing = [
                name
                for name, value in (
                    ("the source's reliability (A-F)", source and source.reliability),
                    ("its credibility (1-6)", citation.credibility),
                )
                if value is None
            ]
            if missing:
                yield Finding(
                    "ungraded",
                    event.handle,
                    f"The citation of {citation.source} lacks {' and '.join(missing)}.",
                )


def links_without_reason(chronicle: Chronicle) -> Iterator[Finding]:
    """Find links that give no reason."""
    for link in chronicle.links:
        if not link.because:
            cause, effect = chronicle.events[link.cause], chronicle.events[link.effect]
            yield Finding(
                "no-reason",
                f"{cause.handle} → {effect.handle}",
                f"{link.claimed_by} gives no reason; "
                "`tracker link … --replace --because …` adds one.",
            )


def effects_possibly_before_cause(chronicle: Chronicle) -> Iterator[Finding]:
    """Find links whose effect may have begun before its cause, as far as the dates tell.

    Two events of one day, each known to the day, are not reported: that is what days are.
    """
    for link in chronicle.links:
        cause, effect = chronicle.events[link.cause], chronicle.events[link.effect]
        begins, may_begin = cause.when.earliest, effect.when.earliest
        if begins and may_begin and may_begin < begins:
            yield Finding(
                "order",
                f"{cause.handle} → {effect.handle}",
                f"The effect ({effect.date}) may have begun before its cause ({cause.date}).",
            )


def probable_duplicates(chronicle: Chronicle) -> Iterator[Finding]:
    """Find pairs of events of one day and type whose titles are much alike."""

    def key(event: Event) -> tuple[str, str]:
        return (event.date.start.date().isoformat(), event.type.code)

    for _, group in groupby(sorted(chronicle.events.values(), key=key), key):
        for one, other in combinations(group, 2):
            titles = folded(one.title), folded(other.title)
            if SequenceMatcher(None, *titles).ratio() >= ALIKE:
                yield Finding("duplicate", one.handle, f"{other.handle} looks like the same event.")


def actors_out_of_their_time(chronicle: Chronicle) -> Iterator[Finding]:
    """Find actors that did not exist at the date of an event of theirs."""
    for event in chronicle.events.values():
        for actor in dict.fromkeys((*event.by, *event.to)):
            if not actor.may_act_at(event.when):
                life = f"{actor.valid_from or '…'} to {actor.valid_to or 'today'}"
                yield Finding(
                    "anachronism",
                    event.handle,
                    f"{actor.code} ({actor.name}, {life}) did not exist at {event.date}.",
                )


def unknown_claimants(chronicle: Chronicle) -> Iterator[Finding]:
    """Find links claimed by a code that is no actor, no source and not the analyst."""
    known = {"analyst", *chronicle.actors, *chronicle.sources}
    for link in chronicle.links:
        if link.claimed_by not in known:
            about = (
                f"{chronicle.events[link.cause].handle} → {chronicle.events[link.effect].handle}"
            )
            yield Finding("claimant", about, f"Nobody is known by the code {link.claimed_by}.")


def types_without_definition(chronicle: Chronicle) -> Iterator[Finding]:
    """Find event types of the codebook that say not what counts."""
    for event_type in chronicle.types.values():
        if not event_type.definition:
            yield Finding("definition", event_type.code, "The type has no definition to code by.")


RULES: dict[str, Rule] = {
    "order": effects_possibly_before_cause,
    "claimant": unknown_claimants,
    "anachronism": actors_out_of_their_time,
    "no-source": events_without_source,
    "ungraded": ungraded_citations,
    "no-reason": links_without_reason,
    "duplicate": probable_duplicates,
    "definition": types_without_definition,
}


def findings(chronicle: Chronicle) -> list[Finding]:
    """Apply every rule, in the order of `RULES`.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Returns
    -------
    list of Finding
        Grouped by rule; empty where nothing is found.

    Examples
    --------
    >>> findings(Chronicle())
    []
    """
    return [finding for rule in RULES.values() for finding in rule(chronicle)]
