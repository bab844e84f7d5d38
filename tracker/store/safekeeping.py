"""Copies of a database, and the way back to one: backup, restore, vacuum."""

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import Refused, StoreError, shown
from tracker.files import refuse_to_overwrite, replacing
from tracker.model.names import unused_name
from tracker.store.bare_copy import copy_without_history
from tracker.store.creation import copy_into
from tracker.store.database import (
    SCHEMA,
    Database,
    connect,
    connect_to_tracker,
    refuse_long_name,
    refuse_sample,
)
from tracker.store.messages import explained
from tracker.store.pages import checked, refuse_damaged

BESIDE = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a file, and reads with it


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done to restore: where the database that stood there is kept, and its schema."""

    kept: Path | None
    schema: int
    was_damaged: bool


def backup(db: Database, target: Path, history: bool = True, force: bool = False) -> None:
    """Copy a sound database to a file; the copy is checked before it counts.

    Without `history` it has what is recorded, and nothing of its past. A file that is there is
    replaced only by `force`.

    Raises
    ------
    StoreError
        Where the database is damaged, or its copy came out so.
    """
    refuse_to_overwrite(target, force, db.path)
    if not target.absolute().parent.is_dir():
        raise StoreError(f"There is no folder {shown(target.parent)}; make it first.")
    refuse_long_name(target)
    refuse_damaged(db)
    if complaint := checked(db, "integrity_check"):
        raise StoreError(
            f"{shown(db.path)} is damaged ({complaint}); a copy of it would be as well. Go back to "
            "a backup with `tracker database restore`, or save what `sqlite3 .recover` can read."
        )
    with explained(target), replacing(target) as building:
        if history:
            copy_into(db.connection, building)
        else:
            copy_without_history(db, building)
        with closing(connect(building, "rw")) as connection:
            if complaint := checked(Database(building, connection), "integrity_check"):
                raise StoreError(f"The copy came out damaged ({complaint}); try another disk.")


def restore(path: Path, source: Path) -> Restored:
    """Put a backup in the place of a database, which stays beside it under another name.

    A copy by hand leaves the journal of the old file behind, which SQLite then plays into the new
    one. Here what is in the journal is settled first, and a damaged database moves away with its
    journal.
    """
    refuse_sample(path)
    path = Path(os.path.realpath(path))  # a link stays one
    if path.exists() and source.exists() and path.samefile(source):
        raise Refused(f"{shown(source)} is the database itself; name a backup of it.")
    with explained(source):
        connection, schema = connect_to_tracker(source, "ro")
    with closing(connection):
        copy = Database(source, connection)
        with explained(source):
            if complaint := checked(copy, "integrity_check"):
                raise StoreError(
                    f"{shown(source)} is damaged ({complaint}); restore an older backup."
                )
        if not os.path.lexists(path):
            _put(connection, path)
            return Restored(None, schema, False)
        kept = _beside(path)
        damaged = not _copied(path, kept)
        if damaged:
            _move(path, kept)
            _put(connection, path)
        else:
            with explained(path), closing(connect(path, "rw")) as there:
                connection.backup(there)
    return Restored(kept, schema, damaged)


def vacuum(db: Database) -> tuple[int, int]:
    """Rebuild the file without what was deleted; returns its size before and after, in bytes."""
    before = db.path.stat().st_size
    db.run("VACUUM")
    return before, db.path.stat().st_size


def schema_of(restored: Restored) -> str:
    """What is to be done about the schema of a restored database, if anything."""
    if restored.schema < SCHEMA:
        return f" It has schema {restored.schema}: `tracker database migrate` brings it up to date."
    return ""


def _beside(path: Path) -> Path:
    wanted = f"{path.name}.replaced"
    return path.with_name(unused_name(wanted, lambda name: path.with_name(name).exists()))


def _copied(path: Path, kept: Path) -> bool:
    """Keep a copy of what stands at a path, the journal settled; False where it is damaged."""
    try:
        with closing(connect(path, "rw")) as there:
            there.execute("BEGIN IMMEDIATE")
            there.execute("ROLLBACK")
            if checked(Database(path, there), "integrity_check"):
                return False
            copy_into(there, kept)
    except (sqlite3.DatabaseError, StoreError) as error:
        with suppress(OSError):
            kept.unlink(missing_ok=True)
        if "locked" in str(error) or "busy" in str(error):
            raise StoreError(
                f"{shown(path)} is locked by another program; close that one or try again in a "
                "moment."
            ) from error
        return False
    return True


def _move(path: Path, kept: Path) -> None:
    for end in ("", *BESIDE):
        beside = path.with_name(path.name + end)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + end))


def _put(connection: sqlite3.Connection, path: Path) -> None:
    """Copy to a path where nothing is, whole or not at all."""
    with explained(path), replacing(path) as building:
        copy_into(connection, building)
