"""Events or sources taken away: the outcomes that then lose their explanation."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

import networkx as nx

from tracker.analysis.flows import disjoint_ways
from tracker.analysis.graph import Graph, event_at, graph_of
from tracker.analysis.independence import relayed, relayed_past
from tracker.analysis.paths import strongest_from
from tracker.analysis.standing import possible_again, standing_after
from tracker.model.answers.ask import WhatIf
from tracker.model.bands import Band
from tracker.model.chronicle import Chronicle
from tracker.model.doubts import Fate, Outcome
from tracker.model.source import Citation, Grade, Source
from tracker.model.weighing import BY_DEFAULT, Weighing


def what_if(
    chronicle: Chronicle,
    without: Collection[int] = (),
    without_sources: Collection[str] = (),
    grade: Grade | None = None,
    weighing: Weighing = BY_DEFAULT,
    averted: Chronicle | None = None,
) -> WhatIf:
    """Take events or sources away and see how the outcomes are explained then.

    Parameters
    ----------
    chronicle : Chronicle
        Events and links.
    without : collection of int
        Numbers of events taken to not have happened.
    without_sources : collection of str
        Codes of sources taken to be worthless, and with them whatever only relays them, directly
        or through others: events
        and links for which nothing else is cited go, and so do the links that they claim.
    grade : Grade, optional
        The grade that what is left must have to count, where the chronicle was chosen by one.
    weighing : Weighing
        Which claims of a link count.
    averted : Chronicle, optional
        The same events and those that were averted, with all links among them.

    Returns
    -------
    WhatIf
        What went, what falls with it, every outcome's fate, and what would be possible again.

    Notes
    -----
    Claims are taken as certain. Of several claims one is enough, a joint one needs all its
    members, and without a needed cause nothing else helps; see `tracker.analysis.standing`.

    Root causes are those of the whole graph: an effect whose causes are taken away is left
    unexplained, and does not become a root. That the most chains without a common event are as
    many as the fewest events that part an outcome from all roots is Menger's theorem (1927).

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 3, "enables", 0.9), Link(2, 3, "enables", 0.5))
    >>> chronicle = Chronicle(events=dict.fromkeys([1, 2, 3]), links=links)
    >>> [outcome] = what_if(chronicle, without=[1]).outcomes
    >>> str(outcome.fate), str(outcome.strength), str(outcome.strength_after), outcome.ways
    ('weaker', '0.9', '0.5', 2)
    """
    left = _left(chronicle, without, without_sources, grade)
    standing, fallen = standing_after(chronicle, left, weighing)
    before, kept = graph_of(chronicle, weighing), graph_of(left, weighing)
    after = graph_of(
        replace(left, events={n: e for n, e in left.events.items() if n in standing}), weighing
    )
    roots = [n for n in before if not before.in_degree(n) and before.out_degree(n)]
    outcomes = []
    for number in before:
        if before.out_degree(number) or not before.in_degree(number):
            continue
        strength, ways = _explained(before, roots, number)
        then, ways_then = _explained(after, roots, number) if number in after else (NONE, 0)
        if number not in kept:
            fate = Fate.GONE
        elif number not in after:
            fate = fallen.pop(number).fate
        elif not ways_then:
            fate = Fate.UNEXPLAINED
        else:
            fate = Fate.WEAKER if then.ranking < strength.ranking - 1e-9 else Fate.AS_BEFORE
        outcomes.append(
            Outcome(event_at(before, number), fate, strength.band, then.band, ways, ways_then)
        )
    gone = [event for number, event in chronicle.events.items() if number not in left.events]
    parted = sum(edge not in kept.edges for edge in before.edges if set(edge) <= left.events.keys())
    further: tuple[int, ...] = ()
    if averted is not None:
        links = _left(averted, without, without_sources, grade).links
        further = possible_again(averted, links, standing, weighing)
    return WhatIf(
        tuple(gone),
        parted,
        tuple(outcomes),
        tuple(fallen.values()),
        () if averted is None else tuple(averted.events[number] for number in further),
    )


def without_sources(
    chronicle: Chronicle, sources: Collection[str], grade: Grade | None = None
) -> Chronicle:
    """Leave out what rests on some sources alone.

    Parameters
    ----------
    chronicle : Chronicle
        Events and links with their citations.
    sources : collection of str
        Codes of the sources to do without; those go with them that have their word from nobody
        else, be it through others.
    grade : Grade, optional
        The grade that one of the citations left must have.

    Returns
    -------
    Chronicle
        Without the events and links that cite only such sources, and without the links that
        such a source claims. What cites nothing stays: it never rested on them.

    Examples
    --------
    >>> wire = Source("wire", "The Wire")
    >>> without_sources(Chronicle(sources={"wire": wire}), ["wire"]).sources == {"wire": wire}
    True
    """
    gone = _worthless(chronicle.sources, sources)

    def rests(citations: Collection[Citation], of_link: bool = False) -> bool:
        """Whether what is cited besides is nothing, or not graded well enough."""
        left = [each for each in citations if each.source not in gone]
        if grade is None or len(left) == len(citations):
            return bool(citations) and not left
        admits = grade.admits_link if of_link else grade.admits_event
        return not admits(left, chronicle.sources)

    return replace(
        chronicle,
        events={n: event for n, event in chronicle.events.items() if not rests(event.citations)},
        links=tuple(
            link
            for link in chronicle.links
            if link.claimed_by not in gone and not rests(link.citations, of_link=True)
        ),
    )


def _worthless(sources: Mapping[str, Source], unbelieved: Collection[str]) -> set[str]:
    """Those not believed, and those that have their word from nobody else, however far back.

    A source keeps its word where it has some from one that nobody of those is behind.
    """
    gone = set(unbelieved)
    touched = {code for code in sources if not gone.isdisjoint((code, *relayed(code, sources)))}
    return gone | {code for code in touched if relayed_past(code, sources, gone) <= touched}


def _left(
    chronicle: Chronicle,
    without: Collection[int],
    sources: Collection[str],
    grade: Grade | None,
) -> Chronicle:
    left = without_sources(chronicle, sources, grade) if sources else chronicle
    return replace(left, events={n: e for n, e in left.events.items() if n not in without})


class _Score(NamedTuple):
    """The strength of a chain: its band, and what it is ranked by."""

    band: Band
    ranking: float


NONE = _Score(Band.point(0.0), 0.0)


def _explained(graph: "Graph[int]", roots: Collection[int], number: int) -> tuple[_Score, int]:
    """The strength of the strongest chain from a root, and how many have no event in common."""
    chain = strongest_from(graph, roots, number)
    if chain is None:
        return NONE, 0
    behind = nx.ancestors(graph, number) | {number}
    place = {event: here for here, event in enumerate(behind, start=1)}  # 0 is before all roots
    arcs = [(0, place[root]) for root in roots if root in behind]
    arcs += [
        (place[cause], place[effect]) for cause in behind for effect in graph.adj[cause]
        if effect in behind
    ]  # fmt: skip
    return _Score(chain.strength, chain.ranking), disjoint_ways(arcs, 0, place[number])
