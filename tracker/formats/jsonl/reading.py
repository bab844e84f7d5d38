"""Reading of JSON lines: the header, the records, the end that a complete file has."""

from collections.abc import Iterable, Mapping
from typing import Any

from tracker.config import Limits
from tracker.errors import InvalidInput, excerpt
from tracker.formats.bounded_streams import BoundedText
from tracker.formats.json_values import json_excerpt, parse_json
from tracker.formats.jsonl.kinds import KINDS, TEXT, TEXTS, is_whole, value_of
from tracker.formats.jsonl.writing import END, HEADER, VERSION
from tracker.formats.limits import CUT_OFF, cut_off_because, limits_of
from tracker.model.chronicle import Batch
from tracker.model.feed_row import RejectedRow, RejectHandler

HEAD = f'{{"record": "{HEADER}", "format": {VERSION}}}\n'

HISTORY = ("head", "past", "analyst")


def is_jsonl(beginning: str) -> bool:
    """Say by how it begins whether a file is of tracker's own.

    >>> is_jsonl('{"record": "tracker", "format": 1}')
    True
    """
    return beginning.startswith('{"record": "tracker"')


def read(lines: Iterable[str], reject: RejectHandler | None = None) -> Batch:
    """Read JSON lines that `write`, or a person with an editor, has made.

    Parameters
    ----------
    lines : iterable of str
        The lines of the file. Empty ones count as lines and are passed over.
    reject : callable, optional
        Receives each line behind the header that is no record, so that the others are imported.

    Returns
    -------
    Batch
        The records as drafts, in the order of the file.

    Raises
    ------
    InvalidInput
        If there is no header, if a newer tracker wrote it, if a complete file lacks its end, or
        if a line is no record; the sentence names the line.

    Examples
    --------
    >>> batch = read([
    ...     '{"record": "tracker", "format": 1}',
    ...     '{"record": "event", "date": "2016-10-03", "title": "A pact ends", "type": "threat"}',
    ... ])
    >>> batch.events[0].title, batch.complete
    ('A pact ends', False)
    """
    found: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    numbers: dict[str, list[int]] = {kind: [] for kind in KINDS}
    texts: dict[str, list[str]] = {kind: [] for kind in KINDS}
    complete: bool | None = None
    history: dict[str, Any] = {}
    ended = False
    limits = limits_of(lines)
    if isinstance(lines, BoundedText):
        lines.cuts_off = reject is not None
    for number, line in enumerate(lines, start=1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            if CUT_OFF in line:
                raise InvalidInput(cut_off_because(limits))
            record = _record(line, limits)
            kind = record.pop("record", None)
            if complete is None:
                complete = _complete(kind, record)
                history = _history(record)
            elif kind == END and not record:
                ended = True
            elif isinstance(kind, str) and kind in found:
                found[kind].append(value_of(kind, KINDS[kind], record))
                numbers[kind].append(number)
                if reject is not None:
                    texts[kind].append(line)
            else:
                raise InvalidInput(
                    f"there is no kind of record {json_excerpt(kind)}; write {', '.join(KINDS)}."
                )
        except InvalidInput as error:
            if reject is None or complete is None:
                raise InvalidInput(f"Line {number}: {error}") from None
            text = "" if CUT_OFF in line else line
            reject(RejectedRow(number, str(error).removesuffix("."), text, HEAD))
    if complete is None:
        raise InvalidInput("There is nothing in it, not even the header that `export` writes.")
    if complete and not ended:
        raise InvalidInput(
            f'The file is cut short: a complete one ends with {{"record": "{END}"}}. Export it '
            'again, or take "complete" out of its first line to read what is there.'
        )
    records: dict[str, Any] = {f"{kind}s": tuple(values) for kind, values in found.items()}
    return Batch(
        **records,
        complete=complete,
        lines=tuple(numbers["event"]),
        further_lines={kind: tuple(each) for kind, each in numbers.items()},
        text_of=None if reject is None else lambda kind, place: texts[kind][place],
        heading=HEAD,
        **history,
    )


def _record(line: str, limits: Limits) -> dict[str, Any]:
    """The JSON object of a line."""
    record = parse_json(line, limits)
    if not isinstance(record, dict):
        raise InvalidInput(f"{json_excerpt(record)} is no record; write an object in braces.")
    return record


def _complete(kind: object, header: Mapping[str, Any]) -> bool:
    """Check the header; returns whether the file has the whole registers."""
    if kind != HEADER:
        raise InvalidInput(
            f'a tracker file begins with {{"record": "{HEADER}", "format": {VERSION}}}.'
        )
    version, complete = header.get("format", 0), header.get("complete", False)
    if not is_whole(version):
        raise InvalidInput(f"the format must be a whole number, not {json_excerpt(version)}.")
    if version > VERSION:
        raise InvalidInput(
            f"format {version} is of a newer tracker; this one reads up to {VERSION}. "
            "Install a newer tracker to read it."
        )
    if unknown := header.keys() - {"format", "complete", "marking", *HISTORY}:
        raise InvalidInput(f"a header has no {excerpt(min(unknown))}.")
    if not isinstance(complete, bool):
        raise InvalidInput(f"complete must be true or false, not {json_excerpt(complete)}.")
    return complete


def _history(header: Mapping[str, Any]) -> dict[str, Any]:
    """What the header tells of the history: its head, those before it, and whose it is."""
    told = {key: header[key] for key in HISTORY if header.get(key) is not None}
    for key, value in told.items():
        shape = TEXTS if key == "past" else TEXT
        if not shape.fits(value):
            raise InvalidInput(f"{key} must be {shape.called}, not {json_excerpt(value)}.")
        told[key] = shape.make(value)
    return told
