"""Only what a question needs: the events that lie before, after or between.

The frontier is widened level by level, one query a level with `json_each`; for narrow cones
in a large database that was measured faster than recursive SQL, and it never loads the rest.
"""

import json
from enum import Enum

from tracker.store.database import Database


class Direction(Enum):
    """Which way along the links; the columns to come from and to go to."""

    EFFECTS = ("cause", "effect")
    CAUSES = ("effect", "cause")


def reach(
    db: Database,
    start: int,
    direction: Direction,
    depth: int | None = None,
    account: str | None = None,
) -> dict[int, int]:
    """The events reached from `start` along the links, each with its distance in steps.

    With an account only the links that this claimant claims are followed.
    """
    come, go = direction.value
    steps, frontier, level = {start: 0}, [start], 0
    while frontier and (depth is None or level < depth):
        level += 1
        found = db.rows(
            f"""SELECT DISTINCT l.{go} AS id FROM json_each(?1) f
                CROSS JOIN links l ON l.{come} = f.value
                WHERE ?2 IS NULL OR l.claimed_by = ?2""",
            (json.dumps(frontier), account),
        )
        frontier = [row["id"] for row in found if row["id"] not in steps]
        steps.update(dict.fromkeys(frontier, level))
    return steps


def between(db: Database, first: int, last: int, account: str | None = None) -> set[int]:
    """The events that lie on some chain of links from one event to another, ends included.

    Empty where there is no chain.
    """
    after = reach(db, first, Direction.EFFECTS, account=account)
    if last not in after:
        return set()
    return after.keys() & reach(db, last, Direction.CAUSES, account=account).keys()


def shortest_chain(db: Database, first: int, last: int) -> list[int]:
    """The events of a shortest chain of links from one event to another, or nothing."""
    steps = reach(db, first, Direction.EFFECTS)
    if last not in steps:
        return []
    chain = [last]
    while chain[-1] != first:
        causes = db.rows("SELECT DISTINCT cause FROM links WHERE effect = ?", (chain[-1],))
        chain.append(min((row["cause"] for row in causes if row["cause"] in steps), key=steps.get))  # type: ignore[arg-type]
    return chain[::-1]
