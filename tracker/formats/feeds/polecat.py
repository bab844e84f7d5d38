"""POLECAT events: tab-separated, with headings; acts in PLOVER's sixteen types."""

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
from tracker.model.cameo import ORGANS
from tracker.model.coordinates import point_or_none
from tracker.model.feed_row import FeedRow, FeedStream, RejectedRow
from tracker.model.import_filter import ImportFilter
from tracker.model.source import Source

NEEDED = ("Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name")
OTHERS = (
    "Latitude", "Longitude",
    "Event Mode", "Intensity", "Contexts", "Actor Country", "Primary Actor Sector",
    "Recipient Country", "Primary Recipient Sector", "City", "District", "Province", "Country",
    "Publication Date", "Source",
)  # fmt: skip
# PLOVER's types and some of its modes, the CAMEO codes that are nearest, and the QuadClass; where
# CAMEO has no code, the type of the codebook. Explosives may be anybody's, against anybody.
TYPES = {
    "AGREE": ("03", 1), "CONSULT": ("04", 1), "SUPPORT": ("05", 1), "CONCEDE": ("08", 1),
    "COOPERATE": ("06", 2), "AID": ("07", 2), "RETREAT": ("08", 2), "REQUEST": ("10", 3),
    "ACCUSE": ("11", 3), "REJECT": ("12", 3), "THREATEN": ("13", 3), "PROTEST": ("14", 4),
    "SANCTION": ("16", 4), "MOBILIZE": ("15", 4), "COERCE": ("17", 4), "ASSAULT": ("18", 4),
}  # fmt: skip
MODES = {
    ("CONSULT", "visit"): "042", ("CONSULT", "phone"): "041", ("CONSULT", "third-party"): "045",
    ("RETREAT", "ceasefire"): "0871", ("RETREAT", "withdraw"): "0874",
    ("RETREAT", "disarm"): "0873", ("ACCUSE", "disapprove"): "110", ("ACCUSE", "allege"): "112",
    ("ACCUSE", "investigate"): "09", ("PROTEST", "demo"): "141", ("PROTEST", "riot"): "145",
    ("COERCE", "seize"): "171", ("COERCE", "arrest"): "173", ("COERCE", "deport"): "174",
    ("COERCE", "cyber"): "cyberattack", ("RETREAT", "release"): "0841",
    ("ASSAULT", "aerial"): "195", ("ASSAULT", "heavy-weapons"): "194",
    ("ASSAULT", "firearms"): "193", ("ASSAULT", "suicide-attack"): "1831",
    ("ASSAULT", "abduct"): "181", ("ASSAULT", "drone"): "195",
}  # fmt: skip
SOURCE = Source(
    "polecat", "POLECAT event data",
    publisher="Political Event Classification, Attributes, and Types", reliability="F",
    note="Coded by machine from news in several languages; a row is a report, not a checked event.",
)  # fmt: skip


def read_rows(stream: TextIO, only: Mapping[str, str], _: ImportFilter) -> FeedStream:
    """Read rows of events.

    Parameters
    ----------
    stream : text stream
        The file as published; bytes that are no UTF-8 have been read as Windows-1252.
    only : mapping of str to str
        Values that columns must have, such as ``{"Actor Country": "RUS"}``.

    Yields
    ------
    FeedRow, RejectedRow or SkippedRows
        The event of each row, with its own intensity. A side is the country where its primary
        sector is an organ of the state, else its name as it stands.

    Raises
    ------
    InvalidInput
        If it is another table, or has no such column.

    Notes
    -----
    Halterman et al. (2023), Creating Custom Event Data Without Dictionaries (PLOVER and POLECAT).
    The nearest CAMEO code of a type, and of its mode where it has one, is by the crosswalk of
    PLOVER's manual.

    Examples
    --------
    >>> import io
    >>> file = chr(9).join(NEEDED) + chr(10) + chr(9).join(
    ...     ("R-7", "2022-02-24", "THREATEN", "Moscow", "Kyiv"))
    >>> [row] = read_rows(io.StringIO(file), {}, ImportFilter())
    >>> row.handle, row.title, row.type, row.quad
    ('polecat-r-7', 'Moscow: threaten → Kyiv', 'cameo:13', 3)
    """
    rows = table(stream, "POLECAT", NEEDED, only, OTHERS, plain_tabs=True)
    for each in dated(rows, ("Event Date",), stream):
        if not isinstance(each, Line):
            yield each
            continue
        line, row = each
        plover = row["Event Type"].strip().upper()
        mode = cell_text(row.get("Event Mode", "")).lower()
        date = date_or_none(row["Event Date"])
        if plover not in TYPES:
            yield RejectedRow(line, f"{excerpt(row['Event Type'])} is no type of PLOVER")
        elif date is None:
            yield RejectedRow(line, f"{excerpt(row['Event Date'])} is no day")
        else:
            root, quad = TYPES[plover]
            one, other = cell_text(row["Actor Name"]), cell_text(row["Recipient Name"])
            did = plover.lower() + (f" ({mode})" if mode else "")
            where = (row.get(name, "") for name in ("City", "District", "Province", "Country"))
            heard = cell_text(row.get("Publication Date", ""))
            publisher = cell_text(row.get("Source", ""))
            yield FeedRow(
                line,
                f"polecat-{row['Event ID'].strip().lower()}",
                title_line(f"{one or 'Somebody'}: {did}{f' → {other}' if other else ''}"),
                date,
                kind if (kind := MODES.get((plover, mode), root)).isalpha() else f"cameo:{kind}",
                _side(row, "Actor", one),
                _side(row, "Recipient", other),
                place=joined_place(*where),
                intensity=clipped_intensity(row.get("Intensity")),
                locator=", ".join(filter(None, (publisher, heard and f"published {heard}")))
                or None,
                quotation=", ".join(
                    filter(None, (plover, mode, cell_text(row.get("Contexts", ""))))
                ),
                quad=quad,
                coordinates=point_or_none(row.get("Latitude"), row.get("Longitude")),
                cells=row,
            )


def _side(row: Cells, side: str, name: str) -> tuple[str, ...]:
    """The country that a side acts for, or its own name."""
    country = cell_text(row.get(f"{side} Country", ""))
    sector = cell_text(row.get(f"Primary {side} Sector", ""))
    if country and (sector in ORGANS or not name):
        return (country,)
    return (name,) if name else ()


FORMAT = FileFormat(
    "polecat",
    "events of POLECAT",
    unread="sectors, titles of actors",
    recognises=partial(has_columns, needed=NEEDED),
    read_rows=read_rows,
    source=SOURCE,
    is_table=True,
)
