"""Recorded values as sheets: an event, a link, an entry of a register, or a plain value."""

from collections.abc import Callable, Mapping
from typing import Any

from tracker.model.actor import Actor
from tracker.model.answer import Recorded
from tracker.model.answers.record import RecordedLink, RemovedLinks
from tracker.model.codebook import EventType
from tracker.model.event import Event
from tracker.model.history import Entry
from tracker.model.order import OrderClaim, gap_text
from tracker.model.source import Source
from tracker.output.history import ENTRY_COLUMNS, entry_record
from tracker.output.records import EVENT_COLUMNS, LINK_COLUMNS, event_record, link_record
from tracker.output.registers import (
    ACTOR_COLUMNS,
    SOURCE_COLUMNS,
    TYPE_COLUMNS,
    actor_record,
    source_record,
    type_record,
)
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

VALUE_COLUMNS = (Column("value", "value"),)
CLAIM_COLUMNS = (
    Column("before", "before", "right"),
    Column("after", "after", "right"),
    Column("at_least", "at least"),
    Column("within", "within"),
)


def recorded_sheet(answer: Recorded[Any], for_table: bool) -> Sheet:
    """The value, or the values, that were recorded, a row each."""
    value = answer.value
    values = list(value) if isinstance(value, list | tuple) else [value]
    columns, record_of = next(
        (shape for kind, shape in SHAPES.items() if values and isinstance(values[0], kind)),
        (VALUE_COLUMNS, _value_record),
    )
    return Sheet(columns, [record_of(each) for each in values])


def recorded_link_sheet(answer: RecordedLink, for_table: bool) -> Sheet:
    """A link that was recorded."""
    return Sheet(LINK_COLUMNS, [link_record(answer.value, _by_number(answer))])


def removed_links_sheet(answer: RemovedLinks, for_table: bool) -> Sheet:
    """Links that were removed, a row each."""
    return Sheet(LINK_COLUMNS, [link_record(link, _by_number(answer)) for link in answer.links])


def _by_number(answer: RecordedLink | RemovedLinks) -> dict[int, Event]:
    return {event.id: event for event in (answer.cause, answer.effect, *answer.partners)}


def _claim_record(claim: OrderClaim) -> dict[str, Any]:
    return {
        "before": claim.before,
        "after": claim.after,
        "at_least": gap_text(claim.at_least),
        "within": claim.within and gap_text(claim.within),
    }


def _value_record(value: Any) -> dict[str, Any]:
    return {"value": value if isinstance(value, int | float | str | None) else str(value)}


SHAPES: Mapping[type, tuple[tuple[Column, ...], Callable[[Any], dict[str, Any]]]] = {
    Event: (EVENT_COLUMNS, event_record),
    Actor: (ACTOR_COLUMNS, lambda actor: actor_record(actor, {})),
    Source: (SOURCE_COLUMNS, lambda source: source_record(source, {})),
    EventType: (TYPE_COLUMNS, lambda event_type: type_record(event_type, {})),
    Entry: (ENTRY_COLUMNS, entry_record),
    OrderClaim: (CLAIM_COLUMNS, _claim_record),
}
