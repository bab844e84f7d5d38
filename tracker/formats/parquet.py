"""Parquet files, read by pyarrow where it is installed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.limits import too_large
from tracker.formats.parser_errors import parser_errors
from tracker.formats.sheets import Row, Sheet

MISSING = (
    "Parquet is read by pyarrow, which is not installed: pip install "
    "'escalation-tracker[parquet]', or save the table as CSV."
)
UNREADABLE = "It is no Parquet file that can be read"


def read_parquet(packed: IO[bytes], limits: Limits) -> Sheet:
    """Open the table of a Parquet file.

    Parameters
    ----------
    packed : binary file
        The file.
    limits : Limits
        How much it may hold, unpacked.

    Returns
    -------
    Sheet
        Its headings and rows; columns within columns are called by both names, with a point.

    Raises
    ------
    InvalidInput
        If pyarrow is not installed, or cannot read it.
    """
    try:
        from pyarrow import parquet
    except ImportError:
        raise InvalidInput(MISSING) from None
    with parser_errors(UNREADABLE):
        file = parquet.ParquetFile(packed)
        groups = range(file.metadata.num_row_groups)
        size = sum(file.metadata.row_group(group).total_byte_size for group in groups)
    if size > limits.max_unpacked:
        raise too_large(limits)
    return Sheet("", (), _rows(file))


def _rows(file: Any) -> Iterator[Row]:
    names: list[str] | None = None
    number = 1
    batches = file.iter_batches(batch_size=1_000)
    while True:
        with parser_errors(UNREADABLE):
            batch = next(batches, None)
            if batch is None:
                if names is None:
                    yield 1, list(file.schema_arrow.names)
                return
            records = batch.to_pylist()
            if names is None:
                names = list(batch.schema.names)
                yield 1, names
        for record in records:
            number += 1
            yield number, [_cell(record[name]) for name in names]


def _cell(value: Any) -> str:
    """The text of a value.

    >>> [_cell(each) for each in (None, 3.0, ["RUS", "SYR"], datetime(2016, 10, 3))]
    ['', '3', 'RUS; SYR', '2016-10-03']
    """
    match value:
        case None:
            return ""
        case list() | tuple():
            return "; ".join(map(_cell, value))
        case datetime() if not any((value.hour, value.minute, value.second, value.microsecond)):
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case bytes():
            return value.decode("utf-8", "replace")
    return str(value)
