"""Lines of a text or a table: one after the other, within the limits, with their numbers."""

from collections.abc import Callable, Iterable, Iterator

from tracker.config import Limits
from tracker.formats.limits import LINES_OF_ROW, too_long, too_long_a_row


def numbers_of(stream: object) -> Callable[[int], int]:
    """The numbers that lines of a text have in the file which it was made of.

    Parameters
    ----------
    stream : text stream
        As a reader receives it. Of a table made of something else, a list says for each line
        which row or line of the file it is of.

    Returns
    -------
    callable
        From the number of a line to that in the file.

    Examples
    --------
    >>> import io
    >>> numbers_of(io.StringIO(""))(7)
    7
    """
    numbers = getattr(stream, "numbers", ())
    return lambda line: numbers[line - 1] if 0 < line <= len(numbers) else line


def records_of(stream: object) -> Callable[[int], int]:
    """The numbers that the records of a text have in the file which it was made of.

    Parameters
    ----------
    stream : text stream
        As a reader receives it.

    Returns
    -------
    callable
        From the number of a line to that of its record; 0 where the line tells the record.

    Examples
    --------
    >>> import io
    >>> records_of(io.StringIO(""))(7)
    0
    """
    records = getattr(stream, "records", ())
    return lambda line: records[line - 1] if 0 < line <= len(records) else 0


def lines_of(text: str, limits: Limits) -> Iterator[str]:
    r"""The lines of a text with their ends, one after the other, without a copy of the whole.

    Parameters
    ----------
    text : str
        The text; where it has line feeds, they alone end a line.
    limits : Limits
        Those in force.

    Yields
    ------
    str
        A line.

    Raises
    ------
    InvalidInput
        If a line is too long.

    Examples
    --------
    >>> list(lines_of("one\ntwo", Limits()))
    ['one\n', 'two']
    """
    end = "\n" if "\n" in text else "\r"
    start, number = 0, 1
    while start < len(text):
        stop = text.find(end, start) + 1 or len(text)
        if stop - start > limits.max_cell:
            raise too_long(f"Line {number}", limits)
        yield text[start:stop]
        start, number = stop, number + 1


class RowLines:
    """The lines of a table for csv, as long as the row does not grow without end.

    A quotation mark that is never closed would make one row of the whole file. Whoever takes a row
    calls `begin` before, and `again` where its further lines are rows by themselves.

    Parameters
    ----------
    lines : iterable of str
        The lines.
    limits : Limits
        Those in force.

    Attributes
    ----------
    number : int
        How many lines were taken.
    is_over : bool
        Whether a further one was asked for, and there is none.
    held : list of str
        Those of the row that has begun.
    """

    def __init__(self, lines: Iterable[str], limits: Limits) -> None:
        self._next: Callable[[], str] = iter(lines).__next__
        self._again: list[str] = []
        self.limits = limits
        self.taken = self.number = 0
        self.is_over = False
        self.held: list[str] = []

    def __iter__(self) -> "RowLines":
        """The lines themselves."""
        return self

    def __next__(self) -> str:
        """The next line."""
        self.is_over = not self._again
        line = self._again.pop() if self._again else self._next()
        self.is_over = False
        self.number += 1
        self.taken += len(line)
        self.held.append(line)
        if self.taken > LINES_OF_ROW * self.limits.max_cell:
            raise too_long_a_row("A row of it", self.limits)
        return line

    def begin(self) -> None:
        """Begin a row."""
        self.taken = 0
        self.held.clear()

    def again(self) -> None:
        """Give all lines of the row but the first one once more."""
        self.number -= len(self.held) - 1
        self._again += self.held[:0:-1]
