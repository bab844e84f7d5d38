"""Build the sample crisis from its text: `scripts/build_sample [TARGET]`.

The desk records everything, as if an analyst had; the clock stands still, so that the same text
gives the same database.
"""

import os
import sqlite3
import sys
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Any

from tracker.desk import Desk
from tracker.model.chronicle import Batch
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft
from tracker.model.likelihood import DENIED, is_in_words, parse_likelihood
from tracker.model.link import LinkDraft
from tracker.model.order import OrderDraft
from tracker.model.source import Citation, Source
from tracker.store.identities import identify_all
from tracker.store.migrations import CURATED
from tracker.store.seals import begin

SCRIPTS = Path(__file__).parent
TEXT = SCRIPTS / "crisis-2016.toml"
SAMPLE = SCRIPTS.parent / "events.db"
RECORDED_AT = "2026-11-22T12:00:00Z"


def batch_of(text: dict[str, Any]) -> Batch:
    """The crisis text as drafts."""
    return Batch(
        sources=tuple(
            Source(
                code=entry["handle"],
                relays=tuple(entry.get("relays", ())),
                **_but(entry, "handle", "relays"),
            )
            for entry in text["source"]
        ),
        events=tuple(
            EventDraft(
                **_but(entry, "date", "by", "to", "cited"),
                date=EventDate.parse(entry["date"]),
                by=tuple(entry["by"]),
                to=tuple(entry["to"]),
                citations=_citations(entry),
            )
            for entry in text["event"]
        ),
        links=tuple(
            LinkDraft(
                **_but(entry, "likelihood", "cited"),
                likelihood=DENIED if entry.get("denied") else parse_likelihood(entry["likelihood"]),
                in_words=not entry.get("denied") and is_in_words(entry["likelihood"]),
                citations=_citations(entry),
            )
            for entry in text["link"]
        ),
        orders=tuple(
            OrderDraft(**_but(entry, "cited"), citations=_citations(entry))
            for entry in text["order"]
        ),
    )


def build(target: Path) -> None:
    """Make the database beside `target`, then put it in place whole."""
    building = target.with_name(f".{target.name}.{os.getpid()}.building")
    building.unlink(missing_ok=True)
    try:
        batch = batch_of(tomllib.loads(TEXT.read_text(encoding="utf-8")))
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


def _but(entry: dict[str, Any], *keys: str) -> dict[str, Any]:
    """An entry without the keys that are read in another way."""
    return {key: value for key, value in entry.items() if key not in keys}


def _citations(entry: dict[str, Any]) -> tuple[Citation, ...]:
    return tuple(Citation(**cited) for cited in entry.get("cited", ()))


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
