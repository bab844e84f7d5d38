"""Inspection of a database: its contents, whether it is sound, a copy of it."""

from pathlib import Path

from tracker.errors import Refused, StoreError
from tracker.store.database import SCHEMA, Database
from tracker.store.messages import explained

COUNTED = ("events", "links", "orders", "sources", "citations", "actors", "types", "relations")


def describe(db: Database) -> dict[str, str]:
    """Facts about a database, in words: where, which schema, how much, how sound."""
    span = db.row(
        "SELECT min(coalesce(earliest, latest)), max(coalesce(latest, earliest)) FROM events"
    )
    facts = {
        "file": str(db.path.absolute()),
        "size": f"{db.path.stat().st_size / 1024:,.0f} kB",
        "schema": f"{SCHEMA}",
    }
    for table in COUNTED:
        facts[table] = f"{db.value(f'SELECT count(*) FROM {table}'):,}"
    if span is not None and span[0]:
        facts["time"] = f"{span[0][:10]} to {span[1][:10]}"
    facts["commands"] = f"{db.value('SELECT count(*) FROM commands'):,}"
    facts["views"] = ", ".join(db.shape.view_names())
    facts["integrity"] = str(db.value("PRAGMA integrity_check"))
    broken = len(db.rows("PRAGMA foreign_key_check"))
    facts["references"] = "ok" if not broken else f"{broken} rows point nowhere"
    return facts


def copy(db: Database, target: Path, history: bool = True) -> None:
    """Copy a database to a file that is not there yet, with its history or without."""
    from tracker.store.bare_copy import copy_without_history
    from tracker.store.creation import copy_into

    if target.exists():
        raise Refused(f"{target} exists already; name another file for the copy.")
    if not target.absolute().parent.is_dir():
        raise StoreError(f"There is no folder {target.parent}; make it first.")
    if not history:
        copy_without_history(db, target)
        return
    with explained(target):
        copy_into(db.connection, target)
