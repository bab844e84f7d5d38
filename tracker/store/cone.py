"""Only what a question needs: the events that lie before, after or between.

The frontier is widened level by level, one query a level with `json_each`; for narrow cones
in a large database that was measured faster than recursive SQL, and it never loads the rest.
"""

import json
from enum import Enum

from tracker.model.selection import Selection
from tracker.store.conditions import beside, event_terms, link_terms
from tracker.store.database import Database

EVERYTHING = Selection()


class Direction(Enum):
    """Which way along the links; the columns to come from and to go to."""

    EFFECTS = ("cause", "effect")
    CAUSES = ("effect", "cause")


def reach(
    db: Database,
    start: int,
    direction: Direction,
    depth: int | None = None,
    selection: Selection = EVERYTHING,
) -> dict[int, int]:
    """The events reached from `start` along the links, each with its distance in steps.

    Only links and events that meet the selection are followed; `start` itself need not.
    """
    come, go = direction.value
    link_conditions, link_values = link_terms(db, selection)
    event_conditions, event_values = event_terms(db, selection)
    ends = f"JOIN events e ON e.id = l.{go} {beside(selection)}" if event_conditions else ""
    where = " AND ".join(("l.denied = 0", *link_conditions, *event_conditions))
    steps, frontier, level = {start: 0}, [start], 0
    while frontier and (depth is None or level < depth):
        level += 1
        found = db.rows(
            f"""SELECT DISTINCT l.{go} AS id FROM json_each(?) f
                CROSS JOIN links l ON l.{come} = f.value {ends} WHERE {where}""",
            (json.dumps(frontier), *link_values, *event_values),
        )
        frontier = [row["id"] for row in found if row["id"] not in steps]
        steps.update(dict.fromkeys(frontier, level))
    return steps


def between(db: Database, first: int, last: int, selection: Selection = EVERYTHING) -> set[int]:
    """The events that lie on some chain of links from one event to another, ends included.

    Empty where there is no chain, or where one of the ends does not meet the selection.
    """
    after = reach(db, first, Direction.EFFECTS, selection=selection)
    if last not in after:
        return set()
    before = reach(db, last, Direction.CAUSES, selection=selection)
    return after.keys() & before.keys() if first in before else set()


def shortest_chain(db: Database, first: int, last: int) -> list[int]:
    """The events of a shortest chain of links from one event to another, or nothing."""
    steps = reach(db, first, Direction.EFFECTS)
    if last not in steps:
        return []
    chain = [last]
    while chain[-1] != first:
        causes = db.rows(
            "SELECT DISTINCT cause FROM links WHERE effect = ? AND denied = 0", (chain[-1],)
        )
        chain.append(min((row["cause"] for row in causes if row["cause"] in steps), key=steps.get))  # type: ignore[arg-type]
    return chain[::-1]
