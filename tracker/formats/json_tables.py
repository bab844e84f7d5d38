"""Tables in JSON: arrays of objects, objects on lines of their own, GeoJSON, envelopes around them.

An object is a row. A value within another is in a column called by both names (`when.start`); the
properties of GeoJSON are columns by themselves, and its point is the column `coordinates`.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TextIO

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.bounded_streams import BoundedText
from tracker.formats.file_format import FileFormat, TableRequest
from tracker.formats.json_values import json_excerpt, parse_json
from tracker.formats.limits import limits_of
from tracker.formats.sheets import as_csv
from tracker.formats.tabular import read_table
from tracker.model.chronicle import Batch
from tracker.model.feed_row import RejectedRow, RejectHandler, record_prefix
from tracker.model.inert import inert
from tracker.model.numbers import counted

DEEPEST = 4  # levels of an envelope that are searched for its records
MOST_ITEMS = 20  # of a list of objects that become columns
BLANK = re.compile(r"[ \t\r\n,]*")
POINT = "coordinates"
OWN_HEADER = '{"record"'


class Item(NamedTuple):
    """A record: the line it begins on, its value, and which one of its file it is."""

    line: int
    value: Any
    number: int = 0


def is_json(beginning: str) -> bool:
    """Tell by its beginning whether a file is JSON of any kind, and no JSON lines of tracker's.

    Parameters
    ----------
    beginning : str
        Its beginning.

    Returns
    -------
    bool
        Whether it begins with a brace or a bracket.

    Examples
    --------
    >>> is_json('[{"date": "2016"}]'), is_json('{"record": "event"}'), is_json("date,title")
    (True, False, False)
    """
    text = beginning.lstrip()
    return text.startswith(("{", "[")) and not text.startswith(OWN_HEADER)


def read(
    stream: TextIO, request: TableRequest, remarks: list[str], reject: RejectHandler | None
) -> Batch:
    r"""Read the records of a JSON file as rows of a table.

    Parameters
    ----------
    stream : text stream
        The file.
    request : TableRequest
        Which columns hold which fields, and what else a table may be read by.
    remarks : list of str
        Takes up what the person should know.
    reject : callable or None
        Receives each line of a file of lines that is no JSON.

    Returns
    -------
    Batch
        As a table of these columns would give it, with the lines of the file.

    Examples
    --------
    >>> lines = io.StringIO('{"when": {"day": "2016-10-03"}, "what": "Pact"}\n')
    >>> request = TableRequest({"date": "when.day", "title": "what"}, {"type": "threat"})
    >>> [str(event.date) for event in read(lines, request, [], None).events]
    ['2016-10-03']
    """
    table = table_of(stream.read(), limits_of(stream), remarks, reject)
    return read_table(table, request, remarks, reject)


def table_of(
    text: str, limits: Limits, remarks: list[str], reject: RejectHandler | None
) -> BoundedText:
    r"""Write the records of JSON as a table with headings.

    Parameters
    ----------
    text : str
        The document, or a record on each line.
    limits : Limits
        Those in force.
    remarks : list of str
        Takes up what of it is not read.
    reject : callable or None
        Receives each line of a file of lines that is no JSON.

    Returns
    -------
    text stream
        CSV: the names of all values as headings, a row for each record, with the numbers of lines
        that `numbers_of` gives; where several records share a line, with their own numbers, too.

    Raises
    ------
    InvalidInput
        If it is no JSON, or holds no records.

    Examples
    --------
    >>> table_of('{"count": 1, "data": [{"id": 7, "place": "A"}]}', Limits(), [], None).read()
    'id,place\n7,A\n'
    """
    items = _items(text.removeprefix("\ufeff"), limits, remarks, reject)
    shapes = sum(_is_other_shape(item.value) for item in items)
    if shapes:
        remarks.append(f"{counted(shapes, 'feature')} without a point: no coordinates were taken.")
    rows = list(_rows(items, reject))
    headings = list(dict.fromkeys(name for row in rows for name in row.value))
    out = io.BytesIO()
    cells = (
        (place, [row.value.get(name, "") for name in headings])
        for place, row in enumerate(rows, start=1)
    )
    places = as_csv(_with_headings(headings, cells), out, limits)
    out.seek(0)
    table = BoundedText(out, limits)
    vars(table)["numbers"] = [rows[place - 1].line if place else 1 for place in places]
    if not _are_told_by_lines(items):
        vars(table)["records"] = [rows[place - 1].number if place else 0 for place in places]
    return table


def _are_told_by_lines(items: Sequence[Item]) -> bool:
    """Whether each record begins on a line of its own."""
    return len({item.line for item in items}) == len(items)


def _rows(items: list[Item], reject: RejectHandler | None) -> Iterator[Item]:
    """The records as columns; what is no record is rejected alone."""
    by_lines = _are_told_by_lines(items)
    for number, item in enumerate(items, start=1):
        try:
            yield Item(item.line, dict(_flat(_featured(item.value))), number)
        except InvalidInput as error:
            if reject is None:
                where = f"Line {item.line}" if by_lines else f"Record {number}"
                raise InvalidInput(f"{where}: {error}") from None
            reason = f"{record_prefix(0 if by_lines else number)}{error}".removesuffix(".")
            reject(RejectedRow(item.line, reason, json.dumps(item.value, ensure_ascii=False)))


def _with_headings(
    headings: Sequence[str], rows: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, Sequence[str]]]:
    yield 0, headings
    yield from rows


def _items(
    text: str, limits: Limits, remarks: list[str], reject: RejectHandler | None
) -> list[Item]:
    """The records of a file: of an array, of an envelope around one, or one on each line."""
    try:
        whole = parse_json(text, limits, "This is no JSON")
    except InvalidInput as error:
        if "Extra data" not in str(error) and reject is None and not _is_of_lines(text):
            raise
        return list(_of_lines(text, limits, reject))
    if isinstance(whole, list):
        return _placed(text, text.find("["), whole)
    if not isinstance(whole, dict):
        raise InvalidInput(f"{json_excerpt(whole)} holds no records; they are objects in a list.")
    if whole.get("type") == "FeatureCollection" and isinstance(whole.get("features"), list):
        return _of_key(text, "features", whole["features"])
    lists = dict(_lists(whole, "", 0))
    if not lists:
        if whole and all(isinstance(value, dict) for value in whole.values()):
            return [
                Item(_line(text, _after_key(text, key)), {"key": key, **value})
                for key, value in whole.items()
            ]
        return [Item(1, whole)]
    path = max(lists, key=lambda name: len(lists[name]))
    if others := [name for name in lists if name != path]:
        remarks.append(f"Its records are those of {inert(path)}; not read: {', '.join(others)}.")
    return _of_key(text, path.rpartition(".")[2], lists[path])


def _is_of_lines(text: str) -> bool:
    """Whether most of the first lines are objects, each by itself."""
    lines = [line for line in text[:20_000].split("\n")[:20] if line.strip()]
    whole = [line for line in lines if line.strip().startswith("{") and line.strip().endswith("}")]
    return len(lines) > 1 and len(whole) * 2 > len(lines)


def _of_lines(text: str, limits: Limits, reject: RejectHandler | None) -> Iterator[Item]:
    """The objects that stand one after the other; a line that is none is rejected alone."""
    place, line = 0, 1
    decoder = json.JSONDecoder()
    while True:
        blank = BLANK.match(text, place)
        assert blank is not None
        line += text.count("\n", place, blank.end())
        place = blank.end()
        if place >= len(text):
            return
        stop = text.find("\n", place)
        stop = len(text) if stop < 0 else stop
        try:
            try:
                _, end = decoder.raw_decode(text, place)
            except (ValueError, RecursionError):
                end = stop
            yield Item(line, parse_json(text[place:end], limits))
        except InvalidInput as error:
            if reject is None:
                raise InvalidInput(f"Line {line}: {error}") from None
            end = stop
            reject(RejectedRow(line, str(error).removesuffix("."), f"{text[place:stop]}\n"))
        line += text.count("\n", place, end)
        place = end


def _lists(value: Mapping[str, Any], before: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
    """The lists of objects within an envelope, by the names that lead to them."""
    for name, inner in value.items():
        path = f"{before}{name}"
        if isinstance(inner, list) and inner and all(isinstance(each, dict) for each in inner):
            yield path, inner
        elif isinstance(inner, dict) and depth < DEEPEST:
            yield from _lists(inner, f"{path}.", depth + 1)


def _of_key(text: str, key: str, values: list[Any]) -> list[Item]:
    return _placed(text, text.find("[", _after_key(text, key)), values)


def _after_key(text: str, key: str) -> int:
    """Where the value of a key begins."""
    match = re.search(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:", text)
    match = match or re.search(re.escape(json.dumps(key)) + r"\s*:", text)
    return match.end() if match else 0


def _placed(text: str, start: int, values: list[Any]) -> list[Item]:
    """The values of an array, each with the line that it begins on."""
    decoder = json.JSONDecoder()
    items: list[Item] = []
    place, line = start + 1, text.count("\n", 0, start + 1) + 1
    for value in values:
        blank = BLANK.match(text, place)
        assert blank is not None
        line += text.count("\n", place, blank.end())
        place = blank.end()
        items.append(Item(line, value))
        try:
            _, end = decoder.raw_decode(text, place)
        except ValueError:  # another array than this one: its lines are not known
            return [Item(1, each) for each in values]
        line += text.count("\n", place, end)
        place = end
    return items


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _featured(value: Any) -> dict[str, Any]:
    """A record as its columns: a feature of GeoJSON by its properties and its point."""
    if not isinstance(value, dict):
        raise InvalidInput(f"{json_excerpt(value)} is no record; write an object in braces.")
    if value.get("type") != "Feature" or not isinstance(value.get("properties"), dict):
        return value
    shape = value.get("geometry")
    found: dict[str, Any] = {"id": value["id"]} if "id" in value else {}
    found |= value["properties"]
    if isinstance(shape, dict) and shape.get("type") == "Point":
        point = shape.get("coordinates")
        if isinstance(point, list) and len(point) > 1:
            found[POINT] = f"{point[1]},{point[0]}"
    return found


def _is_other_shape(value: Any) -> bool:
    """Whether a record is a feature of GeoJSON whose shape is no point."""
    if not isinstance(value, dict) or value.get("type") != "Feature":
        return False
    shape = value.get("geometry")
    return isinstance(shape, dict) and shape.get("type") != "Point"


def _flat(value: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """The values of an object as cells, by their names."""
    for key, inner in value.items():
        name = f"{before}{key}"
        match inner:
            case None:
                yield name, ""
            case bool():
                yield name, str(inner).lower()
            case dict():
                yield from _flat(inner, f"{name}.")
            case list() if any(isinstance(each, dict | list) for each in inner):
                for place, each in enumerate(inner[:MOST_ITEMS]):
                    yield from _flat({str(place): each}, f"{name}.")
            case list():
                yield name, "; ".join(str(each) for each in inner if each is not None)
            case float() if inner.is_integer() and abs(inner) < 1e15:
                yield name, str(int(inner))
            case _:
                yield name, str(inner)


FORMAT = FileFormat(
    "json",
    "records of JSON: arrays, lines, envelopes, each an event",
    (".json",),
    recognises=is_json,
    read_table=read,
)
