"""The list of formats that tracker reads and writes, and how a file's format is found.

Each module of this package describes its formats as `FileFormat` values; a new one is such a
module and a line in `FORMATS`. Other packages add theirs by entry points (see `plugins`).
"""

from collections.abc import Iterator
from pathlib import PurePath

from tracker.errors import InvalidInput, excerpt
from tracker.formats import (
    bibtex,
    chronology,
    diagrams,
    geojson,
    graphs,
    i2,
    ical,
    json_tables,
    jsonl,
    stix,
    tabular,
    text,
    timelinejs,
    timemap,
    timesketch,
    vis,
)
from tracker.formats.feeds import acled, gdelt, icb, icews, keds, mid, polecat, ucdp
from tracker.formats.file_format import FileFormat
from tracker.formats.foreign import refuse_foreign
from tracker.formats.input_file import InputFile
from tracker.formats.input_names import STANDARD
from tracker.formats.plugins import load_plugins

FORMATS: tuple[FileFormat, ...] = (
    jsonl.FORMAT,
    text.FORMAT,
    tabular.CSV,
    tabular.TSV,
    tabular.XLSX,
    tabular.PARQUET,
    tabular.SQLITE,
    diagrams.MERMAID,
    diagrams.DOT,
    graphs.GEXF,
    graphs.GRAPHML,
    chronology.MARKDOWN,
    chronology.WORD,
    ical.FORMAT,
    timelinejs.FORMAT,
    timemap.FORMAT,
    geojson.FORMAT,
    vis.FORMAT,
    stix.FORMAT,
    timesketch.FORMAT,
    i2.FORMAT,
    gdelt.FORMAT,
    acled.FORMAT,
    icews.FORMAT,
    polecat.FORMAT,
    ucdp.FORMAT,
    keds.FORMAT,
    mid.PARTICIPANTS,
    mid.INCIDENTS,
    icb.FORMAT,
    bibtex.FORMAT,
    json_tables.FORMAT,
)
OWN_NAMES = frozenset(each.name for each in FORMATS)


def all_formats() -> Iterator[FileFormat]:
    """List tracker's own formats, then those of other packages, loaded only if it comes to them.

    Yields
    ------
    FileFormat
        One format after the other.

    Examples
    --------
    >>> next(all_formats()).name
    'jsonl'
    """
    yield from FORMATS
    yield from load_plugins(OWN_NAMES).formats


def plugin_problems() -> tuple[str, ...]:
    """Say which formats of other packages do not work, as far as they have been looked at.

    Returns
    -------
    tuple of str
        A sentence for each.

    Examples
    --------
    >>> plugin_problems()
    ()
    """
    is_loaded = load_plugins.cache_info().currsize > 0
    return tuple(load_plugins(OWN_NAMES).problems) if is_loaded else ()


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
    for each in all_formats():
        if each.name == name.strip().lower():
            return each
    raise InvalidInput(f"{excerpt(name)} is no format that tracker knows; it knows {_listed()}.")


def recognise(first_line: str) -> FileFormat | None:
    """Find the format of a file by its first line.

    Parameters
    ----------
    first_line : str
        The first line, of JSON the beginning on one line.

    Returns
    -------
    FileFormat or None
        The first format that recognises it, a table of JSON if no other does; None if none does.

    Examples
    --------
    >>> recognise('"GlobalEventID";"SQLDate";"EventCode"').name
    'gdelt'
    """
    for each in all_formats():
        if each is json_tables.FORMAT or each.recognises is None:
            continue
        if each.recognises(first_line):
            return each
    return json_tables.FORMAT if json_tables.is_json(first_line) else None


def detect_format(file: InputFile, is_named: bool) -> FileFormat | None:
    """Find the format of an open file by how it begins, else by the end of its name.

    Parameters
    ----------
    file : InputFile
        The file.
    is_named : bool
        Whether a person named it, rather than the folder that it is in.

    Returns
    -------
    FileFormat or None
        Its format; None for a file of a folder that is of no format that is read.

    Raises
    ------
    InvalidInput
        If a named file is of no format, or known to be of one that is not read.

    Examples
    --------
    >>> from tempfile import NamedTemporaryFile
    >>> from pathlib import Path
    >>> from tracker.formats.opening import open_file
    >>> with NamedTemporaryFile(suffix=".tsv") as made, open_file(Path(made.name)) as file:
    ...     detect_format(file, True).name
    'tsv'
    """
    if file.container:
        found = next(filter(None, map(recognise, file.first_lines().values())), None)
        is_feed = found is not None and found.is_table
        return found if is_feed else format_named(file.container)
    begins = file.first_line()
    found = recognise(begins)
    if found is not None and found is not json_tables.FORMAT:
        return found
    try:
        refuse_foreign(begins)
    except InvalidInput as error:
        if is_named:
            raise InvalidInput(f"{file.name}: {error}") from None
        return None
    if found is not None:
        return found
    if file.path == STANDARD or (file.is_stream and not file.suffix):
        # A table finds out by itself which delimiter it has.
        return format_named("csv") if begins and not begins.startswith("{") else FORMATS[0]
    try:
        found = format_of(file.path.with_suffix(file.suffix))
    except InvalidInput:
        if is_named:
            raise
        return None
    # What is in a folder by chance is not taken for a format that would have shown itself.
    return found if is_named or (found.is_read and found.recognises is None) else None


def format_of(path: PurePath) -> FileFormat:
    """Find the format that a file's suffix stands for.

    Parameters
    ----------
    path : PurePath
        The file, whether or not it exists; ``-`` is JSON lines, for a pipe.

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
    if path == STANDARD:
        return FORMATS[0]
    for each in all_formats():
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
        for each in all_formats()
    )
