"""Rules of `tracker check` about evidence: citations, grades, reasons, claimants, sources."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from tracker.analysis.circles import without_circles
from tracker.analysis.graph import graph_of
from tracker.analysis.independence import independent_sources, origins, relay_circles
from tracker.analysis.paths import chain_to, strengths
from tracker.model.answers.manage import Finding
from tracker.model.chronicle import Chronicle
from tracker.model.event import HAPPENED, Event
from tracker.model.source import Citation, Source


def events_without_source(chronicle: Chronicle) -> Iterator[Finding]:
    """Find events that nobody is cited for.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each event.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> event = Event(1, "e", "E", EventDate.parse("2016-10-03"), EventType("t", "T"))
    >>> [finding.about for finding in events_without_source(Chronicle({1: event}))]
    ['e']
    """
    for event in chronicle.events.values():
        if not event.citations:
            yield unsourced(event.handle, event.id)


def unsourced(handle: str, number: int) -> Finding:
    """Word the finding of an event that nobody is cited for.

    Parameters
    ----------
    handle : str
        Its handle.
    number : int
        Its number.

    Returns
    -------
    Finding
        The finding.

    Examples
    --------
    >>> unsourced("talks", 3).message
    'Nothing is cited; `tracker cite 3 --source …`.'
    """
    return Finding("no-source", handle, f"Nothing is cited; `tracker cite {number} --source …`.")


def ungraded_citations(chronicle: Chronicle) -> Iterator[Finding]:
    """Find citations of events that lack the letter or the digit of an Admiralty grade.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each citation.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.source import Citation
    >>> day, kind = EventDate.parse("2016-10-03"), EventType("t", "T")
    >>> event = Event(1, "e", "E", day, kind, citations=(Citation("wire", 2),))
    >>> [finding.message for finding in ungraded_citations(Chronicle({1: event}))]
    ["The citation of wire lacks the source's reliability (A-F)."]
    """
    for event in chronicle.events.values():
        for citation in event.citations:
            source = chronicle.sources.get(citation.source)
            no_letter = source is None or source.reliability is None
            no_digit = citation.credibility is None
            if no_letter or no_digit:
                yield ungraded(event.handle, citation.source, no_letter, no_digit)


def ungraded(handle: str, source: str, no_letter: bool, no_digit: bool) -> Finding:
    """Word the finding of a citation that lacks a half of its grade.

    Parameters
    ----------
    handle, source : str
        Of the event, and of the source that is cited for it.
    no_letter, no_digit : bool
        Which halves it lacks.

    Returns
    -------
    Finding
        The finding.

    Examples
    --------
    >>> ungraded("talks", "wire", False, True).message
    'The citation of wire lacks its credibility (1-6).'
    """
    return Finding("ungraded", handle, _lacking(source, no_letter, no_digit))


@lru_cache(1_000)
def _lacking(source: str, no_letter: bool, no_digit: bool) -> str:
    """The words of what is lacking, which are those of many citations of one source."""
    letter = ("the source's reliability (A-F)",) if no_letter else ()
    digit = ("its credibility (1-6)",) if no_digit else ()
    return f"The citation of {source} lacks {' and '.join((*letter, *digit))}."


def confirmed_by_one_source(chronicle: Chronicle) -> Iterator[Finding]:
    """Find what is graded 1, confirmed by other sources, and has fewer than two independent ones.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each event and each link. Reports that pass on one another's word are one.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.source import Citation
    >>> day, kind = EventDate.parse("2016-10-03"), EventType("t", "T")
    >>> event = Event(1, "e", "E", day, kind, citations=(Citation("wire", 1),))
    >>> [finding.about for finding in confirmed_by_one_source(Chronicle({1: event}))]
    ['e']
    """
    for about, cited in _cited_things(chronicle):
        confirmed = sorted({each.source for each in cited if each.credibility == 1})
        reports = independent_sources({each.source for each in cited}, chronicle.sources)
        if confirmed and reports < 2:
            yield Finding(
                "unconfirmed",
                about,
                f"The report of {' and '.join(confirmed)} is graded 1, confirmed by other "
                "independent sources, but all that is cited is one; cite another, or grade it 2.",
            )


def _cited_things(record: Chronicle) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Events and links, with what is cited for the whole of each."""
    for event in record.events.values():
        yield event.handle, tuple(each for each in event.citations if not each.supports)
    for link in (*record.links, *record.denials):
        ends = [record.events[number].handle for number in (link.cause, link.effect)]
        yield f"{' → '.join(ends)}, by {link.claimed_by}", link.citations


def links_without_reason(chronicle: Chronicle) -> Iterator[Finding]:
    """Find links that give no reason.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each link.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.link import Link
    >>> first, second = (
    ...     Event(n, f"e{n}", "E", EventDate.parse(on), EventType("t", "T"))
    ...     for n, on in ((1, "2016-10-03"), (2, "2016-10-04"))
    ... )
    >>> links = (Link(1, 2, "enables", 0.5), Link(1, 2, "enables", 0.5, "RUS", "It says so."))
    >>> [finding.about for finding in links_without_reason(Chronicle({1: first, 2: second}, links))]
    ['e1 → e2']
    """
    for link in chronicle.links:
        if not link.because:
            cause, effect = chronicle.events[link.cause], chronicle.events[link.effect]
            yield Finding(
                "no-reason",
                f"{cause.handle} → {effect.handle}",
                f"{link.claimed_by} gives no reason; "
                "`tracker link … --replace --because …` adds one.",
            )


def unknown_claimants(chronicle: Chronicle) -> Iterator[Finding]:
    """Find links claimed by a code that is no actor, no source and not the analyst.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each link.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.link import Link
    >>> first, second = (
    ...     Event(n, f"e{n}", "E", EventDate.parse(on), EventType("t", "T"))
    ...     for n, on in ((1, "2016-10-03"), (2, "2016-10-04"))
    ... )
    >>> links = (Link(1, 2, "enables", 0.5, "nobody"),)
    >>> [finding.message for finding in unknown_claimants(Chronicle({1: first, 2: second}, links))]
    ['Nobody is known by the code nobody.']
    """
    known = {"analyst", *chronicle.actors, *chronicle.sources}
    for link in chronicle.links:
        if link.claimed_by not in known:
            about = (
                f"{chronicle.events[link.cause].handle} → {chronicle.events[link.effect].handle}"
            )
            yield Finding("claimant", about, f"Nobody is known by the code {link.claimed_by}.")


def circles_of_relays(chronicle: Chronicle) -> Iterator[Finding]:
    """Find sources that pass on one another's word in a circle, so that nobody is the origin.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each circle, about one of its sources.

    Examples
    --------
    >>> from tracker.model.source import Source
    >>> sources = {
    ...     "a": Source("a", "A", relays=("b",)), "b": Source("b", "B", relays=("a",))
    ... }
    >>> [finding.about for finding in circles_of_relays(Chronicle(sources=sources))]
    ['a']
    """
    for circle in relay_circles(chronicle.sources):
        yield Finding(
            "relay-circle",
            circle[0],
            f"Nobody is the origin: {' relays '.join((*circle, circle[0]))}; "
            "`tracker sources edit … --relays` corrects one.",
        )


def single_source_chokepoints(chronicle: Chronicle) -> Iterator[Finding]:
    """Find sources on which alone an event of a strongest chain rests.

    Parameters
    ----------
    chronicle : Chronicle
        The whole record.

    Yields
    ------
    Finding
        One for each source.

    Notes
    -----
    For each event that leads to nothing further, the strongest chain from any event that
    nothing explains, by way of what happened; relays of one source count as that source. Links
    that lie on a circle are left out.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.link import Link
    >>> from tracker.model.source import Citation
    >>> cited = (Citation("wire"),)
    >>> first, second = (
    ...     Event(n, f"e{n}", "E", EventDate.parse(on), EventType("t", "T"), citations=cited)
    ...     for n, on in ((1, "2016-10-03"), (2, "2016-10-04"))
    ... )
    >>> crisis = Chronicle({1: first, 2: second}, (Link(1, 2, "enables", 0.5),))
    >>> [finding.about for finding in single_source_chokepoints(crisis)]
    ['wire']
    """
    happened = {n: event for n, event in chronicle.events.items() if event.status in HAPPENED}
    graph = graph_of(without_circles(replace(chronicle, events=happened)))
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
