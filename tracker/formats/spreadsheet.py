"""Workbooks of spreadsheet programs (XLSX, XLS, ODS): a sheet as the table that it shows."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from functools import partial
from typing import IO, Any
from xml.parsers import expat

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.limits import CHUNK, too_large
from tracker.formats.nesting import check_xml
from tracker.formats.parser_errors import parser_errors
from tracker.formats.sheets import Sheet, chosen_sheet

MIDNIGHT = time(0)
ENCRYPTED = 1  # the bit of a part's flags
UNREADABLE = "It is no workbook that can be read"
LOCKED = "It is locked by a password; save it without one."
BEGINNING = 64  # bytes in which XML begins
MOST_EMPTY = 5_000_000  # cells between the first and the last one of a sheet
SPARSE = 20  # times as many cells as there are with anything in them
MOST_MERGED = 1_000_000  # cells
PARTS = ("xl/workbook.xml", "content.xml")


def is_workbook(packed: IO[bytes]) -> bool:
    """Tell whether a zip file is a workbook rather than a packed file.

    Parameters
    ----------
    packed : binary file
        The zip file; its position stays.

    Returns
    -------
    bool
        Whether it is a workbook of XLSX or ODS; false for what is no zip file.

    Examples
    --------
    >>> import io
    >>> is_workbook(io.BytesIO(b"no zip"))
    False
    """
    place = packed.tell()
    try:
        with parser_errors("It is no zip file"), zipfile.ZipFile(packed) as archive:
            names = set(archive.namelist())
            return PARTS[0] in names or {PARTS[1], "mimetype"} <= names
    except InvalidInput:
        return False
    finally:
        packed.seek(place)


def read_workbook(packed: IO[bytes], limits: Limits, sheet: str | None = None) -> Sheet:
    """Open a sheet of a workbook.

    Parameters
    ----------
    packed : binary file
        The workbook.
    limits : Limits
        What it may hold at most.
    sheet : str, optional
        The name of a sheet, or its number from 1; by default the first one.

    Returns
    -------
    Sheet
        Its rows as they show: values as they were last computed, days as ``2016-10-03``, whole
        numbers without a point. A cell that is merged over several rows stands in each of them.

    Raises
    ------
    InvalidInput
        If it is damaged, locked by a password, beyond a limit, or has no such sheet.
    """
    from python_calamine import CalamineWorkbook, PasswordError

    if zipfile.is_zipfile(packed):
        _check_parts(packed, limits)
    packed.seek(0)
    try:
        with parser_errors(UNREADABLE), _panics():
            book = CalamineWorkbook.from_filelike(packed)
            names = book.sheet_names
        name, others = chosen_sheet(names, sheet, "sheet")
        with parser_errors(UNREADABLE), _panics():
            found = book.get_sheet_by_name(name)
    except InvalidInput as error:
        if isinstance(error.__cause__, PasswordError):
            raise InvalidInput(LOCKED) from None
        raise
    return Sheet(name, others, _rows(found))


@contextmanager
def _panics() -> Iterator[None]:
    """Turn a panic of the library, which is no exception as others are, into an error."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise ValueError(str(error)) from None
        raise


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows that have anything, with their numbers."""
    first_column = (sheet.start or (0, 0))[1]
    merged = _merged(sheet)
    values: dict[tuple[int, int], str] = {}
    for number, row in enumerate(sheet.iter_rows()):
        cells = list(map(_cell, row))
        for column, top in merged.get(number, ()):
            place = column - first_column
            if not 0 <= place < len(cells):
                continue
            if top == number:
                values[top, column] = cells[place]
            elif not cells[place]:
                cells[place] = values.get((top, column), "")
        if any(cells):
            yield number + 1, cells


def _merged(sheet: Any) -> dict[int, list[tuple[int, int]]]:
    """For each row the columns of cells that are merged over several rows, with their top rows."""
    found: dict[int, list[tuple[int, int]]] = {}
    count = 0
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        count += bottom - top
        if count > MOST_MERGED:
            break
        if bottom > top:
            for row in range(top, min(bottom, top + MOST_MERGED) + 1):
                found.setdefault(row, []).append((left, top))
    return found


def _check_parts(packed: IO[bytes], limits: Limits) -> None:
    """Refuse a workbook for what its parts are, before any of them is parsed."""
    packed.seek(0)
    with parser_errors(UNREADABLE), zipfile.ZipFile(packed) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise InvalidInput(LOCKED)
        if sum(part.file_size for part in parts) > limits.max_unpacked:
            raise too_large(limits)
        for part in parts:
            with archive.open(part) as stream:
                if not _is_xml(stream.read(BEGINNING)):
                    continue
            with archive.open(part) as stream:
                check_xml(iter(partial(stream.read, CHUNK), b""), limits)
            if part.filename.startswith("xl/worksheets/") or part.filename == PARTS[1]:
                with archive.open(part) as stream:
                    _check_extent(iter(partial(stream.read, CHUNK), b""))


def _is_xml(beginning: bytes) -> bool:
    """Whether a part begins as XML does, in whichever encoding: pictures and macros do not."""
    return beginning.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


class _Extent:
    """Counts the cells that have anything, and how far they reach."""

    def __init__(self) -> None:
        self.filled = self.last_row = self.last_column = 0
        self._row = self._column = 0
        self._rows = self._columns = 1  # for how many a row or cell of ODS stands
        self._in_cell = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Follow where the cells stand."""
        match name:
            case "row" | "table:table-row":
                self._row += self._rows if name != "row" else 1
                self._rows = _whole(attributes.get("table:number-rows-repeated"), 1)
                self._row = _whole(attributes.get("r"), self._row)
                self._column, self._columns = 0, 1
            case "c" | "table:table-cell" | "table:covered-table-cell":
                self._column += self._columns if name != "c" else 1
                self._columns = _whole(attributes.get("table:number-columns-repeated"), 1)
                if name == "c" and (letters := attributes.get("r", "").rstrip("0123456789")):
                    self._column = _column(letters)
                self._in_cell = True
                if "office:value-type" in attributes:
                    self._fill()
            case "table:table":
                self._row = self._column = 0
                self._rows = self._columns = 1
            case "v" | "is" | "text:p" if self._in_cell:
                self._fill()

    def end(self, name: str) -> None:
        """Leave a cell."""
        if name in ("c", "table:table-cell", "table:covered-table-cell"):
            self._in_cell = False

    def _fill(self) -> None:
        self._in_cell = False
        self.filled += 1
        self.last_row = max(self.last_row, self._row + self._rows - 1)
        self.last_column = max(self.last_column, self._column + self._columns - 1)

    def refuse(self) -> None:
        """Refuse a sheet whose cells stand so far apart that nearly all of it is empty."""
        if self.last_row * self.last_column > max(MOST_EMPTY, SPARSE * self.filled):
            raise InvalidInput(
                f"A sheet of it reaches to row {self.last_row:,} and column {self.last_column:,} "
                f"with {self.filled:,} cells that have anything; delete what stands far out."
            )


def _check_extent(chunks: Iterator[bytes]) -> None:
    """Refuse a sheet that is all but empty and would take all memory: one cell stands far out."""
    extent = _Extent()
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.begin
    parser.EndElementHandler = extent.end
    with parser_errors("It is no XML"):
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    extent.refuse()


def _whole(text: str | None, otherwise: int) -> int:
    with suppress(ValueError, TypeError):
        return max(int(text or ""), 1)
    return otherwise


def _column(letters: str) -> int:
    """The number of a column by its letters.

    >>> _column("A"), _column("ZZ")
    (1, 702)
    """
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - 64
    return number


def _cell(value: Any) -> str:
    """The text that a cell shows.

    >>> [_cell(each) for each in (None, 3.0, datetime(2016, 10, 3), datetime(2016, 10, 3, 9, 30))]
    ['', '3', '2016-10-03', '2016-10-03T09:30:00']
    """
    match value:
        case None:
            return ""
        case datetime() if value.time() == MIDNIGHT:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)
