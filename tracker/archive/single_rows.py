"""Rows of GDELT that its reader reads one by one, for DuckDB to write beside the others."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tracker.archive.columns import OF_GDELT, PREFIX, TYPES, literal, quoted, side_text
from tracker.archive.staged import WRITTEN, Staged
from tracker.formats.feeds import gdelt, gdelt_rows
from tracker.model.feed_row import RejectedRow
from tracker.recording.row_cleaning import clean_rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from tracker.model.feed_row import FeedRow

NO_CELL = "\x01"  # which hardly a file has, so that DuckDB takes an empty cell for what it is
PLACE = {name: place for place, name in enumerate(gdelt_rows.FIELDS)}
COMMON = tuple(name for name in TYPES if name != "file")


class SingleRows:
    """Rows as GDELT's reader reads them, in a file of CSV until DuckDB writes them."""

    def __init__(self, found: Staged, path: Path) -> None:
        self.found = found
        self.path = path
        self.number = 0
        self._out = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._writer = csv.writer(self._out)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._out.close()

    def read(self, number: int | None, cells: Sequence[str]) -> None:
        """Read a row of 61 fields; it is written, or counted with the reason why it is none."""
        picked = [cells[PLACE[name]] for name in gdelt.COLUMNS]
        faults: list[RejectedRow] = []
        for item in gdelt.rows_as_events([number or 0], [picked]):
            if isinstance(item, RejectedRow):
                faults.append(item)
                continue
            for row in clean_rows(item, faults).rows():
                self._write(row, number, cells)
        for fault in faults:
            self.found.reject(fault.reason)

    def _write(self, row: "FeedRow", number: int | None, cells: Sequence[str]) -> None:
        day = row.date.text
        has_article = bool(cells[PLACE["SOURCEURL"]])
        common: dict[str, object] = {
            "id": row.handle, "first": day, "last": day, "date": day, "type": row.type,
            "doers": side_text(row.by), "targets": side_text(row.to), "title": None,
            "summary": None, "place": row.place, "intensity": row.intensity, "quad": row.quad,
            "mentions": row.mentions, "is_root": row.is_root, "coordinates": row.coordinates,
            "locator": row.locator if has_article else None, "quotation": row.quotation,
            "doer_name": cells[PLACE["Actor1Name"]] or None,
            "target_name": cells[PLACE["Actor2Name"]] or None, "line": number,
        }  # fmt: skip
        own = (cells[PLACE[name]] for name in OF_GDELT)
        self._writer.writerow(
            NO_CELL if value is None else value
            for value in (*(common[name] for name in COMMON), day[:7], *own)
        )
        self.number += 1

    def write(self, con: "DuckDBPyConnection", called: str) -> None:
        """Have DuckDB write the rows to files whose names begin as `called`."""
        self._out.flush()
        if not self.number:
            return
        kinds = {**{name: TYPES[name] for name in COMMON}, "month": "VARCHAR"}
        kinds |= dict.fromkeys(OF_GDELT, "VARCHAR")
        named = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in kinds.items())
        own = ", ".join(
            f"TRY_CAST({quoted(name)} AS {kind}) AS {quoted(PREFIX + name)}"
            for name, kind in OF_GDELT.items()
        )
        con.execute(f"""
            COPY (SELECT {", ".join(quoted(name) for name in COMMON)},
                         {literal(self.found.file.sha256[:12])} AS file, {own}, month
                  FROM read_csv({literal(str(self.path))}, delim = ',', header = false,
                       quote = '"', escape = '"', nullstr = {literal(NO_CELL)},
                       columns = {{{named}}}, auto_detect = false, allow_quoted_nulls = false,
                       max_line_size = {64 * self.found.file.limits.max_cell}))
            TO {literal(str(self.found.folder))}
            ({WRITTEN}, FILENAME_PATTERN {literal(called + "_{i}")}, OVERWRITE_OR_IGNORE)""")
