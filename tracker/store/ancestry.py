"""The common past of two histories: the last head of either that the other one knows as well."""

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from tracker.model.chronicle import Chronicle
from tracker.store.database import Database
from tracker.store.seals import head

SHORT = 16  # digits of a head that tell it from others in a file
NEWEST = 500  # heads that a file names one by one; of those before every hundredth
NOBODY = ("analyst", "tracker", "build_sample")


def with_history(db: Database, chronicle: Chronicle) -> Chronicle:
    """A whole record with the head of its history, those before it, and whose it is."""
    own = [each[:SHORT] for each in own_heads(db)]
    past = (
        *own[1:NEWEST],
        *own[NEWEST::100],
        *(each[:SHORT] for each in merged_heads(db)),
    )
    return replace(
        chronicle, head=head(db.connection), past=tuple(dict.fromkeys(past)), analyst=analyst_of(db)
    )


def own_heads(db: Database) -> list[str]:
    """All heads that the history had, the newest first."""
    rows = db.rows("SELECT lower(hex(hash)) AS head FROM main.seals ORDER BY id DESC")
    return [row["head"] for row in rows]


def merged_heads(db: Database) -> list[str]:
    """The heads of other histories that were merged, with no conflict of theirs open any more."""
    rows = db.rows(
        """SELECT head FROM main.merged_heads
           WHERE head NOT IN (SELECT head FROM main.proposals WHERE head NOTNULL) ORDER BY head"""
    )
    return [row["head"] for row in rows]


def note_merged(db: Database, other: str) -> None:
    """Note that all of another history up to a head was merged."""
    db.run("INSERT OR IGNORE INTO merged_heads (head, at) VALUES (?, ?)", (other, db.now()))


def last_known(db: Database, heads: Collection[str]) -> str | None:
    """The newest head of this history among some, which may be shortened; None without any."""
    known = {each[:SHORT] for each in heads}
    return next((each for each in own_heads(db) if each[:SHORT] in known), None)


def place_of(db: Database, known: str) -> int:
    """The last change that a head of the history covers."""
    place: int = db.value("SELECT last_change FROM seals WHERE hash = ?", (bytes.fromhex(known),))
    return place


class Place(NamedTuple):
    """A moment of a history: the database that it is of, and the last change before it."""

    owner: Database
    change: int


def common_place(db: Database, other: Database) -> Place | None:
    """The latest common past of two databases, in the history of either; None without any.

    It is the last head of ours that they have, in their own history or merged into it, unless we
    merged a state of theirs later than that.
    """
    theirs = own_heads(other)
    known = last_known(db, [*theirs, *merged_heads(other)])
    merged = last_known(other, merged_heads(db))
    if merged is not None:
        noted = db.value(
            "SELECT max(id) FROM changes WHERE [table] = 'merged_heads' AND new ->> '$.head' = ?",
            (merged,),
        )
        if known is None or place_of(db, known) < noted:
            return Place(other, place_of(other, merged))
    return None if known is None else Place(db, place_of(db, known))


def analyst_of(db: Database) -> str | None:
    """Who recorded last, by the history; a program that made the record is nobody."""
    marks = ", ".join("?" * len(NOBODY))
    who: str | None = db.value(
        f"SELECT who FROM main.commands WHERE who NOT IN ({marks}) ORDER BY id DESC LIMIT 1", NOBODY
    )
    return who


def authors_of_links(db: Database) -> dict[tuple[str, str], str]:
    """Who recorded the analyst's own links, by the handles of the two events, as far as known."""
    handles = {row["id"]: row["handle"] for row in db.rows("SELECT id, handle FROM events")}
    rows = db.rows(
        """SELECT new ->> '$.cause' AS cause, new ->> '$.effect' AS effect, c.who
           FROM main.changes g JOIN main.commands c ON c.id = g.command
           WHERE [table] = 'links' AND old IS NULL AND new ->> '$.claimed_by' = 'analyst'
           ORDER BY g.id DESC"""
    )
    return {
        (handles[row["cause"]], handles[row["effect"]]): row["who"]
        for row in rows
        if {row["cause"], row["effect"]} <= handles.keys() and row["who"] not in NOBODY
    }
