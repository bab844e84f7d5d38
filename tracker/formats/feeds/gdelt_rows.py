"""Rows of GDELT as they are published, however a file was saved: of 57, 58 or 61 fields."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TextIO

from tracker.formats.feeds.columns import canonical, cells_of, delimiter_of, has_columns
from tracker.formats.limits import CUT_OFF, cut_off_because, limits_of
from tracker.formats.row_lines import RowLines
from tracker.model.feed_row import RejectedRow

ROW = re.compile(r"\d{1,12}\t\d{8}\t\d{6}\t\d{4}\t\d{4}(?:\.\d*)?\t")
NEEDED = ("GLOBALEVENTID", "SQLDATE", "EventCode")  # of a table that was given headings
ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
         "Religion2Code", "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
FIELDS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
OLDER = tuple(name for name in FIELDS if not name.endswith("ADM2Code"))  # of GDELT 1.0
LAYOUTS = {len(each): each for each in (FIELDS, OLDER, OLDER[:-1])}
PLACES = {
    width: {name: place for place, name in enumerate(layout)} for width, layout in LAYOUTS.items()
}
Cells = Sequence[str]


def is_gdelt(first_line: str) -> bool:
    r"""Tell by its first line whether a file is of GDELT's events.

    Parameters
    ----------
    first_line : str
        Its first line.

    Returns
    -------
    bool
        Whether it has as many fields as a row of GDELT, the first ones numbers; or GDELT's names
        as headings, as other programs save it.

    Examples
    --------
    >>> is_gdelt("719024875\t20171202\t201712\t2017\t2017.9096\t" + "\t" * 55)
    True
    """
    return _is_published(first_line) or has_columns(first_line, NEEDED) or _is_resaved(first_line)


def published_rows(stream: TextIO) -> Iterator[tuple[int, Cells] | RejectedRow]:
    r"""Read the rows of a file as GDELT publishes them, however it was saved.

    Parameters
    ----------
    stream : text stream
        The file, unpacked.

    Yields
    ------
    tuple of int and sequence of str, or RejectedRow
        The number of a line and its 61 fields, empty where an older row has none; or a line that is
        no row.

    Examples
    --------
    >>> import io
    >>> [(number, cells)] = published_rows(io.StringIO("7\t20161003" + "\t" * 56))
    >>> number, len(cells), cells[:2]
    (1, 61, ['7', '20161003'])
    """
    for number, line in numbered_lines(stream):
        cells = line.rstrip("\r\n").split("\t")
        layout = LAYOUTS.get(len(cells))
        if CUT_OFF in line:
            yield RejectedRow(number, cut_off_because(limits_of(stream)))
        elif layout is None and line.strip():
            yield RejectedRow(number, f"has {len(cells)} fields, which is no row of GDELT")
        elif layout is not None:
            named = dict(zip(layout, cells, strict=True))
            yield number, [named.get(name, "") for name in FIELDS]


def _is_published(line: str) -> bool:
    return bool(ROW.match(line)) and line.count("\t") + 1 in LAYOUTS


def _is_resaved(line: str) -> bool:
    """Whether it is a row with another delimiter, or behind a number that a program gave it."""
    delimiter = delimiter_of(line)
    cells = cells_of(line, delimiter)
    return any(_is_published("\t".join(cells[skipped:])) for skipped in (0, 1))


def numbered_lines(stream: TextIO) -> Iterator[tuple[int, str]]:
    """The rows as GDELT publishes them, each with the number of its line."""
    lines = RowLines(stream, limits_of(stream))
    first = next(lines, "")
    is_named = has_columns(first, NEEDED)
    if _is_published(first) or not (is_named or _is_resaved(first)):
        yield from enumerate(chain([first] if first else [], stream), start=1)
        return
    delimiter = delimiter_of(first)
    headings = canonical(cells_of(first, delimiter), FIELDS)
    places = [headings.index(name) if name in headings else None for name in FIELDS]
    skipped = 0 if is_named or _is_published("\t".join(headings)) else 1
    rows = csv.reader(lines if is_named else chain([first], lines), delimiter=delimiter)
    while True:
        lines.begin()
        try:
            cells = next(rows, None)
        except csv.Error:
            cells = []  # which is rejected as no row
        if cells is None:
            return
        if is_named and len(cells) == len(headings):
            cells = ["" if place is None else cells[place] for place in places]
        line = "\t".join(" ".join(cell.split("\t")) for cell in cells[skipped:])
        yield rows.line_num + is_named, line or "no row"
