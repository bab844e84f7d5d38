"""TimelineJS 3: the slide timelines of newsrooms, as its JSON."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Any

from tracker.formats import losses
from tracker.formats.losses import Count
from tracker.model.chronicle import Chronicle
from tracker.model.dates import Precision
from tracker.model.event import Event

LOSSES: Mapping[str, Count] = {
    **losses.LINKS, **losses.DENIALS, **losses.ORDERS, **losses.GRADES, **losses.QUOTATIONS,
    "intensities": losses.of_events(lambda event: event.intensity is not None),
}  # fmt: skip
PARTS = ("year", "month", "day", "hour", "minute")
KNOWN = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3, Precision.TIME: 5}


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write the events as slides.

    Parameters
    ----------
    chronicle : Chronicle
        Events and their sources; links have no place in it.

    Yields
    ------
    str
        One line, without its end.

    Notes
    -----
    A date is written as finely as it is known, and as recorded in `display_date`. The group is the
    first actor that an event is by. Text is HTML to TimelineJS, so it is escaped.

    Examples
    --------
    >>> "".join(write(Chronicle()))
    '{"events": [], "scale": "human"}'
    """
    slides = [_slide(event, chronicle) for event in chronicle.events.values()]
    document = {"events": slides, "scale": "human"}
    indent = 2 if slides else None
    yield from json.dumps(document, ensure_ascii=False, indent=indent).splitlines()


def _slide(event: Event, chronicle: Chronicle) -> dict[str, Any]:
    first, last = _date(event.date.start, event), _date(event.date.end, event)
    slide: dict[str, Any] = {
        "unique_id": event.handle,
        "start_date": first,
        "display_date": event.date.text,
        "text": {"headline": escape(event.titled), "text": _text(event, chronicle)},
        "group": escape(event.by[0].name) if event.by else "unattributed",
    }
    return slide | ({"end_date": last} if last != first else {})


def _date(moment: datetime, event: Event) -> dict[str, int]:
    depth = KNOWN.get(event.date.precision, 3)
    values = (moment.year, moment.month, moment.day, moment.hour, moment.minute)
    return dict(zip(PARTS[:depth], values, strict=False))


def _text(event: Event, chronicle: Chronicle) -> str:
    facts = f"{event.dyad}; {event.type.label}"
    parts = [escape(event.summary)] if event.summary else []
    parts.append(f"<em>{escape(facts)}</em>")
    for code in dict.fromkeys(citation.source for citation in event.citations):
        source = chronicle.sources[code]
        title = escape(source.title)
        web = source.url and source.url.startswith(("http://", "https://"))
        parts.append(f'<a href="{escape(source.url or "")}">{title}</a>' if web else title)
    return "".join(f"<p>{part}</p>" for part in parts)
