"""vis-timeline: items and groups for the timeline component of web pages."""

import json
from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Any

from tracker.formats import omissions
from tracker.formats.file_format import FileFormat
from tracker.formats.omissions import Omissions
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.marking import labelled

OMITTED: Omissions = {
    **omissions.all_except("summaries", "statuses", "markings"),
    **omissions.STATUSES_IN_TITLES,
    **omissions.OPEN_ENDS,
    "further actors": omissions.count_events(lambda event: len(event.by) > 1),
}
UNATTRIBUTED = "unattributed"


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write items, and a group for each actor that events are by.

    Parameters
    ----------
    chronicle : Chronicle
        The events.

    Yields
    ------
    str
        One line, without its end.

    Notes
    -----
    A known day is a box; whatever is known to a span is a range, of the class ``imprecise`` where
    it is one moment within it. What is open is a point of the class ``open``, at its known end.
    Content and titles are HTML there, so they are escaped.

    Examples
    --------
    >>> "".join(write(Chronicle()))
    '{"groups": [], "items": []}'
    """
    events = chronicle.events.values()
    groups = {event.by[0].code: event.by[0].name for event in events if event.by}
    if any(not event.by for event in events):
        groups[UNATTRIBUTED] = UNATTRIBUTED
    document = {
        "groups": [{"id": code, "content": escape(name)} for code, name in groups.items()],
        "items": [_item(event) for event in events],
    }
    indent = 2 if events else None
    yield from json.dumps(document, ensure_ascii=False, indent=indent).split("\n")


def _item(event: Event) -> dict[str, Any]:
    quad = event.tone.label.replace(" ", "-") if event.tone else "not-coded"
    item: dict[str, Any] = {
        "id": event.id,
        "content": escape(event.titled),
        "title": escape(labelled(event.summary or event.titled, event.marking)),
        "start": _moment(event.date.start),
        "group": event.by[0].code if event.by else UNATTRIBUTED,
        "type": "box",
        "className": quad,
    }
    if not event.date.is_day:
        vague = "" if event.date.is_interval else " imprecise"
        if event.date.is_open:  # no end is invented: a point where it began, or by when it had
            return item | {"type": "point", "className": f"{quad} open"}
        item |= {"end": _moment(event.date.end), "type": "range", "className": quad + vague}
    return item


def _moment(moment: datetime) -> str:
    return moment.isoformat()


FORMAT = FileFormat("vis", "items and groups of a vis-timeline (JSON)", omits=OMITTED, write=write)
