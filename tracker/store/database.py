"""One open database: its connection, its transactions and its refusals.

Opening checks four things before anything is read: that the file is there, that it is
SQLite, that tracker made it (the application id) and that its schema is this tracker's
(the user version). A newer schema is refused untouched.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import (
    NewerSchema,
    NoDatabase,
    NotATracker,
    OlderSchema,
    ProtectedSample,
)
from tracker.store.messages import explained

if TYPE_CHECKING:
    import sqlite_utils

APPLICATION_ID = 0x74726B72  # "trkr", shown by `file events.db`
SCHEMA = 10
BUSY_SECONDS = 5.0
Parameters = Sequence[Any] | dict[str, Any]


def utc_now() -> str:
    """The present moment as the history writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Database:
    """A tracker database.

    SQL goes through `rows`, `row`, `value` and `run`, which turn what SQLite reports into
    sentences. One that `is_limited` lacks what is marked above a limit (see `limits`).
    """

    is_limited = False

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        analyst: str = "analyst",
        now: Callable[[], str] = utc_now,
    ) -> None:
        self.path = path
        self.connection = connection
        self.analyst = analyst
        self.now = now
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")

    @property
    def shape(self) -> "sqlite_utils.Database":
        """The same connection under sqlite-utils, for what has to do with shape."""
        import sqlite_utils

        return sqlite_utils.Database(self.connection, execute_plugins=False)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with explained(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with explained(self.path):
            found: sqlite3.Row | None = self.connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def run(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Execute one statement."""
        with explained(self.path):
            return self.connection.execute(sql, parameters)

    def run_many(self, sql: str, parameters: Iterable[Parameters]) -> None:
        """Execute one statement for each set of parameters."""
        with explained(self.path):
            self.connection.executemany(sql, parameters)

    @contextmanager
    def transaction(self, command: str, resolved: bool = False) -> Iterator[int]:
        """One command: all of it is stored, with its history entry, or nothing is.

        Yields the number of the history entry. Foreign keys are checked when the
        transaction ends, so that rows may be written in whatever order reads best; where all
        references have just been `resolved`, they are not checked again.
        """
        with explained(self.path), self._unchecked() if resolved else nullcontext():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                self.connection.execute("PRAGMA defer_foreign_keys = ON")
                entry = self.connection.execute(
                    "INSERT INTO commands (at, who, command) VALUES (?, ?, ?)",
                    (self.now(), self.analyst, command),
                ).lastrowid
                assert entry is not None
                # The history triggers read from this one row whose change they are noting.
                self.connection.execute(
                    "INSERT INTO current_command (command) VALUES (?)", (entry,)
                )
                yield entry
                self.connection.execute("DELETE FROM current_command")
                # A command that changed nothing is no history: an undo must not stop at it.
                self.connection.execute(
                    """DELETE FROM commands WHERE id = :entry
                       AND NOT EXISTS (SELECT 1 FROM changes WHERE command = :entry)""",
                    {"entry": entry},
                )
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of a transaction that may fail alone.

        An exception takes back what was done since the savepoint, and goes on to the caller;
        the transaction around it stays open.
        """
        self.run("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:  # SQLite ends it itself where a disk is full
                self.run("ROLLBACK TO part")
                self.run("RELEASE part")
            raise
        self.run("RELEASE part")

    @contextmanager
    def _unchecked(self) -> Iterator[None]:
        self.connection.execute("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            self.connection.execute("PRAGMA foreign_keys = ON")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def open_for_reading(path: Path, analyst: str = "analyst") -> Database:
    """Open an existing database in a way that cannot write."""
    return _open(path, "ro", analyst)


def open_for_writing(path: Path, analyst: str = "analyst") -> Database:
    """Open an existing database to change it."""
    refuse_sample(path)
    return _open(path, "rw", analyst)


def refuse_sample(path: Path) -> None:
    """Refuse to write where the sample stands beside the script that builds it."""
    target = Path(os.path.realpath(path))  # a link to the sample is the sample
    if target.name == "events.db" and (target.parent / "scripts/build_sample").is_file():
        raise ProtectedSample(path)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A bare connection in autocommit mode; `mode` is SQLite's ro, rw or rwc."""
    from urllib.parse import quote

    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def connect_to_tracker(path: Path, mode: str) -> tuple[sqlite3.Connection, int]:
    """A connection to a file that tracker made, with its schema number, whatever that is."""
    if not os.path.isfile(path):  # noqa: PTH113  Path.is_file fails on names too long
        raise NotATracker(path, "is a folder") if os.path.isdir(path) else NoDatabase(path)  # noqa: PTH112
    if mode == "ro" and os.path.exists(f"{path}-journal"):  # noqa: PTH110
        _roll_back(path)
    connection = connect(path, mode)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise NotATracker(path, "is a database, but not one that tracker made")
    except BaseException:
        connection.close()
        raise
    return connection, version


def _roll_back(path: Path) -> None:
    """Roll back the transaction of a killed process, which a connection for reading cannot."""
    with suppress(sqlite3.Error), closing(connect(path, "rw")) as connection:
        connection.execute("PRAGMA user_version").fetchone()


def _open(path: Path, mode: str, analyst: str) -> Database:
    with explained(path):
        connection = _checked(path, mode)
    return Database(path, connection, analyst)


def _checked(path: Path, mode: str) -> sqlite3.Connection:
    """A connection to a file that tracker made, of the schema this tracker works with."""
    connection, version = connect_to_tracker(path, mode)
    if version != SCHEMA:
        connection.close()
        raise (NewerSchema if version > SCHEMA else OlderSchema)(path, version, SCHEMA)
    return connection
