"""Damaged pages of a database file, noticed before the next write.

SQLite notices a damaged page when it reads it, which a command that touches other pages never
does; it may then write into a file that is beyond repair, over the last chance to copy it. Here a
file that is shorter than its header says, or has pages of nothing but zeros where SQLite writes
none, is looked at by SQLite itself, and refused when that finds it damaged.
"""

from tracker.errors import StoreError, shown
from tracker.store.database import Database

SCANNED = 64 * 2**20  # bytes; larger files would slow every command, `database verify` reads them
SMALL = 2 * 2**20  # bytes that SQLite checks in a few milliseconds
BLOCK = 2**20


def refuse_damaged(db: Database) -> None:
    """Raise a StoreError where pages of the file are zeroed or cut off, or a small one damaged."""
    if reason := damage(db):
        raise StoreError(
            f"{shown(db.path)} is damaged ({reason}); nothing was written. Go back to a "
            "backup with `tracker database restore`, or save what `sqlite3 .recover` can read."
        )


def damage(db: Database) -> str | None:
    """The damage of a file, in a few words; None where it looks whole."""
    try:
        size = db.path.stat().st_size
        if missing := _cut_off(db, size):
            return missing
        suspect = size <= SMALL or (size <= SCANNED and _has_zeroed_page(db, size))
    except FileNotFoundError:  # taken away since it was opened, which a transaction notices
        return None
    return checked(db, "quick_check") if suspect else None


def checked(db: Database, pragma: str) -> str | None:
    """The first complaint of SQLite's `quick_check` or `integrity_check`; None for none."""
    found = str(db.value(f"PRAGMA {pragma}(1)"))
    return (
        None if found == "ok" else " ".join(found.split()).removeprefix("*** in database main *** ")
    )


def _cut_off(db: Database, size: int) -> str | None:
    """Whether the file is shorter than the number of pages that its header gives."""
    pages = int(db.value("PRAGMA page_count"))
    page = int(db.value("PRAGMA page_size"))
    with db.path.open("rb") as file:
        header = file.read(100)
    written = int.from_bytes(header[28:32])
    # The header's count holds where the change counter says that it was kept up.
    known = written if header[24:28] == header[92:96] else pages
    short = known * page - size
    return f"{short:,} bytes are missing at its end" if short > 0 else None


def _has_zeroed_page(db: Database, size: int) -> bool:
    """Whether a page is all zeros: no page of a table or an index ever is."""
    page = int(db.value("PRAGMA page_size"))
    zeros = bytes(page)
    with db.path.open("rb") as file:
        while block := file.read(max(BLOCK, page)):
            place = block.find(zeros)
            while place >= 0:
                aligned = place + -place % page
                if place == aligned:
                    return True
                place = block.find(zeros, aligned)
    return False
