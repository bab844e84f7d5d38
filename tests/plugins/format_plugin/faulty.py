"""A format whose every function fails, as one of an older package may."""

from collections.abc import Iterator, Mapping
from typing import TextIO

from tracker.formats.file_format import FileFormat
from tracker.model.chronicle import Chronicle
from tracker.model.feed_row import FeedStream
from tracker.model.import_filter import ImportFilter
from tracker.model.source import Source


def recognises(first_line: str) -> bool:
    """Fail."""
    raise LookupError(first_line[:6])


def read_rows(stream: TextIO, only: Mapping[str, str], _: ImportFilter) -> FeedStream:
    """Fail after the first line."""
    raise KeyError(stream.readline().strip())
    yield


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Fail after the first line."""
    yield "begun"
    raise AttributeError("no such field")


FORMAT = FileFormat(
    "faulty",
    "nothing",
    recognises=recognises,
    read_rows=read_rows,
    write=write,
    source=Source("faulty", "Faulty"),
)
