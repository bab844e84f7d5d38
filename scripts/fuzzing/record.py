"""The small record that is fuzzed: every kind of record once or twice, every text field filled."""

import sqlite3
from contextlib import closing
from pathlib import Path

import tracker
from tracker.store.database import Database
from tracker.store.migrations import CURATED

TITLES = ("A pact is suspended", "Talks end", "Sanctions are announced", "An exercise begins")
KINDS = ("threat", "talks", "sanctions", "clash")
# Columns of text that are the structure of a record, not anybody's words: codes, dates, what is one
# of a few, and what refers to other rows.
STRUCTURE = frozenset(
    ("code", "folded", "kind", "date", "earliest", "latest", "valid_from", "valid_to", "type",
     "side", "actor", "status", "sense", "relation", "claimed_by", "source", "supports", "relays",
     "reliability", "at")
)  # fmt: skip


def make_record(path: Path) -> Path:
    """Record four events with everything that events, links and sources may have."""
    with tracker.open(path, "A. Nalyst") as desk:
        desk.add_source(
            "The decree", code="decree-511", publisher="The office", author="A. Clerk",
            published="2016-10-03", url="https://example.org/decree", note="Read in translation.",
        )  # fmt: skip
        for number, (title, kind) in enumerate(zip(TITLES, KINDS, strict=True)):
            desk.add(
                title, on=f"2016-10-{3 + 7 * number:02}", by=("USA", "RUS")[number % 2],
                to=("RUS", "USA")[number % 2], type=kind, place="Geneva",
                summary=f"What was said of it, {number}.", tag=["crisis", "arms"],
                source=["decree-511", "https://example.org/report"], grade="B2", locator="p. 4",
            )  # fmt: skip
        desk.cite(1, source="decree-511", quotation="So it says.", supports="place")
        for number in range(1, len(TITLES)):
            desk.link(
                number, number + 1, likelihood="likely", because="It was said so.",
                source="decree-511", locator="p. 5",
            )  # fmt: skip
        desk.link(1, 4, likelihood=0.6, claimed_by="RUS", because="They say so.")
        desk.link(2, 4, denied_by="USA")
        desk.order(1, 2)
        desk.note(1, "To be looked at again.")
    return path


def in_memory(path: Path) -> Database:
    """A copy of a database of which nothing is written to disk."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(path)) as original:
        original.backup(connection)
    return Database(path.with_name("in-memory.db"), connection, "A. Nalyst")


def text_fields(path: Path) -> list[tuple[str, str]]:
    """Every column of people's own words: table and column."""
    found = [("imports", "file"), ("commands", "command"), ("commands", "who")]
    with closing(sqlite3.connect(path)) as connection:
        for table in CURATED:
            for _, column, kind, *_ in connection.execute(f"PRAGMA table_info([{table}])"):
                if kind == "TEXT" and column not in STRUCTURE:
                    found.append((table, column))
    return found


def is_sound(db: Database) -> bool:
    """Whether a database is whole, its references lead somewhere and its full text is in step."""
    db.run("INSERT INTO events_fts (events_fts, rank) VALUES ('integrity-check', 1)")
    return db.value("PRAGMA integrity_check") == "ok" and not db.rows("PRAGMA foreign_key_check")
