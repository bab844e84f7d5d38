"""Connections to a database file, and the files to which there is none.

Connecting checks before anything is read that the file is there, that it is SQLite, and that
tracker made it (the application id).
"""

import os
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path

from tracker.errors import NoDatabase, NotATracker, ProtectedSample, StoreError, shown

APPLICATION_ID = 0x74726B72  # "trkr", shown by `file events.db`
BUSY_SECONDS = 5.0
LONGEST_PATH = 512 - len("-journal")  # of SQLite on Unix


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
