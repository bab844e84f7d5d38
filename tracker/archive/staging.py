"""Files read into Parquet, by month, beside the archive: they do not belong to it yet.

GDELT's rows are read by DuckDB (`published`); all other files go through the reader of their feed.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.archive.columns import PREFIX, TYPES, literal, quoted, side_text
from tracker.archive.published import stage_published, stage_saved_otherwise
from tracker.archive.staged import WRITTEN, Staged
from tracker.formats.feeds import gdelt, keds
from tracker.formats.feeds.input_rows import rows_of
from tracker.formats.file_format import FileFormat
from tracker.formats.input_file import InputFile
from tracker.formats.registry import recognise
from tracker.model.feed_row import CHUNK_SIZE, FeedRow, FeedRows, RejectedRow
from tracker.model.import_filter import NO_FILTER
from tracker.recording.row_cleaning import clean_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NULL = "\\N"
LONGEST_LINE = 2**25
COMMON = tuple(name for name in TYPES if name != "file")


def feed_of(file: InputFile) -> FileFormat | None:
    """The feed of a file, by how it begins; None where it is of none."""
    begins = file.first_line()
    found = recognise(begins)
    if found is not None and found.read_rows is not None and found.source is not None:
        return found
    return keds.FORMAT if keds.is_keds(begins) else None


def stage(con: "DuckDBPyConnection", file: InputFile, style: FileFormat, folder: Path) -> Staged:
    """Read a file into a folder of Parquet."""
    folder.mkdir(parents=True)
    found = Staged(file, style, folder / "rows", datetime.now().isoformat(timespec="seconds"))
    found.folder.mkdir()
    if style is not gdelt.FORMAT:
        _stage_rows(con, found, folder / "rows.csv")
    elif not stage_published(con, found, folder):
        stage_saved_otherwise(con, found, folder)
    return found


def _stage_rows(con: "DuckDBPyConnection", found: Staged, path: Path) -> None:
    """Have the reader of a feed read a file, and DuckDB write what it says."""
    read = found.style.read_rows
    assert read is not None
    broken: list[RejectedRow] = []
    stream = rows_of(found.style, found.file, [], broken.append)
    with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
        headings = _write_rows(found, read(stream, {}, NO_FILTER), csv.writer(out))
    for row in broken:
        found.reject(row.reason)
    if not found.rows:
        return
    kinds = {**{name: TYPES[name] for name in COMMON}, "month": "VARCHAR"}
    kinds |= dict.fromkeys((f"{PREFIX}{each}" for each in headings), "VARCHAR")
    named = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in kinds.items())
    con.execute(f"""
        COPY (SELECT {", ".join(quoted(name) for name in COMMON)},
                     {literal(found.file.sha256[:12])} AS file,
                     * EXCLUDE ({", ".join(quoted(name) for name in COMMON)})
              FROM read_csv({literal(str(path))}, delim = ',', header = false, quote = '"',
                   escape = '"', nullstr = {literal(NULL)}, columns = {{{named}}},
                   auto_detect = false, allow_quoted_nulls = false,
                   max_line_size = {LONGEST_LINE}))
        TO {literal(str(found.folder))} ({WRITTEN})""")


def _write_rows(found: Staged, items: Iterator[Any], writer: Any) -> list[str]:
    """Write the rows of a feed as CSV for DuckDB; returns the headings of the feed's own cells."""
    headings: list[str] | None = None
    for chunk in _chunks(found, items):
        faults: list[RejectedRow] = []
        rows = clean_rows(chunk, faults)
        for fault in faults:
            found.reject(fault.reason)
        if headings is None:
            cells = next((each for each in rows.cells if each is not None), {})
            headings = list({name.casefold(): name for name in cells}.values())
        for row in rows.rows():
            writer.writerow(_cells(row, headings))
        found.rows += len(rows.line)
    return headings or []


def _chunks(found: Staged, items: Iterator[Any]) -> Iterator[FeedRows]:
    """The accepted rows, many at a time; the others are counted."""
    held: list[FeedRow] = []
    for each in items:
        if isinstance(each, FeedRow):
            held.append(each)
        elif isinstance(each, FeedRows):
            yield each
        elif isinstance(each, RejectedRow):
            found.reject(each.reason)
        if len(held) == CHUNK_SIZE:
            yield FeedRows.of(held)
            held = []
    if held:
        yield FeedRows.of(held)


def _cells(row: FeedRow, headings: Sequence[str]) -> Iterator[object]:
    """A row as the common columns, its month and its own cells."""
    first, last = row.date.earliest, row.date.latest
    first, last = first or last, last or first
    assert first is not None
    assert last is not None
    common = {
        "id": row.handle,
        "first": first.date().isoformat(),
        "last": last.date().isoformat(),
        "date": row.date.text,
        "type": row.type,
        "doers": side_text(row.by),
        "targets": side_text(row.to),
        "title": row.title,
        "summary": row.summary or None,
        "place": row.place,
        "intensity": row.intensity,
        "quad": row.quad,
        "mentions": row.mentions,
        "is_root": row.is_root,
        "coordinates": row.coordinates,
        "locator": row.locator,
        "quotation": row.quotation,
        "doer_name": None,
        "target_name": None,
        "line": row.line,
    }
    own = row.cells or {}
    return (
        NULL if value is None else value
        for value in chain(
            (common[name] for name in COMMON),
            (first.strftime("%Y-%m"),),
            (own.get(name) for name in headings),
        )
    )
