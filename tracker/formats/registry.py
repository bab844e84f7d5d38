"""The formats that tracker writes and reads, in one visible list.

A new format is a module with a writer or a reader, and an entry here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TextIO

from tracker.analysis import graphfiles
from tracker.errors import InvalidInput, excerpt
from tracker.formats import (
    chronology,
    diagrams,
    gdelt,
    i2,
    ical,
    icb,
    icews,
    jsonl,
    losses,
    mid,
    stix,
    tabular,
    timelinejs,
    timemap,
    timesketch,
    ucdp,
    vis,
)
from tracker.model.chronicle import Batch, Chronicle

Columns = Mapping[str, str]
Writer = Callable[[Chronicle, bool], Iterator[str]]
Reader = Callable[[TextIO, Columns, Columns, list[str], Columns], Batch]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of files.

    Attributes
    ----------
    name : str
        What --to and --from call it.
    suffixes : tuple of str
        The ends of file names that stand for it, in lower case.
    keeps : str
        What a file of it holds, in words.
    loses : mapping of str to callable
        What it has no room for, each with the function that counts it in a chronicle.
    read : callable or None
        From a text stream, a mapping of fields to columns, constants for fields, a list that
        takes up remarks and the values that columns must have, to a `Batch`; None for what
        tracker only writes.
    write : callable or None
        From a chronicle, and whether that is complete, to lines without line ends; None for a
        feed, which is only read.
    recognised : callable, optional
        Says by its first line that a file is of this format, whatever it is called.
    beside : mapping of str to callable
        Further files that belong to one, by what is added to its name.
    """

    name: str
    suffixes: tuple[str, ...]
    keeps: str
    loses: Mapping[str, Callable[[Chronicle], int]]
    read: Reader | None
    write: Writer | None
    recognised: Callable[[str], bool] | None = None
    beside: Mapping[str, Callable[[Chronicle], Iterator[str]]] = field(default_factory=dict)

    def losses(self, chronicle: Chronicle) -> dict[str, int]:
        """How many of what a file of this format leaves out of a chronicle."""
        counts = {what: count(chronicle) for what, count in self.loses.items()}
        return {what: number for what, number in counts.items() if number}


def _read_jsonl(
    stream: TextIO, mapping: Columns, constants: Columns, _: list[str], only: Columns
) -> Batch:
    if mapping or constants or only:
        raise InvalidInput(
            "A jsonl file names its fields itself; --map, --set and --only are for tables."
        )
    return jsonl.read(stream)


def _write_csv(chronicle: Chronicle, _: bool) -> Iterator[str]:
    return tabular.write(chronicle)


def _write_tsv(chronicle: Chronicle, _: bool) -> Iterator[str]:
    return tabular.write(chronicle, "\t")


def _write_gexf(chronicle: Chronicle, _: bool) -> Iterator[str]:
    return graphfiles.gexf_lines(chronicle)


def _write_graphml(chronicle: Chronicle, _: bool) -> Iterator[str]:
    return graphfiles.graphml_lines(chronicle)


OF_GRAPHS = {**losses.ORDERS, **losses.GRADES, **losses.QUOTATIONS}

FORMATS = (
    FileFormat(
        "jsonl",
        (".jsonl", ".ndjson"),
        "everything but the history",
        {},
        _read_jsonl,
        jsonl.write,
    ),
    FileFormat(
        "csv",
        (".csv",),
        "the events, a row each",
        tabular.LOSSES,
        tabular.read,
        _write_csv,
    ),
    FileFormat(
        "tsv",
        (".tsv", ".tab"),
        "the same with tabs between the cells",
        tabular.LOSSES,
        tabular.read,
        _write_tsv,
    ),
    FileFormat(
        "mermaid",
        (".mmd", ".mermaid"),
        "the linked events as a flowchart",
        diagrams.LOSSES,
        None,
        diagrams.write_mermaid,
    ),
    FileFormat(
        "dot",
        (".dot", ".gv"),
        "the linked events as a graph for Graphviz",
        diagrams.LOSSES,
        None,
        diagrams.write_dot,
    ),
    FileFormat(
        "gexf",
        (".gexf",),
        "events and claims as a graph over time, for Gephi",
        OF_GRAPHS,
        None,
        _write_gexf,
    ),
    FileFormat(
        "graphml",
        (".graphml",),
        "events and claims as a graph, for most graph tools",
        OF_GRAPHS,
        None,
        _write_graphml,
    ),
    FileFormat(
        "markdown",
        (".md", ".markdown"),
        "a chronology with causes and footnoted sources",
        chronology.LOSSES,
        None,
        chronology.write,
    ),
    FileFormat(
        "ical",
        (".ics",),
        "the events as entries of a calendar",
        ical.LOSSES,
        None,
        ical.write,
    ),
    FileFormat(
        "timelinejs",
        (),
        "the events as slides of a TimelineJS timeline (JSON out; JSON and its spreadsheet in)",
        timelinejs.LOSSES,
        timelinejs.read,
        timelinejs.write,
        timelinejs.is_sheet,
    ),
    FileFormat(
        "timemap",
        (),
        "events, sources and associations of a timemap (JSON)",
        timemap.LOSSES,
        None,
        timemap.write,
    ),
    FileFormat(
        "vis",
        (),
        "items and groups of a vis-timeline (JSON)",
        vis.LOSSES,
        None,
        vis.write,
    ),
    FileFormat(
        "stix",
        (),
        "events, actors, places and links as a STIX 2.1 bundle (JSON)",
        stix.LOSSES,
        None,
        stix.write,
    ),
    FileFormat(
        "timesketch",
        (),
        "the events as Timesketch takes them (JSON lines)",
        timesketch.LOSSES,
        None,
        timesketch.write,
    ),
    FileFormat(
        "i2",
        (),
        "events and links as a pair of CSV files for Analyst's Notebook",
        i2.LOSSES,
        None,
        i2.write,
        beside={"-links": i2.write_links},
    ),
    FileFormat(
        "gdelt",
        (),
        "events of GDELT 1.0 and 2.0; --only dyad=, quad=, root=, mentions=, since=, until=, code=",
        {},
        gdelt.read,
        None,
        gdelt.is_gdelt,
    ),
    FileFormat(
        "icews",
        (),
        "events of ICEWS; --only COLUMN=VALUE",
        {},
        icews.read,
        None,
        icews.is_icews,
    ),
    FileFormat(
        "ucdp",
        (),
        "events of UCDP GED; --only COLUMN=VALUE",
        {},
        ucdp.read,
        None,
        ucdp.is_ucdp,
    ),
    FileFormat(
        "mid",
        (),
        "militarized interstate incidents (MIDIP); --only COLUMN=VALUE of a participant",
        {},
        mid.read,
        None,
        mid.is_mid,
    ),
    FileFormat(
        "icb",
        (),
        "crises of the International Crisis Behavior Project: triggers, responses, their links",
        {},
        icb.read,
        None,
        icb.is_icb,
    ),
)


def format_named(name: str) -> FileFormat:
    """Find a format by its name.

    Parameters
    ----------
    name : str
        As --to or --from gives it; capitals do not matter.

    Returns
    -------
    FileFormat
        The format of that name.

    Raises
    ------
    InvalidInput
        If there is none; the sentence lists what there is.

    Examples
    --------
    >>> format_named("CSV").keeps
    'the events, a row each'
    """
    for each in FORMATS:
        if each.name == name.strip().lower():
            return each
    raise InvalidInput(f"{excerpt(name)} is no format that tracker knows; it knows {_listed()}.")


def recognised(first_line: str) -> FileFormat | None:
    """Find the feed that a file is of, by its first line; None for a file that is of none.

    >>> recognised("icb2,crisno,cracno").name
    'icb'
    """
    for each in FORMATS:
        if each.recognised is not None and each.recognised(first_line):
            return each
    return None


def format_of(path: PurePath) -> FileFormat:
    """Find the format that a file's suffix stands for.

    Parameters
    ----------
    path : PurePath
        The file, whether or not it exists.

    Returns
    -------
    FileFormat
        The format that has this suffix.

    Raises
    ------
    InvalidInput
        If no format has it; the sentence lists what there is.

    Examples
    --------
    >>> format_of(PurePath("crisis.JSONL")).name
    'jsonl'
    """
    for each in FORMATS:
        if path.suffix.lower() in each.suffixes:
            return each
    raise InvalidInput(
        f"The name {excerpt(path.name)} does not say the format; tracker knows {_listed()}. "
        "Name one with --to, or with --from where you import."
    )


def _listed() -> str:
    """The formats with their suffixes, for a sentence."""
    return ", ".join(
        f"{each.name} ({' '.join(each.suffixes)})" if each.suffixes else each.name
        for each in FORMATS
    )
