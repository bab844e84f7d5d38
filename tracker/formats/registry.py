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
    i2,
    ical,
    jsonl,
    losses,
    stix,
    tabular,
    timelinejs,
    timemap,
    timesketch,
    vis,
)
from tracker.formats.feeds import acled, gdelt, icb, icews, mid, polecat, ucdp
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.report import Reject, Rows
from tracker.model.source import Source
from tracker.model.wanted import Wanted

Columns = Mapping[str, str]
Writer = Callable[[Chronicle, bool], Iterator[str]]
Reader = Callable[[TextIO, Columns, Columns, list[str], Columns, Reject | None], Batch]
Feed = Callable[[TextIO, Columns, Wanted], Rows]


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
        takes up remarks, the values that columns must have and what takes up rows that cannot be
        read, to a `Batch`; None for a feed and for what tracker only writes.
    write : callable or None
        From a chronicle, and whether that is complete, to lines without line ends; None for a
        feed, which is only read.
    recognised : callable, optional
        Says by its first line that a file is of this format, whatever it is called.
    beside : mapping of str to callable
        Further files that belong to one, by what is added to its name.
    otherwise : mapping of str to callable
        Other ways of writing it, by the end of the file's name, in lower case.
    reports : callable, optional
        Of a feed: from a text stream, the values that columns must have and what is asked for, to
        its rows, one by one, however many.
    source : Source, optional
        Of a feed: what its events are cited from.
    unread : str
        Of what is read and not written: what it has that is not taken, in words.
    corrects : bool
        Of a feed: whether its rows correct events that are there under their handles.
    """

    name: str
    suffixes: tuple[str, ...]
    keeps: str
    loses: Mapping[str, Callable[[Chronicle], int]]
    read: Reader | None
    write: Writer | None
    recognised: Callable[[str], bool] | None = None
    beside: Mapping[str, Callable[[Chronicle], Iterator[str]]] = field(default_factory=dict)
    otherwise: Mapping[str, Writer] = field(default_factory=dict)
    reports: Feed | None = None
    source: Source | None = None
    unread: str = ""
    corrects: bool = True

    @property
    def is_read(self) -> bool:
        """Whether tracker reads files of it."""
        return self.read is not None or self.reports is not None

    def losses(self, chronicle: Chronicle) -> dict[str, int]:
        """How many of what a file of this format leaves out of a chronicle."""
        counts = {what: count(chronicle) for what, count in self.loses.items()}
        return {what: number for what, number in counts.items() if number}


def _whole(read: Callable[[TextIO], Batch]) -> Reader:
    """A reader of files that tracker wrote, which name their fields themselves."""

    def reader(
        stream: TextIO,
        mapping: Columns,
        constants: Columns,
        _remarks: list[str],
        only: Columns,
        _reject: Reject | None,
    ) -> Batch:
        if mapping or constants or only:
            raise InvalidInput(
                "This file names its fields itself; --map, --set and --only are for tables."
            )
        return read(stream)

    return reader


def _read_icb(
    stream: TextIO,
    mapping: Columns,
    constants: Columns,
    remarks: list[str],
    only: Columns,
    _reject: Reject | None,
) -> Batch:
    return icb.read(stream, mapping, constants, remarks, only)


def _write_csv(chronicle: Chronicle, _: bool) -> Iterator[str]:
    return tabular.write(chronicle)


def _write_tsv(chronicle: Chronicle, _: bool) -> Iterator[str]:
    return tabular.write(chronicle, "\t")


def _write_gexf(chronicle: Chronicle, _: bool) -> Iterator[str]:
    return graphfiles.gexf_lines(chronicle)


def _write_graphml(chronicle: Chronicle, _: bool) -> Iterator[str]:
    return graphfiles.graphml_lines(chronicle)


def _feed(
    name: str,
    keeps: str,
    unread: str,
    reports: Feed,
    source: Source,
    recognised: Callable[[str], bool],
    corrects: bool = True,
) -> FileFormat:
    """A feed: read row by row, however many."""
    return FileFormat(
        name, (), keeps, {}, None, None, recognised, reports=reports, source=source,
        unread=unread, corrects=corrects,
    )  # fmt: skip


OF_GRAPHS = losses.all_but(
    "links", "reasons of links", "denied links", "citations", "types", "actors acted upon",
    "places", "summaries", "intensities", "marks of an intensity as the analyst's own",
    "marks of avoidable events", "statuses", "dates made plain",
)  # fmt: skip

FORMATS = (
    FileFormat(
        "jsonl",
        (".jsonl", ".ndjson"),
        "everything but the history, its imports and what was found to be one or two",
        {},
        _whole(jsonl.read),
        jsonl.write,
        jsonl.is_jsonl,
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
        "xlsx",
        (".xlsx",),
        "the same as the first sheet of a workbook",
        {},
        tabular.read,
        None,
        unread="further sheets",
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
        _whole(lambda stream: graphfiles.read_gexf(stream.read())),
        _write_gexf,
    ),
    FileFormat(
        "graphml",
        (".graphml",),
        "events and claims as a graph, for most graph tools",
        OF_GRAPHS,
        _whole(lambda stream: graphfiles.read_graphml(stream.read())),
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
        timelinejs.is_timelinejs,
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
        _whole(stix.read),
        stix.write,
        stix.is_stix,
    ),
    FileFormat(
        "timesketch",
        (),
        "the events as Timesketch takes them (JSON lines; CSV where FILE ends so)",
        timesketch.LOSSES,
        None,
        timesketch.write,
        otherwise={".csv": timesketch.write_csv},
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
    _feed(
        "gdelt",
        "events of GDELT 1.0 and 2.0",
        "coordinates, tone, numbers of sources and articles, places of the actors",
        gdelt.reports,
        gdelt.SOURCE,
        gdelt.is_gdelt,
    ),
    _feed(
        "acled",
        "events of ACLED",
        "coordinates, kinds of actors and those associated with them, tags",
        acled.reports,
        acled.SOURCE,
        acled.is_acled,
    ),
    _feed(
        "icews",
        "events of ICEWS",
        "coordinates, sectors, numbers of sentences",
        icews.reports,
        icews.SOURCE,
        icews.is_icews,
    ),
    _feed(
        "polecat",
        "events of POLECAT",
        "coordinates, sectors, titles of actors",
        polecat.reports,
        polecat.SOURCE,
        polecat.is_polecat,
    ),
    _feed(
        "ucdp",
        "events of UCDP GED",
        "coordinates, names of conflicts and dyads, deaths on each side",
        ucdp.reports,
        ucdp.SOURCE,
        ucdp.is_ucdp,
    ),
    _feed(
        "midip",
        "militarized interstate incidents with their participants, of MID 5.0",
        "disputes as wholes, fatalities, revision types",
        mid.participants,
        mid.SOURCE,
        mid.is_midip,
    ),
    _feed(
        "midi",
        "the same incidents without participants, to go with midip",
        "disputes as wholes, fatalities, revision types",
        mid.incidents,
        mid.SOURCE,
        mid.is_midi,
        corrects=False,
    ),
    FileFormat(
        "icb",
        (),
        "crises of the International Crisis Behavior Project: triggers, responses, their links",
        {},
        _read_icb,
        None,
        icb.is_icb,
        unread="outcomes, stakes, and who else was involved",
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
