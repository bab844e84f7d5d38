"""The order of events, and the first of them in it without reading the rest."""

from typing import TYPE_CHECKING

from tracker.store.conditions import STRENGTH, beside, earliest, event_terms, latest, start
from tracker.store.database import Database

if TYPE_CHECKING:
    from tracker.model.selection import Selection

# Terms of indexes, by which stands what has no margin and no bounds from claims of order.
INDEXED = {
    "date": "coalesce(e.earliest, e.latest)",
    "newest": "coalesce(e.latest, e.earliest) DESC",
}
# All others, of which a chronicle has few and a feed none.
MOVED = """SELECT id FROM events WHERE date GLOB '*[?~%]*'
           UNION SELECT event FROM derived_dates"""


def order_by(sort: str) -> str:
    """The order of events for the value of a Sort, by the bounds that they have in it."""
    return {
        "date": f"{start()}, e.id",
        "newest": f"{_end()} DESC, e.id DESC",
        "intensity": f"{STRENGTH} DESC, {start()}, e.id",
        "title": "e.title COLLATE NOCASE, e.id",
        "number": "e.id",
    }[sort]


def first_numbers(db: Database, selection: "Selection") -> list[int] | None:
    """The numbers of the first events that a selection takes; None where no index has its order.

    Margins and derived bounds stand in no index. So the first of the events without them are found
    by an index, the first of the others by looking at each, and the two are merged.
    """
    if selection.limit is None or selection.sort not in INDEXED:
        return None
    terms, values = event_terms(db, selection)
    conditions = "".join(f" AND {term}" for term in terms)
    key = INDEXED[selection.sort]
    way = " DESC" if key.endswith("DESC") else ""
    tables = f"events e {beside(selection)}"
    rows = db.rows(
        f"""SELECT id FROM (
              SELECT * FROM (
                SELECT e.id AS id, {key.removesuffix(way)} AS place FROM {tables}
                WHERE NOT e.date GLOB '*[?~%]*'
                  AND NOT EXISTS (SELECT 1 FROM derived_dates x WHERE x.event = e.id) {conditions}
                ORDER BY {key}, e.id{way} LIMIT ?)
              UNION ALL
              SELECT * FROM (
                SELECT e.id, {start() if selection.sort == "date" else _end()} FROM {tables}
                WHERE e.id IN ({MOVED}) {conditions} ORDER BY 2{way}, 1{way} LIMIT ?))
            ORDER BY place{way}, id{way} LIMIT ?""",
        (*values, selection.limit, *values, selection.limit, selection.limit),
    )
    return [row["id"] for row in rows]


def _end() -> str:
    """The moment by which the newest events come first."""
    return f"coalesce({latest()}, {earliest()})"
