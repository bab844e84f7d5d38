"""The graph of a chronicle as files of other graph tools, by networkx's own writers."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import ParseError

import networkx as nx

from tracker.errors import InvalidInput
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.event_fields import LABELS
from tracker.model.link import LinkDraft
from tracker.model.source import Citation, cited_in

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
                label=event.titled, title=event.title, date=event.date.text,
                start=event.date.earliest and event.date.earliest.date().isoformat(),
                end=event.date.latest and event.date.latest.date().isoformat(),
                kind=event.type.code, dyad=event.dyad,
                quad=event.quad.label if event.quad else None, status=str(event.status),
                by="; ".join(actor.code for actor in event.by),
                to="; ".join(actor.code for actor in event.to),
                avoidable=event.avoidable or None, own_intensity=event.own_intensity,
                intensity=event.intensity, place=event.place, summary=event.summary,
                sources="; ".join(cited_in(event.citations)),
                **{field.name: "; ".join(field.plain(event)) for field in LABELS},
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
    """Write the graph as GEXF 1.2draft, which Gephi shows over time.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and denials.

    Yields
    ------
    str
        The lines of the file, without line ends.

    Examples
    --------
    >>> next(gexf_lines(Chronicle()))[:5]
    '<gexf'
    """
    for line in nx.generate_gexf(plain_graph(chronicle), version="1.2draft"):
        yield TODAY.sub("", line)  # the same chronicle gives the same file


def graphml_lines(chronicle: Chronicle) -> Iterator[str]:
    """Write the graph as GraphML, which most graph tools read.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and denials.

    Yields
    ------
    str
        The lines of the file, without line ends.

    Examples
    --------
    >>> "<graphml" in next(graphml_lines(Chronicle()))
    True
    """
    yield from nx.generate_graphml(plain_graph(chronicle))


def read_gexf(text: str) -> Batch:
    r"""Read a graph that `gexf_lines` wrote.

    Parameters
    ----------
    text : str
        The whole file.

    Returns
    -------
    Batch
        The events and links of it; sources are known by their codes alone.

    Raises
    ------
    InvalidInput
        If it is no GEXF, or was not written by tracker.

    Examples
    --------
    >>> read_gexf("\n".join(gexf_lines(Chronicle()))).events
    ()
    """
    return _batch_of(_graph(text, "GEXF", lambda: nx.read_gexf(io.BytesIO(text.encode()))))


def read_graphml(text: str) -> Batch:
    r"""Read a graph that `graphml_lines` wrote.

    Parameters
    ----------
    text : str
        The whole file.

    Returns
    -------
    Batch
        The events and links of it; sources are known by their codes alone.

    Raises
    ------
    InvalidInput
        If it is no GraphML, or was not written by tracker.

    Examples
    --------
    >>> read_graphml("\n".join(graphml_lines(Chronicle()))).links
    ()
    """
    return _batch_of(_graph(text, "GraphML", lambda: nx.parse_graphml(text)))


def _graph(text: str, called: str, parse: Callable[[], Any]) -> Any:
    """The graph of a file; one that declares entities is not ours, and could be a trap."""
    if "<!" in text.replace("<!--", ""):
        raise InvalidInput(f"This {called} declares a document type; tracker writes none.")
    try:
        return parse()
    except (nx.NetworkXError, ParseError, KeyError, ValueError, TypeError) as error:
        raise InvalidInput(f"This is no {called} that can be read: {error}.") from None


def _batch_of(graph: Any) -> Batch:
    """The events and links of a graph that `plain_graph` made."""
    events = []
    for handle, of in graph.nodes(data=True):
        if missing := {"title", "date", "kind"} - of.keys():
            raise InvalidInput(
                f"The node {str(handle)[:60]!r} has no {' and no '.join(sorted(missing))}, so "
                "tracker did not write it."
            )
        events.append(
            EventDraft(
                of["title"],
                EventDate.parse(of["date"]),
                of["kind"],
                by=_several(of.get("by")),
                to=_several(of.get("to")),
                summary=of.get("summary", ""),
                place=of.get("place"),
                intensity=of.get("own_intensity"),
                handle=handle,
                status=of.get("status", "occurred"),
                avoidable=bool(of.get("avoidable")),
                citations=tuple(map(Citation, _several(of.get("sources")))),
                **_labels(of),
            )
        )
    links = [
        LinkDraft(
            cause, effect, of["relation"], of["likelihood"], of["claimed_by"],
            of.get("because", ""), denied=bool(of.get("denied")),
        )
        for cause, effect, of in graph.edges(data=True)
    ]  # fmt: skip
    return Batch(events=tuple(events), links=tuple(links))


def _labels(of: Mapping[str, Any]) -> dict[str, Any]:
    return {field.name: _several(of.get(field.name)) for field in LABELS}


def _several(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split("; ")) if joined else ()


def _known(**values: Any) -> dict[str, Any]:
    return {
        name: FORBIDDEN.sub("", value) if isinstance(value, str) else value
        for name, value in values.items()
        if value not in (None, "")
    }
