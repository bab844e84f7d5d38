"""Dates of feeds that another program has saved in its own way, such as 28/05/2025."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tracker.errors import InvalidDate
from tracker.formats.feeds.tables import Line
from tracker.model.feed_row import RejectedRow, SkippedRows

Rows = Iterator[Line | RejectedRow | SkippedRows]


def dated(
    rows: Iterable[Line | RejectedRow | SkippedRows], columns: Sequence[str], stream: object
) -> Rows:
    """Read dates in figures into the form that their feed publishes.

    Parameters
    ----------
    rows : iterable of Line, RejectedRow or SkippedRows
        The rows of a feed that is a table.
    columns : sequence of str
        The columns that hold dates.
    stream : text stream
        What the rows are read from; its `dates` are the order of figures, where one is said.

    Yields
    ------
    Line, RejectedRow or SkippedRows
        The rows; one whose date can be read in two ways is rejected, unless an order is said.

    Examples
    --------
    >>> rows = [Line(2, {"day": "28/05/2025"}), Line(3, {"day": "03/05/2025"})]
    >>> first, second = dated(rows, ["day"], None)
    >>> first.cells, second.reason[:43]
    ({'day': '2025-05-28'}, "'03/05/2025' could be day-month or month-da")
    """
    order = getattr(stream, "dates", None)
    reader: Any = None
    for each in rows:
        if not isinstance(each, Line):
            yield each
            continue
        now: dict[str, str] = {}
        wrong = ""
        for column in columns:
            cell = each.cells[column].strip()
            if not cell[:1].isdigit() or cell[4:5] == "-" or (cell.isdigit() and len(cell) > 5):
                continue  # as all feeds are published
            if reader is None:
                from tracker.formats.tabular.dates import DateReader

                reader = DateReader(order)
            try:
                now[column] = reader.read(cell).text
            except InvalidDate as error:
                wrong = str(error) if "--dates" in str(error) else ""
        if wrong:
            yield RejectedRow(each.number, wrong.partition(";")[0].removesuffix("."))
        else:
            yield each._replace(cells={**each.cells, **now}) if now else each
