"""Registers of an older database, brought up to those that are shipped now.

What an analyst changed, renamed, merged or recorded stays as it is: only values that are still as
they were shipped are corrected, and only what nothing is called yet is added. `earlier.toml` has
the values of former releases.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.resources import files
from typing import Any

import sqlite_utils

from tracker.model.names import folded
from tracker.store import seed

# Who, and the command; `undoing` tells by how it begins that it is nobody's work.
TOLD = ("tracker", "database migrate: codebook and actors of this release")
CALLED = {"type": "label", "actor": "name"}


def renew(db: sqlite_utils.Database) -> None:
    """Correct and add what is shipped otherwise now, as one command of the history.

    A database made today has it all, and its history stays empty.
    """
    entry = db.execute(
        """INSERT INTO commands (at, who, command)
           VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?)""",
        TOLD,
    ).lastrowid
    db.execute("INSERT INTO current_command (command) VALUES (?)", (entry,))
    earlier = tomllib.loads((files(__package__) / "earlier.toml").read_text(encoding="utf-8"))
    shipped: dict[str, list[Any]] = {"type": seed.codebook()[0], "actor": seed.actors()}
    for noun, values in shipped.items():
        rows = {value.code: asdict(value) for value in values}
        _correct(db, noun, rows, earlier[f"{noun}s"])
        for name, (code, new) in earlier["moved"].get(f"{noun}s", {}).items():
            _free(db, noun, name, code, new)
        for code in earlier["new"][f"{noun}s"]:
            _add(db, noun, rows[code])
        _name_again(db, noun, rows, earlier[f"{noun}s"])
    db.execute("DELETE FROM current_command")
    db.execute(
        """DELETE FROM commands WHERE id = :entry
           AND NOT EXISTS (SELECT 1 FROM changes WHERE command = :entry)""",
        {"entry": entry},
    )


def add_relation(db: sqlite_utils.Database, code: str) -> None:
    """Add a link relation of this release where the codebook has none of its code.

    As one command of the history; a database made today has it.
    """
    if db.execute("SELECT 1 FROM relations WHERE code = ?", (code,)).fetchone() is not None:
        return
    (row,) = (asdict(each) for each in seed.codebook()[1] if each.code == code)
    entry = db.execute(
        """INSERT INTO commands (at, who, command)
           VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?)""",
        TOLD,
    ).lastrowid
    db.execute("INSERT INTO current_command (command) VALUES (?)", (entry,))
    marks = ", ".join(f":{column}" for column in row)
    db.execute(f"INSERT INTO relations ({', '.join(row)}) VALUES ({marks})", row)
    db.execute("DELETE FROM current_command")


def _correct(
    db: sqlite_utils.Database,
    noun: str,
    rows: Mapping[str, Mapping[str, Any]],
    earlier: Mapping[str, Mapping[str, Any]],
) -> None:
    """Give columns that are still as an earlier release had them the values of today."""
    for code, columns in earlier.items():
        for column, before in columns.items():
            db.execute(
                f"UPDATE {noun}s SET {column} = :now WHERE code = :code AND {column} IS :before",
                {"now": rows[code][column], "code": code, "before": before or None},
            )


def _free(db: sqlite_utils.Database, noun: str, name: str, code: str, new: str) -> None:
    """Take a further name from who was shipped with it, for one that is to be added."""
    if _holder(db, noun, name) == code and _holder(db, noun, new) is None:
        db.execute(f"DELETE FROM {noun}_names WHERE folded = ?", (folded(name),))


def _add(db: sqlite_utils.Database, noun: str, row: Mapping[str, Any]) -> None:
    """Add a row under the names that are free, unless its code or its name is somebody's."""
    own = (row["code"], row[CALLED[noun]])
    if any(_holder(db, noun, name) for name in own):
        return
    kept = {key: row[key] for key in seed.COLUMNS[noun]}
    marks = ", ".join(f":{column}" for column in kept)
    db.execute(f"INSERT INTO {noun}s ({', '.join(kept)}) VALUES ({marks})", kept)
    _name(db, noun, row["code"], (*own, *row["aliases"]))


def _name_again(
    db: sqlite_utils.Database,
    noun: str,
    rows: Mapping[str, Mapping[str, Any]],
    earlier: Iterable[str],
) -> None:
    """Let what was corrected have the further names that it has today, where they are free."""
    for code in earlier:
        if _holder(db, noun, code) == code:
            _name(db, noun, code, rows[code]["aliases"])


def _name(db: sqlite_utils.Database, noun: str, code: str, names: Iterable[str]) -> None:
    for name in names:
        if _holder(db, noun, name) is None:
            db.execute(
                f"INSERT INTO {noun}_names (folded, name, code) VALUES (?, ?, ?)",
                (folded(name), name, code),
            )


def _holder(db: sqlite_utils.Database, noun: str, name: str) -> str | None:
    """The code that a name stands for."""
    row = db.execute(f"SELECT code FROM {noun}_names WHERE folded = ?", (folded(name),)).fetchone()
    return None if row is None else str(row[0])
