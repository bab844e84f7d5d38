"""Rows of an archive as the rows that a feed's reader gives, and as the events they would be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker.archive.columns import names_of_side
from tracker.archive.resolving import Codebook
from tracker.formats.feeds import gdelt
from tracker.model.coordinates import point_or_none
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.feed_row import FeedRow, FeedRows, RejectedRow
from tracker.model.source import Citation
from tracker.recording.row_cleaning import clean_rows

if TYPE_CHECKING:
    from tracker.model.actor import Actor

Row = Mapping[str, Any]


def feed_rows(rows: Iterable[Row]) -> Iterator[FeedRow]:
    """Rows as the reader of their feed gave them."""
    for row in rows:
        yield feed_row(row)


def feed_row(row: Row) -> FeedRow:
    """A row as the reader of its feed gave it.

    >>> row = feed_row({
    ...     "id": "gdelt-7", "feed": "gdelt", "date": "2016-10-03", "type": "cameo:1056",
    ...     "doers": "cameo:RUS", "targets": None, "doer_name": "RUSSIA", "target_name": None,
    ...     "intensity": -4, "coordinates": None, "locator": None, "title": None, "line": None,
    ... })
    >>> row.title, row.locator, row.by
    ('Russia: demand', 'event 7', ('cameo:RUS',))
    """
    title, locator, point = row["title"], row["locator"], row["coordinates"]
    if row["feed"] == gdelt.FORMAT.name:  # of which the archive keeps what these are made of
        title = gdelt.title_of(
            row["doer_name"] or "", row["target_name"] or "", row["type"].removeprefix("cameo:")
        )
        locator = locator or f"event {row['id'].removeprefix('gdelt-')}"
        point = None if point is None else point_or_none(*point.split(",", 1))
    intensity = row["intensity"]
    return FeedRow(
        row["line"] or 0, row["id"], title, EventDate.parse(row["date"]), row["type"],
        names_of_side(row["doers"]), names_of_side(row["targets"]), row.get("summary") or "",
        row.get("place"), None if intensity is None else float(intensity), locator,
        row.get("quotation"), row.get("quad"), row.get("mentions"), row.get("is_root"), point,
    )  # fmt: skip


def events_of(rows: Iterable[Row], book: Codebook, sources: Mapping[str, str]) -> Iterator[Event]:
    """Rows as the events that the record would have; they have no number.

    `sources` has for a feed the code of the source that its events are cited from.
    """
    for row in rows:
        faults: list[RejectedRow] = []
        [*cleaned] = clean_rows(FeedRows.of([feed_row(row)]), faults).rows()
        for each in cleaned:
            cited = Citation(sources[row["feed"]], None, each.locator, each.quotation)
            yield Event(
                0, each.handle, each.title, each.date, book.types[row["type"]],
                _actors(book, row["doers"], row["date"]),
                _actors(book, row["targets"], row["date"]),
                each.summary, each.place, each.intensity, (cited,),
                coordinates=each.coordinates,
            )  # fmt: skip


def _actors(book: Codebook, side: str | None, date: str) -> "tuple[Actor, ...]":
    if side is None:
        return ()
    codes = book.sides.get((side, None)) or book.sides.get((side, date)) or ()
    return tuple(replace(book.actors[code], aliases=(), part_of=()) for code in codes)
