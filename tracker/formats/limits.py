"""Limits of what is read from a file: its size, its lines, rows and cells.

They hold while a file is read, not after: bytes are counted as they are unpacked, lines are cut off
before they are held whole. `nesting` has those of documents.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import IO

from tracker.config import Limits, size_in_words
from tracker.errors import InvalidInput
from tracker.formats.parser_errors import reason_of

DEFAULT = Limits()
LINE_FEED, ANY = "\n", ""  # what ends a line, which keeps its end
CUT_OFF = "\0\u2026\0"  # what a line ends with of which the rest was left out
LONGEST_CUT = 16  # bytes that take its place
LINES_OF_ROW = 16  # a row may be so many times as long as a cell
CHUNK = 2**16


def set_by(setting: str) -> str:
    """Say where a limit is set.

    Parameters
    ----------
    setting : str
        The name of one of the `Limits`.

    Returns
    -------
    str
        What a refusal ends with.

    Examples
    --------
    >>> set_by("max_depth")
    'TRACKER_MAX_DEPTH, or max_depth in config.toml, sets another limit.'
    """
    return f"TRACKER_{setting.upper()}, or {setting} in config.toml, sets another limit."


def too_large(limits: Limits) -> InvalidInput:
    """The refusal of a file that holds too much.

    Parameters
    ----------
    limits : Limits
        Those in force.

    Returns
    -------
    InvalidInput
        It names the limit, and where to set another one.
    """
    return InvalidInput(
        f"It holds more than {size_in_words(limits.max_unpacked)}, unpacked. "
        f"{set_by('max_unpacked')}"
    )


def too_long(what: str, limits: Limits) -> InvalidInput:
    """The refusal of a cell, line or other text that is too long.

    Parameters
    ----------
    what : str
        What is too long, as the sentence begins.
    limits : Limits
        Those in force.

    Returns
    -------
    InvalidInput
        It names the limit, and where to set another one.

    Examples
    --------
    >>> str(too_long("Line 7", Limits()))[:28]
    'Line 7 is longer than 1 MiB.'
    """
    return InvalidInput(
        f"{what} is longer than {size_in_words(limits.max_cell)}. {set_by('max_cell')}"
    )


def cut_off_because(limits: Limits) -> str:
    """The reason why a row was rejected of which a line was cut off.

    Parameters
    ----------
    limits : Limits
        Those in force.

    Returns
    -------
    str
        It names the limit, and where to set another one.

    Examples
    --------
    >>> cut_off_because(Limits())[:37]
    'has a line that is longer than 1 MiB.'
    """
    longest = size_in_words(limits.max_cell)
    return f"has a line that is longer than {longest}. {set_by('max_cell')}"


def too_long_a_row(what: str, limits: Limits) -> InvalidInput:
    """The refusal of a row that is many times as long as a cell may be.

    Parameters
    ----------
    what : str
        What is too long, as the sentence begins.
    limits : Limits
        Those in force.

    Returns
    -------
    InvalidInput
        It names the limit, its usual reason, and where to set another one.
    """
    most = size_in_words(LINES_OF_ROW * limits.max_cell)
    return InvalidInput(
        f"{what} is longer than {most}; look for a quotation mark that is not closed. "
        f"{set_by('max_cell')}"
    )


class BoundedBytes(io.RawIOBase):
    """The bytes of a file as they are unpacked, no more of them than the limits allow.

    Where its lines are bounded, one that is too long is cut off and ends with `CUT_OFF`, so that it
    costs a reader that row alone; the first line, which may name the columns, is refused.

    Parameters
    ----------
    file : binary stream
        The file, or the stream that unpacks it.
    limits : Limits
        Those in force.

    Attributes
    ----------
    ends : str
        What ends its lines: line feeds alone where its beginning has any, else carriage returns
        too. Set by the first read.
    """

    def __init__(self, file: IO[bytes], limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.ends: str | None = None
        self.bounds_lines = False  # cuts long lines off from now on
        self._read = 0
        self._begin()

    def _begin(self) -> None:
        self._line = 0  # bytes of the line that has begun
        self._marks = 0  # quotation marks in what was cut off
        self._is_first = True
        self._is_cut = False
        self._has_long_line = False

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def seekable(self) -> bool:
        """Whether it can be read again."""
        return self.file.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go back to the beginning; it goes nowhere else."""
        if (offset, whence) != (0, io.SEEK_SET):
            raise io.UnsupportedOperation("A file is read from its beginning.")
        self._read = 0
        self._begin()
        return self.file.seek(0)

    def tell(self) -> int:
        """The number of bytes read."""
        return self._read

    def bound_lines(self) -> None:
        """Cut off lines that are too long from now on; refuse where one was read already."""
        self.bounds_lines = True
        if self._has_long_line:
            raise too_long("A line of it", self.limits)

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Read at most as much as a cell may have, so that every long line spans two reads."""
        room = len(buffer) - (LONGEST_CUT if self.bounds_lines else 0)
        wanted = max(min(room, self.limits.max_cell), 1)
        while True:
            block = self._block(wanted)
            if self.ends is None and block:
                self.ends = LINE_FEED if b"\n" in block else ANY
            found = self._measured(block)
            if not block and self._marks % 2:
                found, self._marks = b'"', 0
            if found or not block:
                buffer[: len(found)] = found
                return len(found)

    def _block(self, wanted: int) -> bytes:
        """The next bytes of the file."""
        try:
            block = self.file.read(wanted)
        except (MemoryError, InvalidInput):
            raise
        except OSError as error:
            if error.errno is not None:  # of the disk rather than of the data
                raise
            raise InvalidInput(f"It cannot be unpacked: {reason_of(error)}.") from error
        except Exception as error:  # of gzip, zipfile, zlib, bz2 or lzma, whose data are damaged
            raise InvalidInput(f"It cannot be unpacked: {reason_of(error)}.") from error
        self._read += len(block)
        if self._read > self.limits.max_unpacked:
            raise too_large(self.limits)
        return block

    def _measured(self, block: bytes) -> bytes:
        """Follow how long the lines are; the bytes without what is cut off.

        No line but the one that has begun can be too long: a block has no more than a line may.
        """
        last = block.rfind(b"\n")
        first = block.find(b"\n")
        if self.ends == ANY:
            last = max(last, block.rfind(b"\r"))
            first = min((at for at in (first, block.find(b"\r")) if at >= 0), default=-1)
        stop = len(block) if first < 0 else first
        found = block
        if self._is_cut or self._line + stop > self.limits.max_cell:
            self._has_long_line = True
            if self.bounds_lines:
                found = self._cut_off(block, stop, first >= 0)
        self._line = self._line + len(block) if last < 0 else len(block) - last - 1
        self._is_first = self._is_first and last < 0
        return found

    def _cut_off(self, block: bytes, stop: int, is_over: bool) -> bytes:
        """A block without what of its first line is too much; at its end a mark is closed.

        A cell between quotation marks would else go on in the lines that follow.
        """
        if self._is_first:
            raise too_long("A line of it", self.limits)
        kept = 0 if self._is_cut else max(self.limits.max_cell - self._line, 0)
        said = b"" if self._is_cut else CUT_OFF.encode()
        self._marks += block.count(b'"', kept, stop)
        self._is_cut = not is_over
        if not is_over:
            return block[:kept] + said
        closing = b'"' * (self._marks % 2)
        self._marks = 0
        return block[:kept] + said + closing + block[stop:]


class BoundedText(io.TextIOWrapper):
    """The text of a file, whose lines are refused where they are too long, or cut off.

    Read whole, as documents of JSON and XML are, it may have lines of any length.

    Attributes
    ----------
    cuts_off : bool
        Whether a line that is too long ends with `CUT_OFF` instead; not so for the first one.

    Parameters
    ----------
    content : binary stream
        Its bytes, which are UTF-8.
    limits : Limits
        Those in force.
    ends : str
        What ends a line, as `newline` of `open`.

    Examples
    --------
    >>> text = BoundedText(io.BytesIO(b"twelve"), Limits(max_cell=5))
    >>> next(text)
    Traceback (most recent call last):
    tracker.errors.InvalidInput: Line 1 is longer than 5 bytes. TRACKER_MAX_CELL, or max_cell in \
config.toml, sets another limit.
    """

    def __init__(self, content: IO[bytes], limits: Limits = DEFAULT, ends: str = LINE_FEED) -> None:
        # Its encoding was checked; what is changed while it is read shall be no traceback either.
        super().__init__(content, "utf-8-sig", errors="replace", newline=ends)
        self.limits = limits
        self.number = 0
        self.cuts_off = False

    def __next__(self) -> str:  # type: ignore[override]
        """The next line."""
        line = super().readline(self.limits.max_cell + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > self.limits.max_cell:
            if not self.cuts_off or self.number == 1:
                raise too_long(f"Line {self.number}", self.limits)
            return self._cut_off(line)
        return line

    def _cut_off(self, line: str) -> str:
        """The beginning of a line whose rest is passed over, with its quotation marks in pairs."""
        kept, rest = line[: self.limits.max_cell], line[self.limits.max_cell :]
        marks = rest.count('"')
        while rest and not rest.endswith(("\n", "\r")):
            rest = super().readline(CHUNK)
            marks += rest.count('"')
        closing = '"' * (marks % 2)
        return f"{kept}{CUT_OFF}{closing}\n"

    def seek(self, cookie: int, whence: int = io.SEEK_SET, /) -> int:
        """Go back to the beginning."""
        self.number = 0
        return super().seek(cookie, whence)


def limits_of(stream: object) -> Limits:
    """The limits that a text was opened with, else the default ones.

    Parameters
    ----------
    stream : text stream
        As a reader receives it.

    Returns
    -------
    Limits
        Those in force for it.

    Examples
    --------
    >>> limits_of(io.StringIO("")) == Limits()
    True
    """
    limits = getattr(stream, "limits", DEFAULT)
    return limits if isinstance(limits, Limits) else DEFAULT


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
