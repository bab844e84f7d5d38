"""Events that are gone: which had a number, a handle or a title, by the history of changes."""

import json
import re
from dataclasses import dataclass

from tracker.errors import GoneEvent
from tracker.model.names import folded
from tracker.store.database import Database

DATED = re.compile(r"\d{4}(-\d\d){0,2}-")  # how a handle begins that was made from a date


@dataclass(frozen=True, slots=True)
class Removal:
    """What the history last says of an event that is gone, or is called otherwise now."""

    number: int
    handle: str
    at: str

    def error(self, db: Database) -> GoneEvent:
        """The refusal that says what became of the event."""
        there = db.row("SELECT handle FROM events WHERE id = ?", (self.number,))
        if there is not None:
            return GoneEvent.renamed(self.number, there["handle"])
        into = db.row(
            """SELECT e.id, e.handle FROM former_handles f JOIN events e ON e.id = f.event
               WHERE f.handle = ?""",
            (self.handle,),
        )
        if into is not None:
            return GoneEvent.merged(self.number, self.handle, into["id"], into["handle"])
        return GoneEvent.removed(self.number, self.handle, self.at)


def last_number(db: Database) -> int:
    """The highest number that an event ever had; numbers are never given twice."""
    return int(
        db.value(
            """SELECT max((SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'),
                          (SELECT coalesce(max(id), 0) FROM events))"""
        )
    )


def removed_number(db: Database, number: int) -> GoneEvent | None:
    """The refusal of a number whose event is gone; None where no event ever had it."""
    row = db.row(
        f"""{HISTORY} AND changes.new IS NULL AND json_extract(old, '$.id') = ?
            ORDER BY changes.id DESC LIMIT 1""",
        (number,),
    )
    if row is not None:
        gone = json.loads(row["old"])
        return Removal(number, gone["handle"], row["at"]).error(db)
    return GoneEvent.removed(number) if 0 < number <= last_number(db) else None


def removed_numbers(db: Database) -> dict[int, str]:
    """The numbers of all events that were removed, with the handle that each had last."""
    return {
        row["id"]: row["handle"]
        for row in db.rows(
            """SELECT json_extract(old, '$.id') AS id, json_extract(old, '$.handle') AS handle
               FROM changes WHERE [table] = 'events' AND new IS NULL ORDER BY changes.id"""
        )
    }


def formerly_called(db: Database, words: str, title: bool = True) -> Removal | None:
    """The last event that had exactly this handle, or this title, and has it no more."""
    said = folded(words)
    for row in db.rows(
        f"""{HISTORY} AND (changes.new IS NULL
              OR json_extract(old, '$.title') <> json_extract(changes.new, '$.title')
              OR json_extract(old, '$.handle') <> json_extract(changes.new, '$.handle'))
            ORDER BY changes.id DESC"""
    ):
        was = json.loads(row["old"])
        handles = (was["handle"], without_date(was["handle"]))
        if said in handles or (title and folded(was["title"]) == said):
            return Removal(was["id"], was["handle"], row["at"])
    return None


def without_date(handle: str) -> str:
    """A handle without the date that it begins with.

    >>> without_date("2016-10-03-pmda-suspended"), without_date("pmda-suspended")
    ('pmda-suspended', 'pmda-suspended')
    """
    return DATED.sub("", handle, count=1) if DATED.match(handle) else handle


HISTORY = """SELECT changes.old, coalesce(commands.at, changes.at) AS at
             FROM changes LEFT JOIN commands ON commands.id = changes.command
             WHERE changes.[table] = 'events' AND changes.old NOTNULL"""
