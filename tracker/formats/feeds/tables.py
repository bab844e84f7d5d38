"""Reading of feeds that are tables with headings: rows, conditions on columns, cells as values."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.config import Limits
from tracker.errors import InvalidDate, InvalidInput
from tracker.formats.cells import fault
from tracker.formats.delimited import UNCLEAR
from tracker.formats.feeds.columns import (
    BOM,
    HINT,
    canonical,
    cells_of,
    column_key,
    delimiter_of,
)
from tracker.formats.limits import CUT_OFF, cut_off_because, limits_of
from tracker.formats.row_lines import RowLines
from tracker.model.dates import EventDate
from tracker.model.event import INTENSITY_LIMIT
from tracker.model.feed_row import ONE_SKIPPED, RejectedRow, SkippedRows
from tracker.model.names import folded
from tracker.model.text import LINE_LIMIT

NOTHING = ("", "NA", "None", "NULL")
Cells = Mapping[str, str]


class Line(NamedTuple):
    """A row of a table with headings, by the line that it begins on."""

    number: int
    cells: Cells


def table(
    stream: Iterable[str],
    called: str,
    needed: Sequence[str],
    only: Mapping[str, str],
    others: Sequence[str] = (),
    limits: Limits | None = None,
    plain_tabs: bool = False,
) -> Iterator[Line | RejectedRow | SkippedRows]:
    r"""Read the rows of a table with headings, however it was saved.

    Parameters
    ----------
    stream : text stream or iterable of str
        The lines of the table, its headings first. Between cells stands a tab, comma, semicolon
        or bar.
    called : str
        What such a file is called, for a refusal.
    needed : sequence of str
        Columns without which it is another table; spellings of a heading are one.
    only : mapping of str to str
        Values that columns must have; case does not matter.
    others : sequence of str
        Further columns that are asked for where they are there.
    limits : Limits, optional
        Those in force; by default those of the stream.
    plain_tabs : bool
        Whether the feed is published with tabs and with quotation marks as they come, so that
        none of them encloses a cell unless those of the headings do.

    Yields
    ------
    Line, RejectedRow or SkippedRows
        A row with its cells by heading; one that is cut short or too long; or one that lacks the
        values that `only` asks for.

    Raises
    ------
    InvalidInput
        If a needed column is missing, or one that `only` names.

    Examples
    --------
    >>> import io
    >>> file = io.StringIO("ID;country\n1;Syria\n2;Iraq\n")
    >>> list(table(file, "feed", ["id"], {"Country": "iraq"}))
    [SkippedRows(number=1), Line(number=3, cells={'id': '2', 'country': 'Iraq'})]
    """
    known = limits or limits_of(stream)
    lines = RowLines(stream, known)
    first = _first_line(lines, called)
    delimiter = delimiter_of(first)
    is_plain = plain_tabs and delimiter == "\t" and not first.startswith('"')
    headings = canonical(cells_of(first, delimiter), (*needed, *others))
    if missing := [name for name in needed if name not in headings]:
        raise InvalidInput(f"This is no file of {called}: it has no column {', '.join(missing)}.")
    asked = column_conditions(only, headings)
    reader = _reader(lines, delimiter, is_plain)
    width = len(headings)
    is_numbered: bool | None = None  # by numbers of rows that have no heading, as R writes them
    while True:
        lines.begin()
        line = lines.number + 1
        reason = ""
        try:
            cells = next(reader, None)
        except csv.Error as error:
            cells, reason = [], f"is no row of a table: {fault(error)}"
        if cells is None:
            return
        if not cells and not reason:
            continue
        if is_numbered is None and cells:
            is_numbered = len(cells) == width + 1 and cells[0].strip('"').isdecimal()
        if is_numbered:
            cells = cells[1:]
        if not reason and len(cells) != width:
            reason = f"has {len(cells)} cells under {width} headings"
        if lines.is_over and sum(line.count('"') for line in lines.held) % 2:
            reason = UNCLEAR
        if CUT_OFF in lines.held[-1] or (len(lines.held) > 1 and any(map(_is_cut, lines.held))):
            reason = cut_off_because(known)
        if reason:
            full = width + bool(is_numbered)
            if len(lines.held) > 1 and _are_rows(lines.held[1:], delimiter, full):
                lines.again()
                reader = _reader(lines, delimiter, is_plain)
                reason = reason if CUT_OFF in lines.held[0] else UNCLEAR
            yield RejectedRow(line, reason)
            continue
        if any("\r" in cell for cell in cells):
            cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
        row = dict(zip(headings, cells, strict=True))
        yield Line(line, row) if meets(row, asked) else ONE_SKIPPED


def _reader(lines: Iterable[str], delimiter: str, is_plain: bool) -> "Iterator[list[str]]":
    if is_plain:
        return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=delimiter)


def _are_rows(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether each line is a row by itself: the row before them has a mark that is not closed."""
    whole = [line for line in lines if CUT_OFF not in line and line.strip()]
    try:
        return all(len(next(csv.reader([line], delimiter=delimiter))) == width for line in whole)
    except csv.Error:
        return False


def _is_cut(line: str) -> bool:
    return CUT_OFF in line


def _first_line(lines: Iterable[str], called: str) -> str:
    """The headings of a table; a hint for Excel stands before."""
    for line in lines:
        if line.strip() and not HINT.fullmatch(line.removeprefix(BOM)):
            return line.removeprefix(BOM)
    raise InvalidInput(f"This is no file of {called}: it is empty.")


def column_conditions(only: Mapping[str, str], headings: Iterable[str]) -> dict[str, str]:
    """Find the columns that rows are chosen by, with the values they must have.

    Parameters
    ----------
    only : mapping of str to str
        Values by the names of columns; case does not matter.
    headings : iterable of str
        The headings as they stand.

    Returns
    -------
    dict of str to str
        The folded values by the headings as they stand.

    Raises
    ------
    InvalidInput
        If there is no such column.

    Examples
    --------
    >>> column_conditions({"country": "SYRIA"}, ["id", "Country"])
    {'Country': 'syria'}
    """
    names = {column_key(name): name for name in headings}
    if unknown := [name for name in only if column_key(name) not in names]:
        there = ", ".join(map(folded, names.values()))
        raise InvalidInput(
            f"There is no column {unknown[0]!r} to choose rows by; there is {there}."
        )
    return {names[column_key(name)]: folded(value) for name, value in only.items()}


def meets(row: Cells, asked: Mapping[str, str]) -> bool:
    """Whether a row has all the values that are asked for.

    Parameters
    ----------
    row : mapping of str to str
        Its cells by heading.
    asked : mapping of str to str
        Folded values by heading, from `column_conditions`.

    Returns
    -------
    bool
        Whether each of these cells has its value; case does not matter.

    Examples
    --------
    >>> meets({"Country": "Syria"}, {"Country": "syria"})
    True
    """
    return all(folded(row[name]) == value for name, value in asked.items())


def clipped_intensity(text: str | None) -> float | None:
    """Parse a number of a feed and clip it to the Goldstein scale.

    Parameters
    ----------
    text : str or None
        The cell.

    Returns
    -------
    float or None
        The number, at least -10 and at most 10; None where there is none.

    Examples
    --------
    >>> clipped_intensity("-12"), clipped_intensity("NA")
    (-10.0, None)
    """
    try:
        number = float(text or "")
    except ValueError:
        return None
    return max(-INTENSITY_LIMIT, min(INTENSITY_LIMIT, number)) if number == number else None


def date_or_none(text: str) -> EventDate | None:
    """Parse a date of a feed.

    Parameters
    ----------
    text : str
        The cell.

    Returns
    -------
    EventDate or None
        The date; None where it is none.

    Examples
    --------
    >>> str(date_or_none("16 May 2025")), date_or_none("NA")
    ('2025-05-16', None)
    """
    try:
        return EventDate.parse(text)
    except InvalidDate:
        return None


def cell_text(text: str) -> str:
    """The text of a cell, empty where the feed writes that there is nothing.

    Parameters
    ----------
    text : str
        The cell.

    Returns
    -------
    str
        Its text without outer blanks; empty for NA, None and NULL.

    Examples
    --------
    >>> cell_text(" NA "), cell_text("Aleppo")
    ('', 'Aleppo')
    """
    return "" if (plain := text.strip()) in NOTHING else plain


def title_line(text: str) -> str:
    r"""Make a title of a feed's words.

    Parameters
    ----------
    text : str
        The words, on any number of lines.

    Returns
    -------
    str
        One line, cut to the length that a title may have.

    Examples
    --------
    >>> title_line("Shelling:\n  Aleppo")
    'Shelling: Aleppo'
    """
    return " ".join(text.split())[:LINE_LIMIT]


def joined_place(*parts: str) -> str | None:
    """Join the parts of a place.

    Parameters
    ----------
    *parts : str
        Cells such as town, province and country.

    Returns
    -------
    str or None
        Those that say something, each once, cut to one line; None if none does.

    Examples
    --------
    >>> joined_place("Aleppo", "NA", "Aleppo", "Syria")
    'Aleppo, Syria'
    """
    return title_line(", ".join(dict.fromkeys(filter(None, map(cell_text, parts))))) or None
