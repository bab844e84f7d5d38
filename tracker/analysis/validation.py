"""The rules of `tracker check`, each one function in one visible list, and their findings."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from tracker.analysis.chance import chance_before
from tracker.analysis.graph import graph_of
from tracker.analysis.independence import origins, relay_circles
from tracker.analysis.order import certainly_before
from tracker.analysis.paths import chain_to, strengths
from tracker.analysis.silences import silences
from tracker.analysis.similarity import find_duplicates
from tracker.model.answers.manage import Finding
from tracker.model.chronicle import Chronicle
from tracker.model.event import HAPPENED, Event
from tracker.model.source import Source

ALIKE = 0.8


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
    """Find links whose effect may have begun before its cause, with how probable that is.

    Two events of one day, each known to the day, are not reported: that is what days are. Nor
    are those that are open to the past, or of which claims of order say that the cause was first.
    """
    dates = {claim.before: chronicle.events[claim.before].date for claim in chronicle.orders}
    dates |= {claim.after: chronicle.events[claim.after].date for claim in chronicle.orders}
    bounds = {number: date.beginning for number, date in dates.items()}
    for link in chronicle.links:
        cause, effect = chronicle.events[link.cause], chronicle.events[link.effect]
        moments = (*cause.beginning, *effect.beginning)
        if None in moments or len({moment.date() for moment in moments if moment}) == 1:
            continue
        if {link.cause, link.effect} <= bounds.keys() and certainly_before(
            bounds, chronicle.orders, link.cause, link.effect
        ):
            continue
        chance = chance_before(effect.beginning, cause.beginning)
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
    """Find pairs of events of one day and type that look like one."""
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


def circles_of_relays(chronicle: Chronicle) -> Iterator[Finding]:
    """Find sources that pass on one another's word in a circle, so that nobody is the origin."""
    for circle in relay_circles(chronicle.sources):
        yield Finding(
            "relay-circle",
            circle[0],
            f"Nobody is the origin: {' relays '.join((*circle, circle[0]))}; "
            "`tracker sources edit … --relays` corrects one.",
        )


def single_source_chokepoints(chronicle: Chronicle) -> Iterator[Finding]:
    """Find sources on which alone an event of a strongest chain rests.

    For each event that leads to nothing further, the strongest chain from any event that
    nothing explains, by way of what happened; relays of one source count as that source.
    """
    happened = {n: event for n, event in chronicle.events.items() if event.status in HAPPENED}
    graph = graph_of(replace(chronicle, events=happened))
    alone = {number: _sole_source(event, chronicle.sources) for number, event in happened.items()}
    roots = {n for n in graph if not graph.in_degree(n) and graph.out_degree(n)}
    if not roots:
        return
    reached = strengths(graph, roots)
    broken: dict[str, dict[int, list[int]]] = {}
    for end in reached:
        chain = chain_to(reached, end)
        if graph.out_degree(end) or len(chain) < 2:
            continue
        for number in chain:
            if sole := alone[number]:
                broken.setdefault(sole, {}).setdefault(end, []).append(number)
    for code, ends_broken in sorted(broken.items()):
        where = dict.fromkeys(n for numbers in ends_broken.values() for n in numbers)
        last = chronicle.events[next(iter(ends_broken))].handle
        more = f" and {len(ends_broken) - 1} more" if len(ends_broken) > 1 else ""
        yield Finding(
            "chokepoint",
            code,
            f"Without it the strongest chain to {last}{more} breaks at "
            f"{', '.join(chronicle.events[n].handle for n in where)}, for which nothing else is "
            "cited.",
        )


def _sole_source(event: Event, sources: Mapping[str, Source]) -> str | None:
    """The one source without which nothing is left that is cited for an event, or None."""
    cited = {citation.source for citation in event.citations}
    behind = {origin for code in cited for origin in origins(code, sources)}
    return behind.pop() if len(behind) == 1 else cited.pop() if len(cited) == 1 else None


def silent_intervals(chronicle: Chronicle) -> Iterator[Finding]:
    """Find stretches without events, much longer than is usual in the record.

    See Also
    --------
    tracker.analysis.silences : the rule.
    """
    happened = [event for event in chronicle.events.values() if event.status in HAPPENED]
    for each in silences(happened):
        yield Finding(
            "silent",
            f"{each.before.handle} … {each.after.handle}",
            f"Nothing is recorded for {each.days} days; was it quiet, or was it not searched?",
        )


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
    "relay-circle": circles_of_relays,
    "chokepoint": single_source_chokepoints,
    "silent": silent_intervals,
}


def findings(chronicle: Chronicle, rules: Collection[str] = tuple(RULES)) -> list[Finding]:
    """Apply the rules, in the order of `RULES`.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.
    rules : collection of str
        Names of the rules to apply; all by default.

    Returns
    -------
    list of Finding
        Grouped by rule; empty where nothing is found.

    Examples
    --------
    >>> findings(Chronicle())
    []
    """
    return [finding for name, rule in RULES.items() if name in rules for finding in rule(chronicle)]
