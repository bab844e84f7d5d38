"""Events as records of JSON lines, put together by SQLite.

SQLite writes a record about as fast as it reads the row, where Python takes ten times as long to
make an event and to write it. What it writes is what `json.dumps` writes of the draft, for the
fields of `model.event_fields`. An event that it does not write comes as its draft: one with
remarks, one whose date follows from claims of order, one whose row is not sound.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import Field as Attribute
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from tracker.model.event import Event, EventDraft, Status
from tracker.model.event_fields import FIELDS, REMARKS, Field, Kind, draft_of
from tracker.model.source import Citation
from tracker.store.database import Database
from tracker.store.identities import identities

Fetch = Callable[[Sequence[int]], list[Event]]
# That a bound is as tracker writes it; another is read in Python, which refuses what is none.
MOMENT = "coalesce(strftime('%Y-%m-%dT%H:%M:%S', e.{0}, '+0 days') = e.{0}, e.{0} IS NULL)"
NUMBERS = "iif({0} = round({0}, 1), printf('%.1f', {0}), json_number({0}))"
UUID = """(SELECT ', "uuid": ' || json_quote(u.uuid) FROM main.event_uuids u
    WHERE u.event = e.id)"""
KNOWN = "AND c.source IN (SELECT value FROM json_each(:known))"


def records(
    db: Database, numbers: Sequence[int], known: Sequence[str] | None, fetch: Fetch
) -> Iterator[str | EventDraft]:
    """The records of events, in order of their numbers; drafts of those that SQLite cannot write.

    Of the citations those of sources that were `known` count, where some are named. `fetch` gives
    the events whose drafts are needed.
    """
    db.connection.create_function("json_number", 1, json.dumps, deterministic=True)
    rows = db.rows(
        _query("" if known is None else KNOWN),
        {
            "numbers": json.dumps(list(numbers)),
            "known": None if known is None else json.dumps(list(known)),
        },
    )
    missing = [row["id"] for row in rows if row["record"] is None]
    drafts = {}
    if missing:
        named = identities(db, missing)
        for event in fetch(missing):
            drafts[event.id] = replace(draft_of(event), uuid=named.get(event.id))
    yield from (row["record"] or drafts[row["id"]] for row in rows)


@lru_cache
def _query(known: str) -> str:
    """The query for the records of some events, with the term that citations must meet."""
    members = [_member(field, known) for field in FIELDS if field.kind is not Kind.REMARKS]
    remarked = " OR ".join(
        f"EXISTS (SELECT 1 FROM {field.table} r WHERE r.event = e.id)" for field in REMARKS
    )
    statuses = ", ".join(f"'{each}'" for each in Status)
    return f"""SELECT e.id, iif(
            {MOMENT.format("earliest")} AND {MOMENT.format("latest")}
            AND coalesce(e.earliest, e.latest) >= '0001'
            AND coalesce(e.earliest <= e.latest, 1)
            AND e.status IN ({statuses})
            AND EXISTS (SELECT 1 FROM types t WHERE t.code = e.type)
            AND NOT EXISTS (SELECT 1 FROM derived_dates d WHERE d.event = e.id)
            AND NOT EXISTS (SELECT 1 FROM event_actors a WHERE a.event = e.id
                            AND a.actor NOT IN (SELECT code FROM actors))
            AND NOT ({remarked}),
            {_joined('{"record": "event"', [*members, UUID])}, NULL) AS record
        FROM events e WHERE e.id IN (SELECT value FROM json_each(:numbers)) ORDER BY e.id"""


def _member(field: Field, known: str) -> str:
    """The SQL of a field with its name, behind a comma; of one that says nothing an empty text."""
    column = f"e.[{field.name}]"
    begin = f"', \"{field.name}\": '"
    if field.kind is Kind.NUMBER:
        return f"{begin} || {column}"
    if field.kind is Kind.INTENSITY:
        return f"iif({column} IS NULL, '', {begin} || {NUMBERS.format(column)})"
    if field.kind is Kind.FLAG:
        return f"iif({column}, {begin} || 'true', '')"
    if field.kind is Kind.STATUS:
        return f"iif({column} = '{Status.OCCURRED}', '', {begin} || json_quote({column}))"
    if field.kind is Kind.ACTORS:
        return _list(
            field,
            f"""SELECT json_quote(actor) AS item FROM event_actors a
                WHERE a.event = e.id AND a.side = '{field.name}' ORDER BY position""",
        )
    if field.kind is Kind.LABELS:
        return _list(
            field,
            f"""SELECT json_quote([{field.option}]) AS item FROM {field.table} n
                WHERE n.event = e.id ORDER BY position""",
        )
    if field.kind is Kind.CITATIONS:
        cited = [_of_citation(each) for each in fields(Citation) if each.name != "source"]
        return _list(
            field,
            f"""SELECT {_joined('{"source": ', ["json_quote(c.source)", *cited])} AS item
                FROM citations c WHERE c.event = e.id {known} ORDER BY c.id""",
        )
    return f"iif(coalesce({column}, '') = '', '', {begin} || json_quote({column}))"


def _joined(begin: str, parts: Sequence[str]) -> str:
    """The SQL of an object of JSON; many texts are joined by one call, or each would be copied."""
    return f"printf('{begin}{'%s' * len(parts)}}}', {', '.join(parts)})"


def _list(field: Field, items: str) -> str:
    """The SQL of a field with several values."""
    return f"""coalesce(', "{field.name}": ['
        || (SELECT group_concat(item, ', ') FROM ({items})) || ']', '')"""


def _of_citation(field: "Attribute[Any]") -> str:
    """The SQL of a field of a citation, behind a comma."""
    name, kind = field.name, field.type
    begin = f"', \"{name}\": '"
    if kind is bool:
        return f"iif(c.{name}, {begin} || 'true', '')"
    if kind == float | None:
        return f"iif(c.{name} IS NULL, '', {begin} || json_number(c.{name}))"
    return f"iif(coalesce(c.{name}, '') = '', '', {begin} || json_quote(c.{name}))"
