"""A feed of situation reports: tables with an id, a day, a sender, a target and a headline."""

from collections.abc import Mapping
from typing import TextIO

from tracker.formats.feeds.tables import Line, date_or_none, table
from tracker.formats.file_format import FileFormat
from tracker.model.feed_row import FeedRow, FeedStream, RejectedRow
from tracker.model.import_filter import ImportFilter
from tracker.model.source import Source

SOURCE = Source("sitrep", "Situation reports", reliability="C")
NEEDED = ("sitrep", "day", "sender", "target", "headline")


def is_sitrep(first_line: str) -> bool:
    """Decide by its first line whether a table is one of situation reports.

    >>> is_sitrep("sitrep,day,sender,target,headline")
    True
    """
    return first_line.startswith("sitrep,")


def read_rows(stream: TextIO, only: Mapping[str, str], _: ImportFilter) -> FeedStream:
    """Read the rows as events."""
    for each in table(stream, "situation reports", NEEDED, only):
        if not isinstance(each, Line):
            yield each
            continue
        line, cells = each
        date = date_or_none(cells["day"])
        if date is None:
            yield RejectedRow(line, f"{cells['day']!r} is no day")
        else:
            yield FeedRow(
                line, f"sitrep-{cells['sitrep']}", cells["headline"], date, "statement",
                (cells["sender"],), (cells["target"],), locator=f"report {cells['sitrep']}",
            )  # fmt: skip


FORMAT = FileFormat(
    "sitrep",
    "situation reports",
    unread="attachments",
    recognises=is_sitrep,
    read_rows=read_rows,
    source=SOURCE,
)
