"""Records of JSON as the rows of a table: what the interfaces of feeds answer with.

The records are a list, the list within an envelope (`{"status": 200, "data": [ … ]}`), or stand
one on each line.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.config import Limits
from tracker.errors import InvalidInput
from tracker.formats.json_values import parse_json

DEEPEST = 3  # envelopes


def table_of(text: str, limits: Limits) -> io.StringIO:
    r"""Write the records of JSON as a table with headings.

    Parameters
    ----------
    text : str
        The document, or a record on each line.
    limits : Limits
        Those in force.

    Returns
    -------
    text stream
        CSV: the keys of all records as headings, a line for each record.

    Raises
    ------
    InvalidInput
        If it is no JSON, or holds no list of records.

    Examples
    --------
    >>> table_of('{"count": 1, "data": [{"id": 7, "place": "A\\nB"}]}', Limits()).read()
    'id,place\r\n7,A B\r\n'
    """
    records = records_of(text, limits)
    headings = list(dict.fromkeys(key for record in records for key in record))
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(headings)
    for record in records:
        writer.writerow([_cell(record.get(key)) for key in headings])
    table.seek(0)
    return table


def records_of(text: str, limits: Limits) -> Sequence[Mapping[str, Any]]:
    r"""Find the records of JSON.

    Parameters
    ----------
    text : str
        The document, or a record on each line.
    limits : Limits
        Those in force.

    Returns
    -------
    sequence of mapping
        The records; of several lists in an envelope the longest.

    Raises
    ------
    InvalidInput
        If it is no JSON, or holds no list of records.

    Examples
    --------
    >>> records_of('{"id": 7}\n{"id": 8}\n', Limits())
    [{'id': 7}, {'id': 8}]
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.rstrip().endswith("}") for line in lines[:2]):
        return _checked([parse_json(line, limits) for line in lines])
    document = parse_json(text, limits)
    if isinstance(document, list):
        return _checked(document)
    found = max(_lists(document, DEEPEST), key=len, default=None)
    if found is None:
        return _checked([document])
    return found


def _lists(value: Any, depth: int) -> Iterator[list[Mapping[str, Any]]]:
    """The lists of objects within envelopes."""
    if isinstance(value, dict) and depth:
        for inner in value.values():
            if isinstance(inner, list) and inner and all(isinstance(each, dict) for each in inner):
                yield inner
            else:
                yield from _lists(inner, depth - 1)


def _checked(records: list[Any]) -> list[Mapping[str, Any]]:
    if not all(isinstance(record, dict) for record in records):
        raise InvalidInput("It holds no list of records, each an object with its fields.")
    return records


def _cell(value: Any) -> str:
    """A value as one cell on one line."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.splitlines())
    return json.dumps(value, ensure_ascii=False)
