"""CSV and TSV tables of events, written and read; workbooks are read as such tables.

Written, a table holds the events alone. Read, it may be any table with a row of headings:
a mapping says which column holds which field, a constant what goes where a column or a cell
has nothing. Rows that are alike are so many events: five launches on one day are five.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, TextIO

from tracker.config import Limits
from tracker.errors import InvalidInput, InvalidText, excerpt
from tracker.formats import omissions
from tracker.formats.cells import Cell, fault, lines
from tracker.formats.file_format import FileFormat
from tracker.formats.limits import RowLines, limits_of, lines_of
from tracker.formats.omissions import Omissions
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.csv_guard import escape_apostrophe, unguard
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventDraft, check_intensity, parse_status
from tracker.model.event_fields import LABELS
from tracker.model.feed_row import RejectedRow, RejectHandler
from tracker.model.names import folded
from tracker.model.source import Citation, cited_in
from tracker.model.text import clean_line

COLUMNS = (
    "id", "handle", "date", "title", "type", "by", "to", "status", "place", "summary", "intensity",
    *(field.name for field in LABELS), "sources",
)  # fmt: skip
OURS = {"source": "sources"}  # where a heading that we write is not the name of its field
REQUIRED = ("title", "date", "type")
DELIMITERS = (",", ";", "\t")
SEPARATOR = ";"
MOST_ROWS = 5


class Text(NamedTuple):
    """The text of a table, and the limits it is read within."""

    text: str
    limits: Limits


def _intensity(text: str) -> float:
    try:
        number = float(text.replace("−", "-"))
    except ValueError:
        raise InvalidText("intensity", f"{excerpt(text)} is no number from −10 to +10") from None
    return check_intensity(number)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(SEPARATOR) if (name := part.strip()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


READERS: dict[str, Callable[[str], Any]] = {
    "title": lambda text: clean_line(_one_line(text), "title"),
    "date": EventDate.parse,
    "type": _one_line,
    "by": _names,
    "to": _names,
    "status": parse_status,
    "place": _one_line,
    "summary": str,
    "intensity": _intensity,
    "source": lambda text: tuple(Citation(name) for name in _names(text)),
    "handle": str,
    **{field.name: _names for field in LABELS},
}
FIELDS = tuple(READERS)


def write(chronicle: Chronicle, delimiter: str = ",") -> Iterator[str]:
    """Write the events of a chronicle as a table.

    The intensity is the one that counts: the analyst's own, else the value of the type.

    Parameters
    ----------
    chronicle : Chronicle
        What is to be written; `OMITTED` names what a table has no room for.
    delimiter : str
        What stands between two cells.

    Yields
    ------
    str
        One row, without its line end, the headings first.

    Examples
    --------
    >>> list(write(Chronicle()))
    ['id,handle,date,title,type,by,to,status,place,summary,intensity,tags,sources']
    """
    return lines(COLUMNS, map(_row, chronicle.events.values()), delimiter)


def _row(event: Event) -> tuple[Cell, ...]:
    by, to = ([actor.code for actor in side] for side in (event.by, event.to))
    title, place, summary = map(escape_apostrophe, (event.title, event.place or "", event.summary))
    return (
        event.id, event.handle, event.date.text, title, event.type.code, by, to,
        str(event.status), place, summary, event.intensity,
        *(field.plain(event) for field in LABELS), cited_in(event.citations),
    )  # fmt: skip


OMITTED: Omissions = omissions.all_except(
    *omissions.LABEL_PARTS,
        "citations", "types", "targets", "places", "summaries", "intensities", "statuses",
    "date precision",
)  # fmt: skip


def read(
    stream: TextIO,
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    remarks: list[str] | None = None,
    only: Mapping[str, str] | None = None,
    reject: RejectHandler | None = None,
) -> Batch:
    r"""Read a table of events whose first row names the columns.

    Parameters
    ----------
    stream : text stream
        The table, opened with `newline=""`; the delimiter is the one of comma, semicolon and
        tab that gives the most headings.
    mapping : mapping of str to str, optional
        For a field of `FIELDS` the heading of its column. A field that is not in the mapping
        is in the column called like it, if there is one; capitals do not matter.
    constants : mapping of str to str, optional
        For a field the value of every row, rather than that of a column called like it; for a
        field that the mapping names too, the value where the cell is empty.
    remarks : list of str, optional
        Takes up what the person should know, such as how many rows had no title.
    only : mapping of str to str, optional
        For the heading of a column the value it must have in a row that is read.
    reject : callable, optional
        Receives each row that cannot be read, so that the others are imported.

    Returns
    -------
    Batch
        A draft for each row that is not blank. `by`, `to` and `source` are split at semicolons.
        A row without a title is called by its type, as nothing else is known of it.

    Raises
    ------
    InvalidInput
        If a column for the title, the date or the type is missing, or if rows cannot be read
        and `reject` does not take them; the sentence names up to five by line and reason.

    Examples
    --------
    >>> import io
    >>> table = io.StringIO("When,What\n2017-03-06,Four missiles\n2017-05-14,One missile\n")
    >>> batch = read(table, {"date": "when", "title": "what"}, {"type": "missile-test"})
    >>> [(str(event.date), event.title, event.type) for event in batch.events]
    [('2017-03-06', 'Four missiles', 'missile-test'), ('2017-05-14', 'One missile', 'missile-test')]
    """
    text = Text(stream.read().removeprefix("\ufeff"), limits_of(stream))
    delimiter = max(DELIMITERS, key=lambda each: _width(text, each))
    headings = _headings(text, delimiter)
    fixed = _constants(constants or {})
    places = _places(headings, mapping or {}, fixed)
    # A column called status may tell of another kind of status; then it is none of ours.
    cells = islice(_parsed(text, delimiter), 1, None)
    if "status" in places.keys() - (mapping or {}).keys() and not all(
        _is_status(row, places["status"]) for _, row in cells
    ):
        del places["status"]
    events, lines, wrong, untitled = [], [], [], 0
    chosen = _chosen(headings, only or {})
    ours = _is_ours(headings)
    for line, row in islice(_parsed(text, delimiter), 1, None):
        if ours:
            row = [unguard(cell) for cell in row]
        if any(place >= len(row) or folded(row[place]) != folded(value) for place, value in chosen):
            continue
        try:
            _check_width(row, headings)
            values = fixed | _values(row, places)
            if "type" in values and "title" not in values:
                values["title"] = values["type"]
                untitled += 1
            events.append(_draft(values))
            lines.append(line)
        except InvalidInput as error:
            wrong.append(RejectedRow(line, str(error).partition(";")[0].removesuffix(".")))
    if reject is not None:
        for each in wrong:
            reject(each)
    elif wrong:
        listed = "".join(f"\n  line {each.line}: {each.reason}" for each in wrong[:MOST_ROWS])
        more = f"\n  … and {len(wrong) - MOST_ROWS} more" if len(wrong) > MOST_ROWS else ""
        rows = "1 row" if len(wrong) == 1 else f"{len(wrong)} rows"
        raise InvalidInput(
            f"{rows} of {len(wrong) + len(events)} cannot be read, so none was taken:"
            f"{listed}{more}\n--rejects FILE takes the others and writes these to a file."
        )
    if remarks is not None:
        if unread := _unread(headings, places):
            remarks.append(f"Columns that no field was read from: {', '.join(unread)}.")
        if untitled:
            remarks.append(f"Rows without a title, called by their type: {untitled}.")
    return Batch(events=tuple(events), lines=tuple(lines))


def _parsed(text: Text, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that are not blank, each with the number of the line it begins on."""
    lines = RowLines(lines_of(*text), text.limits)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            lines.taken = 0
            cells = [cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in row]
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InvalidInput(f"Line {line} is no row of a table: {fault(error)}.") from None


def _headings(text: Text, delimiter: str) -> list[str]:
    for _, row in _parsed(text, delimiter):
        return row
    raise InvalidInput("The table is empty; its first row must name the columns.")


def _width(text: Text, delimiter: str) -> int:
    """The number of headings that a delimiter gives; 0 where it does not fit the quotes."""
    try:
        return len(_headings(text, delimiter))
    except InvalidInput:
        return 0


def _constants(given: Mapping[str, str]) -> dict[str, Any]:
    """The constants read as cells would be."""
    fixed = {}
    for field, text in given.items():
        _check_field(field)
        try:
            if text.strip():
                fixed[field] = READERS[field](text.strip())
        except InvalidInput as error:
            raise InvalidInput(f"The {field} for every row: {error}") from None
    return fixed


def _places(
    headings: Sequence[str], mapping: Mapping[str, str], fixed: Mapping[str, Any]
) -> dict[str, int]:
    """For each field the position of its column."""
    for field in mapping:
        _check_field(field)
    wanted = {**(OURS if _is_ours(headings) else {}), **mapping}
    places: dict[str, int] = {}
    for field in FIELDS:
        if field in fixed and field not in mapping:
            continue
        name = wanted.get(field, field)
        found = _called(headings, name.strip())
        if len(found) > 1:
            raise InvalidInput(f"{len(found)} columns are called {excerpt(name)}; rename one.")
        if found:
            places[field] = found[0]
        elif field in wanted:
            raise InvalidInput(
                f"There is no column {excerpt(name)} for the {field}. {_listed(headings)}"
            )
    missing = [field for field in REQUIRED if field not in places and field not in fixed]
    if missing:
        raise InvalidInput(
            f"No column holds the {' and the '.join(missing)}. {_listed(headings)} "
            f"Name one with --map {missing[0]}=COLUMN, or one value for every row with "
            f"--set {missing[0]}=VALUE."
        )
    return places


def _chosen(headings: Sequence[str], only: Mapping[str, str]) -> list[tuple[int, str]]:
    """The positions of the columns that rows are chosen by, with the values they must have."""
    chosen = []
    for name, value in only.items():
        found = _called(headings, name)
        if len(found) != 1:
            raise InvalidInput(f"There is no one column {excerpt(name)}. {_listed(headings)}")
        chosen.append((found[0], value))
    return chosen


def _is_ours(headings: Sequence[str]) -> bool:
    """Whether tracker wrote the table, perhaps when it had fewer columns."""
    return {"id", "handle", "sources"} <= set(headings) <= set(COLUMNS)


def _unread(headings: Sequence[str], places: Mapping[str, int]) -> list[str]:
    """The headings of the columns that nothing is read from; the number is ours to give."""
    read = set(places.values())
    ours = {"id"} if _is_ours(headings) else set()
    return [
        excerpt(heading) if not heading.isprintable() else heading
        for place, heading in enumerate(headings)
        if place not in read and heading and heading not in ours
    ]


def _called(headings: Sequence[str], name: str) -> list[int]:
    """The positions of the columns of a name, spelled exactly, or else but for capitals."""
    exact = [place for place, heading in enumerate(headings) if heading == name]
    return exact or [
        place for place, heading in enumerate(headings) if heading.casefold() == name.casefold()
    ]


def _check_field(field: str) -> None:
    if field not in READERS:
        raise InvalidInput(
            f"An event has no field {excerpt(field)} to fill; it has {', '.join(FIELDS)}."
        )


def _listed(headings: Sequence[str]) -> str:
    shown = (heading if heading.isprintable() else excerpt(heading) for heading in headings)
    return f"The columns of the table are: {', '.join(shown)}."


def _check_width(row: Sequence[str], headings: Sequence[str]) -> None:
    """Refuse a row with more cells than columns: a delimiter within it was not quoted."""
    if any(row[len(headings) :]):
        raise InvalidInput(f"has {len(row)} cells under {len(headings)} headings")


def _values(row: Sequence[str], places: Mapping[str, int]) -> dict[str, Any]:
    """The values of a row's cells, without those that are empty or missing."""
    return {
        field: READERS[field](row[place])
        for field, place in places.items()
        if place < len(row) and row[place]
    }


def _is_status(row: Sequence[str], place: int) -> bool:
    try:
        return place >= len(row) or not row[place] or bool(parse_status(row[place]))
    except InvalidInput:
        return False


def _draft(values: dict[str, Any]) -> EventDraft:
    for field in REQUIRED:
        if field not in values:
            raise InvalidInput(f"the {field} is empty")
    return EventDraft(citations=values.pop("source", ()), **values)


CSV = FileFormat(
    "csv",
    "the events, a row each",
    (".csv",),
    OMITTED,
    read=read,
    write=lambda chronicle, _: write(chronicle),
)
TSV = FileFormat(
    "tsv",
    "the same with tabs between the cells",
    (".tsv", ".tab"),
    OMITTED,
    read=read,
    write=lambda chronicle, _: write(chronicle, "\t"),
)
XLSX = FileFormat(
    "xlsx",
    "the same as the first sheet of a workbook",
    (".xlsx",),
    unread="further sheets",
    read=read,
)
