"""The graph of a chronicle as files of other graph tools, by networkx's own writers."""

import re
from collections.abc import Iterator
from typing import Any

import networkx as nx

from tracker.model.chronicle import Chronicle

# What no XML 1.0 file may hold.
TODAY = re.compile(r' lastmodifieddate="[^"]*"')
FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_graph(chronicle: Chronicle) -> "nx.MultiDiGraph[str]":
    """Make a graph whose attributes are texts and numbers alone.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and denials.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes by handle, an edge for each claim, by its claimant. What is not known is left out;
        characters that XML cannot hold are dropped.

    Examples
    --------
    >>> len(plain_graph(Chronicle()))
    0
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for event in chronicle.events.values():
        graph.add_node(
            event.handle,
            **_known(
                label=event.titled, date=event.date.text, start=event.date.start.date().isoformat(),
                end=event.date.end.date().isoformat(), kind=event.type.code, dyad=event.dyad,
                quad=event.quad.label if event.quad else None, status=str(event.status),
                intensity=event.intensity, place=event.place, summary=event.summary,
                sources="; ".join(dict.fromkeys(c.source for c in event.citations)),
            ),
        )  # fmt: skip
    for link in (*chronicle.links, *chronicle.denials):
        if link.cause in chronicle.events and link.effect in chronicle.events:
            cause, effect = (chronicle.events[n].handle for n in (link.cause, link.effect))
            graph.add_edge(
                cause, effect, key=link.claimed_by,
                **_known(
                    relation=link.relation, likelihood=link.likelihood, words=link.words,
                    claimed_by=link.claimed_by, because=link.because, denied=link.denied,
                    weight=link.likelihood,
                ),
            )  # fmt: skip
    return graph


def gexf_lines(chronicle: Chronicle) -> Iterator[str]:
    """Write the graph as GEXF 1.2draft, which Gephi shows over time by each node's start and end.

    >>> next(gexf_lines(Chronicle()))[:5]
    '<gexf'
    """
    for line in nx.generate_gexf(plain_graph(chronicle), version="1.2draft"):
        yield TODAY.sub("", line)  # the same chronicle gives the same file


def graphml_lines(chronicle: Chronicle) -> Iterator[str]:
    """Write the graph as GraphML, which most graph tools read.

    >>> "<graphml" in next(graphml_lines(Chronicle()))
    True
    """
    yield from nx.generate_graphml(plain_graph(chronicle))


def _known(**values: Any) -> dict[str, Any]:
    return {
        name: FORBIDDEN.sub("", value) if isinstance(value, str) else value
        for name, value in values.items()
        if value not in (None, "")
    }
