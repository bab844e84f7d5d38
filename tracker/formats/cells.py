"""CSV lines from rows of cells, as every exporter of tables writes them."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from tracker.config import size_in_words
from tracker.formats.limits import set_by
from tracker.model.csv_guard import guard_formula

Cell = str | float | Sequence[str] | None


def lines(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], delimiter: str = ","
) -> Iterator[str]:
    """Write a table line by line.

    Parameters
    ----------
    headings : sequence of str
        The names of the columns.
    rows : iterable of sequences
        For each row a cell for each column: a text, a number, several texts, or None.
    delimiter : str
        What stands between two cells.

    Yields
    ------
    str
        A row, without its line end, the headings first. A text that a spreadsheet would run as a
        formula is guarded by an apostrophe; numbers are not, so that they stay numbers.

    Examples
    --------
    >>> list(lines(["title", "intensity", "by"], [["=1+1", -4.0, ["USA", "RUS"]]]))
    ['title,intensity,by', "'=1+1,-4,USA; RUS"]
    """
    out = _Line()
    # With both in the line end, csv quotes either of them in a cell.
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for row in chain([headings], rows):
        writer.writerow(map(_written, row))
        yield out.text


def fault(error: csv.Error) -> str:
    """Say what is wrong with a row that csv cannot read.

    Parameters
    ----------
    error : csv.Error
        The error, whose own words are sometimes of no help.

    Returns
    -------
    str
        The fault in words.

    Examples
    --------
    >>> fault(csv.Error("new-line character seen in unquoted field - do you need to …"))
    'a carriage return in a cell without quotation marks'
    """
    if "new-line character" in str(error):
        return "a carriage return in a cell without quotation marks"
    if "field limit" in str(error):
        most = size_in_words(csv.field_size_limit())
        where = set_by("max_cell").removesuffix(".")
        return f"a cell longer than {most}, or a quotation mark that is not closed ({where})"
    return str(error)


class _Line:
    """A file for csv to write one row to, which holds it without the line end."""

    text = ""

    def write(self, row: str) -> None:
        self.text = row.removesuffix("\r\n")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:g}"
    if isinstance(cell, int):
        return str(cell)
    return guard_formula(cell if isinstance(cell, str) else "; ".join(cell))
