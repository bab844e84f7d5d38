"""Rows of the database made into values."""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tracker.errors import UnreadableRow, excerpt
from tracker.model.actor import Actor
from tracker.model.codebook import EventType, QuadClass, Relation
from tracker.model.dates import EventDate
from tracker.model.event import Event, Status
from tracker.model.event_fields import FIELDS, Kind
from tracker.model.source import Citation, Source


def _as_stored(value: Any) -> Any:
    return value


# Columns that events have beside the first ones, with how each is read.
FURTHER: dict[str, Callable[[Any], Any]] = {
    field.name: bool if field.kind is Kind.FLAG else _as_stored
    for field in (
        *(field for field in FIELDS if field.kind is Kind.POINT),
        *FIELDS[[field.name for field in FIELDS].index("status") + 1 :],
    )
    if field.kind in (Kind.FLAG, Kind.LINE, Kind.POINT, Kind.PROSE, Kind.MARKING, Kind.ZONE)
}


def bound_text(bound: datetime | None) -> str | None:
    """A bound of a date as it is stored: to the second, so that text order is time order."""
    return None if bound is None else bound.isoformat()


def date_of(row: sqlite3.Row) -> EventDate:
    """The date of an event row, without parsing its EDTF text again."""
    earliest, latest = (_moment(row[bound]) for bound in ("earliest", "latest"))
    if earliest is None or latest is None:
        if earliest is latest:
            raise ValueError("it has no bound of its date")
    elif earliest > latest:
        raise ValueError("it begins after it ends")
    return EventDate(row["date"], earliest, latest)


def event_of(
    row: sqlite3.Row,
    types: Mapping[str, EventType],
    by: tuple[Actor, ...],
    to: tuple[Actor, ...],
    citations: tuple[Citation, ...],
    lists: Mapping[str, Any],
) -> Event:
    """An event from its row and from what stands in the tables around it."""
    try:
        return Event(
            row["id"], row["handle"], row["title"], date_of(row), types[row["type"]], by, to,
            row["summary"], row["place"], row["intensity"], citations,
            _moment(row["derived_earliest"]), _moment(row["derived_latest"]), Status(row["status"]),
            **{name: read(row[name]) for name, read in FURTHER.items()}, **lists,
        )  # fmt: skip
    except KeyError:
        reason = f"its type {excerpt(row['type'])} is not in the codebook"
    except ValueError as error:
        reason = str(error)
    raise UnreadableRow("events", row["id"], reason)


def actor_of(row: sqlite3.Row, aliases: tuple[str, ...] = ()) -> Actor:
    """An actor from its row."""
    return Actor(**{key: row[key] for key in row.keys()}, aliases=aliases)  # noqa: SIM118


def type_of(row: sqlite3.Row, aliases: tuple[str, ...] = ()) -> EventType:
    """An event type from its row."""
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118
    try:
        values["quad"] = None if row["quad"] is None else QuadClass(row["quad"])
    except ValueError as error:
        raise UnreadableRow("types", row["code"], str(error)) from None
    return EventType(**values, aliases=aliases)


def relation_of(row: sqlite3.Row) -> Relation:
    """A relation from its row."""
    return Relation(**{key: row[key] for key in row.keys()})  # noqa: SIM118


def source_of(
    row: sqlite3.Row, aliases: tuple[str, ...] = (), relays: tuple[str, ...] = ()
) -> Source:
    """A source from its row."""
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118
    return Source(**values, aliases=aliases, relays=relays)


def citation_of(row: sqlite3.Row) -> Citation:
    """A citation from its row."""
    return Citation(
        row["source"], row["credibility"], row["locator"], row["quotation"], row["supports"],
        row["marking"], row["if_true"], row["if_false"], bool(row["not_found"]), row["reliance"],
    )  # fmt: skip


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:  # it could not be compared with the others
        raise ValueError(f"{text} is in a time zone, and bounds are in none")
    return moment
