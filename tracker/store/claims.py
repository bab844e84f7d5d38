"""Claims that events happened, and denials: who makes them, and what becomes of them in a merge."""

from tracker.errors import Refused
from tracker.store.database import Database


def claimants(db: Database) -> list[str]:
    """Whoever says of an event that it happened or did not, in the order of their codes."""
    rows = db.rows("SELECT DISTINCT claimed_by FROM event_claims ORDER BY claimed_by")
    return [row["claimed_by"] for row in rows]


def merge_claimant(db: Database, noun: str, code: str, into: str) -> None:
    """Remove what a claimant says that another says as well, into whom it is merged.

    Where one asserts and the other denies the two cannot be one.
    """
    both = {"code": code, "into": into}
    split = db.row(
        """SELECT e.handle FROM event_claims one
           JOIN event_claims other ON other.event = one.event
           JOIN events e ON e.id = one.event
           WHERE one.claimed_by = :code AND other.claimed_by = :into
             AND one.denied <> other.denied""",
        both,
    )
    if split is not None:
        raise Refused(
            f"One {noun} of {code} and {into} asserts and the other denies that "
            f"{split['handle']} happened; `tracker claim {split['handle']} --remove` takes one "
            "back first."
        )
    db.run(
        """DELETE FROM event_claims AS o WHERE o.claimed_by = :code AND EXISTS (
           SELECT 1 FROM event_claims k WHERE k.event = o.event AND k.claimed_by = :into)""",
        both,
    )
