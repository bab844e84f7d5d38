"""Rows of text with delimiters, each by itself: a row that cannot be read costs that row alone.

The quotation marks of a cell are read strictly. Where that fails, marks that stand within a cell
(`"He said "no" twice"`) are taken for what they are; where that fails as well, the line is handed
over as unreadable and reading goes on with the next one. So a mark that is never closed, or a cell
that is far too long, takes none of the following rows with it.
"""

import csv
from collections.abc import Iterator
from typing import NamedTuple

from tracker.config import Limits, size_in_words
from tracker.formats.cells import fault
from tracker.formats.limits import LINES_OF_ROW, set_by, too_long_a_row
from tracker.model.feed_row import RejectedRow

MOST_LINES = 200  # of a row, once one that was longer came to nothing
MENDED_LINES = 50  # of a row with marks within its cells
UNCLEAR = "has a quotation mark that is not closed, or one that stands within a cell"


class Record(NamedTuple):
    """A row: its cells, the line it begins on, and where it begins and ends in the text."""

    line: int
    cells: list[str]
    start: int
    end: int


class Unreadable(NamedTuple):
    """A line that is no row, with the reason, and where it begins and ends in the text."""

    row: RejectedRow
    start: int
    end: int


class RecordReader:
    r"""The rows of a text, one after the other.

    Parameters
    ----------
    text : str
        The text; where it has line feeds, they alone end a line.
    delimiter : str
        What stands between two cells.
    limits : Limits
        Those in force: a line and a cell may have so many characters.
    start, line : int
        Where to begin, and the number of the line that begins there.

    Attributes
    ----------
    width : int
        The number of cells that a row should have, once it is known; by it a row of several lines
        is told from one whose quotation mark is not closed.

    Examples
    --------
    >>> rows = RecordReader('a,"b "c" d"\n"e,f\ng,"h\ni"\n', ",", Limits())
    >>> rows.width = 2
    >>> [row.cells if isinstance(row, Record) else row.row.line for row in rows]
    [['a', 'b "c" d'], 2, ['g', 'h\ni']]
    """

    def __init__(
        self, text: str, delimiter: str, limits: Limits, start: int = 0, line: int = 1
    ) -> None:
        self.delimiter = delimiter
        self.width = 0
        self._given = text, limits, start, line
        self._lines = _Lines(*self._given)

    def __iter__(self) -> Iterator[Record | Unreadable]:
        """The rows, and the lines that are none, from the beginning."""
        lines = self._lines = _Lines(*self._given)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        while True:
            lines.begin()
            try:
                cells = next(reader, None)
            except (csv.Error, _TooLong) as error:
                yield self._mended(error)
                reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
                continue
            if cells is None:
                return
            if lines.count > 1 and self._is_of_several(cells):
                lines.back_to(1)
                yield lines.unreadable(UNCLEAR)
                continue
            yield lines.record(cells)

    def _is_of_several(self, cells: list[str]) -> bool:
        """Whether what was read as one row is several, the first with a mark that is not closed."""
        if not self.width or len(_filled(cells)) == self.width:
            return False
        return all(map(self._is_row, self._lines.held[1:])) and bool(self._lines.held[1:])

    def _mended(self, error: Exception) -> Record | Unreadable:
        """The row with the marks within its cells, or else its first line as unreadable."""
        lines = self._lines
        was_long = lines.count > MOST_LINES
        if not isinstance(error, _TooLong) and (mended := self._lenient()) is not None:
            return mended
        if was_long:
            lines.most = MOST_LINES
        lines.back_to(1)
        if isinstance(error, _TooLong):
            return lines.unreadable(str(error) or UNCLEAR)
        said = fault(error) if isinstance(error, csv.Error) else ""
        if "unexpected end" in said or "expected after" in said:
            return lines.unreadable(UNCLEAR)
        return lines.unreadable(f"is no row of a table: {said}")

    def _lenient(self) -> Record | None:
        """The row that the fewest lines make, of which none is a row by itself."""
        lines = self._lines
        for count in range(1, MENDED_LINES + 1 if self.width else 2):
            try:
                if count > lines.count:
                    next(lines)
            except (_TooLong, StopIteration):
                return None
            if count > 1 and self._is_row(lines.held[count - 1]):
                return None
            cells = _leniently("".join(lines.held[:count]), self.delimiter)
            if cells is not None and self.width in (0, len(_filled(cells)), len(cells)):
                lines.back_to(count)
                return lines.record(cells)
        return None

    def _is_row(self, line: str) -> bool:
        """Whether a line is a row by itself; one that closes a cell of another has an odd mark."""
        is_even = line.count('"') % 2 == 0
        return is_even and len(_strictly(line, self.delimiter)) == self.width > 1


class _TooLong(Exception):
    """A line that is longer than a cell may be, or a row of more lines than one may have."""


class _Lines:
    """The lines of a text for csv, which can go back to one of the row that it reads."""

    def __init__(self, text: str, limits: Limits, start: int, line: int) -> None:
        self.text = text
        self.limits = limits
        self.most = 0  # lines of a row; 0 is any number
        self.held: list[str] = []
        self._ends = "\n" if "\n" in text else "\r"
        self._place = self._start = start
        self._number = self._first = line
        self._places: list[int] = []
        self._count = 0

    def begin(self) -> None:
        """Begin a row at the next line."""
        self._start, self._first = self._place, self._number
        self._count = 0
        self.held.clear()
        self._places.clear()

    @property
    def count(self) -> int:
        """The number of lines that the row has taken."""
        return self._count

    @property
    def taken_since(self) -> int:
        """The number of characters that the row has taken."""
        return self._place - self._start

    def back_to(self, count: int) -> None:
        """Leave the row so many of its lines; the others are read again."""
        self._place = self._places[count - 1]
        self._number = self._first + count
        self._count = count
        del self.held[count:], self._places[count:]

    def record(self, cells: list[str]) -> Record:
        """The row that was read."""
        return Record(self._first, cells, self._start, self._place)

    def unreadable(self, reason: str) -> Unreadable:
        """The line that is no row."""
        return Unreadable(RejectedRow(self._first, reason), self._start, self._place)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._place >= len(self.text):
            raise StopIteration
        stop = self.text.find(self._ends, self._place) + 1 or len(self.text)
        line = self.text[self._place : stop]
        self._place = stop
        self._number += 1
        self._count += 1
        is_long = len(line) > self.limits.max_cell
        if self._count <= MENDED_LINES:  # no more are read again, however many a row takes
            self._places.append(stop)
            self.held.append("" if is_long else line)
        if is_long:
            longest = size_in_words(self.limits.max_cell)
            raise _TooLong(f"is longer than {longest}. {set_by('max_cell')}")
        if self.most and self._count > self.most:
            raise _TooLong
        if self.taken_since > LINES_OF_ROW * self.limits.max_cell:
            raise too_long_a_row("A row of it", self.limits)
        return line


def _filled(cells: list[str]) -> list[str]:
    """The cells up to the last that is not empty."""
    count = len(cells)
    while count and not cells[count - 1].strip():
        count -= 1
    return cells[:count]


def _strictly(line: str, delimiter: str) -> list[str]:
    """The cells of one line; none where it is no row."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _leniently(text: str, delimiter: str) -> list[str] | None:
    """The cells of a row whose quotation marks may stand within cells; None if it is not over.

    A mark closes a cell only before a delimiter, or at the end of the row.
    """
    row = text.removesuffix("\n").removesuffix("\r")
    cells: list[str] = []
    place = 0
    while True:
        if row[place : place + 1] == '"':
            close = place + 1
            while True:
                close = row.find('"', close)
                if close < 0:
                    return None
                after = row[close + 1 : close + 2]
                if after in ("", delimiter):
                    break
                is_doubled = after == '"' and row[close + 2 : close + 3] not in ("", delimiter)
                close += 2 if is_doubled else 1
            cells.append(row[place + 1 : close].replace('""', '"'))
            place = close + 1
        else:
            stop = row.find(delimiter, place)
            stop = len(row) if stop < 0 else stop
            cell = row[place:stop]
            if "\n" in cell:
                return None
            cells.append(cell)
            place = stop
        if place >= len(row):
            return cells
        place += len(delimiter)
