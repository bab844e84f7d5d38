"""Cleaning of feed rows: texts, handles and intensities as they may be stored, or the refusal."""

import re
from collections.abc import Sequence

from tracker.errors import InvalidInput
from tracker.model.coordinates import is_point, point_of
from tracker.model.dates import EventDate
from tracker.model.event import INTENSITY_LIMIT
from tracker.model.feed_row import FeedRow, FeedRows, RejectedRow
from tracker.model.text import LINE_LIMIT, PROSE_LIMIT, clean_line, clean_prose
from tracker.recording.events import checked_handle, rounded
from tracker.store.rows import bound_text

LONGEST_LOCATOR = 2_000
HANDLES = re.compile(r"(?:[a-z]+(?:-[a-z0-9]+)+\n)*")  # a plain one on each line
LONGEST_HANDLE = 80


def clean_rows(rows: FeedRows, faults: list[RejectedRow]) -> FeedRows:
    """Rows with their texts as they may be stored; those that may not be go to `faults`."""
    if _is_plain(rows):
        return rows
    cleaned = []
    for row in rows.rows():
        try:
            cleaned.append(_clean(row))
        except InvalidInput as error:
            faults.append(RejectedRow(row.line, str(error)))
    return FeedRows.of(cleaned)


def _clean(row: FeedRow) -> FeedRow:
    place, locator, quotation = row.place, row.locator, row.quotation
    return row._replace(
        handle=checked_handle(row.handle),
        title=clean_line(row.title, "title"),
        summary=clean_prose(row.summary, "summary"),
        place=clean_line(place, "place") if place and place.strip() else None,
        coordinates=row.coordinates and point_of(row.coordinates),
        intensity=None if row.intensity is None else rounded(row.intensity),
        locator=locator and clean_line(locator, "locator", LONGEST_LOCATOR),
        quotation=quotation and clean_prose(quotation, "what is said"),
    )


def _is_plain(rows: FeedRows) -> bool:
    """Whether cleaning would leave all as it stands: mostly so, and one look at all says so."""
    lines = [*rows.title, *(place for place in rows.place if place is not None)]
    locators = list(filter(None, rows.locator))
    texts = [*lines, *rows.summary, *locators, *filter(None, rows.quotation)]
    return (
        "".join(texts).isprintable()
        and texts == list(map(str.strip, texts))
        and all(lines)
        and max(map(len, lines), default=0) <= LINE_LIMIT
        and max(map(len, locators), default=0) <= LONGEST_LOCATOR
        and max(map(len, texts), default=0) <= PROSE_LIMIT
        and _are_plain_handles(rows.handle)
        and all(map(is_point, filter(None, set(rows.coordinates))))
        and all(value is None or _is_rounded(value) for value in set(rows.intensity))
    )


def _are_plain_handles(handles: Sequence[str]) -> bool:
    lines = "".join(f"{each}\n" for each in handles)
    return (
        HANDLES.fullmatch(lines) is not None
        and lines.count("\n") == len(handles)
        and max(map(len, handles), default=0) <= LONGEST_HANDLE
    )


def _is_rounded(intensity: float) -> bool:
    return abs(intensity) <= INTENSITY_LIMIT and round(intensity, 4) == intensity


def date_columns(
    dates: Sequence[EventDate],
) -> tuple[list[str], list[str | None], list[str | None]]:
    """Dates as texts, and the first and the last second of each."""
    texts = [date.text for date in dates]
    known = {
        text: (bound_text(date.earliest), bound_text(date.latest))
        for text, date in dict(zip(texts, dates, strict=True)).items()
    }
    bounds = list(map(known.__getitem__, texts))
    return texts, [earliest for earliest, _ in bounds], [latest for _, latest in bounds]
