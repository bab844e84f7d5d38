"""The texts of reports at the door: as they may be stored, or why they may not be."""

import re
from collections.abc import Sequence

from tracker.errors import InvalidInput
from tracker.model.dates import EventDate
from tracker.model.event import INTENSITY_LIMIT
from tracker.model.report import Rejected, Report, Reports
from tracker.model.text import LINE_LIMIT, PROSE_LIMIT, clean_line, clean_prose
from tracker.recording.events import checked_handle, rounded
from tracker.store.rows import bound_text

LONGEST_LOCATOR = 2_000
HANDLES = re.compile(r"(?:[a-z]+(?:-[a-z0-9]+)+\n)*")  # a plain one on each line
LONGEST_HANDLE = 80


def cleaned(reports: Reports, faults: list[Rejected]) -> Reports:
    """Reports with their texts as they may be stored, without those whose texts may not be."""
    if _is_plain(reports):
        return reports
    rows = []
    for row in reports.rows():
        try:
            rows.append(_clean(row))
        except InvalidInput as error:
            faults.append(Rejected(row.line, str(error)))
    return Reports.of(rows)


def _clean(row: Report) -> Report:
    place, locator, said = row.place, row.locator, row.said
    return row._replace(
        handle=checked_handle(row.handle),
        title=clean_line(row.title, "title"),
        summary=clean_prose(row.summary, "summary"),
        place=clean_line(place, "place") if place and place.strip() else None,
        intensity=None if row.intensity is None else rounded(row.intensity),
        locator=locator and clean_line(locator, "locator", LONGEST_LOCATOR),
        said=said and clean_prose(said, "what is said"),
    )


def _is_plain(reports: Reports) -> bool:
    """Whether cleaning would leave all as it stands: mostly so, and one look at all says so."""
    lines = [*reports.title, *(place for place in reports.place if place is not None)]
    locators = list(filter(None, reports.locator))
    texts = [*lines, *reports.summary, *locators, *filter(None, reports.said)]
    return (
        "".join(texts).isprintable()
        and texts == list(map(str.strip, texts))
        and all(lines)
        and max(map(len, lines), default=0) <= LINE_LIMIT
        and max(map(len, locators), default=0) <= LONGEST_LOCATOR
        and max(map(len, texts), default=0) <= PROSE_LIMIT
        and _are_plain_handles(reports.handle)
        and all(value is None or _is_rounded(value) for value in set(reports.intensity))
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


def dated(dates: Sequence[EventDate]) -> tuple[list[str], list[str | None], list[str | None]]:
    """Dates as texts, and the first and the last second of each."""
    texts = [date.text for date in dates]
    known = {
        text: (bound_text(date.earliest), bound_text(date.latest))
        for text, date in dict(zip(texts, dates, strict=True)).items()
    }
    bounds = list(map(known.__getitem__, texts))
    return texts, [earliest for earliest, _ in bounds], [latest for _, latest in bounds]
