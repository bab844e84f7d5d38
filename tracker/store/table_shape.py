"""Shape of a table as SQLite tells it: columns, keys, references, and whether rows have places.

Of the database itself: what stands before a table for the time of a connection does not count.
"""

import sqlite3

Reference = tuple[str, tuple[str, ...], tuple[str, ...]]  # the other table, columns here, and there


def columns_of(connection: sqlite3.Connection, table: str) -> dict[str, tuple[str, str | None]]:
    """The type and the default of each column."""
    return {row[1]: (row[2], row[4]) for row in _columns(connection, table)}


def keys_of(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The columns of the primary key, in its order."""
    found = [row for row in _columns(connection, table) if row[5]]
    return tuple(row[1] for row in sorted(found, key=lambda row: int(row[5])))


def has_places(connection: sqlite3.Connection, table: str) -> bool:
    """Whether rows have a place (`rowid`) that is no column: registers are read in its order."""
    keys = [row for row in _columns(connection, table) if row[5]]
    if len(keys) == 1 and keys[0][2].upper() == "INTEGER":
        return False
    sql = connection.execute(
        "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()[0]
    return "WITHOUT ROWID" not in sql.upper()


def references_of(connection: sqlite3.Connection, table: str) -> list[Reference]:
    """The foreign keys: the other table, the columns of this one, and those of the other."""
    parts: dict[int, list[sqlite3.Row]] = {}
    for row in connection.execute(f"PRAGMA main.foreign_key_list([{table}])"):
        parts.setdefault(row[0], []).append(row)
    found = []
    for rows in parts.values():
        rows.sort(key=lambda row: int(row[1]))
        there = tuple(row[4] for row in rows)
        parent = rows[0][2]
        if None in there:
            there = keys_of(connection, parent)
        found.append((parent, tuple(row[3] for row in rows), there))
    return found


def _columns(connection: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return connection.execute(f"PRAGMA main.table_info([{table}])").fetchall()
