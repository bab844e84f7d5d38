"""The order in which actors came to act, by which they have their colours in pictures."""

from tracker.store.database import Database


def acting_order(db: Database) -> dict[str, int]:
    """The place of each actor that acts, from 0, by the first event recorded of it.

    A part that acts counts for its whole, too. The order is that of the numbers of events and not
    of their dates, so that what is recorded later changes no colour.
    """
    rows = db.rows(
        """SELECT actor, min(first) AS first FROM (
               SELECT actor, min(event) AS first FROM event_actors WHERE side = 'by' GROUP BY actor
               UNION ALL
               SELECT p.whole, min(a.event) FROM actor_parts p
               JOIN event_actors a ON a.actor = p.part AND a.side = 'by' GROUP BY p.whole
           ) GROUP BY actor ORDER BY first, actor"""
    )
    return {row["actor"]: place for place, row in enumerate(rows)}
