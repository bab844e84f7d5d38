"""Timesketch, the timelines of incident responders: its JSON lines."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC

from tracker.formats import losses
from tracker.formats.losses import Count
from tracker.model.chronicle import Chronicle

EARLIEST = 1700  # rows before are dropped there
LOSSES: Mapping[str, Count] = {
    **losses.LINKS, **losses.DENIALS, **losses.ORDERS, **losses.QUOTATIONS, **losses.DOUBTS,
    "events before 1700": losses.of_events(lambda event: event.date.start.year < EARLIEST),
}  # fmt: skip


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write a line for each event.

    Parameters
    ----------
    chronicle : Chronicle
        Events and their sources; those before 1700 are left out, as Timesketch would.

    Yields
    ------
    str
        One JSON object, without its line end: `message`, `datetime` with its offset (tracker
        keeps UTC) and `timestamp_desc`, then what else is known of the event.

    Examples
    --------
    >>> list(write(Chronicle()))
    []
    """
    for event in chronicle.events.values():
        if event.date.start.year < EARLIEST:
            continue
        record = {
            "message": event.titled,
            "datetime": event.date.start.replace(tzinfo=UTC).isoformat(),
            "timestamp_desc": "began" if event.date.is_day else "began, at the earliest",
            "event": event.handle,
            "date": event.date.text,
            "by": [actor.code for actor in event.by],
            "to": [actor.code for actor in event.to],
            "type": event.type.code,
            "status": str(event.status),
            "intensity": event.intensity,
            "place": event.place,
            "summary": event.summary,
            "sources": list(dict.fromkeys(citation.source for citation in event.citations)),
        }
        yield json.dumps(record, ensure_ascii=False)
