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
from tracker.formats.record_rejects import RecordTaker, lines_where
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.feed_row import RejectHandler

ELEMENTS = {"event": r"<(?:\w+:)?node\b", "link": r"<(?:\w+:)?edge\b"}
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


def _reader(
    called: str, parse: Callable[[str], Any]
) -> Callable[[TextIO, RejectHandler | None], Batch]:
    """A reader of the events and links of a graph that tracker wrote."""

    def read(stream: TextIO, reject: RejectHandler | None = None) -> Batch:
        text = stream.read().removeprefix("\ufeff")
        try:
            check_xml(pieces(text.encode()), limits_of(stream))
        except InvalidInput as error:
            raise InvalidInput(f"This is no {called} that can be read: {error}") from error
        lines = {kind: lines_where(text, pattern) for kind, pattern in ELEMENTS.items()}
        take = RecordTaker(reject, lines)
        with parser_errors(f"This is no {called} that can be read"):
            try:
                graph = parse(text)
            except ValueError:  # a value that is no number, say, where one is declared
                graph = graphfiles.parse_loosely(text, parse)
        return take.located(graphfiles.batch_of(graph, take))

    return read


GEXF = FileFormat(
    "gexf",
    "events and claims as a graph over time, for Gephi",
    (".gexf",),
    OMITTED,
    read=whole_file(_reader("GEXF", graphfiles.parse_gexf), rejects=True),
    write=write_gexf,
)
GRAPHML = FileFormat(
    "graphml",
    "events and claims as a graph, for most graph tools",
    (".graphml",),
    OMITTED,
    read=whole_file(_reader("GraphML", graphfiles.parse_graphml), rejects=True),
    write=write_graphml,
)
