"""Streams of a file that give no more than the limits allow: its bytes, and its lines.

They hold while a file is read, not after: bytes are counted as they are unpacked, lines are cut off
before they are held whole.
"""

import io
from typing import IO

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.limits import CHUNK, CUT_OFF, DEFAULT, too_large, too_long
from tracker.formats.parser_errors import reason_of

LINE_FEED, ANY = "\n", ""  # what ends a line, which keeps its end
LONGEST_CUT = 16  # bytes that stand for what was cut off


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
