"""References to events: the number of the one that a number, a handle or words of a title name.

A question may take the beginning of a handle, since it says which event it speaks of. A change may
not: run twice, it would go on to the next event whose handle begins so.
"""

import re
from collections.abc import Sequence
from typing import Any

from tracker.errors import Ambiguous, NotFound
from tracker.model.names import folded, words_in
from tracker.model.text import LINE_LIMIT
from tracker.store.conditions import DERIVED, literal
from tracker.store.database import Database
from tracker.store.events import with_any_handle
from tracker.store.ordering import order_by

MOST_CANDIDATES = 8
ALL = "`tracker list` shows all."
HINT = "A change takes a number, a whole handle or whole words of a title."
DAY, MONTH, YEAR = ("[0-9]" * 4 + "-[0-9][0-9]" * parts + "-*" for parts in (2, 1, 0))
UNDATED = f"""CASE WHEN handle GLOB '{DAY}' THEN substr(handle, 12)
                   WHEN handle GLOB '{MONTH}' THEN substr(handle, 9)
                   WHEN handle GLOB '{YEAR}' THEN substr(handle, 6) ELSE handle END"""
EITHER = f"""(e.id IN (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)
              OR '-' || {UNDATED} || '-' LIKE ?)"""


def resolve(db: Database, reference: object) -> int:
    """The number of the event that a number, a handle or words of a title name.

    A handle may be cut short, and the words may be the beginnings of words in the title, as
    long as one event only fits.
    """
    words = str(reference).strip()
    if len(words) > LINE_LIMIT:
        raise NotFound("event", words, hint=ALL)
    if words.isascii() and words.isdigit():
        if len(words) != len("2016"):  # which may be a year that events are of
            return numbered(db, words)
        number = int(words)
        if db.row("SELECT 1 FROM events WHERE id = ?", (number,)):
            return number
        from tracker.store.removals import removed_number  # which few names lead to

        if (gone := removed_number(db, number)) is not None:
            raise gone
    if not re.search(r"\w", words.replace("_", "")):
        raise NotFound("event", words, hint="Name one by number, handle or words of its title.")
    exact = with_any_handle(db, folded(words))
    if exact is not None:
        return exact
    rows = alike(db, words)
    if any(row["handle"].startswith(folded(words)) for row in rows):
        from tracker.store.removals import formerly_called

        former = formerly_called(db, words, title=False)
        if former is not None:
            raise former.error(db)
    titled = [row for row in rows if folded(row["title"]) == folded(words)]
    if len(titled) == 1 or len(rows) == 1:
        return int((titled or rows)[0]["id"])
    if rows:
        raise ambiguous(words, rows)
    raise NotFound("event", words, near(db, words), ALL)


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


def ambiguous(words: str, rows: Sequence[Any]) -> Ambiguous:
    """The refusal of words that fit several events, with the first of them."""
    candidates = [f"{row['id']}  {row['handle']}  {row['title']}" for row in rows]
    return Ambiguous(words, candidates[:MOST_CANDIDATES], len(candidates))


def numbered(db: Database, digits: str) -> int:
    """The number of the event that has it; one that is gone is said to be gone."""
    number = int(digits) if len(digits) < 19 else 0
    if db.row("SELECT 1 FROM events WHERE id = ?", (number,)):
        return number
    from tracker.store.removals import removed_number

    raise removed_number(db, number) or NotFound("event", digits, hint=ALL)


def alike(db: Database, words: str) -> list[Any]:
    """Events whose handle begins so, or else whose title or handle has all the words.

    Hyphened words that end one handle, as `pmda-suspended` does, name that one event.
    """
    begun = db.rows(
        r"SELECT id, handle, title FROM events WHERE handle LIKE ? ESCAPE '\' ORDER BY id",
        (f"{literal(folded(words))}%",),
    )
    tokens = words_in(folded(words))
    if begun or not tokens:
        return begun
    if "-" in words:
        ended = db.rows(
            r"SELECT id, handle, title FROM events WHERE handle LIKE ? ESCAPE '\' ORDER BY id",
            (f"%-{literal(folded(words))}",),
        )
        if len(ended) == 1:
            return ended
    query = " ".join(f'title : "{token}" *' for token in tokens)
    in_handle = " AND ".join(["'-' || e.handle LIKE ? ESCAPE '\\'"] * len(tokens))
    return db.rows(
        f"""SELECT e.id, e.handle, e.title FROM events e {DERIVED}
            WHERE e.id IN (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)
               OR ({in_handle}) ORDER BY {order_by("date")}""",
        (query, *(f"%-{literal(token)}%" for token in tokens)),
    )


def near(db: Database, words: str) -> list[str]:
    """Up to two handles that are spelled much like the words."""
    from difflib import get_close_matches

    handles = {row["handle"] for row in db.rows("SELECT handle FROM events LIMIT 20000")}
    return get_close_matches(folded(words).replace(" ", "-"), handles, n=2, cutoff=0.6)
