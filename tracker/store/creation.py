"""Databases made, brought up to date and copied; each appears under its name only whole."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import sqlite_utils

from tracker.errors import NewerSchema, StoreError, shown
from tracker.files import unfinished
from tracker.model.names import unused_name
from tracker.store.connecting import (
    APPLICATION_ID,
    connect,
    connect_to_tracker,
    is_unmade,
    refuse_long_name,
    refuse_sample,
)
from tracker.store.database import SCHEMA, Database, utc_now
from tracker.store.fingerprint import note_fingerprint
from tracker.store.messages import explained
from tracker.store.migrations import CURATED, migrations
from tracker.store.seals import begin
from tracker.store.views import make_views

NEW_FILE = 0o644  # as SQLite makes them
LEFT_BEHIND = ("-journal", "-wal", "-shm")


def create_database(path: Path) -> bool:
    """Make an empty database with the codebook in it where there is none; whether it was made here.

    It appears under its name only whole, as a second name of what was made beside it. Where the
    file system has no second names it is made in place, as one transaction: until that is stored
    the file is empty, and whoever else is making it waits. So it is where something is left of
    another one, which SQLite then clears away.
    """
    if not path.absolute().parent.is_dir():
        raise StoreError(f"There is no folder {shown(path.parent)}; make it first.")
    refuse_long_name(path)
    if os.path.lexists(path):
        return is_unmade(path) and _make_in_place(path)
    if any(os.path.lexists(f"{path}{more}") for more in LEFT_BEHIND):
        return _make_in_place(path)
    building: Path | None = None
    try:
        building = unfinished(path.absolute(), NEW_FILE)
        _make_in_place(building, path)
        os.link(building, path)
    except FileExistsError:  # another process was first: its database stays
        return is_unmade(path) and _make_in_place(path)
    except OSError as error:
        if building is None:
            raise StoreError(f"{shown(path)} cannot be made there: {error.strerror}.") from error
        return _make_in_place(path)
    finally:
        if building is not None:
            with suppress(OSError):
                building.unlink(missing_ok=True)
    return True


def _make_in_place(path: Path, named: Path | None = None) -> bool:
    """Make a database in an empty file, unless another process has; `named` is told in sentences.

    A killed process leaves the file empty, by the journal of SQLite, which the next one replays.
    """
    with explained(named or path), closing(connect(path, "rwc")) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            is_empty = connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
            if is_empty:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                _take_steps(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return is_empty


def shipped(analyst: str = "analyst") -> Database:
    """A new database in memory, with the codebook and the table of actors."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _apply(connection)
    return Database(Path(":memory:"), connection, analyst)


def remove_unused(path: Path) -> None:
    """Remove a database in which nothing was ever recorded, and that nobody else is using.

    Who opened it before it went, and writes to it only then, notices and makes another one.
    """
    with suppress(OSError, sqlite3.Error):
        named = path.stat()
        with closing(connect(path, "rw")) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("BEGIN EXCLUSIVE")
            unused = connection.execute("SELECT 1 FROM commands").fetchone() is None
            if unused and os.path.samestat(named, path.stat()):
                path.unlink()
            connection.execute("ROLLBACK")


def migrate(path: Path) -> tuple[int, Path | None]:
    """Bring a database to this tracker's schema; returns the old schema and the backup made."""
    refuse_sample(path)
    with explained(path):
        connection, found = connect_to_tracker(path, "rw")
        try:
            if found > SCHEMA:
                raise NewerSchema(path, found, SCHEMA)
            if found == SCHEMA:
                return found, None
            backup = f"{path.name}.schema-{found}"
            kept = path.with_name(unused_name(backup, lambda name: path.with_name(name).exists()))
            copy_into(connection, kept)
            _apply(connection)
        finally:
            connection.close()
    return found, kept


def copy_into(connection: sqlite3.Connection, target: Path) -> None:
    """A consistent copy of a database, even while others use it."""
    with closing(connect(target, "rwc")) as copy:
        connection.backup(copy)


def _apply(connection: sqlite3.Connection) -> None:
    """Take all steps that are still to be taken, with the schema number, or none of them."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        _take_steps(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _take_steps(connection: sqlite3.Connection) -> None:
    """Take the steps that are still to be taken, within the transaction that is open."""
    shape = sqlite_utils.Database(connection, execute_plugins=False)
    migrations.apply(shape)
    make_views(shape)
    begin(connection, CURATED, utc_now())
    note_fingerprint(connection)
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
