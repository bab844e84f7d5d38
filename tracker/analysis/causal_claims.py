"""Which claims of a chronicle count in a calculation, as an and/or graph with their bands."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from tracker.analysis.graph import graph_of
from tracker.analysis.independence import origins
from tracker.analysis.reliability import CausalClaim, CausalGraph
from tracker.model.actor import ANALYST
from tracker.model.bands import cover
from tracker.model.chronicle import Chronicle
from tracker.model.link import Link
from tracker.model.source import Source


class Word(StrEnum):
    """Whose word counts where several speak of the same causes and effect."""

    ANALYST = "analyst"
    LIKELIEST = "likeliest"


def causal_graph_of(chronicle: Chronicle, word: Word = Word.ANALYST) -> CausalGraph:
    """Make the and/or graph of the claims that count.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and denials.
    word : Word
        `ANALYST`: the analyst's own judgement stands for the same causes and effect where there
        is one, else the widest band that covers those of all claimants; what the analyst denies is
        left out. `LIKELIEST`: the claim with the greatest midpoint.

    Returns
    -------
    CausalGraph
        Each claim has three likelihoods: the low end of its band, the midpoint, the high end.

    Examples
    --------
    >>> links = (Link(1, 2, "enables", 0.675, in_words=True), Link(1, 2, "enables", 0.9, "USA"))
    >>> chronicle = Chronicle(events=dict.fromkeys([1, 2]), links=links)
    >>> [claim.likelihoods for claim in causal_graph_of(chronicle).claims]
    [(0.55, 0.675, 0.8)]
    >>> [claim.likelihoods for claim in causal_graph_of(chronicle, Word.LIKELIEST).claims]
    [(0.9, 0.9, 0.9)]
    """
    together: dict[tuple[frozenset[int], int], list[Link]] = {}
    for link in chronicle.links:
        together.setdefault((frozenset(link.causes), link.effect), []).append(link)
    denied = [link for link in chronicle.denials if link.claimed_by == ANALYST]
    claims = []
    for (causes, effect), links in together.items():
        if word is Word.ANALYST and any(
            denial.effect == effect
            and (causes == set(denial.causes) or {denial.cause} == set(denial.causes) & causes)
            for denial in denied
        ):
            continue
        counted = counted_claims(links, word)
        band = cover(link.band for link in counted)
        claims.append(
            CausalClaim(
                counted[0].causes,
                effect,
                (band.low, band.midpoint, band.high),
                any(link.needed for link in counted),
                only_source(counted, chronicle.sources),
            )
        )
    return CausalGraph(tuple(graph_of(chronicle)), tuple(claims))


def counted_claims(links: Sequence[Link], word: Word = Word.ANALYST) -> tuple[Link, ...]:
    """Choose the claims that count, of several that speak of the same causes and effect.

    Parameters
    ----------
    links : sequence of Link
        One or more, by different claimants.
    word : Word
        Whose word counts.

    Returns
    -------
    tuple of Link
        One, or all of them side by side.

    Examples
    --------
    >>> links = [Link(1, 2, "enables", 0.9, "USA"), Link(1, 2, "enables", 0.2)]
    >>> [link.claimed_by for link in counted_claims(links)]
    ['analyst']
    >>> [link.claimed_by for link in counted_claims(links, Word.LIKELIEST)]
    ['USA']
    """
    if word is Word.LIKELIEST:
        return (min(links, key=lambda link: (-link.band.midpoint, link.claimed_by)),)
    own = tuple(link for link in links if link.claimed_by == ANALYST)
    return own or tuple(links)


def only_source(links: Iterable[Link], sources: Mapping[str, Source]) -> str | None:
    """Find the one independent source that claims rest on alone.

    Parameters
    ----------
    links : iterable of Link
        Claims of the same causes and effect.
    sources : mapping of str to Source
        All sources by code, with what they relay.

    Returns
    -------
    str or None
        Its code; None where nothing is cited, where one claim cites nothing, or where they rest on
        more than one source that does not relay the others.

    Examples
    --------
    >>> from tracker.model.source import Citation
    >>> wire, paper = Source("wire", "The Wire"), Source("paper", "The Paper", relays=("wire",))
    >>> link = Link(1, 2, "enables", 0.5, citations=(Citation("paper"), Citation("wire")))
    >>> only_source([link], {"wire": wire, "paper": paper})
    'wire'
    """
    behind: set[str] = set()
    for link in links:
        if not link.citations:
            return None
        for citation in link.citations:
            behind |= origins(citation.source, sources)
    return behind.pop() if len(behind) == 1 else None
