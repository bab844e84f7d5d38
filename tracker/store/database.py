"""One open database: its connection, its transactions and its refusals.

Opening checks four things before anything is read: that the file is there, that it is
SQLite, that tracker made it (the application id) and that its schema is this tracker's
(the user version). A newer schema is refused untouched.
"""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import (
    DatabaseGone,
    NewerSchema,
    NoDatabase,
    NotATracker,
    OlderSchema,
    ProtectedSample,
    StoreError,
    shown,
)
from tracker.store.messages import explained, was_moved

if TYPE_CHECKING:
    import sqlite_utils

APPLICATION_ID = 0x74726B72  # "trkr", shown by `file events.db`
SCHEMA = 7
BUSY_SECONDS = 5.0
LONGEST_PATH = 512 - len("-journal")  # of SQLite on Unix
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
        self.repairs: tuple[str, ...] = ()
        self.stored: list[str] = []  # the commands committed so far, as the history has them
        self.file: tuple[int, int] | None = None  # which one it is, where it is one
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
        references have just been `resolved`, they are not checked again. What is committed is
        added to `stored`, even where an interrupt comes at that very moment; a file that is no
        longer under its name is refused before, and told of after.
        """
        from tracker.store.seals import seal

        committing = False
        with explained(self.path), self._unchecked() if resolved else nullcontext():
            entry = self._begin(command)
            try:
                self.connection.execute("PRAGMA defer_foreign_keys = ON")
                # The history triggers read from this one row whose change they are noting.
                self.connection.execute(
                    "INSERT INTO current_command (command) VALUES (?)", (entry,)
                )
                yield entry
                self.connection.execute("DELETE FROM current_command")
                # A command that changed nothing is no history: an undo must not stop at it.
                empty = self.connection.execute(
                    """DELETE FROM commands WHERE id = :entry
                       AND NOT EXISTS (SELECT 1 FROM changes WHERE command = :entry)""",
                    {"entry": entry},
                ).rowcount
                seal(self.connection, entry, self.now())
                self.refuse_gone(stored=False)
                committing = not empty
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    committing = False
                    self.connection.execute("ROLLBACK")
                raise
            finally:
                if committing:
                    self.stored.append(command)
            self.refuse_gone(stored=committing)

    def refuse_gone(self, stored: bool) -> None:
        """Refuse to go on where another file, or none, is under the name of the one opened."""
        if self.file is not None and self.file != _identity(self.path):
            if stored:
                self.stored.pop()
            raise DatabaseGone(self.path, stored)

    def _begin(self, command: str) -> int:
        """Begin the transaction of a command with its history entry; returns the entry's number.

        A new database may be removed, unused, by the command that made it and failed, between our
        opening and this: then another one is made.
        """
        while True:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                entry = self.connection.execute(
                    "INSERT INTO commands (at, who, command) VALUES (?, ?, ?)",
                    (self.now(), self.analyst, command),
                ).lastrowid
            except sqlite3.Error as error:
                self.connection.execute("ROLLBACK")
                if not was_moved(error) or not self._is_unused():
                    raise
                self._open_another()
            else:
                assert entry is not None
                return entry

    def _is_unused(self) -> bool:
        return self.connection.execute("SELECT 1 FROM commands").fetchone() is None

    def _open_another(self) -> None:
        """Go on with a new database of the same name."""
        from tracker.store.creation import create_database

        checked = self.connection.execute("PRAGMA foreign_keys").fetchone()[0]
        create_database(self.path)
        self.connection.close()
        self.connection = _checked(self.path, "rw")
        self.file = _identity(self.path)
        self.connection.row_factory = sqlite3.Row
        self.connection.execute(f"PRAGMA foreign_keys = {checked}")

    @contextmanager
    def sealing(self) -> Iterator[None]:
        """A transaction that seals what other programs changed, and is no command itself."""
        from tracker.store.seals import seal

        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                seal(self.connection, None, self.now())
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def restructuring(self) -> Iterator[None]:
        """A transaction that may drop and rename tables which others refer to, whole or not."""
        with explained(self.path), self._unchecked():
            self.connection.execute("PRAGMA legacy_alter_table = ON")  # references keep their name
            try:
                self.connection.execute("BEGIN IMMEDIATE")
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            finally:
                self.connection.execute("PRAGMA legacy_alter_table = OFF")

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


def _identity(path: Path) -> tuple[int, int] | None:
    """The device and the number of a file, by which it is known under any name."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def open_for_reading(path: Path, analyst: str = "analyst") -> Database:
    """Open an existing database in a way that cannot write."""
    return _open(path, "ro", analyst)


def open_for_writing(path: Path, analyst: str = "analyst") -> Database:
    """Open an existing database to change it, sound and with all of its structure.

    What was repaired for that stands in its `repairs`.
    """
    from tracker.store.pages import refuse_damaged
    from tracker.store.structure import is_unchanged

    refuse_sample(path)
    database = _open(path, "rw", analyst)
    try:
        with explained(path):
            refuse_damaged(database)
            if not is_unchanged(database):
                from tracker.store.repairs import repair

                database.repairs = repair(database)
    except BaseException:
        database.close()
        raise
    return database


def refuse_sample(path: Path) -> None:
    """Refuse to write where the sample stands beside the script that builds it."""
    target = Path(os.path.realpath(path))  # a link to the sample is the sample
    if target.name == "events.db" and (target.parent / "scripts/build_sample").is_file():
        raise ProtectedSample(path)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A bare connection in autocommit mode; `mode` is SQLite's ro, rw or rwc."""
    from urllib.parse import quote

    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def is_unmade(path: Path) -> bool:
    """Whether a file is empty still, as one is whose making was killed before it was stored."""
    try:
        found = os.stat(path)  # noqa: PTH116  Path.stat fails on names too long
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == 0


def refuse_long_name(path: Path) -> None:
    """Refuse a name that leaves no room for SQLite's journal, or a path that it cannot open."""
    with suppress(OSError, ValueError):  # a system that does not say how long names may be
        longest = os.pathconf(path.absolute().parent, "PC_NAME_MAX") - len("-journal")
        if len(os.fsencode(path.name)) > longest:
            raise StoreError(
                f"{shown(path)} cannot be written there: SQLite keeps a journal beside it, so its "
                f"name may have {longest} bytes; give it a shorter one."
            )
    if len(os.fsencode(path.absolute())) > LONGEST_PATH:
        raise StoreError(
            f"{shown(path)} cannot be made there or opened: SQLite takes paths of up to "
            f"{LONGEST_PATH} bytes; choose a place with a shorter one."
        )


def connect_to_tracker(path: Path, mode: str) -> tuple[sqlite3.Connection, int]:
    """A connection to a file that tracker made, with its schema number, whatever that is."""
    if not os.path.isfile(path):  # noqa: PTH113  Path.is_file fails on names too long
        raise NotATracker(path, "is a folder") if os.path.isdir(path) else NoDatabase(path)  # noqa: PTH112
    if mode == "ro" and os.path.exists(f"{path}-journal"):  # noqa: PTH110
        _roll_back(path)
    refuse_long_name(path)
    connection = connect(path, mode)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if application == 0 and is_unmade(path):
            raise NoDatabase(path, "The file is empty; the first `tracker add` makes one of it.")
        if application != APPLICATION_ID:
            raise NotATracker(path, "is a database, but not one that tracker made")
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error) and not os.path.lexists(path):  # it went meanwhile
            raise NoDatabase(path) from error
        raise
    return connection, version


def _roll_back(path: Path) -> None:
    """Roll back the transaction of a killed process, which a connection for reading cannot."""
    with suppress(sqlite3.Error), closing(connect(path, "rw")) as connection:
        connection.execute("PRAGMA user_version").fetchone()


def _open(path: Path, mode: str, analyst: str) -> Database:
    file = _identity(path)  # before, so that one that is replaced meanwhile is noticed
    with explained(path):
        connection = _checked(path, mode)
    db = Database(path, connection, analyst)
    db.file = file
    return db


def _checked(path: Path, mode: str) -> sqlite3.Connection:
    """A connection to a file that tracker made, of the schema this tracker works with."""
    connection, version = connect_to_tracker(path, mode)
    if version != SCHEMA:
        connection.close()
        raise (NewerSchema if version > SCHEMA else OlderSchema)(path, version, SCHEMA)
    return connection
