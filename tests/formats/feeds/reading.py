"""The rows that a reader of a feed yields for a text."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.formats.file_format import RowReader
from tracker.model.feed_row import FeedItem, FeedRow, FeedRows, RejectedRow, SkippedRows
from tracker.model.import_filter import NO_FILTER, ImportFilter


@dataclass(frozen=True)
class ReadRows:
    """The rows of a text, its rejected lines with their reasons, and how many were skipped."""

    rows: tuple[FeedRow, ...]
    rejected: tuple[tuple[int, str], ...]
    skipped: int

    @property
    def only(self) -> FeedRow:
        """The one row there is."""
        [row] = self.rows
        return row


def read_all(
    read_rows: RowReader,
    text: str,
    only: Mapping[str, str] | None = None,
    import_filter: ImportFilter = NO_FILTER,
) -> ReadRows:
    """All rows of a text, by what they are."""
    rows: list[FeedItem] = []
    for row in read_rows(io.StringIO(text, newline=""), only or {}, import_filter):
        rows += row.rows() if isinstance(row, FeedRows) else [row]
    return ReadRows(
        tuple(row for row in rows if isinstance(row, FeedRow)),
        tuple((row.line, row.reason) for row in rows if isinstance(row, RejectedRow)),
        sum(row.number for row in rows if isinstance(row, SkippedRows)),
    )
