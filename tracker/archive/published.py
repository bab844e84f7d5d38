"""Rows of GDELT as it publishes them, read by DuckDB and written to Parquet.

A row means there what `formats.feeds.gdelt` says it does. DuckDB reads rows that are plain: numbers
are digits, a day has eight of them, texts have no character that a record refuses. A row that is
not plain is read by GDELT's reader itself, and so is a whole file whose lines DuckDB would part
otherwise than that reader does.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tracker.archive.columns import OF_GDELT, PREFIX, TYPES, literal, quoted
from tracker.archive.single_rows import NO_CELL, SingleRows
from tracker.archive.staged import WRITTEN, Staged
from tracker.formats.feeds import gdelt, gdelt_rows
from tracker.formats.feeds.input_rows import rows_of
from tracker.formats.input_names import STANDARD
from tracker.model.cameo import ROOTS
from tracker.model.feed_row import RejectedRow
from tracker.model.text import LINE_LIMIT
from tracker.recording.row_cleaning import LONGEST_LOCATOR

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FAULTY = "faulty"  # the month of rows that are no events
NOT_PLAIN = "odd"  # the month of rows that GDELT's reader reads
AT_ONCE = 1_000  # rows
# What numbers and codes look like in a plain row, in this order.
NUMBERS = {
    "GLOBALEVENTID": "[0-9]{1,40}",
    "SQLDATE": "[12][0-9]{7}",
    "EventCode": "[0-9]{2,4}",
    "QuadClass": "[0-9]{0,2}",
    "GoldsteinScale": r"(-?[0-9]{1,2}(\.[0-9]{1,4})?)?",
    "NumMentions": "[0-9]{0,9}",
    "DATEADDED": "[0-9]{0,14}",
}
TEXTS = ("ActionGeo_FullName", "Actor1Name", "Actor2Name", "SOURCEURL")
# A control, a mark of direction or a blank that is none of ASCII; a blank at an end, or the bar by
# which the texts are joined.
UNCLEAN = r"[\pC\p{Zl}\p{Zp}\x{A0}\x{1680}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]|^ | \||\| | $"


def stage_published(con: "DuckDBPyConnection", found: Staged, folder: Path) -> bool:
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
    source = _Source(path, gdelt_rows.LAYOUTS[width], file.limits.max_cell)
    try:
        source.write(con, found)
        # A row that lacks fields has no last one. Of ids that come twice the last row holds, and
        # which one that is its line tells.
        [(narrow, twice)] = con.execute(
            f"""SELECT count(*) FILTER (line IS NOT NULL), count(*) - count(DISTINCT hash(id))
                FROM {found.table}"""
        ).fetchall()
        is_whole = not narrow and not twice
        if is_whole:
            found.has_each_id_once = not found.months.get(NOT_PLAIN)
            _read_the_rest(con, found, source, folder)
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        is_whole = False  # a row that is too wide or too long, or bytes that are no UTF-8
    if not is_whole:
        found.clear()
        found.rejected = 0
        found.reasons.clear()
        file.content.seek(0)
    return is_whole


def stage_saved_otherwise(con: "DuckDBPyConnection", found: Staged, folder: Path) -> None:
    """Write GDELT's rows with the numbers of their lines, and have DuckDB read those."""
    path = folder / "rows.tsv"
    stream = rows_of(gdelt.FORMAT, found.file, [])
    with (
        path.open("w", encoding="utf-8", errors="replace", newline="") as out,
        SingleRows(found, folder / "apart.csv") as apart,
    ):
        for each in gdelt_rows.published_rows(stream):
            if isinstance(each, RejectedRow):
                found.reject(each.reason)
                continue
            number, cells = each
            line = "\t".join(cells)
            if any(sign in line for sign in "\n\r\0"):  # which would part it for DuckDB
                apart.read(number, cells)
            else:
                out.write(f"{line}\t{number}\n")
        apart.write(con, "apart")
    if path.stat().st_size:
        source = _Source(path, (*gdelt_rows.FIELDS, LINE), 4 * found.file.limits.max_cell)
        source.write(con, found)
        _read_the_rest(con, found, source, folder)


LINE = "line"  # the last column of rows with the numbers of their lines


class _Source:
    """A file of tab-separated rows that DuckDB reads, and what it means by them."""

    def __init__(self, path: Path, columns: Sequence[str], longest: int) -> None:
        self.columns = columns
        named = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in columns)
        roots = ", ".join(map(literal, ROOTS))
        numbers = ", ".join(NUMBERS)
        looks = literal(r"\|".join(NUMBERS.values()))
        texts = ", ".join(name for name in TEXTS if name in columns)
        self.url = "SOURCEURL" if "SOURCEURL" in columns else "''"
        is_whole = " AND ".join(f"{name} IS NOT NULL" for name in gdelt.COLUMNS if name in columns)
        is_plain = f"""regexp_full_match(concat_ws('|', {numbers}), {looks})
            AND NOT regexp_matches(concat_ws('|', {texts}), {literal(UNCLEAN)})
            AND strlen(ActionGeo_FullName) <= {LINE_LIMIT}
            AND strlen({self.url}) <= {LONGEST_LOCATOR}
            AND NOT contains(ActionGeo_Lat, ',') AND NOT contains(ActionGeo_Long, ',')
            AND {is_whole}"""
        self.rows = f"""
            (SELECT *, try_strptime(SQLDATE, '%Y%m%d')::DATE AS day,
                    CASE WHEN ({is_plain}) IS NOT TRUE THEN {literal(NOT_PLAIN)}
                         WHEN day IS NULL OR substr(EventCode, 1, 2) NOT IN ({roots})
                         THEN {literal(FAULTY)} ELSE strftime(day, '%Y-%m') END AS month
             FROM read_csv({literal(str(path))}, delim = '\\t', header = false, quote = '',
                  escape = '', nullstr = {literal(NO_CELL)}, columns = {{{named}}},
                  auto_detect = false, null_padding = true, max_line_size = {longest}))"""

    def write(self, con: "DuckDBPyConnection", found: Staged) -> None:
        """Copy the rows to Parquet, each as what it means."""
        last = quoted(self.columns[-1])
        # The number of a line; of GDELT's own files a mark of rows that lack fields.
        is_numbered = self.columns[-1] == LINE
        line = "TRY_CAST(line AS BIGINT)" if is_numbered else f"if({last} IS NULL, 0, NULL)::BIGINT"
        intensity = TYPES["intensity"]
        con.execute(f"""
            COPY (
                SELECT 'gdelt-' || GLOBALEVENTID AS id, day AS first, day AS last,
                       coalesce(strftime(day, '%Y-%m-%d'), SQLDATE) AS date,
                       'cameo:' || EventCode AS type,
                       'cameo:' || nullif(Actor1Code, '') AS doers,
                       'cameo:' || nullif(Actor2Code, '') AS targets,
                       NULL::VARCHAR AS title, NULL::VARCHAR AS summary,
                       nullif(ActionGeo_FullName, '') AS place,
                       -- Empty it stays so: `least` would pass over it.
                       if(GoldsteinScale = '', NULL, greatest(-10, least(10,
                           TRY_CAST(GoldsteinScale AS {intensity}))))::{intensity} AS intensity,
                       coalesce(TRY_CAST(QuadClass AS BIGINT), 0) AS quad,
                       coalesce(TRY_CAST(NumMentions AS BIGINT), 0) AS mentions,
                       IsRootEvent = '1' AS is_root,
                       nullif(ActionGeo_Lat, '') || ',' || nullif(ActionGeo_Long, '')
                           AS coordinates,
                       nullif({self.url}, '') AS locator,
                       'CAMEO ' || EventCode || ', ' || NumMentions || ' mentions'
                           || if(DATEADDED = '', '', ', added ' || substr(DATEADDED, 1, 4) || '-'
                                 || substr(DATEADDED, 5, 2) || '-' || substr(DATEADDED, 7, 2))
                           AS quotation, nullif(Actor1Name, '') AS doer_name,
                       nullif(Actor2Name, '') AS target_name, {line} AS line,
                       {literal(found.file.sha256[:12])} AS file, {own_columns(self.columns)}, month
                FROM {self.rows}
            ) TO {literal(str(found.folder))} ({WRITTEN}, OVERWRITE_OR_IGNORE)""")

    def not_plain(self, con: "DuckDBPyConnection") -> Iterator[tuple[int | None, Sequence[str]]]:
        """The rows that are not plain, each with the number of its line where that is known."""
        columns = ", ".join(map(quoted, self.columns))
        reading = con.cursor()
        try:
            reading.execute(f"SELECT {columns} FROM {self.rows} WHERE month = {literal(NOT_PLAIN)}")
            while rows := reading.fetchmany(AT_ONCE):
                for row in rows:
                    named = dict(zip(self.columns, row, strict=True))
                    number = named.pop(LINE, None)
                    cells = (named.get(name, "") for name in gdelt_rows.FIELDS)
                    yield (
                        None if number is None else int(number),
                        [NO_CELL if cell is None else cell for cell in cells],
                    )
        finally:
            reading.close()


def own_columns(columns: Sequence[str]) -> str:
    """GDELT's own columns as SQL, of cells that are texts; NULL where a file has none."""
    return ", ".join(
        f"TRY_CAST({quoted(name)} AS {kind}) AS {quoted(PREFIX + name)}"
        if name in columns
        else f"NULL::{kind} AS {quoted(PREFIX + name)}"
        for name, kind in OF_GDELT.items()
    )


def _read_the_rest(con: "DuckDBPyConnection", found: Staged, source: _Source, folder: Path) -> None:
    """Count the rows that are no events, and have GDELT's reader read those that are not plain."""
    _tell_faulty(con, found)
    paths = found.months.get(NOT_PLAIN, [])
    for path in paths:
        path.unlink()
    if paths:
        with SingleRows(found, folder / "single.csv") as single:
            for number, cells in source.not_plain(con):
                single.read(number, cells)
            single.write(con, "single")


def _tell_faulty(con: "DuckDBPyConnection", found: Staged) -> None:
    """Count the rows that are no events, and leave them out."""
    paths = found.months.get(FAULTY, [])
    if not paths:
        return
    listed = ", ".join(literal(str(path)) for path in paths)
    for handle, day, code, number in con.execute(
        f"""SELECT any_value(id), date, type, count(*) FROM read_parquet([{listed}])
            GROUP BY date, type ORDER BY 4 DESC, 2, 3"""
    ).fetchall():
        reason = gdelt.fault_of(
            handle.removeprefix("gdelt-"), day.replace("-", ""), code.removeprefix("cameo:")
        )
        found.reject(reason, number)
    for path in paths:
        path.unlink()


def _copy(given: IO[bytes], out: IO[bytes]) -> None:
    while block := given.read(2**20):
        out.write(block)
