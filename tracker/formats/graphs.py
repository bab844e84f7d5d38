"""GEXF and GraphML: events and claims as a graph, for Gephi and most graph tools.

The files are made and read by `tracker.analysis.graphfiles`, where networkx is at home.
"""

from collections.abc import Callable, Iterator
from typing import Any, TextIO

from tracker.analysis import graphfiles
from tracker.errors import InvalidInput
from tracker.formats import omissions
from tracker.formats.file_format import FileFormat, whole_file
from tracker.formats.limits import limits_of
from tracker.formats.nesting import check_xml, pieces
from tracker.formats.parser_errors import parser_errors
from tracker.model.chronicle import Batch, Chronicle

OMITTED = omissions.all_except(
    *omissions.LABEL_PARTS,
        "links", "joint causes", "needed links",
        "reasons of links", "denied links", "citations", "types", "targets",
    "places", "coordinates", "summaries", "intensities", "intensity overrides",
    "avoidable flags", "statuses", "date precision", "markings", "markings of links",
)  # fmt: skip


def write_gexf(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write events and claims as GEXF.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and their sources.

    Yields
    ------
    str
        One line, without its end.

    Examples
    --------
    >>> next(write_gexf(Chronicle())).split()[0]
    '<gexf'
    """
    return graphfiles.gexf_lines(chronicle)


def write_graphml(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write events and claims as GraphML.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and their sources.

    Yields
    ------
    str
        One line, without its end.

    Examples
    --------
    >>> next(write_graphml(Chronicle())).split()[0]
    '<graphml'
    """
    return graphfiles.graphml_lines(chronicle)


def _read(stream: TextIO, called: str, parse: Callable[[str], Any]) -> Batch:
    """The events and links of a graph that tracker wrote."""
    text = stream.read().removeprefix("\ufeff")
    try:
        check_xml(pieces(text.encode()), limits_of(stream))
    except InvalidInput as error:
        raise InvalidInput(f"This is no {called} that can be read: {error}") from error
    with parser_errors(f"This is no {called} that can be read"):
        graph = parse(text)
    return graphfiles.batch_of(graph)


GEXF = FileFormat(
    "gexf",
    "events and claims as a graph over time, for Gephi",
    (".gexf",),
    OMITTED,
    read=whole_file(lambda stream: _read(stream, "GEXF", graphfiles.parse_gexf)),
    write=write_gexf,
)
GRAPHML = FileFormat(
    "graphml",
    "events and claims as a graph, for most graph tools",
    (".graphml",),
    OMITTED,
    read=whole_file(lambda stream: _read(stream, "GraphML", graphfiles.parse_graphml)),
    write=write_graphml,
)
