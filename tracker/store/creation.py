"""Databases made, brought up to date and copied; each appears under its name only whole."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

import sqlite_utils

from tracker.errors import NewerSchema, StoreError
from tracker.model.names import unused_name
from tracker.store.database import (
    APPLICATION_ID,
    SCHEMA,
    Database,
    connect_to_tracker,
    refuse_sample,
    utc_now,
)
from tracker.store.messages import explained
from tracker.store.migrations import CURATED, migrations
from tracker.store.seals import begin
from tracker.store.structure import note_fingerprint
from tracker.store.views import make_views


def create_database(path: Path) -> None:
    """Make an empty database with the codebook in it; it appears under its name only whole."""
    if not path.absolute().parent.is_dir():
        raise StoreError(f"There is no folder {path.parent}; make it first.")
    building = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with explained(path):
            connection = sqlite3.connect(building, isolation_level=None)
            try:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                _apply(connection)
            finally:
                connection.close()
        with suppress(FileExistsError):  # another process was first: its database stays
            os.link(building, path)
    except OSError as error:
        raise StoreError(f"{path} cannot be made there: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            building.unlink(missing_ok=True)


def shipped(analyst: str = "analyst") -> Database:
    """A new database in memory, with the codebook and the table of actors."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _apply(connection)
    return Database(Path(":memory:"), connection, analyst)


def remove_unused(path: Path) -> None:
    """Remove a database in which nothing was ever recorded, and that nobody else is using."""
    with suppress(OSError, sqlite3.Error):
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            connection.execute("BEGIN EXCLUSIVE")
            if connection.execute("SELECT 1 FROM commands").fetchone() is None:
                path.unlink(missing_ok=True)
        finally:
            connection.close()


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
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
    finally:
        copy.close()


def _apply(connection: sqlite3.Connection) -> None:
    """Take all steps that are still to be taken, with the schema number, or none of them."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        shape = sqlite_utils.Database(connection, execute_plugins=False)
        migrations.apply(shape)
        make_views(shape)
        begin(connection, CURATED, utc_now())
        note_fingerprint(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
