"""GeoJSON (RFC 7946): events as points on a map, written and read; others' features are rows.

The properties of a feature are the columns of a table, so that what is read may be mapped like one;
its point is the coordinates.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from tracker.formats.file_format import FileFormat
from tracker.formats.json_tables import POINT, read
from tracker.formats.tabular.columns import COLUMNS, OMITTED
from tracker.model.chronicle import Chronicle
from tracker.model.coordinates import degrees_of
from tracker.model.event import Event
from tracker.model.event_fields import LABELS
from tracker.model.source import cited_in

BEGINS = re.compile(r'^\{.*?"type"\s*:\s*"Feature(?:Collection)?"', re.DOTALL)


def is_geojson(beginning: str) -> bool:
    """Tell by its beginning whether a file is GeoJSON.

    Parameters
    ----------
    beginning : str
        Its beginning, on one line.

    Returns
    -------
    bool
        Whether it is JSON with features.

    Examples
    --------
    >>> is_geojson('{"type": "FeatureCollection", "features": [')
    True
    """
    return bool(BEGINS.match(beginning))


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write the events as a collection of features.

    Parameters
    ----------
    chronicle : Chronicle
        Events and their sources.

    Yields
    ------
    str
        One line, without its end. An event without coordinates is a feature without a geometry.

    Examples
    --------
    >>> "".join(write(Chronicle()))
    '{"type": "FeatureCollection", "features": []}'
    """
    if not chronicle.events:
        yield '{"type": "FeatureCollection", "features": []}'
        return
    yield from ("{", '  "type": "FeatureCollection",', '  "features": [')
    last = len(chronicle.events) - 1
    for place, event in enumerate(chronicle.events.values()):
        feature = json.dumps(_feature(event), ensure_ascii=False, indent=2)
        yield from f"    {feature}{'' if place == last else ','}".replace("\n", "\n    ").split(
            "\n"
        )
    yield from ("  ]", "}")


def _feature(event: Event) -> dict[str, Any]:
    geometry = None
    if event.coordinates is not None:
        north, east = degrees_of(event.coordinates)
        geometry = {"type": "Point", "coordinates": [east, north]}
    values = {
        "type": event.type.code,
        "date": event.date.text,
        "by": [actor.code for actor in event.by],
        "to": [actor.code for actor in event.to],
        "status": str(event.status),
        **{field.name: field.plain(event) for field in LABELS},
        "sources": cited_in(event.citations),
    }
    properties = {
        name: _joined(values[name] if name in values else getattr(event, name))
        for name in COLUMNS
        if name != POINT
    }
    return {
        "type": "Feature",
        "id": event.handle,
        "geometry": geometry,
        "properties": properties,
    }


def _joined(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list | tuple) else value


FORMAT = FileFormat(
    "geojson",
    "the events as points on a map (GeoJSON)",
    (".geojson",),
    OMITTED,
    recognises=is_geojson,
    read_table=read,
    write=write,
    streams=True,
)
