"""The claims of a chronicle that count, as an and/or graph with their bands."""

from collections.abc import Iterable, Mapping

from tracker.analysis.graph import graph_of, weighed_claims
from tracker.analysis.independence import origins
from tracker.analysis.reliability import CausalClaim, CausalGraph
from tracker.model.chronicle import Chronicle
from tracker.model.link import Link
from tracker.model.source import Source
from tracker.model.weighing import BY_DEFAULT, Weighing


def causal_graph_of(chronicle: Chronicle, weighing: Weighing = BY_DEFAULT) -> CausalGraph:
    """Make the and/or graph of the claims that count.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and denials.
    weighing : Weighing
        Which claims count: by default the analyst's own judgement of the same causes and effect,
        else those of all claimants side by side.

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
    >>> [claim.likelihoods for claim in causal_graph_of(chronicle, Weighing(True)).claims]
    [(0.9, 0.9, 0.9)]
    """
    claims = []
    for (_, effect), weighed in weighed_claims(chronicle, weighing).items():
        band = weighed.band
        claims.append(
            CausalClaim(
                weighed.link.causes,
                effect,
                (band.low, band.midpoint, band.high),
                weighed.needed,
                only_source(weighed.claims[: weighed.counted], chronicle.sources),
            )
        )
    return CausalGraph(tuple(graph_of(chronicle, weighing)), tuple(claims))


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
