"""The graph of a chronicle as files of other graph tools, by networkx's own writers."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from tracker.errors import InvalidInput, excerpt
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.claimants import claimants_of
from tracker.model.coordinates import degrees_of, point_at
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventDraft, Status, parse_status
from tracker.model.event_fields import LABELS
from tracker.model.link import LinkDraft
from tracker.model.source import Citation, cited_in
from tracker.model.text import xml_text

TODAY = re.compile(r' lastmodifieddate="[^"]*"')


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
            xml_text(event.handle),
            **_known(
                label=event.titled, title=event.title, date=event.date.text,
                start=event.date.earliest and event.date.earliest.date().isoformat(),
                end=event.date.latest and event.date.latest.date().isoformat(),
                kind=event.type.code, dyad=event.dyad,
                quad=event.quad.label if event.quad else None, status=str(event.status),
                by="; ".join(actor.code for actor in event.by),
                to="; ".join(actor.code for actor in event.to),
                avoidable=event.avoidable or None, own_intensity=event.own_intensity,
                intensity=event.intensity, place=event.place,
                **_degrees(event), summary=event.summary,
                sources="; ".join(cited_in(event.citations)),
                **{field.name: "; ".join(field.plain(event)) for field in LABELS},
                marking=event.marking,
            ),
        )  # fmt: skip
    for link in (*chronicle.links, *chronicle.denials):
        if link.cause in chronicle.events and link.effect in chronicle.events:
            cause, effect = (
                xml_text(chronicle.events[n].handle) for n in (link.cause, link.effect)
            )
            graph.add_edge(
                cause, effect, key=xml_text(link.claimed_by),
                **_known(
                    relation=link.relation, likelihood=link.likelihood, words=link.words,
                    in_words=link.in_words, needed=link.needed or None,
                    partners="; ".join(
                        xml_text(chronicle.events[n].handle) for n in link.partners
                    ),
                    claimed_by=link.claimed_by, because=link.because, denied=link.denied,
                    weight=link.likelihood, marking=link.marking,
                    claimant=title_of(link.claimed_by, chronicle),
                ),
            )  # fmt: skip
    return graph


def title_of(code: str, chronicle: Chronicle) -> str | None:
    """The title of a source that claims a link; None for an actor and the analyst."""
    source = chronicle.sources.get(code)
    return None if source is None else source.title


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


def parse_gexf(text: str) -> Any:
    r"""Parse GEXF as networkx does, whose errors are whatever comes to it.

    Parameters
    ----------
    text : str
        The whole file.

    Returns
    -------
    networkx graph
        As it stands in the file.

    Examples
    --------
    >>> len(parse_gexf("\n".join(gexf_lines(Chronicle()))))
    0
    """
    return nx.read_gexf(io.BytesIO(text.encode()))


def parse_graphml(text: str) -> Any:
    r"""Parse GraphML as networkx does, whose errors are whatever comes to it.

    Parameters
    ----------
    text : str
        The whole file.

    Returns
    -------
    networkx graph
        As it stands in the file.

    Examples
    --------
    >>> len(parse_graphml("\n".join(graphml_lines(Chronicle()))))
    0
    """
    return nx.parse_graphml(text)


def batch_of(graph: Any) -> Batch:
    """Take the events and links out of a graph that `plain_graph` made.

    Parameters
    ----------
    graph : networkx graph
        As it was parsed.

    Returns
    -------
    Batch
        Its nodes as events and its edges as links; sources are known by their codes alone.

    Raises
    ------
    InvalidInput
        If a node or an edge lacks what every event and link has, or has it of another type.

    Examples
    --------
    >>> batch_of(plain_graph(Chronicle())).links
    ()
    """
    events = []
    for handle, values in graph.nodes(data=True):
        of = _Attributes(f"The node {excerpt(str(handle))}", values)
        of.require("title", "date", "kind")
        events.append(
            EventDraft(
                of.text("title"),
                EventDate.parse(of.text("date")),
                of.text("kind"),
                by=of.several("by"),
                to=of.several("to"),
                summary=of.text("summary"),
                place=of.text("place") or None,
                coordinates=of.point(),
                intensity=of.number("own_intensity"),
                handle=str(handle),
                status=parse_status(of.text("status") or Status.OCCURRED),
                avoidable=of.flag("avoidable"),
                citations=tuple(map(Citation, of.several("sources"))),
                marking=of.text("marking") or None,
                **_labels(of),
            )
        )
    links, titles = [], {}
    for cause, effect, values in graph.edges(data=True):
        of = _Attributes(f"The edge {excerpt(f'{cause} → {effect}')}", values)
        of.require("relation", "likelihood", "claimed_by")
        links.append(
            LinkDraft(
                str(cause), str(effect), of.text("relation"), of.number("likelihood") or 0.0,
                of.text("claimed_by"), of.text("because"), denied=of.flag("denied"),
                marking=of.text("marking") or None, in_words=of.flag("in_words"),
                partners=of.several("partners"), needed=of.flag("needed"),
            )
        )  # fmt: skip
        if title := of.text("claimant"):
            titles[links[-1].claimed_by] = title
    actors, sources = claimants_of(links, titles)
    return Batch(actors=actors, sources=sources, events=tuple(events), links=tuple(links))


def _labels(of: "_Attributes") -> dict[str, Any]:
    return {field.name: of.several(field.name) for field in LABELS}


@dataclass(frozen=True, slots=True)
class _Attributes:
    """The attributes of a node or an edge, taken by their types."""

    where: str
    values: Mapping[str, Any]

    def require(self, *names: str) -> None:
        """Refuse what lacks any of these."""
        missing = [name for name in names if self.values.get(name) in (None, "")]
        if missing:
            raise InvalidInput(
                f"{self.where} has no {' and no '.join(sorted(missing))}, so tracker did not write "
                "it."
            )

    def text(self, name: str) -> str:
        """A text; empty where there is none."""
        value = self._of(str, name, "a text")
        return "" if value is None else str(value)

    def several(self, name: str) -> tuple[str, ...]:
        """The texts that stand there joined."""
        joined = self.text(name)
        return tuple(joined.split("; ")) if joined else ()

    def number(self, name: str) -> float | None:
        """A number, or None."""
        value = self._of((int, float), name, "a number")
        if value is None:
            return None
        try:
            return float(value)
        except OverflowError:
            raise InvalidInput(f"{self.where}: {name} is too large a number.") from None

    def point(self) -> str | None:
        """The coordinates, where both degrees are there."""
        north, east = self.number("latitude"), self.number("longitude")
        return None if north is None or east is None else point_at(north, east)

    def flag(self, name: str) -> bool:
        """Whether something is so; False where nothing is said."""
        return bool(self._of((bool, int), name, "true or false"))

    def _of(self, kinds: Any, name: str, called: str) -> Any:
        value = self.values.get(name)
        if value is not None and not isinstance(value, kinds):
            raise InvalidInput(f"{self.where}: {name} must be {called}, not {excerpt(str(value))}.")
        return value


def _degrees(event: Event) -> dict[str, float]:
    """The coordinates as numbers, by the names under which Gephi looks for them."""
    if event.coordinates is None:
        return {}
    north, east = degrees_of(event.coordinates)
    return {"latitude": north, "longitude": east}


def _known(**values: Any) -> dict[str, Any]:
    return {
        name: xml_text(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value not in (None, "")
    }
