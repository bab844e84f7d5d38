"""Sensitivity of the best chain: each single link, source or grade that would change it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from tracker.analysis.graph import Graph, graph_of
from tracker.analysis.independence import relayed
from tracker.analysis.paths import best_paths
from tracker.analysis.whatif import without_sources
from tracker.model.bands import Band
from tracker.model.chains import Chain
from tracker.model.chronicle import Chronicle
from tracker.model.doubts import Weakness
from tracker.model.source import Citation, Grade, Source
from tracker.model.weighing import BY_DEFAULT, Weighing


def weaknesses(
    chronicle: Chronicle,
    first: int,
    last: int,
    grade: Grade | None = None,
    weighing: Weighing = BY_DEFAULT,
) -> tuple[Weakness, ...]:
    """Find what would change the best chain from one event to another if downgraded alone.

    Parameters
    ----------
    chronicle : Chronicle
        What lies between the two events.
    first, last : int
        Numbers of the events at the ends.
    grade : Grade, optional
        The grade that evidence must have to count; without one, no grade changes a chain.
    weighing : Weighing
        Which claims of a link count.

    Returns
    -------
    tuple of Weakness
        First the links of the best chain, then the sources that something on it rests on alone,
        then those whose citations alone grade something on it well enough; empty
        where there is no chain.

    Raises
    ------
    KeyError
        If an end is not in the chronicle.

    Notes
    -----
    One at a time: a link of likelihood p on the best chain, of strength s, can fall to p·t/s
    before a chain of strength t that does without it is as strong, all at the midpoints of their
    bands. Where of several claims the likeliest counts, a link falls no further than to the next
    one. A source falls with those that only relay it.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> from tracker.model.event import Event
    >>> from tracker.model.link import Link
    >>> day, threat = EventDate.parse("2016-10-03"), EventType("threat", "Threat")
    >>> events = {n: Event(n, f"e-{n}", f"E {n}", day, threat) for n in (1, 2, 4)}
    >>> links = (Link(1, 2, "enables", 0.8), Link(2, 4, "enables", 0.5), Link(1, 4, "enables", 0.2))
    >>> chronicle = Chronicle(events=events, links=links)
    >>> [(each.about, str(each.now), round(each.below, 3)) for each in weaknesses(chronicle, 1, 4)]
    [((1, 2), '0.8', 0.4), ((2, 4), '0.5', 0.25)]
    """
    graph = graph_of(chronicle, weighing)
    best = next(best_paths(graph, first, last), None)
    if best is None:
        return ()
    return (
        *_of_links(graph, best, first, last, weighing),
        *_of_sources(chronicle, best, first, last, grade, weighing),
        *(_of_grades(chronicle, best, first, last, grade, weighing) if grade else ()),
    )


def _of_links(
    graph: "Graph[int]", best: Chain, first: int, last: int, weighing: Weighing
) -> Iterator[Weakness]:
    for link, claims, band in zip(best.links, best.claims, best.steps, strict=True):
        edge = graph.edges[link.cause, link.effect]
        graph.remove_edge(link.cause, link.effect)
        other = next(best_paths(graph, first, last), None)
        graph.add_edge(link.cause, link.effect, **edge)
        below = band.midpoint * other.ranking / best.ranking if other else 0.0
        if weighing.any_account and len(claims) > 1 and claims[1].likelihood >= below:
            continue  # downgrading this claim leaves the next one, and the chain
        yield Weakness("link", (link.cause, link.effect), band, below, other)


def _of_sources(
    chronicle: Chronicle,
    best: Chain,
    first: int,
    last: int,
    grade: Grade | None,
    weighing: Weighing,
) -> Iterator[Weakness]:
    cited = {citation.source for event in best.events for citation in event.citations}
    cited |= {citation.source for link in best.links for citation in link.citations}
    cited |= {link.claimed_by for link in best.links if link.claimed_by in chronicle.sources}
    # Whoever is relayed by what is cited may be what it all comes from.
    behind = {each for code in cited for each in relayed(code, chronicle.sources)}
    for code in sorted(cited | behind):
        left = without_sources(chronicle, [code], grade)
        changed = _otherwise(left, best, first, last, weighing)
        if changed is not best:
            yield Weakness("source", (code,), None, None, changed)


def _of_grades(
    chronicle: Chronicle,
    best: Chain,
    first: int,
    last: int,
    grade: Grade,
    weighing: Weighing,
) -> Iterator[Weakness]:
    for event in best.events[1:-1]:
        if sole := _only_one(event.citations, chronicle, grade.admits_event):
            kept = {n: e for n, e in chronicle.events.items() if n != event.id}
            left = replace(chronicle, events=kept)
            changed = _otherwise(left, best, first, last, weighing)
            yield Weakness("grade", (sole, event.id), None, None, changed)
    for link in best.links:
        if sole := _only_one(link.citations, chronicle, grade.admits_link):
            others = tuple(each for each in chronicle.links if each is not link)
            left = replace(chronicle, links=others)
            changed = _otherwise(left, best, first, last, weighing)
            if changed is not best:
                yield Weakness("grade", (sole, link.cause, link.effect), None, None, changed)


def _only_one(
    citations: Collection[Citation],
    chronicle: Chronicle,
    admits: Callable[[Collection[Citation], Mapping[str, Source]], bool],
) -> str | None:
    """The source whose citations alone are graded well enough, where there is just one."""
    good = {each.source for each in citations if admits([each], chronicle.sources)}
    return good.pop() if len(good) == 1 else None


def _otherwise(
    chronicle: Chronicle, best: Chain, first: int, last: int, weighing: Weighing
) -> Chain | None:
    """The best chain of a changed chronicle; `best` itself where it is still that."""
    if not {first, last} <= chronicle.events.keys():
        return None
    found = next(best_paths(graph_of(chronicle, weighing), first, last), None)
    same = found is not None and (found.events, _steps(found)) == (best.events, _steps(best))
    return best if same else found


def _steps(path: Chain) -> list[tuple[int, int, Band]]:
    return [
        (link.cause, link.effect, band) for link, band in zip(path.links, path.steps, strict=True)
    ]
