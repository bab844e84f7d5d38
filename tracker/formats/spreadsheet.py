"""XLSX workbooks of spreadsheet programs: the first sheet as the table that it shows."""

import csv
import io
import zipfile
from datetime import date, datetime, time
from typing import IO, Any

from tracker.errors import InvalidInput

MIDNIGHT = time(0)


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
        with zipfile.ZipFile(packed) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False
    finally:
        packed.seek(place)


def as_csv(data: bytes, name: str) -> str:
    """Write the first sheet of a workbook as CSV.

    Parameters
    ----------
    data : bytes
        The workbook.
    name : str
        What it is called, for a refusal.

    Returns
    -------
    str
        A line for each row. Values stand as they were last computed; days as ``2016-10-03``,
        whole numbers without a point.

    Raises
    ------
    InvalidInput
        If it is damaged, or locked by a password.
    """
    from openpyxl import load_workbook

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            writer.writerow([_cell(value) for value in row])
    except (KeyError, ValueError, TypeError, IndexError, zipfile.BadZipFile) as error:
        raise InvalidInput(f"{name} is no workbook that can be read: {error}.") from None
    return out.getvalue()


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
