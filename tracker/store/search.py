"""Full-text search over titles, summaries, places and remarks."""

import re
from typing import Any

from tracker.errors import InvalidText
from tracker.model.answers.browse import CLOSE, OPEN, SearchMatch
from tracker.model.event_fields import REMARKS, Field
from tracker.model.selection import Selection
from tracker.store import events
from tracker.store.conditions import beside, event_terms
from tracker.store.cone import EVERYTHING
from tracker.store.database import Database


def search(
    db: Database, words: str, limit: int = 20, selection: Selection = EVERYTHING
) -> list[SearchMatch]:
    """The events of a selection that have all the words (in any form), best first.

    A phrase in double quotes is looked up as a phrase, `word*` by its beginning, `-word` is
    left out; all else is plain words, so that nothing typed can be a syntax error.
    """
    query = match_query(words)
    if not query:
        if re.search(r"(?<!\w)-\w", words):
            raise InvalidText("search", "has only words to leave out; name one to look for")
        return []
    terms, values = event_terms(db, selection)
    rows = db.rows(
        f"""SELECT e.id, highlight(events_fts, 0, ?, ?) AS title,
                   snippet(events_fts, 1, ?, ?, '…', 24) AS passage
            FROM events_fts JOIN events e ON e.id = events_fts.rowid {beside(selection)}
            WHERE {" AND ".join(("events_fts MATCH ?", *terms))}
            ORDER BY bm25(events_fts, 4.0, 1.0, 2.0), e.id LIMIT ?""",
        (OPEN, CLOSE, OPEN, CLOSE, query, *values, limit),
    )
    for field in REMARKS:
        met = {row["id"] for row in rows}
        remarks = _in_remarks(db, field, query, selection, limit)
        rows += [row for row in remarks if row["id"] not in met][: limit - len(rows)]
    numbers = [row["id"] for row in rows]
    found = {event.id: event for event in events.fetch(db, numbers, selection)}
    return [SearchMatch(found[row["id"]], row["title"], row["passage"]) for row in rows]


def _in_remarks(
    db: Database, field: Field, query: str, selection: Selection, limit: int
) -> list[Any]:
    """The events with a remark that fits, each once, with the best passage."""
    terms, values = event_terms(db, selection)
    index = f"{field.table}_fts"
    rows = db.rows(
        f"""SELECT e.id, e.title, snippet({index}, 0, ?, ?, '…', 24) AS passage
            FROM {index} JOIN {field.table} n ON n.id = {index}.rowid
                 JOIN events e ON e.id = n.event {beside(selection)}
            WHERE {" AND ".join((f"{index} MATCH ?", *terms))}
            ORDER BY bm25({index}), n.id LIMIT ?""",
        (OPEN, CLOSE, query, *values, limit),
    )
    return list({row["id"]: row for row in reversed(rows)}.values())[::-1]


def match_query(words: str) -> str:
    """The FTS5 expression for what was typed.

    >>> match_query('missile "air strike" -Aleppo')
    '("missile" "air strike") NOT "aleppo"'
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word, star in re.findall(
        r'(?<!\w)(-?)(?:"([^"]*)"|(\w+(?:[-.]\w+)*)(\*?))', words
    ):
        text = " ".join(re.findall(r"\w+", (phrase or word).lower()))
        if text:
            (unwanted if minus else wanted).append(f'"{text}"{" *" if star else ""}')
    if not wanted:
        return ""
    query = " ".join(wanted)
    return f"({query})" + "".join(f" NOT {term}" for term in unwanted) if unwanted else query
