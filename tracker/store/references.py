"""References to the event that a command is to change: by these no other one is ever hit.

A question may take the beginning of a handle, since it says which event it speaks of. A change may
not: run twice, it would go on to the next event whose handle begins so.
"""

from typing import Any

from tracker.errors import NotFound
from tracker.model.names import folded, words_in
from tracker.model.text import LINE_LIMIT
from tracker.store.conditions import DERIVED, literal
from tracker.store.database import Database
from tracker.store.events import (
    alike,
    ambiguous,
    near,
    numbered,
    with_any_handle,
)
from tracker.store.ordering import order_by

HINT = "A change takes a number, a whole handle or whole words of a title."
DAY, MONTH, YEAR = ("[0-9]" * 4 + "-[0-9][0-9]" * parts + "-*" for parts in (2, 1, 0))
UNDATED = f"""CASE WHEN handle GLOB '{DAY}' THEN substr(handle, 12)
                   WHEN handle GLOB '{MONTH}' THEN substr(handle, 9)
                   WHEN handle GLOB '{YEAR}' THEN substr(handle, 6) ELSE handle END"""
EITHER = f"""(e.id IN (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)
              OR '-' || {UNDATED} || '-' LIKE ?)"""


def resolve_to_change(db: Database, reference: object) -> int:
    """The number of the event that a number, a whole handle or whole words of one event name.

    A former handle does as well, and a handle without its date; the beginning of one does not.
    What named an event that is gone, or is called otherwise now, names no other.
    """
    words = str(reference).strip()
    if words.isascii() and words.isdigit():
        return numbered(db, words)
    if len(words) > LINE_LIMIT or not words_in(words):
        raise NotFound("event", words, hint=HINT)
    exact = with_any_handle(db, folded(words))
    if exact is not None:
        return exact
    undated, titled = _undated(db, words), _with_words(db, words)
    whole = [row for row in titled if folded(row["title"]) == folded(words)]
    for found in (undated, whole):
        if len(found) == 1:
            return int(found[0]["id"])
    from tracker.store.removals import formerly_called  # which few names lead to

    former = formerly_called(db, words)
    if former is not None:
        raise former.error(db)
    rows = list({row["id"]: row for row in (*undated, *titled)}.values())
    if len(rows) == 1:
        return int(rows[0]["id"])
    if rows:
        raise ambiguous(words, rows)
    begun = alike(db, words)
    if len(begun) > 1:
        raise ambiguous(words, begun)
    raise NotFound("event", words, [row["handle"] for row in begun] or near(db, words), HINT)


def _undated(db: Database, words: str) -> list[Any]:
    """Events whose handle is this one behind its date."""
    return db.rows(
        f"SELECT id, handle, title FROM events WHERE handle LIKE ? ESCAPE '\\' AND {UNDATED} = ?",
        (f"%-{literal(folded(words))}", folded(words)),
    )


def _with_words(db: Database, words: str) -> list[Any]:
    """Events that have all the words, whole ones, in their title or in their handle.

    Where a handle merely begins with what was typed, only the words of the title count.
    """
    tokens = list(dict.fromkeys(words_in(folded(words))))
    title = " ".join(f'title : "{token}"' for token in tokens)
    either = " AND ".join([EITHER] * len(tokens))
    values = [value for token in tokens for value in (f'title : "{token}"', f"%-{token}-%")]
    return db.rows(
        f"""SELECT e.id, e.handle, e.title FROM events e {DERIVED}
            WHERE e.id IN (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)
               OR e.handle NOT LIKE ? ESCAPE '\\' AND {either} ORDER BY {order_by("date")}""",
        (title, f"{literal(folded(words))}%", *values),
    )
