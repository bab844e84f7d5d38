"""Acts counted by dyad and day in SQL: a million events do not become a million objects."""

import json
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from tracker.model.dyads import DatedTally, Period, Tally
from tracker.store.conditions import LATEST, PAIRED, beside, event_terms
from tracker.store.database import Database

if TYPE_CHECKING:
    from tracker.model.selection import Selection

INTENSITY = "coalesce(e.intensity, t.goldstein)"
FIRST = "substr(coalesce(d.earliest, e.earliest), 1, 10)"
LAST = f"substr({LATEST}, 1, 10)"
STARTS = {  # the first day of the period that a day is in
    Period.DAY: "{day}",
    Period.WEEK: "date({day}, '-6 days', 'weekday 1')",
    Period.MONTH: "substr({day}, 1, 7) || '-01'",
}


def tallies(
    db: Database, selection: "Selection", period: Period | None = Period.DAY
) -> list[DatedTally]:
    """The acts that meet the selection, counted for each pair of a doer and a target.

    What is of one period is counted by that; what is not stays apart by its first and last day.
    Without a period all time is counted together, and the days are None.
    """
    terms, values = event_terms(db, selection)
    if selection.dyad is not None:
        terms.append("(b.actor, x.actor) IN (VALUES (?, ?), (?, ?))")
        values += [*selection.dyad, *reversed(selection.dyad)]
    first = last = "NULL"
    if period is not None:
        starts = [STARTS[period].format(day=day) for day in (FIRST, LAST)]
        within = f"{starts[0]} = {starts[1]}"
        first, last = (f"iif({within}, {starts[0]}, {day})" for day in (FIRST, LAST))
    where = f"WHERE {' AND '.join(terms)}" if terms else ""
    rows = db.rows(
        f"""SELECT b.actor AS doer, x.actor AS target, {first} AS first, {last} AS last,
                   total({INTENSITY} < 0) AS hostile, total({INTENSITY} > 0) AS cooperative,
                   total({INTENSITY} = 0) AS neutral, total({INTENSITY} IS NULL) AS uncoded,
                   total(min({INTENSITY}, 0.0)) AS hostile_sum,
                   total(max({INTENSITY}, 0.0)) AS cooperative_sum
            FROM events e {beside(selection)}
                 JOIN event_actors b ON b.event = e.id JOIN event_actors x ON {PAIRED}
            {where}
            GROUP BY 1, 2, 3, 4 ORDER BY 3, 4, 1, 2""",
        values,
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
    terms, values = event_terms(db, selection)
    where = " AND ".join((*terms, "b.actor IN (SELECT value FROM json_each(?))"))
    joined = f"""FROM events e {beside(selection)}
                 JOIN event_actors b ON b.event = e.id AND b.side = 'by' WHERE {where}"""
    named = [*values, json.dumps(list(actors))]
    rows = db.rows(f"SELECT b.actor AS actor, count(*) AS acts {joined} GROUP BY 1", named)
    whole: int = db.value(f"SELECT count(DISTINCT e.id) {joined}", named)
    return {**dict.fromkeys(actors, 0), **{row["actor"]: row["acts"] for row in rows}, "": whole}


def unpaired(db: Database, selection: "Selection") -> int:
    """The number of events that meet the selection and of which nobody acts upon anybody named."""
    terms, values = event_terms(db, selection)
    paired = f"""SELECT 1 FROM event_actors b JOIN event_actors x ON {PAIRED}
                 WHERE b.event = e.id"""
    where = " AND ".join((*terms, f"NOT EXISTS ({paired})"))
    found: int = db.value(
        f"SELECT count(*) FROM events e {beside(selection)} WHERE {where}", values
    )
    return found


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


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
