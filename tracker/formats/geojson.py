"""GeoJSON (RFC 7946): events as points on a map, written and read; others' features are rows.

The properties of a feature are the columns of a table, so that what is read may be mapped like one;
its point is the coordinates.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from tracker.errors import InvalidInput
from tracker.formats.file_format import FileFormat
from tracker.formats.json_values import JsonObject, parse_json
from tracker.formats.limits import limits_of
from tracker.formats.tabular.columns import COLUMNS, OMITTED
from tracker.formats.tabular.reading import read as read_table
from tracker.model.chronicle import Batch, Chronicle
from tracker.model.coordinates import degrees_of, point_at
from tracker.model.event import Event
from tracker.model.event_fields import LABELS
from tracker.model.feed_row import RejectedRow, RejectHandler
from tracker.model.numbers import counted
from tracker.model.source import cited_in

BEGINS = re.compile(r'^\{.*?"type"\s*:\s*"Feature(?:Collection)?"', re.DOTALL)
POINT = "coordinates"


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
    features = [_feature(event) for event in chronicle.events.values()]
    document = {"type": "FeatureCollection", "features": features}
    yield from json.dumps(document, ensure_ascii=False, indent=2 if features else None).split("\n")


def read(
    stream: TextIO,
    mapping: Mapping[str, str],
    constants: Mapping[str, str],
    remarks: list[str],
    only: Mapping[str, str],
    reject: RejectHandler | None,
) -> Batch:
    r"""Read features as the rows of a table.

    Parameters
    ----------
    stream : text stream
        The file.
    mapping, constants, only : mapping of str to str
        As for a table, whose columns are the properties.
    remarks : list of str
        Takes up how many features are no points, besides what a table remarks.
    reject : callable or None
        Receives each feature that is no event, by its number.

    Returns
    -------
    Batch
        The events; a feature that is no point has no coordinates.

    Raises
    ------
    InvalidInput
        If it is no GeoJSON, or no table could be read so.

    Examples
    --------
    >>> feature = {
    ...     "type": "Feature", "geometry": {"type": "Point", "coordinates": [37.16, 36.2]},
    ...     "properties": {"date": "2016-10-03", "title": "Aleppo struck", "type": "clash"},
    ... }
    >>> batch = read(io.StringIO(json.dumps(feature)), {}, {}, [], {}, None)
    >>> [(event.title, event.coordinates) for event in batch.events]
    [('Aleppo struck', '36.2,37.16')]
    """
    limits = limits_of(stream)
    document = JsonObject(parse_json(stream.read(), limits, "This is no JSON"), "The file")
    if document.text("type") == "Feature":
        features = [document]
    else:
        features = list(document.objects("features"))
    rows = [dict(_cells(feature)) for feature in features]
    shapes = sum(
        POINT not in row and _has_shape(each) for row, each in zip(rows, features, strict=True)
    )
    if shapes:
        remarks.append(f"{counted(shapes, 'feature')} without a point: no coordinates were taken.")
    headings = list(dict.fromkeys(name for row in rows for name in row))
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(headings)
    writer.writerows([row.get(name, "") for name in headings] for row in rows)
    table.seek(0)
    vars(table)["limits"] = limits

    def rejected(row: RejectedRow) -> None:
        assert reject is not None
        reject(RejectedRow(row.line - 1, row.reason))

    return read_table(table, mapping, constants, remarks, only, reject and rejected)


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


def _cells(feature: JsonObject) -> Iterator[tuple[str, str]]:
    """The properties of a feature, and its point, as cells."""
    for name, value in feature.inner("properties").values.items():
        if isinstance(value, str):
            yield name, " ".join(value.splitlines())
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield name, "; ".join(value)
        elif value is not None:
            yield name, json.dumps(value, ensure_ascii=False)
    shape = feature.inner("geometry")
    if shape.text("type") == "Point":
        found = shape.items("coordinates")
        numbers = [each for each in found[:2] if isinstance(each, int | float)]
        point = point_at(numbers[1], numbers[0]) if len(numbers) == 2 else None
        if point is None:
            raise InvalidInput(f"{feature.where} has no longitude and latitude.")
        yield POINT, point


def _has_shape(feature: JsonObject) -> bool:
    return bool(feature.inner("geometry").values)


FORMAT = FileFormat(
    "geojson",
    "the events as points on a map (GeoJSON)",
    (".geojson",),
    OMITTED,
    recognises=is_geojson,
    read=read,
    write=write,
)
