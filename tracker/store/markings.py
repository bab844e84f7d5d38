"""Markings in the store: of two that a merge brings together the higher one stands."""

from typing import Any

from tracker.model.marking import Marking
from tracker.store.database import Database

Raised = list[tuple[str, Marking]]
NOUNS = {
    "events": "event", "links": "link", "citations": "citation", "sources": "source",
    "event_notes": "note",
}  # fmt: skip


def raise_to(db: Database, table: str, key: dict[str, Any], marking: str | None) -> Raised:
    """Give a row the marking of another that it takes over from, where that is the higher one."""
    where = " AND ".join(f"[{column}] = :{column}" for column in key)
    own = db.value(f"SELECT marking FROM {table} WHERE {where}", key)
    if marking is None or (own is not None and Marking(own).admits(marking)):
        return []
    db.run(f"UPDATE {table} SET marking = :_ WHERE {where}", {**key, "_": marking})
    return [(NOUNS[table], Marking(marking))]


def raise_links(db: Database, condition: str, parameters: dict[str, Any]) -> Raised:
    """Raise the links that stay to the markings of those in whose place they stand.

    `condition` is SQL on pairs of links, `dropped` and `kept`.
    """
    raised: Raised = []
    for row in db.rows(
        f"""SELECT kept.cause, kept.effect, kept.claimed_by, dropped.marking
            FROM links dropped JOIN links kept ON {condition} WHERE dropped.marking NOTNULL""",
        parameters,
    ):
        key = {name: row[name] for name in ("cause", "effect", "claimed_by")}
        raised += raise_to(db, "links", key, row["marking"])
    return raised


def raise_cited(db: Database, condition: str, parameters: dict[str, Any]) -> Raised:
    """Raise the citations that stay to the markings of those in whose place they stand."""
    raised: Raised = []
    for row in db.rows(
        f"""SELECT kept.id, dropped.marking FROM citations dropped JOIN citations kept
            ON {condition} WHERE dropped.marking NOTNULL""",
        parameters,
    ):
        raised += raise_to(db, "citations", {"id": row["id"]}, row["marking"])
    return raised


def join_notes(db: Database, other: int, into: int) -> Raised:
    """Keep a note that two events have under the higher of its markings, and only once."""
    raised: Raised = []
    for row in db.rows(
        """SELECT kept.id, dropped.id AS dropped, dropped.marking
           FROM event_notes dropped JOIN event_notes kept
           ON (kept.at, kept.who, kept.text) = (dropped.at, dropped.who, dropped.text)
           WHERE dropped.event = ? AND kept.event = ?""",
        (other, into),
    ):
        raised += raise_to(db, "event_notes", {"id": row["id"]}, row["marking"])
        db.run("DELETE FROM event_notes WHERE id = ?", (row["dropped"],))
    return raised
