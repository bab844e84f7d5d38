"""Inspection of a database: its contents, and whether it is sound."""

from tracker.errors import shown
from tracker.store.database import SCHEMA, Database

COUNTED = ("events", "links", "orders", "sources", "citations", "actors", "types", "relations")

CHECKED_AT_ONCE = 50_000_000  # bytes; of more, a check takes seconds
UNCHECKED = "not looked at, for the file is large; `tracker database verify` does"


def describe(db: Database) -> dict[str, str]:
    """Facts about a database, in words: where, which schema, how much, how sound."""
    span = db.row(
        "SELECT min(coalesce(earliest, latest)), max(coalesce(latest, earliest)) FROM events"
    )
    size = db.path.stat().st_size
    facts = {
        "file": shown(db.path.absolute()),
        "size": f"{size / 1024:,.0f} kB",
        "schema": f"{SCHEMA}",
    }
    for table in COUNTED:
        facts[table] = f"{db.value(f'SELECT count(*) FROM {table}'):,}"
    if span is not None and span[0]:
        facts["time"] = f"{span[0][:10]} to {span[1][:10]}"
    facts["commands"] = f"{db.value('SELECT count(*) FROM commands'):,}"
    facts["views"] = ", ".join(db.shape.view_names())
    if size > CHECKED_AT_ONCE:
        facts["integrity"] = UNCHECKED
        return facts
    facts["integrity"] = str(db.value("PRAGMA integrity_check"))
    broken = len(db.rows("PRAGMA foreign_key_check"))
    facts["references"] = "ok" if not broken else f"{broken} rows point nowhere"
    return facts


def sizes(db: Database) -> dict[str, int]:
    """The numbers of events and of links, claimed or denied."""
    return {table: int(db.value(f"SELECT count(*) FROM {table}")) for table in ("events", "links")}
