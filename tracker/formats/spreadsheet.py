"""XLSX workbooks of spreadsheet programs: the first sheet as the table that it shows."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import IO, Any

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.limits import CHUNK, LINES_OF_ROW, check_xml, too_large, too_long_a_row
from tracker.formats.parser_errors import parser_errors

MIDNIGHT = time(0)
ENCRYPTED = 1  # the bit of a part's flags
UNREADABLE = "It is no workbook that can be read"
BEGINNING = 64  # bytes in which XML begins
Row = tuple[Any, ...]


def is_workbook(packed: IO[bytes]) -> bool:
    """Tell whether a zip file is a workbook rather than a packed file.

    Parameters
    ----------
    packed : binary file
        The zip file; its position stays.

    Returns
    -------
    bool
        Whether it is an XLSX workbook; false for what is no zip file.

    Examples
    --------
    >>> import io
    >>> is_workbook(io.BytesIO(b"no zip"))
    False
    """
    place = packed.tell()
    try:
        with parser_errors("It is no zip file"), zipfile.ZipFile(packed) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except InvalidInput:
        return False
    finally:
        packed.seek(place)


def as_csv(packed: IO[bytes], table: IO[bytes], limits: Limits) -> None:
    """Write the first sheet of a workbook as CSV.

    Parameters
    ----------
    packed : binary file
        The workbook.
    table : binary file
        Where the CSV goes, in UTF-8: a line for each row. Values stand as they were last computed;
        days as ``2016-10-03``, whole numbers without a point.
    limits : Limits
        What it may hold at most: all its parts unpacked, each text, and the table as well, in
        which one text may stand many times.

    Raises
    ------
    InvalidInput
        If it is damaged, locked by a password, or beyond a limit.
    """
    _check_parts(packed, limits)
    packed.seek(0)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    written = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and validations that no row depends on
        for number, row in enumerate(_rows(packed), start=1):
            cells = list(map(_cell, row))
            long = sum(map(len, cells))
            if long > LINES_OF_ROW * limits.max_cell:
                raise too_long_a_row(f"Row {number}", limits)
            writer.writerow(cells)
            if lines.tell() > CHUNK:
                written += _move(lines, table)
            if written > limits.max_unpacked:
                raise too_large(limits)
    _move(lines, table)


def _check_parts(packed: IO[bytes], limits: Limits) -> None:
    """Refuse a workbook for what its parts are, before any of them is parsed."""
    with parser_errors(UNREADABLE), zipfile.ZipFile(packed) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise InvalidInput("It is locked by a password; save it without one.")
        if sum(part.file_size for part in parts) > limits.max_unpacked:
            raise too_large(limits)
        for part in parts:
            with archive.open(part) as stream:
                if not _is_xml(stream.read(BEGINNING)):
                    continue
            with archive.open(part) as stream:
                check_xml(iter(partial(stream.read, CHUNK), b""), limits)


def _is_xml(beginning: bytes) -> bool:
    """Whether a part begins as XML does, in whichever encoding: pictures and macros do not."""
    return beginning.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _rows(packed: IO[bytes]) -> Iterator[Row]:
    """The rows of the first sheet, as openpyxl reads them; all that it raises is the file's."""
    from openpyxl import load_workbook

    with parser_errors(UNREADABLE):
        book = load_workbook(packed, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # the stated ones may be too small, or the whole grid
        rows = iter(sheet.iter_rows(values_only=True))
    while True:
        with parser_errors(UNREADABLE):
            row = next(rows, None)
        if row is None:
            return
        yield row


def _move(lines: io.StringIO, table: IO[bytes]) -> int:
    """Move what was written to the table; the number of bytes."""
    data = lines.getvalue().encode("utf-8", "backslashreplace")
    table.write(data)
    lines.seek(0)
    lines.truncate()
    return len(data)


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
