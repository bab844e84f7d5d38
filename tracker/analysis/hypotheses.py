"""Rival explanations of one event against the evidence: the analysis of competing hypotheses."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from tracker.analysis.independence import independent_sources
from tracker.model.chronicle import Chronicle
from tracker.model.hypotheses import (
    Consistency,
    Ends,
    Evidence,
    HypothesisTable,
    Standing,
)
from tracker.model.link import Link
from tracker.model.source import Grade

Place = tuple[str, str]


def explanations_of(chronicle: Chronicle, event: int) -> dict[str, tuple[Ends, ...]]:
    """Collect the explanations of an event: the accounts, then the rivals that were named.

    Parameters
    ----------
    chronicle : Chronicle
        The links, the denials and the rivals.
    event : int
        The event explained.

    Returns
    -------
    dict of str to tuple of tuple of int
        By claimant or name the links that the explanation is made of. The account of a claimant
        are the links into the event that it claims.

    Examples
    --------
    >>> explanations_of(Chronicle(links=(Link(1, 2, "enables", 0.5, "RUS"),)), 2)
    {'RUS': ((1, 2),)}
    """
    found: dict[str, tuple[Ends, ...]] = {}
    for link in sorted(chronicle.links, key=lambda each: (each.claimed_by, each.cause)):
        if link.effect == event:
            own = tuple((cause, event) for cause in link.causes)
            found[link.claimed_by] = (*found.get(link.claimed_by, ()), *own)
    for rival in chronicle.rivals:
        if rival.event == event:
            found[rival.name] = rival.links
    return found


def hypothesis_table(
    chronicle: Chronicle, event: int, explanations: Sequence[str] | None = None
) -> HypothesisTable:
    """Set rival explanations of an event against the evidence.

    Parameters
    ----------
    chronicle : Chronicle
        The record, with what the analyst rated.
    event : int
        The event explained.
    explanations : sequence of str, optional
        Those to compare, by claimant or name; by default all there are.

    Returns
    -------
    HypothesisTable
        A column for each explanation, the least contradicted first; a row for each place of a
        source that is cited for or against a link of any of them, or rated, the one that tells
        most apart first.

    Notes
    -----
    Heuer (1999), Psychology of Intelligence Analysis, chapter 8: explanations are ranked by what
    is inconsistent with them, for much is consistent with all. Only independent reports count, one
    each; no other weight is put on them. In a trial the method did not make analysts judge better
    (Dhami, Belton & Mandel 2019, The "analysis of competing hypotheses" in intelligence analysis).

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.event import Event
    >>> from tracker.model.hypotheses import Rating
    >>> from tracker.model.source import Citation
    >>> war = Event(2, "war", "War", EventDate.parse("1914"), EventType("war", "War"))
    >>> cited = (Citation("diary"),)
    >>> links = tuple(Link(1, 2, "enables", 0.5, who, citations=cited) for who in ("A", "B"))
    >>> ratings = (Rating(2, "A", "diary", "neutral"), Rating(2, "B", "diary", "inconsistent"))
    >>> record = Chronicle({2: war}, links, ratings=ratings)
    >>> [(each.name, each.against) for each in hypothesis_table(record, 2).columns]
    [('A', 0), ('B', 1)]
    """
    found = explanations_of(chronicle, event)
    names = list(found) if explanations is None else list(dict.fromkeys(explanations))
    rated = {
        (each.source, each.locator, each.explanation): Consistency(each.rating)
        for each in chronicle.ratings
        if each.event == event
    }
    places = _places(chronicle, event, [found.get(name, ()) for name in names])
    for source, locator, name in rated:
        if name in names:
            places.setdefault((source, locator), _letter_alone(source, chronicle))
    columns = sorted(
        (_standing(name, found.get(name, ()), rated, places, chronicle) for name in names),
        key=lambda each: each.against,
    )
    rows = [
        _row(place, grade, [rated.get((*place, each.name)) for each in columns])
        for place, grade in places.items()
    ]
    return HypothesisTable(
        chronicle.events[event], tuple(columns), tuple(sorted(rows, key=lambda each: -each.apart))
    )


def _places(
    chronicle: Chronicle, event: int, explanations: Iterable[tuple[Ends, ...]]
) -> dict[Place, Grade]:
    """What is cited for the links of explanations, and against links into the event."""
    wanted = {ends for each in explanations for ends in each}
    cited: dict[Place, Grade] = {}
    claims: Iterable[Link] = (*chronicle.links, *chronicle.denials)
    for link in claims:
        if (link.cause, link.effect) in wanted or (link.denied and link.effect == event):
            for citation in link.citations:
                place = (citation.source, citation.locator or "")
                grade = Grade(
                    _letter_alone(citation.source, chronicle).reliability, citation.credibility
                )
                if place not in cited or cited[place].credibility is None:
                    cited[place] = grade
    return cited


def _letter_alone(source: str, chronicle: Chronicle) -> Grade:
    known = chronicle.sources.get(source)
    return Grade(known.reliability if known else None)


def _standing(
    name: str,
    links: tuple[Ends, ...],
    rated: Mapping[tuple[str, str, str], Consistency],
    places: Mapping[Place, Grade],
    chronicle: Chronicle,
) -> Standing:
    own = {place: rating for place in places if (rating := rated.get((*place, name))) is not None}
    against = [source for (source, _), r in own.items() if r is Consistency.INCONSISTENT]
    consistent = sum(rating is Consistency.CONSISTENT for rating in own.values())
    independent = independent_sources(set(against), chronicle.sources)
    return Standing(name, links, independent, len(against), consistent, len(own))


def _row(place: Place, grade: Grade, ratings: Sequence[Consistency | None]) -> Evidence:
    known = [each.value_of for each in ratings if each is not None]
    apart = sum(abs(one - other) for one, other in combinations(known, 2))
    return Evidence(*place, grade, tuple(ratings), apart)
