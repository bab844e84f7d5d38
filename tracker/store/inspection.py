"""Inspection of a database: its contents, whether it is sound, a copy of it."""

from pathlib import Path

from tracker.errors import StoreError, shown
from tracker.files import refuse_to_overwrite, replacing
from tracker.store.database import SCHEMA, Database, refuse_long_name
from tracker.store.messages import explained

COUNTED = ("events", "links", "orders", "sources", "citations", "actors", "types", "relations")


def describe(db: Database) -> dict[str, str]:
    """Facts about a database, in words: where, which schema, how much, how sound."""
    span = db.row(
        "SELECT min(coalesce(earliest, latest)), max(coalesce(latest, earliest)) FROM events"
    )
    facts = {
        "file": shown(db.path.absolute()),
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


def copy(db: Database, target: Path, force: bool = False) -> None:
    """Copy a database to a file, whole or not at all; one that is there only by `force`."""
    from tracker.store.creation import copy_into

    refuse_to_overwrite(target, force, db.path)
    if not target.absolute().parent.is_dir():
        raise StoreError(f"There is no folder {shown(target.parent)}; make it first.")
    refuse_long_name(target)
    with explained(target), replacing(target) as building:
        copy_into(db.connection, building)
