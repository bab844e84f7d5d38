"""KEDS event data, such as the Levant's: date, source, target and CAMEO code, in four columns."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import TextIO

from tracker.errors import excerpt
from tracker.formats.feeds.columns import columns_of
from tracker.formats.feeds.tables import (
    Line,
    cell_text,
    date_or_none,
    table,
    title_line,
)
from tracker.formats.file_format import FileFormat
from tracker.model.cameo import ROOTS
from tracker.model.feed_row import FeedRow, FeedStream, RejectedRow
from tracker.model.import_filter import ImportFilter
from tracker.model.source import Source

WORD = re.compile("[a-z0-9]+")
LONGEST = 70  # of a handle, with room for a number behind it
NEEDED = ("date", "source", "target", "code")
SOURCE = Source(
    "keds", "KEDS event data", publisher="Kansas Event Data System, Penn State", reliability="F",
    note="Coded by machine from news; a row is a report, not a checked event.",
)  # fmt: skip


def is_keds(first_line: str) -> bool:
    """Tell by its first line whether a table may be of KEDS.

    Parameters
    ----------
    first_line : str
        Its first line.

    Returns
    -------
    bool
        Whether it has the four headings and no other. A table of anybody's may be so headed, so
        that an import asks for `--from keds`.

    Examples
    --------
    >>> is_keds("date,source,target,code"), is_keds("date,source,target,code,title")
    (True, False)
    """
    return columns_of(first_line) == frozenset(NEEDED)


def read_rows(stream: TextIO, only: Mapping[str, str], _: ImportFilter) -> FeedStream:
    """Read rows of events.

    Parameters
    ----------
    stream : text stream
        The file as published.
    only : mapping of str to str
        Values that columns must have, such as ``{"source": "ISRMIL"}``.

    Yields
    ------
    FeedRow, RejectedRow or SkippedRows
        The event of each row, its actors and type as codes of CAMEO, without an intensity of its
        own. Rows have no ids: one is known by all that it says, and by how many said the same
        before it.

    Raises
    ------
    InvalidInput
        If it is another table, or has no such column.

    Notes
    -----
    Schrodt & Gerner, Kansas Event Data System; the Levant, 1979 to 2011, in CAMEO.

    Examples
    --------
    >>> import io
    >>> file = io.StringIO("date,source,target,code" + chr(10) + "1979-04-15,ISRMIL,JOR,190")
    >>> [row] = read_rows(file, {}, ImportFilter())
    >>> row.handle, row.title
    ('keds-1979-04-15-isrmil-jor-190', 'ISRMIL: fighting → JOR')
    """
    met: Counter[str] = Counter()
    for each in table(stream, "KEDS", NEEDED, only):
        if not isinstance(each, Line):
            yield each
            continue
        line, row = each
        date, code = date_or_none(row["date"]), cell_text(row["code"])
        if date is None:
            yield RejectedRow(line, f"{excerpt(row['date'])} is no day")
        elif code[:2] not in ROOTS:
            yield RejectedRow(line, f"{excerpt(code)} is no event code of CAMEO")
        else:
            one, other = (cell_text(row[name]).upper() for name in ("source", "target"))
            did = ROOTS[code[:2]][0].lower()
            said = f"keds {date.text} {one} {other} {code}"
            handle = "-".join(WORD.findall(said.lower()))[:LONGEST]
            met[handle] += 1
            yield FeedRow(
                line,
                handle if met[handle] == 1 else f"{handle}-{met[handle]}",
                title_line(f"{one or 'Somebody'}: {did}{f' → {other}' if other else ''}"),
                date,
                f"cameo:{code}",
                (f"cameo:{one}",) if one else (),
                (f"cameo:{other}",) if other else (),
                quotation=f"CAMEO {code}",
                cells=row,
            )


FORMAT = FileFormat(
    "keds",
    "events of KEDS",
    unread="nothing",
    read_rows=read_rows,
    source=SOURCE,
    is_table=True,
)
