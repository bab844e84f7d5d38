"""Sentences for the errors of SQLite: a database that is locked, damaged, read-only or full."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import InvalidText, StoreError, TrackerError, shown


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite reports into a `StoreError` that says what to do next."""
    try:
        yield
    except TrackerError:
        raise
    except UnicodeEncodeError:  # bytes of the command line that are no UTF-8
        raise InvalidText("text", "has bytes that are no UTF-8; type it again") from None
    except sqlite3.Error as error:
        raise StoreError(sentence(path, error)) from error


def was_moved(error: sqlite3.Error) -> bool:
    """Whether a change was refused because the open file is no longer the one of its name."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_DBMOVED


def sentence(path: Path, error: sqlite3.Error) -> str:
    """The meaning of an error of SQLite for the person at the keyboard, and what to do next."""
    reported, place = str(error), shown(path)
    if was_moved(error):
        return (
            f"{place} was removed or replaced by another program while it was open; nothing was "
            "stored. Run the command again."
        )
    if "locked" in reported or "busy" in reported:
        return f"{place} is locked by another program; close that one or try again in a moment."
    if "malformed" in reported:
        return f"{place} is damaged; go back to a backup, or save what `sqlite3 .recover` can read."
    if "not a database" in reported:
        return f"{place} is not a database; name a tracker database with --db or TRACKER_DB."
    if "decode to UTF-8" in reported:
        return (
            f"{place} holds text that another program wrote and that is no UTF-8; "
            "`tracker check --rule value` names the row."
        )
    if "readonly" in reported or "unable to open" in reported:
        return (
            f"{place} cannot be written there (read-only file or folder); "
            "choose another place with --db or TRACKER_DB."
        )
    if "full" in reported:
        return f"{place} cannot grow, the disk is full; nothing was stored."
    return f"{place} refused the change: {reported}. Nothing was stored."
