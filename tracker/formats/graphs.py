"""GEXF and GraphML: events and claims as a graph, for Gephi and most graph tools.

The files are made and read by `tracker.analysis.graphfiles`, where networkx is at home.
"""

from collections.abc import Iterator

from tracker.analysis import graphfiles
from tracker.formats import omissions
from tracker.formats.file_format import FileFormat, whole_file
from tracker.model.chronicle import Chronicle

OMITTED = omissions.all_except(
    *omissions.LABEL_PARTS,
        "links", "reasons of links", "denied links", "citations", "types", "targets",
    "places", "summaries", "intensities", "intensity overrides",
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


GEXF = FileFormat(
    "gexf",
    "events and claims as a graph over time, for Gephi",
    (".gexf",),
    OMITTED,
    read=whole_file(lambda stream: graphfiles.read_gexf(stream.read())),
    write=write_gexf,
)
GRAPHML = FileFormat(
    "graphml",
    "events and claims as a graph, for most graph tools",
    (".graphml",),
    OMITTED,
    read=whole_file(lambda stream: graphfiles.read_graphml(stream.read())),
    write=write_graphml,
)
