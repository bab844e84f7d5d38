"""ICEWS coded events: tab-separated, with headings; actors and acts coded by machine from news."""

from collections.abc import Mapping
from functools import partial
from typing import TextIO

from tracker.errors import excerpt
from tracker.formats.feeds.columns import has_columns
from tracker.formats.feeds.feed_dates import dated
from tracker.formats.feeds.tables import (
    Cells,
    Line,
    cell_text,
    clipped_intensity,
    date_or_none,
    joined_place,
    table,
    title_line,
)
from tracker.formats.file_format import FileFormat
from tracker.model.coordinates import point_or_none
from tracker.model.feed_row import FeedRow, FeedStream, RejectedRow
from tracker.model.import_filter import ImportFilter
from tracker.model.names import folded
from tracker.model.source import Source

NEEDED = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country",
)  # fmt: skip
OTHERS = ("Latitude", "Longitude", "Story ID", "Publisher", "City", "Province", "Country")
# Sectors through which a state acts; what only lives in it is not the state.
ORGANS = frozenset(
    ("government", "military", "executive", "legislative / parliamentary", "judicial", "police")
)
# A person has the sectors of a whole life. Who is of such an organisation acts for it, unless an
# organ of the state is named more closely: a Secretary-General does, a president does not.
UNION = "international government organization"
SOURCE = Source(
    "icews", "ICEWS coded event data", publisher="Integrated Crisis Early Warning System",
    reliability="F",
    note="Coded by machine from news; a row is a sentence of a story, not a checked event.",
)  # fmt: skip


def read_rows(stream: TextIO, only: Mapping[str, str], _: ImportFilter) -> FeedStream:
    """Read rows of events.

    Parameters
    ----------
    stream : text stream
        The file as published.
    only : mapping of str to str
        Values that columns must have, such as ``{"source country": "Russia"}``.

    Yields
    ------
    FeedRow, RejectedRow or SkippedRows
        The event of each row, with its own intensity. A side is the country where its sectors
        are of the state, else its name as it stands. An id may come again on another day, so a
        row is known by both.

    Raises
    ------
    InvalidInput
        If it is another table, or has no such column.

    Notes
    -----
    Boschee et al. (2015), ICEWS Coded Event Data, doi:10.7910/DVN/28075.

    Examples
    --------
    >>> import io
    >>> cells = ("20718170 2018-06-01 Russia NA Russia Criticize·or·denounce 111 -2 "
    ...          "Ukraine NA Ukraine").replace(" ", chr(9)).replace("·", " ")
    >>> [row] = read_rows(io.StringIO(chr(9).join(NEEDED) + chr(10) + cells), {}, ImportFilter())
    >>> row.handle, row.title, row.by
    ('icews-20718170-2018-06-01', 'Russia: criticize or denounce → Ukraine', ('Russia',))
    """
    rows = table(stream, "ICEWS", NEEDED, only, OTHERS, plain_tabs=True)
    for each in dated(rows, ("Event Date",), stream):
        if not isinstance(each, Line):
            yield each
            continue
        line, row = each
        date = date_or_none(row["Event Date"])
        if date is None:
            yield RejectedRow(line, f"{excerpt(row['Event Date'])} is no day")
            continue
        code, publisher = row["CAMEO Code"], cell_text(row.get("Publisher", ""))
        one, other = cell_text(row["Source Name"]), cell_text(row["Target Name"])
        did = row["Event Text"].lower()
        yield FeedRow(
            line,
            f"icews-{row['Event ID']}-{date.text}",
            title_line(f"{one or 'Somebody'}: {did}{f' → {other}' if other else ''}"),
            date,
            f"cameo:{code}",
            _side(row, "Source"),
            _side(row, "Target"),
            place=joined_place(*(row.get(name, "") for name in ("City", "Province", "Country"))),
            intensity=clipped_intensity(row["Intensity"]),
            locator=f"story {cell_text(row.get('Story ID', '')) or 'unknown'}",
            quotation=f"CAMEO {code}" + (f", {publisher}" if publisher else ""),
            coordinates=point_or_none(row.get("Latitude"), row.get("Longitude")),
            cells=row,
        )


def _side(row: Cells, side: str) -> tuple[str, ...]:
    """The country that a side acts for, or its own name."""
    name, country = cell_text(row[f"{side} Name"]), cell_text(row[f"{side} Country"])
    if not name:
        return ()
    sectors = {folded(part) for part in row[f"{side} Sectors"].split(",")}
    organs = sectors & ORGANS - {"government" if UNION in sectors else ""}
    of_state = country and (organs or folded(name) == folded(country))
    return (country,) if of_state else (name,)


FORMAT = FileFormat(
    "icews",
    "events of ICEWS",
    unread="sectors, numbers of sentences",
    recognises=partial(has_columns, needed=NEEDED),
    read_rows=read_rows,
    source=SOURCE,
    is_table=True,
)
