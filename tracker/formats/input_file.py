"""InputFile: a file to import, unpacked, read as text, with its size and SHA-256."""

import codecs
import gzip
import hashlib
import io
import shutil
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TextIO

from tracker.errors import InvalidInput, NotFound, shown
from tracker.formats.spreadsheet import as_csv, is_workbook

STANDARD = Path("-")
DESCRIPTORS = (Path("/dev/fd"), Path("/proc/self/fd"))  # what `<(…)` of a shell stands for
BUFFER = 2**20
HELD = 2**24  # bytes of standard input that are held in memory, the rest on disk
MOST_OF_JSON = 2_000  # characters
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
LINE_FEED, ANY = "\n", ""  # what ends a line, which keeps its end
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
    is_workbook : bool
        Whether it is a spreadsheet of many sheets rather than text.
    closing : ExitStack
        Closes the text streams made of it when it is closed.
    is_stream : bool
        Whether it is standard input or a pipe, of which nothing is left once it is read.
    """

    path: Path
    name: str
    size: int
    sha256: str
    suffix: str
    content: io.BufferedReader
    is_workbook: bool
    closing: ExitStack
    is_stream: bool = False

    def first_line(self) -> str:
        """Its first line, of JSON its beginning on one line; nothing is read away."""
        if self.is_workbook:
            return ""
        begun = self.content.peek(BUFFER)[:BUFFER].decode("utf-8", "replace")
        begun = begun.removeprefix("\ufeff")
        if begun.startswith("{\n"):
            return " ".join(begun[:MOST_OF_JSON].split())
        return begun.partition("\n")[0]

    def lines(self) -> TextIO:
        """Its text as it is read, however long; bytes that are no UTF-8 are old ones.

        Where it has line feeds, they alone end a line: which is found faster, and a stray carriage
        return parts no row.
        """
        ends = LINE_FEED if b"\n" in self.content.peek(BUFFER) else ANY
        text = io.TextIOWrapper(self.content, "utf-8-sig", errors=OLD_ENCODING, newline=ends)
        return self.closing.enter_context(text)

    def text(self) -> TextIO:
        """Its text as it stands, line ends and all; of a workbook the first sheet as CSV.

        Raises
        ------
        InvalidInput
            If it is not UTF-8, with the line where it is not.
        """
        with _explained(self.name):
            data = self.content.read()
        if self.is_workbook:
            return io.StringIO(as_csv(data, self.name), newline=LINE_FEED)
        ends = LINE_FEED if b"\n" in data[:BUFFER] else ANY  # as in `lines`
        try:
            return io.StringIO(data.decode("utf-8"), newline=ends)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise InvalidInput(
                f"{self.name} is not UTF-8 text (line {line}); save it as UTF-8 and import it "
                "again."
            ) from None


def find_files(names: Sequence[Path]) -> list[Path]:
    """Find the files that names stand for: files, folders, patterns such as `2018*.zip`.

    Parameters
    ----------
    names : sequence of Path
        As they were typed; ``-`` is standard input.

    Returns
    -------
    list of Path
        Each file once, those of a folder or pattern in order of their names.

    Raises
    ------
    NotFound
        If there is nothing of such a name.

    Examples
    --------
    >>> find_files([STANDARD, STANDARD])
    [PosixPath('-')]
    """
    files: list[Path] = []
    for name in names:
        if name == STANDARD:
            files.append(name)
        elif name.is_dir():
            inside = sorted(each for each in name.iterdir() if _is_data(each))
            if not inside:
                raise NotFound("file", str(name), hint="The folder holds none.")
            files += inside
        elif not name.exists() and any(mark in name.name for mark in "*?["):
            matching = sorted(each for each in name.parent.glob(name.name) if each.is_file())
            if not matching:
                raise NotFound("file", str(name), hint="Nothing is called like that.")
            files += matching
        else:
            files.append(name)
    return list(dict.fromkeys(files))


def unread_folders(names: Sequence[Path]) -> Iterator[str]:
    """Say which folders stand within those that were named: they are not read.

    Parameters
    ----------
    names : sequence of Path
        Files and folders as they were typed.

    Yields
    ------
    str
        A sentence for each folder that holds folders.

    Examples
    --------
    >>> list(unread_folders([STANDARD]))
    []
    """
    for folder in names:
        if folder.is_dir() and (
            within := sorted(each.name for each in folder.iterdir() if each.is_dir())
        ):
            yield f"Folders within {folder} are not read: {', '.join(within)}."


def title_of(paths: Sequence[Path]) -> str:
    """Name the files of one import, as the history does: up to three, else the first and a number.

    Parameters
    ----------
    paths : sequence of Path
        The files.

    Returns
    -------
    str
        Their names.

    Examples
    --------
    >>> title_of([Path("feeds/a.csv"), STANDARD]), title_of([Path(n) for n in "abcd"])
    ('a.csv, standard input', 'a and 3 more')
    """
    names = [name_of(path) for path in paths]
    return ", ".join(names) if len(names) < 4 else f"{names[0]} and {len(names) - 1} more"


def name_of(path: Path) -> str:
    r"""Name a file for a sentence and for the history: on one line, whatever bytes its name has.

    Parameters
    ----------
    path : Path
        The file; ``-`` is standard input.

    Returns
    -------
    str
        Its own name, inert.

    Examples
    --------
    >>> name_of(STANDARD), name_of(Path("/dev/fd/63")), name_of(Path("caf\udce9.csv"))
    ('standard input', 'a pipe', 'caf\\xe9.csv')
    """
    if path == STANDARD:
        return "standard input"
    return "a pipe" if path.parent in DESCRIPTORS else shown(path.name)


@contextmanager
def open_file(path: Path, advance: Advance | None = None) -> Iterator[InputFile]:
    """Open a file, unpacked where it is packed.

    Parameters
    ----------
    path : Path
        The file; ``-`` is standard input.
    advance : callable, optional
        Receives now and then the number of bytes of the file read so far.

    Yields
    ------
    InputFile
        The open file.

    Raises
    ------
    InvalidInput
        If it cannot be read or unpacked.
    NotFound
        If it is not there.
    """
    name = name_of(path)
    with ExitStack() as stack, _explained(name, path):
        raw: IO[bytes]
        given = sys.stdin.buffer if path == STANDARD else stack.enter_context(path.open("rb"))
        is_stream = path == STANDARD or not given.seekable()
        if is_stream:  # which can be read only once
            raw = stack.enter_context(SpooledTemporaryFile(HELD))
            shutil.copyfileobj(given, raw)
            raw.seek(0)
        else:
            raw = given
        digest = hashlib.sha256()
        while block := raw.read(BUFFER):
            digest.update(block)
        size = raw.tell()
        raw.seek(0)
        begins = raw.read(4)
        raw.seek(0)
        packed = stack.enter_context(_buffered(_Watched(raw, advance) if advance else raw))
        workbook = begins == ZIP and is_workbook(packed)
        content, suffix = packed, path.suffix
        if begins.startswith(GZIP):
            inside = stack.enter_context(gzip.open(packed))
            content, suffix = stack.enter_context(_buffered(inside)), Path(path.stem).suffix
        elif begins == ZIP and not workbook:
            member, suffix = _only_member(stack.enter_context(zipfile.ZipFile(packed)), name)
            content = stack.enter_context(_buffered(member))
        known = (path, name, size, digest.hexdigest(), suffix.lower())
        yield InputFile(*known, content, workbook, stack, is_stream)


def _buffered(stream: Any) -> io.BufferedReader:
    """A stream that can be looked into before it is read."""
    return io.BufferedReader(stream, BUFFER)


class _Watched(io.RawIOBase):
    """A file that tells how far it has been read."""

    def __init__(self, file: IO[bytes], advance: Advance) -> None:
        self.file = file
        self.advance = advance

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        block = self.file.read(len(buffer))
        buffer[: len(block)] = block
        self.advance(self.file.tell())
        return len(block)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self.file.seek(offset, whence)


def _is_data(file: Path) -> bool:
    """Whether a file of a folder may be meant: hidden ones are not."""
    return file.is_file() and not file.name.startswith(".")


def _only_member(packed: zipfile.ZipFile, name: str) -> tuple[IO[bytes], str]:
    inside = [each for each in packed.namelist() if not each.endswith("/")]
    if len(inside) != 1:
        raise InvalidInput(f"{name} holds {len(inside)} files; unpack it and name one.")
    return packed.open(inside[0]), Path(inside[0]).suffix


@contextmanager
def _explained(name: str, path: Path | None = None) -> Iterator[None]:
    """Turn what goes wrong with a file into a sentence."""
    try:
        yield
    except FileNotFoundError:
        raise NotFound("file", str(path or name)) from None
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise InvalidInput(f"{name} cannot be unpacked: {error}.") from None
    except OSError as error:
        raise InvalidInput(
            f"{shown(path or name)} cannot be read: {error.strerror or error}."
        ) from None
