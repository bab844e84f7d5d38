"""InputFile: a file to import, unpacked, read as text, with its size and SHA-256."""

import codecs
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TextIO

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.bounded_streams import ANY, LINE_FEED, BoundedBytes, BoundedText
from tracker.formats.cells import lines
from tracker.formats.containers import open_sheet
from tracker.formats.encodings import (
    SAMPLE,
    guess_encoding,
    recode,
)
from tracker.formats.sheets import Sheet, as_csv

BUFFER = 2**20
HELD = 2**24  # bytes of standard input that are held in memory, the rest on disk
MOST_OF_JSON = 2**16  # characters
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
ENCRYPTED = 1  # the bit of a packed file's flags
OLD_ENCODING = "tracker-windows-1252"
Advance = Callable[[int], None]


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode bytes that are no UTF-8 as Windows-1252, which they mostly are."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(OLD_ENCODING, _as_windows_1252)


@dataclass(frozen=True, slots=True)
class InputFile:
    """An open file: its name, its bytes on disk counted and hashed, its content.

    Attributes
    ----------
    path : Path
        Where it is.
    name : str
        The file's own name, or "standard input".
    size : int
        The number of its bytes, packed as it is.
    sha256 : str
        Their SHA-256, in hexadecimal digits.
    suffix : str
        The end of its name without that of the packing, in lower case.
    content : binary stream
        Its bytes, unpacked.
    container : str
        The format of the tables that it holds, where it is no text: see `containers`.
    limits : Limits
        What it may hold at most.
    closing : ExitStack
        Closes the text streams made of it when it is closed.
    is_stream : bool
        Whether it is standard input or a pipe, of which nothing is left once it is read.
    is_packed : bool
        Whether its bytes on disk are others.
    sheet : str or None
        Which of its tables was asked for.
    remarks : list of str
        What the person should know of how it was read.
    others : list of str
        The names of its further tables.
    """

    path: Path
    name: str
    size: int
    sha256: str
    suffix: str
    content: io.BufferedReader
    container: str
    limits: Limits
    closing: ExitStack
    is_stream: bool = False
    is_packed: bool = False
    sheet: str | None = None
    remarks: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    _beginnings: dict[str, str] = field(default_factory=dict)

    def first_line(self) -> str:
        """Its first line, of JSON its beginning on one line; nothing is read away.

        Of a container it is the first line of the table that is read, as CSV.
        """
        if self.container:
            return next(iter(self.first_lines().values()), "")
        with named(self.name):
            begun = self.content.peek(BUFFER)[:BUFFER].decode("utf-8", "replace")
        begun = begun.removeprefix("\ufeff").lstrip("\r\n")
        first = begun.partition("\n")[0]
        if begun.startswith(("{", "[")) and not first.rstrip().endswith("}"):
            return " ".join(begun[:MOST_OF_JSON].split())
        return first

    def first_lines(self) -> Mapping[str, str]:
        """Of each table of a container the first line as CSV, by its name.

        Of one whose table was asked for it is that table's alone.
        """
        if not self._beginnings:
            with named(self.name):
                first = self._opened(self.sheet)
                self._beginnings[first.name] = _beginning(first)
                for name in first.others if self.sheet is None else ():
                    self._beginnings[name] = _beginning(self._opened(name))
        return self._beginnings

    @property
    def is_json(self) -> bool:
        """Whether it begins as JSON does."""
        return not self.container and self.first_line().startswith(("{", "["))

    def lines(self) -> TextIO:
        """Its text as it is read, however much; bytes that are no UTF-8 are old ones.

        Where it has line feeds, they alone end a line: which is found faster, and a stray carriage
        return parts no row. A line that is longer than a cell may be is refused as it is read.
        """
        ends = self._ends()
        if isinstance(self.content.raw, BoundedBytes):
            self.content.raw.bound_lines()
        text = io.TextIOWrapper(self.content, "utf-8-sig", errors=OLD_ENCODING, newline=ends)
        vars(text)["limits"] = self.limits  # a class of its own would make every line slower
        return self.closing.enter_context(text)

    def text(self, guess: bool = False) -> TextIO:
        """Its text as it stands, line ends and all; of a container one table as CSV.

        It is read through once before, in little memory, so that what is too large or no text is
        refused before a reader takes any of it.

        Parameters
        ----------
        guess : bool
            Whether the encoding of text that is not UTF-8 may be guessed, which is said.

        Raises
        ------
        InvalidInput
            If it is too large, or is not UTF-8, with the line where it is not.
        """
        if self.container:
            return self._sheet()
        ends = self._ends()
        try:
            self._check_encoding()
        except InvalidInput:
            self.content.seek(0)
            sample = self.content.read(SAMPLE)
            if not guess or b"\0" in sample:
                raise
            return self._guessed(sample, ends)
        self.content.seek(0)
        return self.closing.enter_context(BoundedText(self.content, self.limits, ends))

    def _sheet(self) -> TextIO:
        """The table that was asked for, or the first one; the others are remembered."""
        found = self._opened(self.sheet)
        self.others[:] = found.others
        table = self._spool()
        numbers = as_csv(found.rows, table, self.limits)
        table.seek(0)
        text = BoundedText(table, self.limits)
        vars(text)["numbers"] = numbers
        return self.closing.enter_context(text)

    def _opened(self, sheet: str | None) -> Sheet:
        path = None if self.is_packed or self.is_stream else self.path
        return open_sheet(self.container, self.content, self.limits, sheet, path)

    def _guessed(self, sample: bytes, ends: str) -> TextIO:
        """Its text in an encoding that is guessed, with words by which one sees whether it is."""
        found = guess_encoding(sample)
        self.content.seek(0)
        text = self._spool()
        recode(self.content, text, found.encoding, BUFFER)
        text.seek(0)
        self.remarks.append(
            f"It is not UTF-8; it was read as {found.encoding}, a guess, in which it says "
            f"{found.example!r}. --encoding names another."
        )
        return self.closing.enter_context(BoundedText(text, self.limits, ends))

    def _spool(self) -> IO[bytes]:
        """A file for a while, which is closed with this one."""
        spool = SpooledTemporaryFile(HELD)  # noqa: SIM115  closed with the file
        self.closing.callback(spool.close)
        return spool

    def _ends(self) -> str:
        return LINE_FEED if b"\n" in self.content.peek(BUFFER) else ANY

    def _check_encoding(self) -> None:
        decoder = codecs.getincrementaldecoder("utf-8")()
        line = 1
        while True:
            block = self.content.read(BUFFER)
            pending = decoder.getstate()[0]
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                line += (pending + block).count(b"\n", 0, error.start)
                raise InvalidInput(
                    f"{self.name} is not UTF-8 text (line {line}); --encoding names its encoding, "
                    "or save it as UTF-8."
                ) from None
            if not block:
                return
            line += block.count(b"\n")


def _beginning(sheet: Sheet) -> str:
    """The first row of a table as CSV, on one line."""
    for _, row in sheet.rows:
        return next(lines([" ".join(cell.split()) for cell in row], ()))
    return ""


def text_file(like: InputFile, name: str, suffix: str, data: bytes) -> InputFile:
    """A file of text that stands within another, such as the mended rows of one.

    Parameters
    ----------
    like : InputFile
        The file that it is of, whose size and hash it has.
    name, suffix : str
        What it is called, and the end of that.
    data : bytes
        Its text, in UTF-8.

    Returns
    -------
    InputFile
        It is closed with the other one.
    """
    content = like.closing.enter_context(buffered(BoundedBytes(io.BytesIO(data), like.limits)))
    return replace(
        like, path=Path(name), name=name, suffix=suffix, content=content, container="", remarks=[],
        others=[], is_stream=True,
    )  # fmt: skip


@contextmanager
def named(name: str) -> Iterator[None]:
    """Put the name of the file before a refusal."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(f"{name}: {error}") from error


def buffered(stream: Any) -> io.BufferedReader:
    """A stream that can be looked into before it is read."""
    return io.BufferedReader(stream, BUFFER)
