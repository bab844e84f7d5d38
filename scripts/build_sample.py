"""Build the sample crisis from its text: `scripts/build_sample [TARGET]`.

The desk records everything, as if an analyst had; the clock stands still, so that the same text
gives the same database.
"""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from tracker.desk import Desk
from tracker.formats.text import read
from tracker.store.identities import identify_all
from tracker.store.migrations import CURATED
from tracker.store.seals import begin

SCRIPTS = Path(__file__).parent
TEXT = SCRIPTS / "crisis-2016.txt"
SAMPLE = SCRIPTS.parent / "events.db"
RECORDED_AT = "2026-11-22T12:00:00Z"


def build(target: Path) -> None:
    """Make the database beside `target`, then put it in place whole."""
    building = target.with_name(f".{target.name}.{os.getpid()}.building")
    building.unlink(missing_ok=True)
    try:
        with TEXT.open(encoding="utf-8") as lines:
            batch = read(lines)
        with Desk(building, analyst="build_sample", now=lambda: RECORDED_AT) as desk:
            tally = desk.record_batch(batch, TEXT.name).value
        with closing(sqlite3.connect(building, isolation_level=None)) as db:
            # What the clock wrote besides the commands, so that the file is the same tomorrow.
            db.execute("UPDATE changes SET at = ?", (RECORDED_AT,))
            db.execute("UPDATE _sqlite_migrations SET applied_at = ?", (RECORDED_AT,))
            db.execute("DELETE FROM event_uuids")  # drawn by lot
            identify_all(db)
            db.execute("DELETE FROM seals")  # they hold that clock, and salts drawn by lot
            begin(db, CURATED, RECORDED_AT, salt=bytes(16))
            db.execute("VACUUM")
        building.replace(target)
    finally:
        building.unlink(missing_ok=True)
    print(f"{target.name}: {tally}", file=sys.stderr)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
