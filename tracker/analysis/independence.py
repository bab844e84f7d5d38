"""Independence of sources: those that relay one another, or a third, are not independent."""

from collections.abc import Collection, Mapping, Sequence

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
    The ends of the condensation of the relay graph: what is reached from the source, and from
    whatever it reaches itself.

    Examples
    --------
    >>> wire, paper = Source("wire", "The Wire"), Source("paper", "The Paper", relays=("wire",))
    >>> origins("paper", {"wire": wire, "paper": paper})
    frozenset({'wire'})
    """
    reached = _reached(code, sources)
    if len(reached) == 1:
        return frozenset(reached)
    further = {each: _reached(each, sources) for each in reached}
    return frozenset(
        min(further[each])
        for each in reached
        if all(each in further[other] for other in further[each])
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
        The most of them that can be told apart by an origin of their own: one report that relays
        two others is still one report, and two reports of one origin are one.

    Notes
    -----
    The size of a maximum matching of reports to origins, by augmenting paths (Berge 1957).

    Examples
    --------
    >>> wire, paper = Source("wire", "The Wire"), Source("paper", "The Paper", relays=("wire",))
    >>> independent_sources(["wire", "paper"], {"wire": wire, "paper": paper})
    1
    """
    return len(independent_among(sorted(set(cited)), sources))


def independent_among(cited: Sequence[str], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Choose sources that do not repeat one another, as many as there are, the first ones first.

    Parameters
    ----------
    cited : sequence of str
        Codes of sources, each once, those that are wanted most at the head.
    sources : mapping of str to Source
        All sources by code.

    Returns
    -------
    tuple of str
        As many as `independent_sources` counts. A source is left out only where those before it
        leave it no origin of its own.

    Notes
    -----
    Sets of reports that can be matched to origins are a transversal matroid (Edmonds & Fulkerson
    1965), so that taking each that still fits gives the best set of all.

    Examples
    --------
    >>> wire, paper = Source("wire", "The Wire"), Source("paper", "The Paper", relays=("wire",))
    >>> independent_among(["paper", "wire"], {"wire": wire, "paper": paper})
    ('paper',)
    """
    behind = {code: origins(code, sources) for code in cited}
    taken: dict[str, str] = {}  # by each origin, for which report it stands

    def matched(report: str, tried: set[str]) -> bool:
        for origin in sorted(behind[report] - tried):
            tried.add(origin)
            if origin not in taken or matched(taken[origin], tried):
                taken[origin] = report
                return True
        return False

    return tuple(report for report in behind if matched(report, set()))


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
    import networkx as nx  # here: most questions of evidence come without any graph

    graph: nx.DiGraph[str] = nx.DiGraph(
        (code, original) for code, source in sources.items() for original in source.relays
    )
    knots = sorted(min(knot) for knot in nx.strongly_connected_components(graph) if len(knot) > 1)
    return tuple(tuple(step[0] for step in nx.find_cycle(graph, first)) for first in knots)


def relayed(code: str, sources: Mapping[str, Source]) -> frozenset[str]:
    """Find all sources whose word a source passes on, directly or not.

    Parameters
    ----------
    code : str
        Code of the source.
    sources : mapping of str to Source
        Sources by code.

    Returns
    -------
    frozenset of str
        Codes, its own not among them.

    Examples
    --------
    >>> wire, paper = Source("wire", "The Wire"), Source("paper", "The Paper", relays=("wire",))
    >>> relayed("paper", {"wire": wire, "paper": paper})
    frozenset({'wire'})
    """
    return frozenset(_reached(code, sources) - {code})


def relayed_past(code: str, sources: Mapping[str, Source], gone: Collection[str]) -> frozenset[str]:
    """Find a source and those whose word it passes on without the help of some others.

    Parameters
    ----------
    code : str
        Code of the source, not one of `gone`.
    sources : mapping of str to Source
        Sources by code.
    gone : collection of str
        Codes of the sources to do without.

    Returns
    -------
    frozenset of str
        Codes, its own among them.

    Examples
    --------
    >>> wire, paper = Source("wire", "The Wire"), Source("paper", "The Paper", relays=("wire",))
    >>> relayed_past("paper", {"wire": wire, "paper": paper}, ["wire"])
    frozenset({'paper'})
    """
    return frozenset(_reached(code, sources, gone))


def _reached(code: str, sources: Mapping[str, Source], gone: Collection[str] = ()) -> set[str]:
    """A source and all whose word it passes on, directly or not."""
    reached, waiting = {code}, [code]
    while waiting:
        each = waiting.pop()
        for original in sources[each].relays if each in sources else ():
            if original not in reached and original not in gone:
                reached.add(original)
                waiting.append(original)
    return reached
