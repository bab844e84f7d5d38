"""timemap, the map and timeline of forensic researchers: its events, sources and associations."""

import json
from collections.abc import Iterator
from typing import Any

from tracker.formats import omissions
from tracker.formats.file_format import FileFormat
from tracker.formats.omissions import Omissions
from tracker.model.chronicle import Chronicle
from tracker.model.coordinates import degrees_of
from tracker.model.dates import Precision
from tracker.model.event import Event
from tracker.model.source import cited_in, web_address

OMITTED: Omissions = {
    **omissions.all_except(
        "citations", "types", "places", "coordinates", "summaries", "statuses", "markings"
    ),
    **omissions.source_fields_except("title", "url", "note", "author", "publisher", "published"),
    **omissions.STATUSES_IN_TITLES,
}
CATEGORY = "CATEGORY"


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write events, sources and associations as one JSON object.

    Parameters
    ----------
    chronicle : Chronicle
        Events and their sources.

    Yields
    ------
    str
        One line, without its end.

    Notes
    -----
    Every scalar is text there. A date is the first day that an event may be of; associations are
    the actors that events are by. Latitude and longitude are empty where they are not known.

    Examples
    --------
    >>> "".join(write(Chronicle()))
    '{"events": [], "sources": {}, "associations": []}'
    """
    events = chronicle.events.values()
    cited = cited_in(citation for event in events for citation in event.citations)
    doers = {actor.code: actor.name for event in events for actor in event.by}
    document = {
        "events": [_event(event) for event in events],
        "sources": {code: _source(code, chronicle) for code in cited},
        "associations": [
            {"id": code, "title": name, "mode": CATEGORY} for code, name in doers.items()
        ],
    }
    indent = 2 if events else None
    yield from json.dumps(document, ensure_ascii=False, indent=indent).split("\n")


def _event(event: Event) -> dict[str, Any]:
    start = event.date.start
    timed = event.date.precision is Precision.TIME
    if event.coordinates:
        degrees_of(event.coordinates)  # refused where it is no point
    north, east = (event.coordinates or ",").split(",")
    description = event.titled if not event.summary else f"{event.titled}. {event.summary}"
    return {
        "id": event.handle,
        "description": description,
        "date": f"{start.month}/{start.day}/{start.year:04}",
        "time": f"{start:%H:%M}" if timed else "",
        "time_precision": str(event.date.precision),
        "location": event.place or "",
        "latitude": north,
        "longitude": east,
        "type": event.type.label,
        "category": event.by[0].code if event.by else "",
        "associations": [actor.code for actor in event.by],
        "sources": cited_in(event.citations),
        "comments": event.marking or "",
    }


def _source(code: str, chronicle: Chronicle) -> dict[str, Any]:
    source = chronicle.sources[code]
    address = web_address(source.url)  # which a reader of the map opens
    reference = "" if address else source.url
    return {
        "id": code,
        "title": source.title,
        "paths": [address] if address else [],
        "url": address or "",
        "description": ", ".join(filter(None, (source.note, reference))),
        "author": ", ".join(filter(None, (source.author, source.publisher))),
        "date": source.published or "",
    }


FORMAT = FileFormat(
    "timemap",
    "events, sources and associations of a timemap (JSON)",
    omits=OMITTED,
    write=write,
)
