"""Files read into Parquet, by month, beside the archive: they do not belong to it yet.

GDELT as it is published is read by DuckDB; a row of it means there what
`formats.feeds.gdelt` says. All other files go through the reader of their feed.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from tracker.archive.columns import OF_GDELT, PREFIX, TYPES, literal, quoted, side_text
from tracker.formats.feeds import gdelt, gdelt_rows, keds
from tracker.formats.feeds.input_rows import rows_of
from tracker.formats.file_format import FileFormat
from tracker.formats.input_file import InputFile
from tracker.formats.input_names import STANDARD
from tracker.formats.registry import recognise
from tracker.model.cameo import ROOTS
from tracker.model.feed_row import CHUNK_SIZE, FeedRow, FeedRows, RejectedRow
from tracker.model.import_filter import NO_FILTER
from tracker.recording.row_cleaning import clean_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NULL = "\\N"
NO_CELL = "\x01"  # which no file has, so that DuckDB takes an empty cell for what it is
FAULTY = "faulty"  # the month of rows that are no events
LONGEST_LINE = 2**25
MOST_TOLD = 5
WRITTEN = "FORMAT parquet, PARTITION_BY (month), COMPRESSION zstd"
COMMON = tuple(name for name in TYPES if name != "file")


@dataclass
class Staged:
    """A file as it was read: where its rows lie, and what was wrong with others."""

    file: InputFile
    style: FileFormat
    folder: Path
    at: str
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    rows: int = 0

    def reject(self, reason: str, number: int = 1) -> None:
        """Count a row that is no event."""
        self.rejected += number
        if reason in self.reasons or len(self.reasons) < MOST_TOLD:
            self.reasons[reason] = self.reasons.get(reason, 0) + number

    @property
    def months(self) -> dict[str, list[Path]]:
        """The files of Parquet of each month."""
        found: dict[str, list[Path]] = {}
        for path in sorted(self.folder.glob("month=*/*.parquet")):
            found.setdefault(path.parent.name.removeprefix("month="), []).append(path)
        return found

    def remarks(self) -> Iterator[str]:
        """Sentences about the rows that are no events."""
        if self.rejected:
            told = "; ".join(f"{reason} ({count:,})" for reason, count in self.reasons.items())
            yield f"{self.file.name}: {self.rejected:,} rows left out: {told}."


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
    elif not _stage_published(con, found, folder):
        _stage_saved_otherwise(con, found, folder / "rows.tsv")
    return found


def _stage_published(con: "DuckDBPyConnection", found: Staged, folder: Path) -> bool:
    """Have DuckDB read GDELT's own file; False where it is not wholly as it is published."""
    import duckdb

    file = found.file
    width = file.first_line().rstrip("\r\n").count("\t") + 1
    if file.container or file.is_json or width not in gdelt_rows.LAYOUTS:
        return False
    path = file.path
    if file.is_packed or file.is_stream or path == STANDARD:
        path = folder / "unpacked.tsv"
        with path.open("wb") as out:
            _copy(file.content, out)
    layout = gdelt_rows.LAYOUTS[width]
    try:
        _write_gdelt(con, found, path, layout)
        # A row that lacks fields has no last one; which is then read by lines, to tell of it.
        [(narrow,)] = con.execute(
            f"SELECT count(*) FROM {_parquet(found)} WHERE line IS NOT NULL"
        ).fetchall()
    except (
        duckdb.InvalidInputException,
        duckdb.ConversionException,
    ):  # a row that is too wide, or bytes that are no UTF-8
        narrow = 1
    if narrow:
        for path in found.folder.glob("month=*/*.parquet"):
            path.unlink()
        found.file.content.seek(0)
        return False
    _tell_faulty(con, found)
    return True


def _stage_saved_otherwise(con: "DuckDBPyConnection", found: Staged, path: Path) -> None:
    """Write GDELT's rows as it publishes them, and have DuckDB read those."""
    stream = rows_of(gdelt.FORMAT, found.file, [])
    with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
        for each in gdelt_rows.published_rows(stream):
            if isinstance(each, RejectedRow):
                found.reject(each.reason)
                continue
            number, cells = each
            out.write("\t".join((*cells, f"{number}")) + "\n")
    if path.stat().st_size:
        _write_gdelt(con, found, path, gdelt_rows.FIELDS, "line")
        _tell_faulty(con, found)


def _write_gdelt(
    con: "DuckDBPyConnection", found: Staged, path: Path, layout: Sequence[str], last: str = ""
) -> None:
    """Copy the rows of a file to Parquet, each as what it means."""
    columns = (*layout, last) if last else layout
    named = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in columns)
    # The number of a line; of GDELT's own files a mark of rows that lack fields.
    line = (
        "TRY_CAST(line AS BIGINT)" if last else f"if({quoted(layout[-1])} IS NULL, 0, NULL)::BIGINT"
    )
    raw = [
        f"TRY_CAST({quoted(name)} AS {kind}) AS {quoted(PREFIX + name)}"
        if name in layout
        else f"NULL::{kind} AS {quoted(PREFIX + name)}"
        for name, kind in OF_GDELT.items()
    ]
    roots = ", ".join(map(literal, ROOTS))
    day = "if(regexp_full_match(SQLDATE, '[0-9]{8}'), try_strptime(SQLDATE, '%Y%m%d')::DATE, NULL)"
    con.execute(f"""
        COPY (
            SELECT 'gdelt-' || GLOBALEVENTID AS id, day AS first, day AS last,
                   coalesce(strftime(day, '%Y-%m-%d'), SQLDATE) AS date,
                   'cameo:' || EventCode AS type,
                   'cameo:' || nullif(Actor1Code, '') AS doers,
                   'cameo:' || nullif(Actor2Code, '') AS targets,
                   NULL::VARCHAR AS title, NULL::VARCHAR AS summary,
                   nullif(ActionGeo_FullName, '') AS place,
                   greatest(-10, least(10, TRY_CAST(GoldsteinScale AS {TYPES["intensity"]})))
                       ::{TYPES["intensity"]} AS intensity,
                   TRY_CAST(QuadClass AS TINYINT) AS quad,
                   coalesce(TRY_CAST(NumMentions AS INTEGER), 0) AS mentions,
                   IsRootEvent = '1' AS is_root,
                   nullif(ActionGeo_Lat, '') || ',' || nullif(ActionGeo_Long, '') AS coordinates,
                   nullif({"SOURCEURL" if "SOURCEURL" in layout else "''"}, '') AS locator,
                   'CAMEO ' || EventCode || ', ' || NumMentions || ' mentions'
                       || if(DATEADDED = '', '', ', added ' || substr(DATEADDED, 1, 4) || '-'
                             || substr(DATEADDED, 5, 2) || '-' || substr(DATEADDED, 7, 2))
                       AS quotation, nullif(Actor1Name, '') AS doer_name,
                   nullif(Actor2Name, '') AS target_name, {line} AS line,
                   {literal(found.file.sha256[:12])} AS file, {", ".join(raw)},
                   if(day IS NULL OR NOT regexp_full_match(GLOBALEVENTID, '[0-9]+')
                       OR substr(EventCode, 1, 2) NOT IN ({roots}) OR EventCode IS NULL,
                       {literal(FAULTY)}, strftime(day, '%Y-%m')) AS month
            FROM (SELECT *, {day} AS day FROM read_csv({literal(str(path))}, delim = '\\t',
                  header = false, quote = '', escape = '', nullstr = {literal(NO_CELL)},
                  columns = {{{named}}}, auto_detect = false, null_padding = true,
                  max_line_size = {LONGEST_LINE}))
        ) TO {literal(str(found.folder))} ({WRITTEN}, OVERWRITE_OR_IGNORE)""")  # fmt: skip


def _tell_faulty(con: "DuckDBPyConnection", found: Staged) -> None:
    """Count the rows that are no events, and leave them out."""
    paths = found.months.get(FAULTY, [])
    if not paths:
        return
    listed = ", ".join(literal(str(path)) for path in paths)
    for handle, day, code, number in con.execute(
        f"""SELECT any_value(id), date, type, count(*) FROM read_parquet([{listed}])
            GROUP BY date, type ORDER BY 4 DESC"""
    ).fetchall():
        reason = gdelt.fault_of(
            handle.removeprefix("gdelt-"), day.replace("-", ""), (code or "").removeprefix("cameo:")
        )
        found.reject(reason or f"{handle} is no event", number)
    for path in paths:
        path.unlink()


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


def _parquet(found: Staged) -> str:
    """All rows of a staged file as a table of SQL."""
    pattern = literal(f"{found.folder}/month=*/*.parquet")
    return f"read_parquet({pattern}, hive_partitioning = false)"


def _copy(given: IO[bytes], out: IO[bytes]) -> None:
    while block := given.read(2**20):
        out.write(block)
