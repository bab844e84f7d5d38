"""Who really says so: sources that relay one another are not independent."""

from collections.abc import Collection, Iterable, Mapping

import networkx as nx

from tracker.model.source import Source


def origins(code: str, sources: Mapping[str, Source]) -> frozenset[str]:
    """Trace a source back to those whose word it passes on in the end.

    Parameters
    ----------
    code : str
        The source to trace.
    sources : mapping of str to Source
        All sources by code; ``relays`` of each name others.

    Returns
    -------
    frozenset of str
        The sources that relay nobody, reached along the relays; the source itself where it
        relays nobody. A circle of relays is one origin, named by the first of its codes.

    Notes
    -----
    The ends of the condensation of the relay graph (its strongly connected components, Tarjan
    1972) that can be reached from the source.

    Examples
    --------
    >>> wire, paper = Source("wire", "The Wire"), Source("paper", "The Paper", relays=("wire",))
    >>> origins("paper", {"wire": wire, "paper": paper})
    frozenset({'wire'})
    """
    graph = _relays(sources, [code])
    condensed = nx.condensation(graph)
    start = condensed.graph["mapping"][code]
    reached = {start} | nx.descendants(condensed, start)
    return frozenset(
        min(condensed.nodes[part]["members"]) for part in reached if condensed.out_degree(part) == 0
    )


def independent_sources(cited: Collection[str], sources: Mapping[str, Source]) -> int:
    """Count the sources among those cited that do not repeat one another.

    Parameters
    ----------
    cited : collection of str
        Codes of the sources cited for one thing.
    sources : mapping of str to Source
        All sources by code.

    Returns
    -------
    int
        How many origins they have together, and never more than sources are cited: one report
        that relays two others is still one report.

    Examples
    --------
    >>> wire, paper = Source("wire", "The Wire"), Source("paper", "The Paper", relays=("wire",))
    >>> independent_sources(["wire", "paper"], {"wire": wire, "paper": paper})
    1
    """
    different = set(cited)
    if not any(code in sources and sources[code].relays for code in different):
        return len(different)
    found = {origin for code in different for origin in origins(code, sources)}
    return min(len(found), len(different))


def relay_circles(sources: Mapping[str, Source]) -> tuple[tuple[str, ...], ...]:
    """Find sources that relay one another in a circle, so that nobody is the origin.

    Parameters
    ----------
    sources : mapping of str to Source
        All sources by code.

    Returns
    -------
    tuple of tuple of str
        For each knot of such sources one circle through it, in the order of the relays.

    Examples
    --------
    >>> one, two = Source("one", "One", relays=("two",)), Source("two", "Two", relays=("one",))
    >>> relay_circles({"one": one, "two": two})
    (('one', 'two'),)
    """
    graph = _relays(sources, sources)
    knots = sorted(min(knot) for knot in nx.strongly_connected_components(graph) if len(knot) > 1)
    return tuple(tuple(step[0] for step in nx.find_cycle(graph, first)) for first in knots)


def _relays(sources: Mapping[str, Source], start: Iterable[str]) -> "nx.DiGraph[str]":
    """The graph of who passes on whose word, as far as it is reached from some sources."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    waiting = list(start)
    graph.add_nodes_from(waiting)
    seen = set(waiting)
    while waiting:
        code = waiting.pop()
        for original in sources[code].relays if code in sources else ():
            graph.add_edge(code, original)
            if original not in seen:
                seen.add(original)
                waiting.append(original)
    return graph
