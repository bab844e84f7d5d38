"""Cones of events: those that lie before an event, after it, or between two.

The frontier is widened level by level, one query a level with `json_each`; for narrow cones
in a large database that was measured faster than recursive SQL, and it never loads the rest.
"""

import json
from collections.abc import Collection, Container, Iterable
from enum import Enum

from tracker.model.clocks import LEAST, MOST, moved
from tracker.model.dates import EventDate
from tracker.model.link import Link
from tracker.model.selection import Selection
from tracker.model.weighing import AVERTS
from tracker.store import events, links
from tracker.store.conditions import IN_DOUBT, Terms, beside, event_terms, link_terms
from tracker.store.database import Database
from tracker.store.rows import bound_text

EVERYTHING = Selection()
# What a search follows: no denial, and nothing that kept its effect from coming.
CAUSAL = f"l.denied = 0 AND l.relation <> '{AVERTS}'"


class Direction(Enum):
    """A direction along the links; the columns to come from and to go to."""

    EFFECTS = ("cause", "effect")
    CAUSES = ("effect", "cause")


def reach(
    db: Database,
    start: int | Iterable[int],
    direction: Direction,
    depth: int | None = None,
    selection: Selection = EVERYTHING,
    by: EventDate | None = None,
    among: Container[int] | None = None,
    end: int | None = None,
) -> dict[int, int]:
    """The events reached from `start` along the links, each with its distance in steps.

    Only links and events that meet the selection are followed; `start` and `end` need not. With
    `by` only events that may have begun by the end of that date are, with `among` just those,
    whatever they meet.
    """
    come, go = direction.value
    link_conditions, link_values = link_terms(db, selection)
    # Those among whom the search stays were chosen by the conditions already.
    event_conditions, event_values = _terms(db, selection, by) if among is None else ([], [])
    ends = f"JOIN events e ON e.id = l.{go} {beside(selection)}" if event_conditions else ""
    if event_conditions and end is not None:
        event_conditions = [f"(l.{go} = ? OR ({' AND '.join(event_conditions)}))"]
        event_values = [end, *event_values]
    where = " AND ".join((CAUSAL, *link_conditions, *event_conditions))
    queries = [
        f"""SELECT DISTINCT l.{go} AS id FROM json_each(?) f
            CROSS JOIN links l ON l.{come} = f.value {ends} WHERE {where}"""
    ]
    if links.has_partners(db):  # by each of several causes a chain goes on
        queries.append(_by_partners(direction, ends, where))
    frontier = [start] if isinstance(start, int) else list(start)
    steps, level = dict.fromkeys(frontier, 0), 0
    while frontier and (depth is None or level < depth):
        level += 1
        found = [
            number
            for query in queries
            for (number,) in db.rows(query, (json.dumps(frontier), *link_values, *event_values))
        ]
        frontier = [
            number
            for number in dict.fromkeys(found)
            if number not in steps and (among is None or number in among)
        ]
        steps.update(dict.fromkeys(frontier, level))
    return steps


def _by_partners(direction: Direction, ends: str, where: str) -> str:
    """The query of a level by way of the partners in joint claims."""
    if direction is Direction.EFFECTS:
        return f"""SELECT DISTINCT l.effect AS id FROM json_each(?) f
            CROSS JOIN link_partners p ON p.partner = f.value
            JOIN links l ON (l.cause, l.effect, l.claimed_by) = (p.cause, p.effect, p.claimed_by)
            {ends} WHERE {where}"""
    return f"""SELECT DISTINCT p.partner AS id FROM json_each(?) f
        CROSS JOIN links l ON l.effect = f.value
        JOIN link_partners p ON (p.cause, p.effect, p.claimed_by)
                                = (l.cause, l.effect, l.claimed_by)
        {ends.replace("l.cause", "p.partner")} WHERE {where}"""


def meeting(db: Database, numbers: Collection[int], selection: Selection) -> set[int]:
    """Those of some events that meet the conditions."""
    conditions, values = event_terms(db, selection)
    return {
        row["id"]
        for row in db.rows(
            f"""SELECT e.id FROM json_each(?) f JOIN events e ON e.id = f.value
                {beside(selection)} WHERE {" AND ".join(("1", *conditions))}""",
            (json.dumps(sorted(numbers)), *values),
        )
    }


def between(db: Database, first: int, last: int, selection: Selection = EVERYTHING) -> set[int]:
    """The events that lie on some chain of links from one event to another, ends included.

    What cannot have begun by the time of the last event is on no chain that holds together, so
    the search stops there and costs what the time between the two costs, not what came after.

    The two ends are named, so they need not meet the selection. Empty where there is no chain.
    """
    ends = {event.id: event for event in events.fetch(db, [first, last], selection)}
    event = ends[last]
    doubtful = any(end.date.is_approximate for end in ends.values())
    # A date may be behind another by as much as the clocks of the world are apart.
    latest = None if doubtful else moved(event.beginning[1], MOST - LEAST)
    earliest = ends[first].beginning[0]
    if earliest is not None and latest is not None and earliest > latest:
        return set()
    by = None if latest is None else EventDate(event.date.text, None, latest)
    after = reach(db, first, Direction.EFFECTS, selection=selection, by=by, end=last)
    if last not in after:
        return set()
    before = reach(db, last, Direction.CAUSES, selection=selection, among=after)
    return set(before) if first in before else set()


def leaving(
    db: Database, numbers: Collection[int], last: int, selection: Selection = EVERYTHING
) -> set[int]:
    """Those of the events from which some link that counts leads to an event not among them.

    Where the events are all between two others, these are the ones from which a recorded chain
    leads on past the last, which itself is left out.
    """
    link_conditions, link_values = link_terms(db, selection)
    event_conditions, event_values = _terms(db, selection, None)
    ends = f"JOIN events e ON e.id = l.effect {beside(selection)}" if event_conditions else ""
    where = " AND ".join(("1", *link_conditions, *event_conditions))
    inside = set(numbers)
    values = (json.dumps(sorted(inside - {last})), *link_values, *event_values)
    found = db.rows(
        f"""SELECT l.*, l.cause AS member FROM json_each(?) f
            CROSS JOIN links l ON l.cause = f.value {ends} WHERE {where}""",
        values,
    )
    if links.has_partners(db):
        found += db.rows(
            f"""SELECT l.*, p.partner AS member FROM json_each(?) f
                CROSS JOIN link_partners p ON p.partner = f.value
                JOIN links l ON (l.cause, l.effect, l.claimed_by)
                                = (p.cause, p.effect, p.claimed_by) {ends} WHERE {where}""",
            values,
        )
    pairs: dict[tuple[int, int], tuple[list[Link], list[Link]]] = {}
    for row in found:
        if row["effect"] not in inside:
            link = links.link_of(row, ())
            pairs.setdefault((row["member"], link.effect), ([], []))[link.denied].append(link)
    weighed = [ends for ends, claims in pairs.items() if selection.weighing.weigh(*claims)]
    dated = {
        event.id: event
        for event in events.outlines(db, {end for ends in weighed for end in ends}, selection)
    }
    return {
        cause for cause, effect in weighed if not dated[effect].begins_wholly_before(dated[cause])
    }


def entered(db: Database, numbers: Collection[int], selection: Selection = EVERYTHING) -> set[int]:
    """Those of some events that a link leads to from an event that is not among them."""
    link_conditions, link_values = link_terms(db, selection)
    event_conditions, event_values = _terms(db, selection, None)
    ends = f"JOIN events e ON e.id = l.cause {beside(selection)}" if event_conditions else ""
    where = " AND ".join((CAUSAL, *link_conditions, *event_conditions))
    found = db.rows(
        f"""SELECT l.cause, l.effect FROM json_each(?) f
            CROSS JOIN links l ON l.effect = f.value {ends} WHERE {where}""",
        (json.dumps(sorted(numbers)), *link_values, *event_values),
    )
    inside = set(numbers)
    return {effect for cause, effect in found if cause not in inside}


def _terms(db: Database, selection: Selection, by: EventDate | None) -> Terms:
    """The terms for an event at the far end of a link."""
    conditions, values = event_terms(db, selection)
    if by is not None and by.latest is not None:
        conditions.append(f"(coalesce(coalesce(d.earliest, e.earliest) <= ?, 1) OR {IN_DOUBT})")
        values.append(bound_text(by.latest))
    return conditions, values


def shortest_chain(db: Database, first: int, last: int) -> list[int]:
    """The events of a shortest chain of links from one event to another, or nothing."""
    steps = reach(db, first, Direction.EFFECTS)
    if last not in steps:
        return []
    chain = [last]
    while chain[-1] != first:
        causes = db.rows(
            f"""SELECT l.cause FROM links l WHERE l.effect = :n AND {CAUSAL}
                UNION SELECT p.partner FROM link_partners p JOIN links l
                ON (l.cause, l.effect, l.claimed_by) = (p.cause, p.effect, p.claimed_by)
                WHERE l.effect = :n AND {CAUSAL}""",
            {"n": chain[-1]},
        )
        chain.append(min((row["cause"] for row in causes if row["cause"] in steps), key=steps.get))  # type: ignore[arg-type]
    return chain[::-1]
