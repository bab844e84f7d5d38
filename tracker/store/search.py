"""Full-text search over titles, summaries and places."""

import re
from dataclasses import dataclass

from tracker.model.event import Event
from tracker.store import events
from tracker.store.database import Database

OPEN, CLOSE = "\x02", "\x03"  # marks no title can contain: control characters are refused


@dataclass(frozen=True, slots=True)
class Match:
    """An event found, with its title and the best passage of its summary, matches marked."""

    event: Event
    title: str
    passage: str


def search(db: Database, words: str, limit: int = 20) -> list[Match]:
    """The events that have all the words (in any form), best first.

    A phrase in double quotes is looked up as a phrase, `word*` by its beginning, `-word` is
    left out; all else is plain words, so that nothing typed can be a syntax error.
    """
    query = match_query(words)
    if not query:
        return []
    rows = db.rows(
        """SELECT rowid AS id, highlight(events_fts, 0, ?1, ?2) AS title,
                  snippet(events_fts, 1, ?1, ?2, '…', 24) AS passage
           FROM events_fts WHERE events_fts MATCH ?3
           ORDER BY bm25(events_fts, 4.0, 1.0, 2.0), rowid LIMIT ?4""",
        (OPEN, CLOSE, query, limit),
    )
    found = {event.id: event for event in events.fetch(db, [row["id"] for row in rows])}
    return [Match(found[row["id"]], row["title"], row["passage"]) for row in rows]


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
