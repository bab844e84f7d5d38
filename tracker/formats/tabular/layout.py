"""Layout of a table: what parts its cells, and the row that its headings stand in."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any, NamedTuple

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.delimited import Record, RecordReader
from tracker.formats.tabular.headings import named, places_of

DELIMITERS = (",", ";", "\t", "|")
SEP_LINE = re.compile(r"sep=(.|\\t)\r?(?:\n|$)", re.IGNORECASE)
MOST_BEFORE = 30  # rows that may stand before the headings


class Layout(NamedTuple):
    """The headings of a table, what parts its cells, and where the rows begin.

    `head` is the row of headings as it stands, after the line that says what parts the cells.
    """

    headings: tuple[str, ...]
    delimiter: str
    start: int
    line: int
    heading_line: int
    head: str


def find_layout(
    text: str, limits: Limits, mapping: Mapping[str, str], fixed: Mapping[str, Any]
) -> Layout:
    r"""Find the headings: the first row in which there is a column for all that an event needs.

    Parameters
    ----------
    text : str
        The table. A first line such as ``sep=;`` says what parts the cells.
    limits : Limits
        Those in force.
    mapping, fixed : mapping
        The columns of fields, and the values of every row, as `places_of` takes them.

    Returns
    -------
    Layout
        That of the first such row, else that of the first row of all.

    Raises
    ------
    InvalidInput
        If there is no row.

    Examples
    --------
    >>> table = "Crisis log;;\n\ndate;title;type\n2016;Pact;threat\n"
    >>> found = find_layout(table, Limits(), {}, {})
    >>> found.headings, found.delimiter, found.heading_line
    (('date', 'title', 'type'), ';', 3)
    """
    match = SEP_LINE.match(text)
    told = "" if match is None else match[1].replace("\\t", "\t")
    start, line = (0, 1) if match is None else (match.end(), 2)
    first: list[tuple[int, Layout]] = []
    fitting: list[tuple[int, int, Layout]] = []
    for delimiter in (told,) if told else DELIMITERS:
        reader = RecordReader(text, delimiter, limits, start, line)
        rows = (row for row in reader if isinstance(row, Record) and any(map(str.strip, row.cells)))
        for place, row in enumerate(islice(rows, MOST_BEFORE)):
            headings = named([" ".join(cell.split()) for cell in row.cells])
            head = f"{match[0] if match else ''}{text[row.start : row.end]}"
            after = row.line + text.count(_end_of(text), row.start, row.end)
            found = Layout(headings, delimiter, row.end, after, row.line, head)
            if place == 0:
                first.append((-len(headings), found))
            if len(headings) > 1 or len(first) == 1:
                try:
                    places_of(headings, mapping, fixed)
                except InvalidInput:
                    continue
                fitting.append((place, -len(headings), found))
                break
    if fitting:
        return min(fitting, key=lambda each: each[:2])[2]
    if not first:
        raise InvalidInput("The table is empty; its first row must name the columns.")
    return min(first, key=lambda each: each[0])[1]


def _end_of(text: str) -> str:
    return "\n" if "\n" in text else "\r"
