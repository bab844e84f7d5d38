"""The leading chain of a record: from its earliest root into the outcome with most behind it."""

from tracker.analysis.graph import Graph, graph_of
from tracker.analysis.paths import best_paths
from tracker.analysis.subgraphs import subgraph_between
from tracker.model.chains import Chain
from tracker.model.chronicle import Chronicle
from tracker.model.weighing import BY_DEFAULT, Weighing


def outcome_of(graph: "Graph[int]") -> int | None:
    """Find the outcome that the most events lead to.

    Parameters
    ----------
    graph : networkx.DiGraph
        The graph of a chronicle, its nodes in a topological order.

    Returns
    -------
    int or None
        The number of an event that has causes and no effects; of those with equally many events
        behind them that into which the likeliest link leads, then the latest. None where nothing
        is linked.

    Notes
    -----
    The events behind each are sets of bits, joined in one pass over the nodes. One that is linked
    as unlikely is no outcome of the same events beside one that is linked as almost certain.

    Examples
    --------
    >>> from tracker.model.link import Link
    >>> links = (Link(1, 2, "enables", 0.5), Link(2, 4, "enables", 0.5), Link(1, 3, "enables", 0.5))
    >>> outcome_of(graph_of(Chronicle(events=dict.fromkeys([1, 2, 3, 4]), links=links)))
    4
    """
    behind: dict[int, int] = {}
    best: tuple[int, float, int] | None = None
    for place, number in enumerate(graph):
        before = 0
        for cause in graph.pred[number]:
            before |= behind[cause]
        behind[number] = before | 1 << place
        if before and not graph.succ[number]:
            likeliest = -min(edge["cost"] for edge in graph.pred[number].values())
            reached = before.bit_count(), likeliest, place
            best = reached if best is None else max(best, reached)
    return None if best is None else list(graph)[best[2]]


def leading_chain(chronicle: Chronicle, weighing: Weighing = BY_DEFAULT) -> Chain | None:
    """Find the strongest chain from the earliest root to the outcome with the most behind it.

    Parameters
    ----------
    chronicle : Chronicle
        Events and links.
    weighing : Weighing
        Which claims count.

    Returns
    -------
    Chain or None
        None where no link counts.

    Raises
    ------
    RecordedCircle
        If the links close a circle.

    Examples
    --------
    >>> leading_chain(Chronicle()) is None
    True
    """
    graph = graph_of(chronicle, weighing)
    outcome = outcome_of(graph)
    if outcome is None:
        return None
    roots = [number for number in graph if not graph.pred[number] and graph.succ[number]]
    cone = subgraph_between(graph, roots, outcome)
    root = min(
        (number for number in cone if not cone.pred[number]),
        key=lambda number: (chronicle.events[number].date.start, number),
    )
    return next(best_paths(graph, root, outcome))
