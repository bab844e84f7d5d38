"""UCDP GED: events of organised violence that killed somebody, with headings, of any version."""

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
    date_or_none,
    joined_place,
    table,
    title_line,
)
from tracker.formats.file_format import FileFormat
from tracker.model.coordinates import point_or_none
from tracker.model.dates import EventDate
from tracker.model.feed_row import FeedRow, FeedStream, RejectedRow
from tracker.model.import_filter import ImportFilter
from tracker.model.source import Source
from tracker.model.state_names import belongs_to_name

NEEDED = ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best")
OTHERS = (
    "latitude", "longitude", "where_prec",
    "low", "high", "country", "where_coordinates", "source_headline", "source_office",
    "source_date", "source_article",
)  # fmt: skip
GOVERNMENT = "Government of "
OWN_NAMES = {"Congo": "Republic of the Congo"}  # the other is `DR Congo (Zaire)`
# State-based and non-state violence has two sides that fight; the one-sided has one that kills.
FIGHTING, ASSAULT = "clash", "cameo:18"
ONE_SIDED = "3"
KINDS = {"1": FIGHTING, "2": FIGHTING, ONE_SIDED: ASSAULT}
SOURCE = Source(
    "ucdp-ged", "UCDP Georeferenced Event Dataset", publisher="Uppsala Conflict Data Program",
    url="https://ucdp.uu.se/", reliability="B",
    note="Coded by hand from news and reports; only what killed somebody is in it.",
)  # fmt: skip


def read_rows(stream: TextIO, only: Mapping[str, str], _: ImportFilter) -> FeedStream:
    """Read rows of events.

    Parameters
    ----------
    stream : text stream
        The file as published.
    only : mapping of str to str
        Values that columns must have, such as ``{"country": "Syria"}``.

    Yields
    ------
    FeedRow, RejectedRow or SkippedRows
        The event of each row. Two sides that fight are both its doers, for who began is not
        coded; of one-sided violence the first side acts upon the second. A day that is not known
        is the span that the row gives. Governments are their states.

    Raises
    ------
    InvalidInput
        If it is another table, or has no such column.

    Notes
    -----
    Sundberg & Melander (2013), Introducing the UCDP Georeferenced Event Dataset. Fatalities are in
    the summary: the best estimate, and the low and the high one; who reported it is in what the row
    is cited for.

    Examples
    --------
    >>> import io
    >>> file = ",".join(NEEDED) + chr(10) + "7,1,Government of Syria,IS,2016-09-01,2016-09-02,4"
    >>> [row] = read_rows(io.StringIO(file), {}, ImportFilter())
    >>> row.title, row.date.text, row.by
    ('Syria and IS fight', '2016-09-01/2016-09-02', ('Syria', 'IS'))
    """
    rows = table(stream, "UCDP GED", NEEDED, only, OTHERS)
    for each in dated(rows, ("date_start", "date_end"), stream):
        if not isinstance(each, Line):
            yield each
            continue
        line, row = each
        kind = row["type_of_violence"]
        date = _date(row)
        if kind not in KINDS:
            yield RejectedRow(line, f"{excerpt(kind)} is no type of violence")
        elif date is None:
            yield RejectedRow(
                line, f"{excerpt(row['date_start'])} to {excerpt(row['date_end'])} is no time"
            )
        else:
            yield _row(line, row, kind, date)


def _row(line: int, row: Cells, kind: str, date: EventDate) -> FeedRow:
    sides = [_allies(row[name]) for name in ("side_a", "side_b")]
    one, other = map(", ".join, sides)
    where, country = (row.get(name, "") for name in ("where_coordinates", "country"))
    title = f"{one} kills {other}" if kind == ONE_SIDED else f"{one} and {other} fight"
    deaths = f"Deaths: {row['best']} ({row.get('low') or '?'} to {row.get('high') or '?'})."
    return FeedRow(
        line,
        f"ucdp-{row['id']}",
        title_line(f"{title}: {where or country}" if where or country else title),
        date,
        KINDS[kind],
        sides[0] if kind == ONE_SIDED else (*sides[0], *sides[1]),
        sides[1] if kind == ONE_SIDED else (),
        summary=f"{deaths} {row.get('source_headline', '')}".strip(),
        place=joined_place(where, country),
        locator=f"event {row['id']}",
        quotation="; ".join(
            filter(None, (f"type of violence {kind}", _nearly(row), _reported(row)))
        ),
        coordinates=point_or_none(row.get("latitude"), row.get("longitude")),
        cells=row,
    )


def _nearly(row: Cells) -> str:
    """How finely the place is known, where that is not exactly."""
    precision = cell_text(row.get("where_prec", ""))
    return f"where_prec {precision}" if precision not in ("", "1") else ""


def _reported(row: Cells) -> str:
    """The office that reported it and the day; of older versions the article as it is named."""
    reported_by = (cell_text(row.get(name, "")) for name in ("source_office", "source_date"))
    return ", ".join(filter(None, reported_by)) or cell_text(row.get("source_article", ""))


def _date(row: Cells) -> EventDate | None:
    """The day, or the span within which it was; a time of day is left out."""
    first, last = (row[name][:10] for name in ("date_start", "date_end"))
    return date_or_none(first if first == last else f"{first}/{last}")


def _allies(side: str) -> tuple[str, ...]:
    """Split a side into those that fight together, governments as their states.

    >>> _allies("Ahrar al-Sham, Jaysh al-Islam")
    ('Ahrar al-Sham', 'Jaysh al-Islam')
    >>> _allies("Government of Macedonia, FYR, Government of Yemen (North Yemen)")
    ('Macedonia, FYR', 'Yemen (North Yemen)')
    """
    found: list[str] = []
    for part in side.split(", "):
        if found and belongs_to_name(part):
            found[-1] = f"{found[-1]}, {part}"
        else:
            found.append(part.strip())
    return tuple(map(_party, found))


def _party(name: str) -> str:
    """A side as it is called; a government as its state.

    >>> _party("Government of Syria"), _party("Government of Congo")
    ('Syria', 'Republic of the Congo')
    """
    state = name.removeprefix(GOVERNMENT)
    return OWN_NAMES.get(state, state) if state != name else name


FORMAT = FileFormat(
    "ucdp",
    "events of UCDP GED",
    unread="names of conflicts and dyads, deaths on each side",
    recognises=partial(has_columns, needed=NEEDED),
    read_rows=read_rows,
    source=SOURCE,
    is_table=True,
)
