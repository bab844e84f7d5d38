"""Full-text search over titles, summaries, places and remarks."""

import json
import re

from tracker.errors import InvalidText
from tracker.model.answers.browse import CLOSE, OPEN, SearchMatch
from tracker.model.event_fields import SEARCHED
from tracker.model.selection import Selection
from tracker.store import events
from tracker.store.conditions import beside, event_terms
from tracker.store.cone import EVERYTHING
from tracker.store.database import Database

NOT_AMONG = "e.id NOT IN (SELECT value FROM json_each(?))"


def search(
    db: Database, words: str, limit: int | None = 20, selection: Selection = EVERYTHING
) -> list[SearchMatch]:
    """The events of a selection that have all the words (in any form), best first.

    A phrase in double quotes is looked up as a phrase, `word*` by its beginning, `-word` is
    left out; all else is plain words, so that nothing typed can be a syntax error.
    """
    wanted, unwanted = terms_of(words)
    if not wanted:
        if unwanted:
            raise InvalidText("search", "has only words to leave out; name one to look for")
        return []
    left_out = {number for word in unwanted for number in _with_word(db, word)}
    matches = _in_events(db, wanted, left_out, selection, limit)
    met = {match.event.id for match in matches}
    matches += _in_remarks(db, wanted, left_out | met, selection)
    return matches if limit is None else matches[:limit]


def _in_events(
    db: Database, wanted: list[str], left_out: set[int], selection: Selection, limit: int | None
) -> list[SearchMatch]:
    """The events whose own texts have all the words, best first."""
    terms, values = event_terms(db, selection)
    rows = db.rows(
        f"""SELECT e.id, highlight(events_fts, 0, ?, ?) AS title,
                   snippet(events_fts, 1, ?, ?, '…', 24) AS passage
            FROM events_fts JOIN events e ON e.id = events_fts.rowid {beside(selection)}
            WHERE {" AND ".join(("events_fts MATCH ?", NOT_AMONG, *terms))}
            ORDER BY bm25(events_fts, 4.0, 1.0, 2.0), e.id LIMIT ?""",
        (OPEN, CLOSE, OPEN, CLOSE, " ".join(wanted), json.dumps(sorted(left_out)), *values,
         -1 if limit is None else limit),
    )  # fmt: skip
    found = {e.id: e for e in events.fetch(db, [row["id"] for row in rows], selection)}
    return [SearchMatch(found[row["id"]], row["title"], row["passage"]) for row in rows]


def _in_remarks(
    db: Database, wanted: list[str], left_out: set[int], selection: Selection
) -> list[SearchMatch]:
    """The events that have all the words only with their remarks, each with its best remark."""
    any_of = " OR ".join(dict.fromkeys(wanted))
    passages: dict[int, str] = {}
    for field in SEARCHED:
        index = f"{field.table}_fts"
        for row in db.rows(
            f"""SELECT n.event, snippet({index}, 0, ?, ?, '…', 24) AS passage
                FROM {index} JOIN {field.table} n ON n.id = {index}.rowid
                WHERE {index} MATCH ? ORDER BY bm25({index}), n.id""",
            (OPEN, CLOSE, any_of),
        ):
            passages.setdefault(row["event"], row["passage"])
    numbers = passages.keys() - left_out
    for word in dict.fromkeys(wanted):
        if not numbers:
            return []
        numbers &= _with_word(db, word)
    terms, values = event_terms(db, selection)
    chosen = {
        row["id"]
        for row in db.rows(
            f"""SELECT e.id FROM events e {beside(selection)}
                WHERE {" AND ".join(("e.id IN (SELECT value FROM json_each(?))", *terms))}""",
            (json.dumps(sorted(numbers)), *values),
        )
    }
    ranked = [number for number in passages if number in chosen]
    found = {event.id: event for event in events.fetch(db, ranked, selection)}
    return [SearchMatch(found[number], found[number].title, passages[number]) for number in ranked]


def _with_word(db: Database, word: str) -> set[int]:
    """The numbers of the events that have a word in their own texts or in a remark."""
    in_remarks = "".join(
        f""" UNION SELECT n.event FROM {field.table}_fts f JOIN {field.table} n ON n.id = f.rowid
             WHERE {field.table}_fts MATCH :word"""
        for field in SEARCHED
    )
    rows = db.rows(
        f"SELECT rowid AS number FROM events_fts WHERE events_fts MATCH :word{in_remarks}",
        {"word": word},
    )
    return {row["number"] for row in rows}


def terms_of(words: str) -> tuple[list[str], list[str]]:
    """The terms of FTS5 to look for, and those to leave out, for what was typed.

    >>> terms_of('missile "air strike" -Aleppo')
    (['"missile"', '"air strike"'], ['"aleppo"'])
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word, star in re.findall(
        r'(?<!\w)(-?)(?:"([^"]*)"|(\w+(?:[-.]\w+)*)(\*?))', words
    ):
        text = " ".join(re.findall(r"\w+", (phrase or word).lower()))
        if text:
            (unwanted if minus else wanted).append(f'"{text}"{" *" if star else ""}')
    return wanted, unwanted
