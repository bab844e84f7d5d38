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


def keep_map(
    db: Database, name: str, columns: Mapping[str, str], constants: Mapping[str, str]
) -> None:
    """Remember under a name how the columns of a table are read."""
    row = (json.dumps(columns), json.dumps(constants), name)
    if db.run("UPDATE column_maps SET columns = ?, constants = ? WHERE name = ?", row).rowcount < 1:
        db.run("INSERT INTO column_maps (columns, constants, name) VALUES (?, ?, ?)", row)


def column_map(db: Database, name: str) -> tuple[dict[str, str], dict[str, str]] | None:
    """The columns and the constants that are remembered under a name, or None."""
    row = db.row("SELECT columns, constants FROM column_maps WHERE name = ?", (name,))
    return None if row is None else (json.loads(row["columns"]), json.loads(row["constants"]))


def column_maps(db: Database) -> tuple[ColumnMap, ...]:
    """All maps of columns, by their names."""
    return tuple(
        ColumnMap(row["name"], json.loads(row["columns"]), json.loads(row["constants"]))
        for row in db.rows("SELECT * FROM column_maps ORDER BY name")
    )


def map_names(db: Database) -> list[str]:
    """The names under which columns are remembered."""
    return [row["name"] for row in db.rows("SELECT name FROM column_maps ORDER BY name")]
