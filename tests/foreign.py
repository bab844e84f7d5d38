"""What other programs write into a database of tracker: rows, and marks in every text."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

# Characters that act without being seen: colours and an erased screen (C0, C1), a bell, the start
# of the line, an override and an isolate of direction, marks of direction, nothing of no width.
MARK = "\x1b[31m\x07\r\x9b2J\u202e\u2066\u200f\u061c\u200b\u200d\ufeff\U000e0041"
# Texts of a given form, which is not what is tried here.
FORMED = {
    "date", "earliest", "latest", "valid_from", "valid_to", "published", "retrieved", "side",
    "status", "supports", "sense", "reliability", "at", "old", "new", "columns", "constants",
    "table", "kind", "given", "if_true", "if_false", "rating", "answer",
}  # fmt: skip


def write(path: Path, statements: Iterable[str], triggers: bool = True) -> None:
    """Write as another program: foreign keys off, checks off, with or without the history."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        if not triggers:
            _drop_history(connection)
        for statement in statements:
            connection.execute(statement)


def mark_every_text(path: Path, mark: str = MARK) -> set[str]:
    """Put a mark behind every text of every table, and into the history; gives the columns."""
    marked = set()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        saved = _drop_history(connection)
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
        ).fetchall()
        for (table,) in tables:
            columns = [
                name
                for _, name, kind, *_ in connection.execute(f"PRAGMA table_info([{table}])")
                if kind == "TEXT" and name not in FORMED
            ]
            if columns:
                changes = ", ".join(f"[{column}] = [{column}] || ?" for column in columns)
                connection.execute(f"UPDATE [{table}] SET {changes}", [mark] * len(columns))
            marked |= {f"{table}.{column}" for column in columns}
        for sql in saved:
            connection.execute(sql)
        connection.execute(
            "UPDATE events SET summary = summary || '.', title = title || '.', place = place || '.'"
        )
    return marked


def _drop_history(connection: sqlite3.Connection) -> list[str]:
    """Drop the triggers of the history; gives the statements that make them."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'history_%'"
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP TRIGGER [{name}]")
    return [sql for _, sql in found]
