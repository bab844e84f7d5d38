"""The table of events: written row by row, read by numbers, handles and conditions."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tracker.errors import UnreadableRow, excerpt
from tracker.model.codebook import EventType
from tracker.model.event import Event
from tracker.model.event_fields import LABELS, TABLED, Field
from tracker.model.names import folded, unused_name
from tracker.model.source import Citation
from tracker.store import counterfactuals, event_lists, hypotheses
from tracker.store.conditions import DERIVED, beside, event_terms
from tracker.store.database import Database
from tracker.store.ordering import first_numbers, order_by
from tracker.store.rows import actor_of, citation_of, event_of, type_of

if TYPE_CHECKING:
    from tracker.model.selection import Selection

UNHAPPENED = "status NOT IN ('occurred', 'ongoing')"  # as its index has it
COLUMNS = "e.*, d.earliest AS derived_earliest, d.latest AS derived_latest"


def insert(
    db: Database,
    row: dict[str, Any],
    by: Iterable[str],
    to: Iterable[str],
    lists: Mapping[Field, Sequence[Any]] = MappingProxyType({}),
) -> int:
    """Store an event row with its resolved actors, labels and remarks; returns its number."""
    columns = ", ".join(row)
    marks = ", ".join(f":{column}" for column in row)
    number = db.run(f"INSERT INTO events ({columns}) VALUES ({marks})", row).lastrowid
    assert number is not None
    set_actors(db, number, "by", by)
    set_actors(db, number, "to", to)
    for field, values in lists.items():
        event_lists.replace(db, number, field, values)
    return number


def update(db: Database, number: int, changes: dict[str, Any]) -> None:
    """Change columns of an event."""
    assignments = ", ".join(f"{column} = :{column}" for column in changes)
    db.run(f"UPDATE events SET {assignments} WHERE id = :_", {**changes, "_": number})


def set_actors(db: Database, number: int, side: str, actors: Iterable[str]) -> None:
    """Let exactly these actors stand on a side of an event, each once, in this order."""
    db.run("DELETE FROM event_actors WHERE event = ? AND side = ?", (number, side))
    db.run_many(
        "INSERT INTO event_actors (event, side, position, actor) VALUES (?, ?, ?, ?)",
        [(number, side, place, code) for place, code in enumerate(dict.fromkeys(actors))],
    )


def delete(db: Database, number: int) -> None:
    """Remove an event with all that stands in other tables of it.

    A claim that it brought something about together with others goes, too.
    """
    joint = [
        tuple(row)
        for row in db.rows(
            """SELECT DISTINCT cause, effect, claimed_by FROM link_partners
               WHERE :n IN (cause, effect, partner)""",
            {"n": number},
        )
    ]
    for table in ("citations", "link_partners", "links"):
        db.run_many(f"DELETE FROM {table} WHERE (cause, effect, claimed_by) = (?, ?, ?)", joint)
    db.run(
        """DELETE FROM citations WHERE event = :n OR cause = :n OR effect = :n
           OR [order] IN (SELECT id FROM orders WHERE :n IN (before, after))""",
        {"n": number},
    )
    db.run("DELETE FROM orders WHERE :n IN (before, after)", {"n": number})
    db.run("DELETE FROM derived_dates WHERE event = :n", {"n": number})
    hypotheses.delete_of(db, number)
    counterfactuals.delete_of(db, number)
    db.run("DELETE FROM links WHERE cause = :n OR effect = :n", {"n": number})
    db.run("DELETE FROM event_actors WHERE event = ?", (number,))
    event_lists.delete(db, number, number)
    db.run("DELETE FROM former_handles WHERE event = ?", (number,))
    db.run("DELETE FROM row_ids WHERE event = ?", (number,))
    db.run("DELETE FROM distinct_events WHERE ? IN (one, other)", (number,))
    db.run("DELETE FROM events WHERE id = ?", (number,))


def cite(db: Database, number: int, citation: Citation) -> None:
    """Store a citation of an event."""
    db.run(
        """INSERT INTO citations
             (event, source, credibility, locator, quotation, supports, marking)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            number, citation.source, citation.credibility, citation.locator, citation.quotation,
            citation.supports, citation.marking,
        ),
    )  # fmt: skip


def uncite(
    db: Database, number: int, source: str, field: str | None = None, locator: str | None = None
) -> int:
    """Remove what a source is cited for on an event, or on one field, or at one place; how many."""
    return db.run(
        """DELETE FROM citations WHERE event = :event AND +source = :source
           AND (:field IS NULL OR supports = :field)
           AND (:locator IS NULL OR locator = :locator)""",
        {"event": number, "source": source, "field": field, "locator": locator},
    ).rowcount


def with_handle(db: Database, handle: str) -> int | None:
    """The number of the event that has exactly this handle now, or None."""
    number: int | None = db.value("SELECT id FROM events WHERE handle = ?", (handle,))
    return number


def is_free(db: Database, number: int) -> bool:
    """Whether no event has this number."""
    return db.row("SELECT 1 FROM events WHERE id = ?", (number,)) is None


def free_handle(db: Database, wanted: str) -> str:
    """`wanted`, or with the first number behind it that makes it unique."""
    taken = """SELECT 1 FROM events WHERE handle = :handle
               UNION ALL SELECT 1 FROM former_handles WHERE handle = :handle"""
    return unused_name(wanted, lambda handle: db.row(taken, {"handle": handle}))


def same_events(db: Database, title: str, earliest: str | None, latest: str | None) -> list[Any]:
    """The numbers and handles of the events with the same date and the same title."""
    rows = db.rows(
        """SELECT id, handle, title FROM events WHERE coalesce(earliest, latest) = ?
           AND earliest IS ? AND latest IS ?""",
        (earliest or latest, earliest, latest),
    )
    return [row for row in rows if folded(row["title"]) == folded(title)]


def about_the_same_time(db: Database, number: int, most: int = 100) -> list[int]:
    """The events about an event that share an actor with it, the latest recorded first.

    They begin within a day of its bounds; where neither has an actor they are among them, too.
    """
    rows = db.rows(
        f"""SELECT e.id FROM events one JOIN events e
              ON coalesce(e.earliest, e.latest)
                 BETWEEN strftime('%Y-%m-%dT%H:%M:%S', coalesce(one.earliest, one.latest), '-1 day')
                     AND strftime('%Y-%m-%dT%H:%M:%S', coalesce(one.latest, one.earliest), '+1 day')
            WHERE one.id = ? AND e.id <> one.id
              AND (EXISTS (SELECT 1 FROM event_actors a JOIN event_actors b ON b.actor = a.actor
                           WHERE a.event = one.id AND b.event = e.id)
                   OR NOT EXISTS (SELECT 1 FROM event_actors WHERE event IN (one.id, e.id)))
            ORDER BY e.id DESC LIMIT {most}""",
        (number,),
    )
    return [row["id"] for row in rows]


def acting_about(
    db: Database, actors: Iterable[str], earliest: str, latest: str, most: int = 100
) -> list[int]:
    """The events with one of some actors that begin within a day of two moments."""
    rows = db.rows(
        f"""SELECT DISTINCT e.id FROM events e JOIN event_actors a ON a.event = e.id
            WHERE coalesce(e.earliest, e.latest)
                  BETWEEN strftime('%Y-%m-%dT%H:%M:%S', ?, '-1 day')
                      AND strftime('%Y-%m-%dT%H:%M:%S', ?, '+1 day')
              AND a.actor IN (SELECT value FROM json_each(?))
            ORDER BY e.id DESC LIMIT {most}""",
        (earliest, latest, json.dumps(sorted(actors))),
    )
    return [row["id"] for row in rows]


def with_any_handle(db: Database, handle: str) -> int | None:
    """The number of the event that has this handle, or had it before it was renamed or merged."""
    number: int | None = db.value(
        """SELECT id FROM events WHERE handle = :handle
           UNION ALL SELECT event FROM former_handles WHERE handle = :handle""",
        {"handle": handle},
    )
    return number


def select(db: Database, selection: "Selection") -> list[Event]:
    """The events that meet the conditions, in the order asked for."""
    first = first_numbers(db, selection)
    if first is not None:
        return hydrate(db, _rows(db, first, beside(selection), selection.sort))
    conditions, parameters = event_terms(db, selection)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = db.rows(
        f"""SELECT {COLUMNS} FROM events e {beside(selection)} {where}
            ORDER BY {order_by(selection.sort)} LIMIT ?""",
        (*parameters, -1 if selection.limit is None else selection.limit),
    )
    return hydrate(db, rows)


def count(db: Database, selection: "Selection") -> int:
    """How many events meet the conditions."""
    if selection.only_happened:  # few did not happen, and an index has them
        every = replace(selection, statuses=(), only_happened=False)
        return count(db, every) - sum(count_unhappened(db, selection).values())
    conditions, parameters = event_terms(db, selection)
    if not conditions:
        return int(db.value("SELECT count(*) FROM events"))
    return int(
        db.value(
            f"""SELECT count(*) FROM events e {beside(selection)}
                WHERE {" AND ".join(conditions)}""",
            tuple(parameters),
        )
    )


def count_unhappened(db: Database, selection: "Selection", linked: bool = False) -> dict[str, int]:
    """How many events that did not happen meet the conditions, by status; only those with links."""
    conditions, parameters = event_terms(db, replace(selection, statuses=()))
    if linked:
        conditions.append("EXISTS (SELECT 1 FROM links l WHERE e.id IN (l.cause, l.effect))")
    where = " AND ".join((UNHAPPENED.replace("status", "e.status"), *conditions))
    rows = db.rows(
        f"""SELECT e.status, count(*) AS n FROM events e {beside(selection)} WHERE {where}
            GROUP BY e.status""",
        tuple(parameters),
    )
    return {row["status"]: row["n"] for row in rows}


def by_handle(db: Database, handle: str) -> Event | None:
    """The event with exactly this handle, or into which the one that had it was merged."""
    number = with_any_handle(db, handle)
    return None if number is None else get(db, number)


def get(db: Database, number: int) -> Event:
    """One event by its number."""
    return fetch(db, [number])[0]


def fetch(
    db: Database, numbers: Iterable[int], selection: "Selection | None" = None
) -> list[Event]:
    """Events by their numbers, in order of time, dated as a selection has it."""
    dates = DERIVED if selection is None else beside(selection)
    return hydrate(db, _rows(db, numbers, dates))


def outlines(db: Database, numbers: Iterable[int], selection: "Selection") -> list[Event]:
    """Events by their numbers, in order of time, without who acted and what is cited for them."""
    rows = _rows(db, numbers, beside(selection))
    types = _types(db, rows)
    return [event_of(row, types, (), (), (), {}) for row in rows]


def fetch_bare(db: Database, numbers: Iterable[int], selection: "Selection") -> list[Event]:
    """Events by their numbers, in order of time, without what is cited and remarked on them."""
    return hydrate(db, _rows(db, numbers, beside(selection)), remarked=False)


def _rows(db: Database, numbers: Iterable[int], dates: str, sort: str = "date") -> list[Any]:
    return db.rows(
        f"""SELECT {COLUMNS} FROM events e {dates}
            WHERE e.id IN (SELECT value FROM json_each(?))
            ORDER BY {order_by(sort)}""",
        (json.dumps(list(numbers)),),
    )


def _types(db: Database, rows: Iterable[Any]) -> dict[str, EventType]:
    """The types that event rows refer to."""
    return {
        row["code"]: type_of(row)
        for row in db.rows(
            "SELECT * FROM types WHERE code IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted({row["type"] for row in rows})),),
        )
    }


def hydrate(db: Database, rows: Sequence[Any], remarked: bool = True) -> list[Event]:
    """Event rows with all that stands in other tables of them: few queries, however many rows.

    Those that are not `remarked` have their actors and labels alone.
    """
    numbers = json.dumps([row["id"] for row in rows])
    types = _types(db, rows)
    actors = {
        row["code"]: actor_of(row)
        for row in db.rows(
            """SELECT * FROM actors WHERE code IN (SELECT actor FROM event_actors
               WHERE event IN (SELECT value FROM json_each(?)))""",
            (numbers,),
        )
    }
    sides: dict[tuple[int, str], list[Any]] = {}
    for row in db.rows(
        """SELECT event, side, actor FROM event_actors
           WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, side, position""",
        (numbers,),
    ):
        if row["actor"] not in actors:
            reason = f"its actor {excerpt(row['actor'])} is not known"
            raise UnreadableRow("events", row["event"], reason)
        sides.setdefault((row["event"], row["side"]), []).append(actors[row["actor"]])
    cited: dict[int, list[Citation]] = {}
    if remarked:
        for row in db.rows(
            "SELECT * FROM citations WHERE event IN (SELECT value FROM json_each(?)) ORDER BY +id",
            (numbers,),
        ):
            cited.setdefault(row["event"], []).append(citation_of(row))
    fields = TABLED if remarked else LABELS
    lists = event_lists.fetch(db, (row["id"] for row in rows), fields)
    return [
        event_of(
            row,
            types,
            tuple(sides.get((row["id"], "by"), ())),
            tuple(sides.get((row["id"], "to"), ())),
            tuple(cited.get(row["id"], ())),
            lists.get(row["id"], {}),
        )
        for row in rows
    ]
