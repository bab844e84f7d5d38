"""The graph of a chronicle as files of other graph tools, by networkx's own writers."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import networkx as nx

from tracker.errors import InvalidInput, excerpt
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.claimants import claimants_of
from tracker.model.coordinates import degrees_of, point_at
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventDraft, Status, parse_status
from tracker.model.event_fields import LABELS
from tracker.model.feed_row import Taken, TakesRecords
from tracker.model.link import LinkDraft
from tracker.model.source import Citation, cited_in
from tracker.model.text import xml_text

NUMBERS = ("own_intensity", "intensity", "latitude", "longitude", "likelihood", "weight")
FLAGS = ("avoidable", "denied", "in_words", "needed")
TRUTH = {"true": True, "1": True, "false": False, "0": False}
# How the two formats say that a value is no text: a declaration, and the weight of an edge.
TYPES = re.compile(r"""(<(?:\w+:)?(?:attribute|key)\b[^>]*?\b(?:attr\.)?type=)(["'])\w+\2""")
WEIGHT = re.compile(r"""(<(?:\w+:)?edge\b[^>]*?)\sweight=(["']).*?\2""")
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


def parse_loosely(text: str, parse: Callable[[str], Any]) -> Any:
    r"""Parse a file whose values are not all of the types that it declares.

    Parameters
    ----------
    text : str
        The whole file.
    parse : callable
        `parse_gexf` or `parse_graphml`.

    Returns
    -------
    networkx graph
        With numbers and flags as such, and what should be one as the text that it is.

    Examples
    --------
    >>> len(parse_loosely("\n".join(gexf_lines(Chronicle())), parse_gexf))
    0
    """
    graph = parse(WEIGHT.sub(r"\1", TYPES.sub(r"\1\2string\2", text)))
    held = [values for _, values in graph.nodes(data=True)]
    for values in (*held, *(values for *_, values in graph.edges(data=True))):
        for name in NUMBERS:
            with suppress(ValueError, KeyError, TypeError):
                values[name] = float(values[name])
        for name in FLAGS:
            with suppress(KeyError):
                values[name] = TRUTH.get(str(values[name]).lower(), values[name])
    return graph


def _made(_kind: str, _place: int, make: Callable[[], Taken], _values: Mapping[str, Any]) -> Taken:
    """Take a record that has to be right."""
    return make()


def batch_of(graph: Any, take: TakesRecords = _made) -> Batch:
    """Take the events and links out of a graph that `plain_graph` made.

    Parameters
    ----------
    graph : networkx graph
        As it was parsed.
    take : callable, optional
        Takes each event and link, and may reject those that cannot be read; else they refuse the
        graph.

    Returns
    -------
    Batch
        Its nodes as events and its edges as links; sources are known by their codes alone. For
        their lines it has the places, from 0, of the nodes and edges that they were made of.

    Raises
    ------
    InvalidInput
        If a node or an edge lacks what every event and link has, or has it of another type.

    Examples
    --------
    >>> batch_of(plain_graph(Chronicle())).links
    ()
    """
    events, links, titles = [], [], {}
    nodes: list[int] = []
    edges: list[int] = []
    for place, (handle, values) in enumerate(graph.nodes(data=True)):
        event = take(
            "event", place, partial(_event, str(handle), values), _as_event(handle, values)
        )
        if event is not None:
            events.append(event)
            nodes.append(place)
    for place, (cause, effect, values) in enumerate(graph.edges(data=True)):
        told = _as_link(cause, effect, values)
        link = take("link", place, partial(_link, str(cause), str(effect), values), told)
        if link is not None:
            links.append(link)
            edges.append(place)
            if title := values.get("claimant"):
                titles[link.claimed_by] = str(title)
    actors, sources = claimants_of(links, titles)
    return Batch(
        actors=actors, sources=sources, events=tuple(events), links=tuple(links),
        lines=tuple(nodes), further_lines={"link": tuple(edges)},
    )  # fmt: skip


def _event(handle: str, values: Mapping[str, Any]) -> EventDraft:
    of = _Attributes(f"The node {excerpt(handle)}", values)
    of.require("title", "date", "kind")
    return EventDraft(
        of.text("title"),
        EventDate.parse(of.text("date")),
        of.text("kind"),
        by=of.several("by"),
        to=of.several("to"),
        summary=of.text("summary"),
        place=of.text("place") or None,
        coordinates=of.point(),
        intensity=of.number("own_intensity"),
        handle=handle,
        status=parse_status(of.text("status") or Status.OCCURRED),
        avoidable=of.flag("avoidable"),
        citations=tuple(map(Citation, of.several("sources"))),
        marking=of.text("marking") or None,
        **_labels(of),
    )


def _link(cause: str, effect: str, values: Mapping[str, Any]) -> LinkDraft:
    of = _Attributes(f"The edge {excerpt(f'{cause} → {effect}')}", values)
    of.require("relation", "likelihood", "claimed_by")
    of.text("claimant")
    return LinkDraft(
        cause, effect, of.text("relation"), of.number("likelihood") or 0.0,
        of.text("claimed_by"), of.text("because"), denied=of.flag("denied"),
        marking=of.text("marking") or None, in_words=of.flag("in_words"),
        partners=of.several("partners"), needed=of.flag("needed"),
    )  # fmt: skip


def _as_event(handle: object, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a node says, by the names of the fields of an event."""
    north, east = values.get("latitude"), values.get("longitude")
    several = ("by", "to", *(field.name for field in LABELS))
    return {
        "handle": str(handle),
        **{key: values.get(key) for key in ("date", "title")},
        "type": values.get("kind"),
        "intensity": values.get("own_intensity"),
        **{key: values.get(key) for key in ("summary", "place", "status", "avoidable", "marking")},
        "coordinates": None if north is None or east is None else f"{north},{east}",
        **{key: _parted(values.get(key)) for key in several},
        "citations": [{"source": code} for code in _parted(values.get("sources"))],
    }


def _as_link(cause: object, effect: object, values: Mapping[str, Any]) -> dict[str, Any]:
    """What an edge says, by the names of the fields of a link."""
    said = ("relation", "likelihood", "claimed_by", "because", "denied", "marking", "in_words",
            "needed")  # fmt: skip
    return {
        "cause": str(cause),
        "effect": str(effect),
        **{key: values.get(key) for key in said},
        "partners": _parted(values.get("partners")),
    }


def _parted(joined: object) -> list[str]:
    return str(joined).split("; ") if joined else []


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
