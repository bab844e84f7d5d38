"""One open database: its connection, its transactions and its refusals.

Opening one refuses what is of another schema than this tracker's (the user version); a newer one
stays untouched.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import (
    DatabaseGone,
    NewerSchema,
    OlderSchema,
)
from tracker.store.connecting import connect_to_tracker, refuse_sample
from tracker.store.messages import explained, was_moved

if TYPE_CHECKING:
    import sqlite_utils

SCHEMA = 7
Parameters = Sequence[Any] | dict[str, Any]


def utc_now() -> str:
    """The present moment as the history writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _one_of_meets(text: str, since: str | None, until: str | None) -> bool:
    """Whether a date that is one of several may lie between two bounds as they are stored."""
    from tracker.model.dates import EventDate

    date = EventDate.known(text)
    bounds = [None if bound is None else datetime.fromisoformat(bound) for bound in (since, until)]
    return date is None or date.may_lie_between(bounds[0], bounds[1])


def _kilometres(one: str | None, other: str) -> float | None:
    """How far two points are from one another; nothing where one is none."""
    from tracker.model.coordinates import is_point
    from tracker.model.nearness import kilometres_between

    return kilometres_between(one, other) if one is not None and is_point(one) else None


def _has_letters(text: str | None, letters: str) -> bool:
    """Whether a text has some letters in it, as searches compare them."""
    from tracker.model.search_query import plain

    return text is not None and letters in plain(text)


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
        self._entry: int | None = None  # of the command whose transaction is open
        self.file: tuple[int, int] | None = None  # which one it is, where it is one
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.create_function("one_of_meets", 3, _one_of_meets, deterministic=True)
        connection.create_function("has_letters", 2, _has_letters, deterministic=True)
        connection.create_function("kilometres_between", 2, _kilometres, deterministic=True)

    @property
    def shape(self) -> "sqlite_utils.Database":
        """The same connection under sqlite-utils, for what has to do with shape."""
        import sqlite_utils

        return sqlite_utils.Database(self.connection, execute_plugins=False)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with explained(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[sqlite3.Row]:
        """The rows of a query one by one, where they are many."""
        with explained(self.path), closing(self.connection.execute(sql, parameters)) as rows:
            yield from rows

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all that is read meanwhile be of one moment, whatever others store."""
        if self.connection.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            self.run("ROLLBACK")

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

        Within another one it is a part of that: many changes are then one command, undone as one.
        """
        if self._entry is not None:
            yield self._entry
            return
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
                self._entry = entry
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
                self._entry = None
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
    from tracker.store.fingerprint import is_unchanged
    from tracker.store.pages import refuse_damaged

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
