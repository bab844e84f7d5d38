"""The order of events, and the first of them in it without reading the rest."""

from typing import TYPE_CHECKING

from tracker.store.conditions import STRENGTH, beside, earliest, event_terms, latest, start
from tracker.store.database import Database

if TYPE_CHECKING:
    from tracker.model.selection import Selection

# Terms of indexes, by which stands what has no margin and no bounds from claims of order.
INDEXED = {
    "date": "coalesce(e.earliest, e.latest)",
    "newest": "coalesce(e.latest, e.earliest)",
}
DOUBTFUL = "e.date GLOB '*[?~%]*'"
DERIVED_TOO = "EXISTS (SELECT 1 FROM derived_dates x WHERE x.event = e.id)"
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
    by an index, the first of the others by looking at each, and the two are merged: here, for in
    one statement the terms of many filters are nested deeper than SQLite reads.
    """
    if selection.limit is None or selection.sort not in INDEXED:
        return None
    terms, values = event_terms(db, selection)
    conditions = "".join(f" AND {term}" for term in terms)
    indexed = INDEXED[selection.sort]
    newest = selection.sort == "newest"
    way = " DESC" if newest else ""
    found = [
        (row["place"] or "", row["id"])
        for which, key in ((f"NOT ({DOUBTFUL} OR {DERIVED_TOO})", indexed),
                           (f"e.id IN ({MOVED})", _end() if newest else start()))
        for row in db.rows(
            f"""SELECT e.id, {key} AS place FROM events e {beside(selection)}
                WHERE {which} {conditions} ORDER BY {key}{way}, e.id{way} LIMIT ?""",
            (*values, selection.limit),
        )
    ]  # fmt: skip
    return [number for _, number in sorted(found, reverse=newest)[: selection.limit]]


def _end() -> str:
    """The moment by which the newest events come first."""
    return f"coalesce({latest()}, {earliest()})"
