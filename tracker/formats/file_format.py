"""FileFormat: the description of a file format, with the functions that read and write it.

A format is one value of this class: ours in `registry.FORMATS`, others' found by entry points (see
`plugins`). A feed has `read_rows`, a file of whole records `read`, a format for export `write`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TextIO

from tracker.errors import InvalidInput, Refused
from tracker.formats.omissions import Omissions
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.feed_row import FeedStream, RejectHandler
from tracker.model.import_filter import ImportFilter
from tracker.model.source import Source

MOST_HELD = 10_000
"""The most events of which a file is written that has to be put together in memory."""

Columns = Mapping[str, str]
Writer = Callable[[Chronicle, bool], Iterator[str]]
BytesWriter = Callable[[Chronicle, bool], bytes]
Reader = Callable[[TextIO, Columns, Columns, list[str], Columns, RejectHandler | None], Batch]
RowReader = Callable[[TextIO, Columns, ImportFilter], FeedStream]


@dataclass(frozen=True, slots=True)
class TableRequest:
    """How a table is read: columns and constants of fields, rows that are chosen, values.

    Attributes
    ----------
    columns, constants, only : mapping of str to str
        For a field its column, or the value of every row; for a column the value that is chosen.
    dates : str, optional
        The order of figures in dates: dmy, mdy or ymd.
    values : mapping of str to mapping
        For a field what stands for a value of a cell, folded.
    """

    columns: Columns = field(default_factory=dict)
    constants: Columns = field(default_factory=dict)
    only: Columns = field(default_factory=dict)
    dates: str | None = None
    values: Mapping[str, Columns] = field(default_factory=dict)


TableReader = Callable[[TextIO, TableRequest, list[str], RejectHandler | None], Batch]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format of files.

    Attributes
    ----------
    name : str
        Its name for --to and --from, in lower case.
    keeps : str
        The content of a file of it, in words.
    suffixes : tuple of str
        The ends of file names that stand for it, in lower case.
    omits : mapping of str to callable
        The parts of a chronicle that it has no field for, each with the function that counts it.
    unread : str
        Of a format that is read and not written: the content that is not imported, in words.
    recognises : callable, optional
        Decides by its first line whether a file is of this format, whatever it is called.
    write : callable, optional
        From a chronicle, and whether that is complete, to lines without line ends.
    write_bytes : callable, optional
        Instead of `write`, where a file of it is no text: from the same to its bytes.
    sidecars : mapping of str to callable
        Writers of further files that belong to one, by what is added to its name.
    otherwise : mapping of str to callable
        Other ways of writing it, by the end of the file's name, in lower case.
    read : callable, optional
        From a text stream, a mapping of fields to columns, constants for fields, a list that
        receives remarks, the values that columns must have and a handler of rejected rows, to a
        `Batch`.
    read_table : callable, optional
        Of a table of any columns, instead of `read`: from a text stream, a `TableRequest`, a list
        that receives remarks and a handler of rejected rows, to a `Batch`.
    read_rows : callable, optional
        Of a feed: from a text stream, the values that columns must have and the import filter, to
        its rows, one by one, however many.
    source : Source, optional
        Of a feed: the source that its events are cited from.
    corrects : bool
        Of a feed: whether its rows correct events that are there under their handles.
    is_spreadsheet : bool
        Whether spreadsheet programs open it as text, and need a byte-order mark to know UTF-8.
    is_table : bool
        Of a feed: whether it is a table, so that its rows may also stand in a workbook or be
        records of JSON.
    for_eyes : bool
        Whether people read what is written as it is, so that characters which act without being
        seen are spelled out; a format for other programs keeps them.
    leaves_out_shipped : bool
        Whether a file of it has no actors, types and relations that are as every new database has
        them.
    streams : bool
        Whether it is written event by event, so that any number of events is read in slices; others
        are written of no more than `MOST_HELD`.
    has_headings : callable
        Of a feed: tells of the first line of a file whether it names the columns.

    Examples
    --------
    >>> wiki = FileFormat("wiki", "the titles", write=lambda chronicle, _: iter(["= Events ="]))
    >>> wiki.is_read, list(wiki.write(Chronicle(), True))
    (False, ['= Events ='])
    """

    name: str
    keeps: str
    suffixes: tuple[str, ...] = ()
    omits: Omissions = field(default_factory=dict)
    unread: str = ""
    recognises: Callable[[str], bool] | None = None
    write: Writer | None = None
    write_bytes: BytesWriter | None = None
    sidecars: Mapping[str, Callable[[Chronicle], Iterator[str]]] = field(default_factory=dict)
    otherwise: Mapping[str, Writer] = field(default_factory=dict)
    read: Reader | None = None
    read_table: TableReader | None = None
    read_rows: RowReader | None = None
    source: Source | None = None
    corrects: bool = True
    is_spreadsheet: bool = False
    is_table: bool = False
    for_eyes: bool = False
    leaves_out_shipped: bool = False
    streams: bool = False
    has_headings: Callable[[str], bool] = bool

    @property
    def is_read(self) -> bool:
        """Whether tracker reads files of it."""
        return any((self.read, self.read_table, self.read_rows))

    @property
    def is_written(self) -> bool:
        """Whether tracker writes files of it."""
        return any((self.write, self.write_bytes))

    def omissions(self, chronicle: Chronicle) -> dict[str, int]:
        """The parts that a file of this format leaves out of a chronicle, with their numbers."""
        counts = {part: count(chronicle) for part, count in self.omits.items()}
        return {part: number for part, number in counts.items() if number}

    def refuse_too_many(self, events: int) -> None:
        """Refuse more events than a file of this format is written of.

        Raises
        ------
        Refused
            If the format does not stream and there are more than `MOST_HELD`.

        Examples
        --------
        >>> FileFormat("wiki", "the titles", streams=True).refuse_too_many(1_000_000)
        """
        if events > MOST_HELD and not self.streams:
            raise Refused(
                f"{self.name} is put together in memory, so it is written of {MOST_HELD:,} events "
                f"at most, and these are {events:,}; choose some with filters such as --since, or "
                "write jsonl or csv, which take any number."
            )


def whole_file(read: Callable[..., Batch], rejects: bool = False) -> Reader:
    """A reader for files that name their fields themselves, which refuses --map, --set and --only.

    Parameters
    ----------
    read : callable
        From a text stream to a `Batch`.
    rejects : bool
        Whether it takes a handler of rejected records as well.

    Returns
    -------
    callable
        The reader as `FileFormat.read` takes it.

    Examples
    --------
    >>> import io
    >>> whole_file(lambda stream: Batch())(io.StringIO(""), {}, {}, [], {}, None).events
    ()
    """

    def reader(
        stream: TextIO,
        mapping: Columns,
        constants: Columns,
        _remarks: list[str],
        only: Columns,
        reject: RejectHandler | None,
    ) -> Batch:
        if mapping or constants or only:
            raise InvalidInput(
                "This file names its fields itself; --map, --set and --only are for tables."
            )
        return read(stream, reject) if rejects else read(stream)

    return reader
