"""Opening of files to import: unpacked, told from containers, and recoded where that is needed."""

import csv
import gzip
import hashlib
import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from tracker.config import Limits
from tracker.errors import InvalidInput, NotFound, shown
from tracker.formats.bounded_streams import BoundedBytes
from tracker.formats.containers import LONGEST_BEGINNING, WORKBOOK, container_of
from tracker.formats.encodings import (
    checked_encoding,
    marked_encoding,
    recode,
)
from tracker.formats.foreign_files import foreign_program
from tracker.formats.input_file import BUFFER, HELD, InputFile, buffered, named
from tracker.formats.input_names import STANDARD, name_of
from tracker.formats.limits import DEFAULT, too_large
from tracker.formats.parser_errors import parser_errors
from tracker.formats.spreadsheet import is_workbook

Advance = Callable[[int], None]
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
ENCRYPTED = 1  # the bit of a packed file's flags


@contextmanager
def open_file(
    path: Path,
    advance: Advance | None = None,
    limits: Limits = DEFAULT,
    encoding: str | None = None,
    sheet: str | None = None,
) -> Iterator[InputFile]:
    """Open a file, unpacked where it is packed.

    Parameters
    ----------
    path : Path
        The file; ``-`` is standard input.
    advance : callable, optional
        Receives now and then the number of bytes of the file read so far.
    limits : Limits, optional
        What the file may hold at most; they are in force while it is open, for cells of csv, too.
    encoding : str, optional
        That of its text; by default what the file says itself, else UTF-8.
    sheet : str, optional
        Which table of a workbook or a database, by name or number.

    Yields
    ------
    InputFile
        The open file.

    Raises
    ------
    InvalidInput
        If it cannot be read or unpacked, or is larger than the limits allow.
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
            _copy(given, raw, limits.max_unpacked + 1)
            raw.seek(0)
        else:
            raw = given
        digest = hashlib.sha256()
        size = 0
        while block := raw.read(BUFFER):
            digest.update(block)
            size += len(block)
            if size > limits.max_unpacked:
                raise InvalidInput(f"{name}: {too_large(limits)}")
        raw.seek(0)
        begins = raw.read(len(GZIP) + len(ZIP))
        raw.seek(0)
        packed = stack.enter_context(buffered(_Watched(raw, advance) if advance else raw))
        container = WORKBOOK if begins.startswith(ZIP) and is_workbook(packed) else ""
        content, suffix = packed, path.suffix
        if not container:
            inside: IO[bytes] = packed
            if begins.startswith(GZIP):
                inside = cast("IO[bytes]", stack.enter_context(gzip.open(packed)))
                suffix = Path(path.stem).suffix
            elif begins.startswith(ZIP):
                inside, suffix = _only_member(packed, name, limits, stack)
            content = stack.enter_context(buffered(BoundedBytes(inside, limits)))
            with named(name):
                beginning = content.peek(BUFFER)
            container = container_of(beginning[:LONGEST_BEGINNING])
            if container:  # which is read here and there rather than from the beginning on
                content = stack.enter_context(buffered(_unpacked(content, name, stack)))
            elif told := foreign_program(beginning, name):
                raise InvalidInput(told)
            else:
                content = _recoded(content, beginning, name, encoding, limits, stack)
        before = csv.field_size_limit(limits.max_cell)
        stack.callback(csv.field_size_limit, before)
        known = (path, name, size, digest.hexdigest(), suffix.lower())
        is_packed = begins.startswith((GZIP, ZIP)) and container != WORKBOOK
        yield InputFile(*known, content, container, limits, stack, is_stream, is_packed, sheet)


def _unpacked(content: IO[bytes], name: str, stack: ExitStack) -> IO[bytes]:
    """The bytes of a container, wherever they are asked for."""
    spool = SpooledTemporaryFile(HELD)  # noqa: SIM115  closed with the file
    stack.callback(spool.close)
    with named(name):
        while block := content.read(BUFFER):
            spool.write(block)
    spool.seek(0)
    return spool


def _recoded(
    content: io.BufferedReader,
    beginning: bytes,
    name: str,
    encoding: str | None,
    limits: Limits,
    stack: ExitStack,
) -> io.BufferedReader:
    """The text of a file as UTF-8, where it is told or marked to be of another encoding."""
    told = None if encoding is None else checked_encoding(encoding)
    known = told or marked_encoding(beginning)
    if known is None:
        return content
    spool = SpooledTemporaryFile(HELD)  # noqa: SIM115  closed with the file
    stack.callback(spool.close)
    with named(name):
        recode(content, spool, known, BUFFER)
    spool.seek(0)
    inside: IO[bytes] = spool
    return stack.enter_context(buffered(BoundedBytes(inside, limits)))


def _copy(source: IO[bytes], target: IO[bytes], most: int) -> None:
    """Copy a stream that may have no end, as far as it is of use."""
    left = most
    while left > 0 and (block := source.read(min(BUFFER, left))):
        target.write(block)
        left -= len(block)


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


def _only_member(
    packed: IO[bytes], name: str, limits: Limits, stack: ExitStack
) -> tuple[IO[bytes], str]:
    """The one file that is packed in a zip file, and the end of its name."""
    with parser_errors(f"{name} cannot be unpacked"):
        archive = stack.enter_context(zipfile.ZipFile(packed))
    inside = [each for each in archive.infolist() if not each.filename.endswith("/")]
    if len(inside) != 1:
        raise InvalidInput(f"{name} holds {len(inside)} files; unpack it and name one.")
    [member] = inside
    if member.flag_bits & ENCRYPTED:
        raise InvalidInput(f"{name} is locked by a password; unpack it and name the file in it.")
    if member.file_size > limits.max_unpacked:
        raise InvalidInput(f"{name}: {too_large(limits)}")
    with parser_errors(f"{name} cannot be unpacked"):
        return stack.enter_context(archive.open(member)), Path(member.filename).suffix


@contextmanager
def _explained(name: str, path: Path | None = None) -> Iterator[None]:
    """Turn what the system refuses, and memory that is used up, into a sentence."""
    try:
        yield
    except FileNotFoundError:
        raise NotFound("file", str(path or name)) from None
    except OSError as error:
        raise InvalidInput(
            f"{shown(path or name)} cannot be read: {error.strerror or error}."
        ) from None
    except MemoryError:
        raise InvalidInput(
            f"{name} needs more memory than there is; import it in smaller parts."
        ) from None
