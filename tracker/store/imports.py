"""The table of imports, a row for each file that was read, and the maps of columns."""

import json
from collections.abc import Mapping

from tracker.model.imports import ColumnMap, Import, Provenance
from tracker.store.database import Database


def insert(db: Database, entry: int, read: Provenance) -> None:
    """Note a file that was read under a command."""
    db.run(
        """INSERT INTO imports (command, file, format, size, sha256, read, kept, merged, rejected,
           first_event, last_event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            entry, read.file, read.format, read.size, read.sha256, read.read, read.kept,
            read.merged, read.rejected, read.first_event, read.last_event,
        ),
    )  # fmt: skip


def everything(db: Database) -> list[Import]:
    """All files that were read and not taken back, the newest first."""
    return [
        Import(
            row["id"], row["at"], row["who"],
            Provenance(
                row["file"], row["format"], row["size"], row["sha256"], row["read"], row["kept"],
                row["merged"], row["rejected"], row["first_event"], row["last_event"],
            ),
        )
        for row in db.rows(
            """SELECT i.*, c.at, c.who FROM imports i JOIN commands c ON c.id = i.command
               ORDER BY i.id DESC"""
        )
    ]  # fmt: skip


def keep_map(db: Database, kept: ColumnMap) -> None:
    """Remember under a name how a table is read."""
    db.run(
        """INSERT INTO column_maps (name, columns, constants, dates, cells) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (name) DO UPDATE SET columns = excluded.columns,
             constants = excluded.constants, dates = excluded.dates, cells = excluded.cells""",
        (
            kept.name, json.dumps(dict(kept.columns)), json.dumps(dict(kept.constants)),
            kept.dates, json.dumps(_plain(kept.values)),
        ),
    )  # fmt: skip


def _plain(values: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {field: dict(by_cell) for field, by_cell in values.items()}


def column_map(db: Database, name: str) -> ColumnMap | None:
    """How a table is read that is remembered under a name, or None."""
    return next((each for each in column_maps(db) if each.name == name), None)


def column_maps(db: Database) -> tuple[ColumnMap, ...]:
    """All that is remembered of tables, by their names."""
    return tuple(
        ColumnMap(
            row["name"], json.loads(row["columns"]), json.loads(row["constants"]),
            row["dates"], json.loads(row["cells"]),
        )
        for row in db.rows("SELECT * FROM column_maps ORDER BY name")
    )  # fmt: skip


def map_names(db: Database) -> list[str]:
    """The names under which columns are remembered."""
    return [row["name"] for row in db.rows("SELECT name FROM column_maps ORDER BY name")]
