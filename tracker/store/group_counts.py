"""Events counted by what they have in common: of a million a few thousand become values.

The rows are counted as they are read and none is kept, so that memory holds what differs alone;
the sorter of a GROUP BY over so many columns takes longer.
"""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tracker.model.event_fields import LABELS
from tracker.model.event_groups import GroupKey
from tracker.store.conditions import DERIVED, STRENGTH, beside, event_terms, latest, start
from tracker.store.database import Database
from tracker.store.messages import explained
from tracker.store.ordering import DERIVED_TOO, DOUBTFUL, INDEXED, MOVED
from tracker.store.rows import bound_text

if TYPE_CHECKING:
    from tracker.model.selection import Selection

DATE = ("e.date", "e.earliest", "e.latest", "d.earliest", "d.latest")
WHOLE_DATE = f"json_array({', '.join(DATE)})"
# Who acts is worked out for a date where parts act, which count as their wholes for a time.
PART_ACTS = """e.id IN (SELECT event FROM event_actors
               WHERE actor IN (SELECT part FROM actor_parts))"""
IN_ORDER = """(SELECT group_concat({value}, char(31)) FROM (
              SELECT {value} FROM {table} WHERE event = e.id{which} ORDER BY position))"""
BY, TO = (
    IN_ORDER.format(value="actor", table="event_actors", which=f" AND side = '{side}'")
    for side in ("by", "to")
)
COLUMNS = {
    GroupKey.ACT: ("e.status", "e.type", "e.intensity"),
    GroupKey.TYPE: ("e.type",),
    GroupKey.TONE: ("t.quad", "t.goldstein <= 0"),
    GroupKey.DATE: DATE,
    GroupKey.DOERS: (BY,),
    GroupKey.SIDES: (BY, TO),
    GroupKey.PLACE: ("e.place",),
    GroupKey.LABELS: tuple(
        IN_ORDER.format(value=f"[{field.option}]", table=field.table, which="") for field in LABELS
    ),
}


def count_groups(
    db: Database, selection: "Selection", keys: Collection[GroupKey], apart: Collection[int] = ()
) -> dict[int, int]:
    """The events that meet the selection, of each group the first number and how many.

    Those that are to stay `apart` are not among them. Where the sides are among the `keys` and the
    date has not, the dates of what parts of others did have to be, too.
    """
    columns = [column for what in keys for column in COLUMNS[what]]
    if GroupKey.SIDES in keys and GroupKey.DATE not in keys and _has_parts(db, selection):
        columns.append(f"iif({PART_ACTS}, {WHOLE_DATE}, NULL)")
    # Few did not happen, and what is counted tells which: so no row is asked.
    told = selection.only_happened and "e.status" in columns
    every = replace(selection, statuses=(), only_happened=False) if told else selection
    terms, values = event_terms(db, every)
    where = f"WHERE {' AND '.join(terms)}" if terms else ""
    tables = beside(selection) if terms or GroupKey.TONE in keys else DERIVED
    kept = set(apart)
    first: dict[tuple[Any, ...], int] = {}
    counts: dict[tuple[Any, ...], int] = {}
    with explained(db.path):
        cursor = db.connection.cursor()
        cursor.row_factory = None  # plain tuples, which are the keys
        cursor.execute(f"SELECT {', '.join(columns)}, e.id FROM events e {tables} {where}", values)
        for row in cursor:
            same, number = row[:-1], row[-1]
            if number in kept:
                continue
            if same in counts:
                counts[same] += 1
                if number < first[same]:
                    first[same] = number
            else:
                counts[same] = 1
                first[same] = number
    if told:
        status = columns.index("e.status")
        return {first[k]: n for k, n in counts.items() if k[status] in selection.statuses}
    return {first[same]: count for same, count in counts.items()}


def count_acting(db: Database, selection: "Selection") -> dict[str, int]:
    """How many events that meet the selection each actor is on the acting side of, by its code."""
    terms, values = event_terms(db, selection)
    if selection.only_happened and len(terms) == 1:  # few did not happen, and an index has them
        every = db.rows("SELECT actor, count(*) FROM event_actors WHERE side = 'by' GROUP BY actor")
        left = db.rows(
            """SELECT a.actor, count(*) FROM events e
               CROSS JOIN event_actors a ON a.event = e.id AND a.side = 'by'
               WHERE e.status NOT IN ('occurred', 'ongoing') GROUP BY a.actor"""
        )
        out: dict[str, int] = dict(map(tuple, left))
        found = {code: count - out.get(code, 0) for code, count in every}
        return {code: count for code, count in found.items() if count}
    where = f"WHERE {' AND '.join(terms)}" if terms else ""
    return dict(
        map(
            tuple,
            db.rows(
                f"""SELECT a.actor, count(*) FROM events e {beside(selection)}
                    JOIN event_actors a ON a.event = e.id AND a.side = 'by'
                    {where} GROUP BY a.actor""",
                values,
            ),
        )
    )


def first_and_last(db: Database, selection: "Selection") -> set[int]:
    """The event that begins first and that which ends last, of those that meet the selection."""
    terms, values = event_terms(db, selection)
    where = f"WHERE {' AND '.join(terms)}" if terms else ""
    return {
        row["id"]
        for order in ("coalesce(e.earliest, e.latest)", "coalesce(e.latest, e.earliest) DESC")
        for row in db.rows(
            f"SELECT e.id FROM events e {beside(selection)} {where} ORDER BY {order} LIMIT 1",
            values,
        )
    }


def within(
    db: Database,
    selection: "Selection",
    first: datetime,
    last: datetime,
    most: int,
    moved: bool = True,
) -> list[int]:
    """The first events that meet the selection and lie wholly between two moments.

    Whether any is `moved`, by a margin or by claims of order, costs a look at all.
    """
    terms, values = event_terms(db, selection)
    bounds = [bound_text(first), bound_text(last)]
    found: list[tuple[str, int]] = []
    for which, begin, end in (
        (f"NOT ({DOUBTFUL} OR {DERIVED_TOO})", INDEXED["date"], "e.latest"),
        *([(f"e.id IN ({MOVED})", start(), latest())] if moved else []),
    ):
        rows = db.rows(
            f"""SELECT e.id, {begin} AS place FROM events e {beside(selection)}
                WHERE {" AND ".join((which, *terms))} AND e.earliest NOTNULL
                  AND {begin} BETWEEN ? AND ? AND {end} <= ?
                ORDER BY {begin}, e.id LIMIT ?""",
            (*values, *bounds, bounds[1], most),
        )
        found += [(row["place"], row["id"]) for row in rows]
    return [number for _, number in sorted(found)[:most]]


def strengths(db: Database, selection: "Selection") -> "Counter[float]":
    """How many events that meet the selection are how far from 0 on the Goldstein scale."""
    terms, values = event_terms(db, selection)
    where = f"WHERE {' AND '.join(terms)}" if terms else ""
    tables = beside(selection) if terms else ""
    usual = {row["code"]: row["goldstein"] for row in db.rows("SELECT code, goldstein FROM types")}
    with explained(db.path):
        cursor = db.connection.cursor()
        cursor.row_factory = None
        counted = Counter(
            cursor.execute(f"SELECT e.type, e.intensity FROM events e {tables} {where}", values)
        )
    found: Counter[float] = Counter()
    for (kind, own), times in counted.items():
        found[abs(usual.get(kind) or 0.0 if own is None else own)] += times
    return found


def places_in_time(
    db: Database, selection: "Selection", strength: float, number: int, named: Collection[int] = ()
) -> tuple[dict[int, float], dict[int, int]]:
    """How strong some events are, and their places in the order of time.

    They are those of the `number` of events that meet the selection that are at least so far from
    0 on the Goldstein scale, those that are named, and the first and the last.
    """
    terms, values = event_terms(db, selection)
    where = f"WHERE {' AND '.join(terms)}" if terms else ""
    rows = db.rows(
        f"""SELECT id, strength, place FROM (
                SELECT e.id, {STRENGTH} AS strength,
                       row_number() OVER (ORDER BY {start()}, e.id) - 1 AS place
                FROM events e {beside(selection)} {where})
            WHERE strength >= ? OR place = 0 OR place = ?
               OR id IN (SELECT value FROM json_each(?))""",
        [*values, strength, number - 1, json.dumps(sorted(named))],
    )
    return (
        {row["id"]: float(row["strength"]) for row in rows},
        {row["id"]: row["place"] for row in rows},
    )


def _has_parts(db: Database, selection: "Selection") -> bool:
    return not selection.exactly and db.row("SELECT 1 FROM actor_parts LIMIT 1") is not None
