"""Values as flat records, with the columns a table shows of them."""

from collections.abc import Mapping
from typing import Any

from tracker.model.event import Event
from tracker.model.event_answers import EventList
from tracker.model.link import Link
from tracker.model.order import LEAST, OrderClaim, gap_text
from tracker.model.source import Citation, Grade, Source
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

EVENT_COLUMNS = (
    Column("id", "#", "right", style="dim"),
    Column("date", "date"),
    Column("derived", "derived", spare=1),
    Column("title", "title", wrap=True),
    Column("dyad", "by → to", spare=1),
    Column("type", "type", spare=3),
    Column("status", "status", usual="occurred"),
    Column("intensity", "intensity", "right", spare=2),
)
ORDER_COLUMNS = (
    Column("before", "before", wrap=True, style="cyan"),
    Column("after", "after", wrap=True, style="cyan"),
    Column("at_least", "at least"),
    Column("within", "within"),
    Column("sources", "sources", wrap=True, spare=1),
)


def event_record(event: Event, sources: Mapping[str, Source] | None = None) -> dict[str, Any]:
    """An event with all its fields."""
    return {
        "id": event.id,
        "handle": event.handle,
        "date": event.date.text,
        "derived": event.derived_text,
        "earliest": event.date.earliest and event.date.earliest.isoformat(),
        "latest": event.date.latest and event.date.latest.isoformat(),
        "derived_earliest": event.derived_earliest and event.derived_earliest.isoformat(),
        "derived_latest": event.derived_latest and event.derived_latest.isoformat(),
        "title": event.title,
        "dyad": event.dyad,
        "by": [actor.code for actor in event.by],
        "to": [actor.code for actor in event.to],
        "type": event.type.code,
        "status": event.status.value,
        "avoidable": event.avoidable,
        "quad": event.quad and event.quad.label,
        "intensity": event.intensity,
        "place": event.place,
        "summary": event.summary,
        "sources": [citation_record(citation, sources or {}) for citation in event.citations],
    }


def event_list_sheet(answer: EventList, for_table: bool) -> Sheet:
    """Events, a row each; a table has no room for their sources."""
    sources = {} if for_table else answer.sources
    return Sheet(EVENT_COLUMNS, [event_record(event, sources) for event in answer.events])


def citation_record(citation: Citation, sources: Mapping[str, Source]) -> dict[str, Any]:
    """A citation with its grade put together from both halves."""
    source = sources.get(citation.source)
    return {
        "source": citation.source,
        "grade": str(Grade(source.reliability if source else None, citation.credibility)) or None,
        "supports": citation.supports,
        "locator": citation.locator,
        "quotation": citation.quotation,
    }


def order_record(claim: OrderClaim, events: Mapping[int, Event]) -> dict[str, Any]:
    """A claim of order with its ends named."""
    return {
        "id": claim.id,
        "before": events[claim.before].handle,
        "after": events[claim.after].handle,
        "at_least": gap_text(claim.at_least) if claim.at_least > LEAST else None,
        "within": claim.within and gap_text(claim.within),
        "sources": [citation.source for citation in claim.citations],
    }


def link_record(
    link: Link, events: Mapping[int, Event], sources: Mapping[str, Source] | None = None
) -> dict[str, Any]:
    """A link with its ends named."""
    return {
        "cause": events[link.cause].handle,
        "relation": link.relation,
        "effect": events[link.effect].handle,
        "likelihood": link.likelihood,
        "likelihood_words": link.words,
        "claimed_by": link.claimed_by,
        "denied": link.denied,
        "because": link.because,
        "sources": [citation_record(citation, sources or {}) for citation in link.citations],
    }
