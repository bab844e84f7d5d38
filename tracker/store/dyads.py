"""Acts counted by dyad and day in SQL: a million events do not become a million objects.

Parts of actors count as their wholes here as in `model.parts.rolled_up`. What each actor counts as
on each date on which it acted is found out there, and joined to its acts.
"""

import json
import sqlite3
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from tracker.errors import UnreadableRow
from tracker.model.codebook import MUTUAL
from tracker.model.dates import EventDate
from tracker.model.dyads import DatedTally, Period, Tally
from tracker.model.parts import counted_as
from tracker.store import listing, parts
from tracker.store.conditions import DERIVED_LATEST, beside, event_terms
from tracker.store.database import Database
from tracker.store.rows import date_of

if TYPE_CHECKING:
    from tracker.model.selection import Selection

INTENSITY = "coalesce(e.intensity, t.goldstein)"
FIRST = "substr(coalesce(d.earliest, e.earliest), 1, 10)"
LAST = f"substr(coalesce({DERIVED_LATEST}, e.latest), 1, 10)"
STARTS = {  # the first day of the period that a day is in
    Period.DAY: "{day}",
    Period.WEEK: "date({day}, '-6 days', 'weekday 1')",
    Period.MONTH: "substr({day}, 1, 7) || '-01'",
}
# Who is on which side of an event. The second is of a record in which parts act: `counted` has
# what each counts as on a date. SQLite makes an index of it for the join, as its columns are known
# to be text and it is joined last.
PLAIN = "sides AS (SELECT event, side, actor FROM event_actors)"
ROLLED_UP = """counted AS MATERIALIZED (
        SELECT CAST(value ->> 0 AS TEXT) AS actor, CAST(value ->> 1 AS TEXT) AS date,
               CAST(value ->> 2 AS TEXT) AS whole FROM json_each(?)),
    sides AS MATERIALIZED (
        SELECT event, side, actor FROM event_actors
        WHERE actor NOT IN (SELECT actor FROM counted)
        UNION
        SELECT a.event, a.side, c.whole FROM event_actors a CROSS JOIN events n ON n.id = a.event
               CROSS JOIN counted c ON c.actor = a.actor AND c.date = n.date
        WHERE a.actor IN (SELECT actor FROM counted))"""
# That row x of the sides is of somebody upon whom the actor of row b acted. A clash of two without
# a target is a fight of which who began is not coded: each acts upon the other. Who stands on both
# sides beside others acts upon those, and not upon itself.
PAIRED = f"""b.side = 'by' AND x.event = b.event AND (x.actor <> b.actor OR e.id NOT IN (
        SELECT n.event FROM sides n GROUP BY n.event HAVING min(n.actor) < max(n.actor)))
    AND (x.side = 'to' OR (
    e.type = '{MUTUAL}' AND x.side = 'by' AND x.actor <> b.actor AND e.id IN (
        SELECT n.event FROM sides n JOIN events c ON c.id = n.event
        WHERE c.type = '{MUTUAL}' GROUP BY n.event HAVING count(*) = 2)))"""


def tallies(
    db: Database, selection: "Selection", period: Period | None = Period.DAY
) -> list[DatedTally]:
    """The acts that meet the selection, counted for each pair of a doer and a target.

    What is of one period is counted by that; what is not stays apart by its first and last day.
    Without a period all time is counted together, and the days are None.
    """
    sides, counted = _sides(db, selection, selection.dyad or ())
    terms, values = event_terms(db, selection)
    between, pair = _between(selection)
    terms += between
    values += pair
    first = last = "NULL"
    if period is not None:
        starts = [STARTS[period].format(day=day) for day in (FIRST, LAST)]
        within = f"{starts[0]} = {starts[1]}"
        first, last = (f"iif({within}, {starts[0]}, {day})" for day in (FIRST, LAST))
    where = f"WHERE {' AND '.join(terms)}" if terms else ""
    rows = db.rows(
        f"""WITH {sides}
            SELECT b.actor AS doer, x.actor AS target, {first} AS first, {last} AS last,
                   total({INTENSITY} < 0) AS hostile, total({INTENSITY} > 0) AS cooperative,
                   total({INTENSITY} = 0) AS neutral, total({INTENSITY} IS NULL) AS uncoded,
                   total(min({INTENSITY}, 0.0)) AS hostile_sum,
                   total(max({INTENSITY}, 0.0)) AS cooperative_sum
            FROM events e {beside(selection)}
                 JOIN sides b ON b.event = e.id JOIN sides x ON {PAIRED}
            {where}
            GROUP BY 1, 2, 3, 4 ORDER BY 3, 4, 1, 2""",
        [*counted, *values],
    )
    return [
        DatedTally(
            row["doer"], row["target"], _day(row["first"]), _day(row["last"]),
            Tally(
                int(row["hostile"]), int(row["cooperative"]), int(row["neutral"]),
                int(row["uncoded"]), row["hostile_sum"], row["cooperative_sum"],
            ),
        )
        for row in rows
    ]  # fmt: skip


def acts_by(db: Database, selection: "Selection", actors: Collection[str]) -> dict[str, int]:
    """The number of events that meet the selection by each of some actors; under "" by any."""
    sides, counted = _sides(db, selection, actors)
    terms, values = event_terms(db, selection)
    where = " AND ".join((*terms, "b.actor IN (SELECT value FROM json_each(?))"))
    joined = f"""FROM events e {beside(selection)}
                 JOIN sides b ON b.event = e.id AND b.side = 'by' WHERE {where}"""
    named = [*counted, *values, json.dumps(list(actors))]
    rows = db.rows(
        f"WITH {sides} SELECT b.actor AS actor, count(*) AS acts {joined} GROUP BY 1", named
    )
    whole: int = db.value(f"WITH {sides} SELECT count(DISTINCT e.id) {joined}", named)
    return {**dict.fromkeys(actors, 0), **{row["actor"]: row["acts"] for row in rows}, "": whole}


def unpaired(db: Database, selection: "Selection") -> int:
    """The number of events that meet the selection and of which nobody acts upon anybody named."""
    sides, counted = _sides(db, selection, ())
    terms, values = event_terms(db, selection)
    # Not asked for each event: the sides that parts count on have no index of their own.
    paired = f"""SELECT b.event FROM events e JOIN sides b ON b.event = e.id
                 JOIN sides x ON {PAIRED}"""
    where = " AND ".join((*terms, f"e.id NOT IN ({paired})"))
    found: int = db.value(
        f"WITH {sides} SELECT count(*) FROM events e {beside(selection)} WHERE {where}",
        [*counted, *values],
    )
    return found


def statuses(db: Database, selection: "Selection") -> dict[str, int]:
    """How many of the events that are in a dyad have each status."""
    sides, counted = _sides(db, selection, selection.dyad or ())
    terms, values = event_terms(db, selection)
    between, pair = _between(selection)
    where = " AND ".join(("1", *terms, *between))
    rows = db.rows(
        f"""WITH {sides}
            SELECT e.status, count(DISTINCT e.id) AS acts FROM events e {beside(selection)}
                 JOIN sides b ON b.event = e.id JOIN sides x ON {PAIRED}
            WHERE {where} GROUP BY 1""",
        [*counted, *values, *pair],
    )
    return {row["status"]: row["acts"] for row in rows}


def span_of_record(db: Database, selection: "Selection") -> tuple[date, date] | None:
    """The first and the last known day of all events that meet the selection."""
    terms, values = event_terms(db, selection)
    where = f"WHERE {' AND '.join(terms)}" if terms else ""
    row = db.row(
        f"""SELECT min(coalesce({FIRST}, {LAST})) AS first, max(coalesce({LAST}, {FIRST})) AS last
            FROM events e {beside(selection)} {where}""",
        values,
    )
    first, last = (_day(row["first"]), _day(row["last"])) if row else (None, None)
    return None if first is None or last is None else (first, last)


def counted_wholes(db: Database, selection: "Selection") -> dict[str, set[str]]:
    """The wholes as which parts count in the acts that meet the selection, each with the parts."""
    named = selection.dyad or ()
    counted = _counted(db, selection, named)
    if not counted:
        return {}
    terms, values = event_terms(db, selection)
    rows = db.rows(
        f"""WITH {ROLLED_UP}
            SELECT DISTINCT c.whole, a.actor FROM events e {beside(selection)}
                   CROSS JOIN event_actors a ON a.event = e.id
                   CROSS JOIN counted c ON c.actor = a.actor AND c.date = e.date
            WHERE {" AND ".join((*terms, "c.whole <> a.actor"))}""",
        [json.dumps(counted), *values],
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        if not named or row["whole"] in named:
            found.setdefault(row["whole"], set()).add(row["actor"])
    return found


def _between(selection: "Selection") -> tuple[list[str], list[str]]:
    """The term that row b is of one of the two of a dyad and row x of the other."""
    if selection.dyad is None:
        return [], []
    named = [*selection.dyad, *reversed(selection.dyad)]
    return ["(b.actor, x.actor) IN (VALUES (?, ?), (?, ?))"], named


def _sides(
    db: Database, selection: "Selection", named: Collection[str]
) -> tuple[str, tuple[str, ...]]:
    """The table expression `sides`, of who is on which side of an event, with its values."""
    counted = _counted(db, selection, named)
    return (ROLLED_UP, (json.dumps(counted),)) if counted else (PLAIN, ())


def _counted(
    db: Database, selection: "Selection", named: Collection[str]
) -> list[tuple[str, str, str]]:
    """For each part and each date on which it acts or is acted upon: the actors it counts as."""
    if selection.exactly:
        return []
    rows = db.rows(
        """SELECT a.actor, n.date, n.earliest, n.latest, min(n.id) AS id
           FROM event_actors a JOIN events n ON n.id = a.event
           WHERE a.actor IN (SELECT part FROM actor_parts)
           GROUP BY a.actor, n.date"""
    )
    if not rows:
        return []
    actors = listing.actors(db, parts.with_wholes(db, {row["actor"] for row in rows}))
    return [
        (row["actor"], row["date"], whole)
        for row in rows
        for whole in counted_as(row["actor"], actors, _date_of(row), named)
    ]


def _date_of(row: sqlite3.Row) -> EventDate:
    try:
        return date_of(row)
    except ValueError as error:
        raise UnreadableRow("events", row["id"], str(error)) from None


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
