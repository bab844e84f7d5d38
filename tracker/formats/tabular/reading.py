"""Reading of tables: rows under headings become drafts of events."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, TextIO

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.cells import fault
from tracker.formats.limits import RowLines, limits_of, lines_of
from tracker.formats.tabular.columns import READERS, REQUIRED
from tracker.formats.tabular.headings import (
    chosen_columns,
    constants_of,
    is_ours,
    places_of,
    unread_headings,
)
from tracker.model.chronicle import Batch
from tracker.model.coordinates import point_or_none
from tracker.model.csv_guard import unguard
from tracker.model.event import EventDraft, parse_status
from tracker.model.feed_row import RejectedRow, RejectHandler
from tracker.model.marking import PREFIX, Marking
from tracker.model.names import folded
from tracker.model.numbers import counted
from tracker.model.time_zones import checked_zone

DELIMITERS = (",", ";", "\t")
MOST_ROWS = 5


class Text(NamedTuple):
    """The text of a table, and the limits it is read within."""

    text: str
    limits: Limits


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
        For a field of `columns.FIELDS` the heading of its column. A field that is not in the
        mapping is in the column called like it, if there is one; capitals do not matter.
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
    fixed = constants_of(constants or {})
    places = places_of(headings, mapping or {}, fixed)
    # A column called status may tell of another kind of status; then it is none of ours.
    cells = islice(_parsed(text, delimiter), 1, None)
    if "status" in places.keys() - (mapping or {}).keys() and not all(
        _is_status(row, places["status"]) for _, row in cells
    ):
        del places["status"]
    # So may one called marking; but where one cell is a marking, a slip in another is no reason to
    # share what was marked.
    cells = islice(_parsed(text, delimiter), 1, None)
    if "marking" in places.keys() - (mapping or {}).keys() and not any(
        _is_marking(row, places["marking"]) for _, row in cells
    ):
        del places["marking"]
    cells = islice(_parsed(text, delimiter), 1, None)
    if "zone" in places.keys() - (mapping or {}).keys():
        found = {_is_zone(row[places["zone"]]) for _, row in cells if _has(row, places["zone"])}
        if found == {False}:  # zones of another kind
            del places["zone"]
    events, lines, wrong, untitled = [], [], [], 0
    chosen = chosen_columns(headings, only or {})
    ours = is_ours(headings)
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
        raise InvalidInput(
            f"{counted(len(wrong), 'row')} of {len(wrong) + len(events):,} cannot be read, so none "
            f"was taken:{listed}{more}\n--rejects FILE takes the others and writes these to a file."
        )
    if remarks is not None:
        if unread := unread_headings(headings, places):
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


def _has(row: Sequence[str], place: int) -> bool:
    return place < len(row) and bool(row[place].strip())


def _is_zone(cell: str) -> bool:
    """Whether a cell names a time zone."""
    try:
        return checked_zone(cell) is not None
    except InvalidInput:
        return False


def _is_marking(row: Sequence[str], place: int) -> bool:
    """Whether a cell is a marking, or is written as one."""
    try:
        cell = row[place] if place < len(row) else ""
        return cell.upper().startswith(PREFIX) or bool(cell and Marking.parse(cell))
    except InvalidInput:
        return False


def _draft(values: dict[str, Any]) -> EventDraft:
    for field in REQUIRED:
        if field not in values:
            raise InvalidInput(f"the {field} is empty")
    north, east = values.pop("latitude", None), values.pop("longitude", None)
    if north and east:
        values.setdefault("coordinates", point_or_none(north, east))
    return EventDraft(citations=values.pop("source", ()), **values)
