"""Timesketch, the timelines of incident responders: its JSON lines, and its CSV."""

import json
from collections.abc import Iterator
from datetime import timedelta, timezone

from tracker.formats import omissions
from tracker.formats.cells import Cell, lines
from tracker.formats.file_format import FileFormat
from tracker.formats.omissions import Omissions
from tracker.model.chronicle import Chronicle
from tracker.model.coordinates import degrees_of
from tracker.model.event import Event
from tracker.model.event_fields import LABELS, labels_of
from tracker.model.source import cited_in

EARLIEST = 1700  # rows before are dropped there
OMITTED: Omissions = {
    **omissions.all_except(
        *omissions.LABEL_PARTS,
        "citations", "types", "targets", "places", "coordinates", "summaries",
        "intensities", "statuses", "markings",
    ),
    "events before 1700": omissions.count_events(lambda event: event.date.start.year < EARLIEST),
}  # fmt: skip
FIELDS = (
    "message", "datetime", "timestamp_desc", "event", "date", "by", "to", "type", "status",
    "intensity", "place", "latitude", "longitude", "summary", "sources",
    *(("tag",) if LABELS else ()),
)  # fmt: skip


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write a line of JSON for each event.

    Parameters
    ----------
    chronicle : Chronicle
        Events and their sources; those before 1700 are left out, as Timesketch would.

    Yields
    ------
    str
        One JSON object, without its line end: `message`, `datetime` with its offset (that of
        UTC where the date states none) and `timestamp_desc`, then what else is known of the event.

    Examples
    --------
    >>> list(write(Chronicle()))
    []
    """
    for record in _records(chronicle):
        yield json.dumps(dict(zip(FIELDS, record, strict=True)), ensure_ascii=False)


def write_csv(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write the same as a table, a row for each event.

    Parameters
    ----------
    chronicle : Chronicle
        Events and their sources; those before 1700 are left out, as Timesketch would.

    Yields
    ------
    str
        One row, without its line end, the headings first.

    Examples
    --------
    >>> next(write_csv(Chronicle())).split(",")[:3]
    ['message', 'datetime', 'timestamp_desc']
    """
    return lines(FIELDS, _records(chronicle))


def _records(chronicle: Chronicle) -> Iterator[tuple[Cell, ...]]:
    """The values of `FIELDS` for each event."""
    return (
        _record(event)
        for event in chronicle.events.values()
        if event.date.start.year >= EARLIEST
    )  # fmt: skip


def _described(event: Event) -> str:
    if event.date.is_day:
        return "began"
    return "began, at the latest" if event.date.earliest is None else "began, at the earliest"


def _record(event: Event) -> tuple[Cell, ...]:
    return (
        event.titled,
        event.date.start.replace(tzinfo=timezone(event.date.offsets[0] or timedelta())).isoformat(),
        _described(event),
        event.handle,
        event.date.text,
        [actor.code for actor in event.by],
        [actor.code for actor in event.to],
        event.type.code,
        str(event.status),
        event.intensity,
        event.place,
        *(degrees_of(event.coordinates) if event.coordinates else (None, None)),
        event.summary,
        cited_in(event.citations),
        *((_tags(event),) if LABELS else ()),
    )


def _tags(event: Event) -> list[str]:
    """The labels of an event, and its marking as MISP's taxonomy spells it."""
    return [*labels_of(event), *([event.marking.lower()] if event.marking else [])]


FORMAT = FileFormat(
    "timesketch",
    "the events as Timesketch takes them (JSON lines; CSV where FILE ends so)",
    omits=OMITTED,
    write=write,
    otherwise={".csv": write_csv},
    streams=True,
)
