"""Layout of a table: what parts its cells, and the row that its headings stand in."""

import re
from collections.abc import Mapping, Sequence
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
        beginning = list(islice(rows, MOST_BEFORE + 1))
        for place, row in enumerate(beginning[:MOST_BEFORE]):
            below = beginning[place + 1] if place + 1 < len(beginning) else None
            joined = [] if below is None else two_rows(_cells(row), _cells(below))
            one, *_ = both = [named(_cells(row)), *([named(joined)] if joined else [])]
            if place == 0:
                first.append((-len(one), _layout(text, match, delimiter, one, row, row)))
            if len(one) < 2 and len(first) > 1:
                continue
            # Two rows of headings are taken for what they are also where the upper one would do.
            for headings in reversed(both):
                if _fits(headings, mapping, fixed):
                    last = row if headings is one or below is None else below
                    found = _layout(text, match, delimiter, headings, row, last)
                    fitting.append((place, -len(headings), found))
                    break
            else:
                continue
            break
    if fitting:
        return min(fitting, key=lambda each: each[:2])[2]
    if not first:
        raise InvalidInput("The table is empty; its first row must name the columns.")
    return min(first, key=lambda each: each[0])[1]


def _layout(
    text: str,
    match: re.Match[str] | None,
    delimiter: str,
    headings: tuple[str, ...],
    row: Record,
    last: Record,
) -> Layout:
    """The layout of a table whose headings stand from one row to another."""
    head = f"{match[0] if match else ''}{text[row.start : last.end]}"
    after = last.line + text.count(_end_of(text), last.start, last.end)
    return Layout(headings, delimiter, last.end, after, row.line, head)


def two_rows(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Join two rows of headings, of which one in the upper row may stand over several.

    Parameters
    ----------
    above, below : sequence of str
        The cells of the rows; a heading that is merged over both stands in both, or in the first.

    Returns
    -------
    list of str
        The lower headings where there is one over them, else the upper ones; empty where the lower
        row is no row of headings. Two that are called alike have the upper heading before them.

    Examples
    --------
    >>> two_rows(["date", "Actor", "", "Target", ""], ["date", "name", "side", "name", "kind"])
    ['date', 'Actor name', 'side', 'Target name', 'kind']
    >>> two_rows(["date", "title"], ["2016", "Pact"])
    []
    """
    if len(above) != len(below):
        return []
    groups, last = [], ""
    for place, heading in enumerate(above):
        last = heading or last
        is_over = place + 1 < len(above) and not above[place + 1]
        groups.append(last if not heading or is_over else "")
    alone = [place for place, group in enumerate(groups) if not group]
    under = [place for place, group in enumerate(groups) if group]
    is_merged = all(below[place] == above[place] for place in alone)
    if not (alone and under and all(below[place] for place in under)) or not (
        is_merged or not any(below[place] for place in alone)
    ):
        return []
    names = [below[place] if groups[place] else above[place] for place in range(len(above))]
    return [
        f"{group} {name}" if group and names.count(name) > 1 else name
        for group, name in zip(groups, names, strict=True)
    ]


def _fits(headings: Sequence[str], mapping: Mapping[str, str], fixed: Mapping[str, Any]) -> bool:
    """Whether there is a column for all that an event needs."""
    try:
        places_of(headings, mapping, fixed)
    except InvalidInput:
        return False
    return True


def _cells(row: Record) -> list[str]:
    return [" ".join(cell.split()) for cell in row.cells]


def _end_of(text: str) -> str:
    return "\n" if "\n" in text else "\r"
