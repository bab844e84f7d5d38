"""Writing of TimelineJS: events as slides, in JSON."""

import json
from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Any

from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate, Precision
from tracker.model.event import Event
from tracker.model.one_of import in_words
from tracker.model.source import cited_in, web_address

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
    A date is written as finely as it is known, and as recorded in `display_date`, where one of
    several is in words. The group is the
    first actor that an event is by. Text is HTML to TimelineJS, so it is escaped.

    Examples
    --------
    >>> "".join(write(Chronicle()))
    '{"events": [], "scale": "human"}'
    """
    slides = [_slide(event, chronicle) for event in chronicle.events.values()]
    document: dict[str, Any] = {"events": slides, "scale": "human"}
    if chronicle.marking:
        document["title"] = {"text": {"headline": chronicle.marking}}
    indent = 2 if slides else None
    yield from json.dumps(document, ensure_ascii=False, indent=indent).split("\n")


def _slide(event: Event, chronicle: Chronicle) -> dict[str, Any]:
    first, last = _date(event.date.start, event), _date(event.date.end, event)
    slide: dict[str, Any] = {
        "unique_id": event.handle,
        "start_date": first,
        "display_date": _shown(event.date),
        "text": {"headline": escape(event.titled), "text": _text(event, chronicle)},
        "group": escape(event.by[0].name) if event.by else "unattributed",
    }
    return slide | ({"end_date": last} if last != first else {})


def _shown(date: EventDate) -> str:
    """A date as people read it there, in words where these can be read back."""
    if not date.is_one_of:
        return date.text
    said = in_words(date.text)
    return said if EventDate.known(said) == date else date.text


def _date(moment: datetime, event: Event) -> dict[str, int]:
    depth = KNOWN.get(event.date.precision, 3)
    values = (moment.year, moment.month, moment.day, moment.hour, moment.minute)
    return dict(zip(PARTS[:depth], values, strict=False))


def _text(event: Event, chronicle: Chronicle) -> str:
    facts = "; ".join(
        filter(None, (event.sides, event.type.label, event.place, event.coordinates, event.marking))
    )
    parts = [escape(event.summary)] if event.summary else []
    parts.append(f"<em>{escape(facts)}</em>")
    for code in cited_in(event.citations):
        source = chronicle.sources[code]
        title = escape(source.title)
        address = web_address(source.url)
        parts.append(f'<a href="{escape(address)}">{title}</a>' if address else title)
    return "".join(f"<p>{part}</p>" for part in parts)
