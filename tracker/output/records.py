"""Values as flat records, with the columns a table shows of them."""

from collections.abc import Mapping
from typing import Any

from tracker.analysis.grading import best_grade
from tracker.model.answers.browse import (
    EventDetail,
    EventList,
    SearchResults,
    marked_parts,
    without_marks,
)
from tracker.model.answers.record import OrderList
from tracker.model.event import Event
from tracker.model.event_fields import TABLED
from tracker.model.link import Link
from tracker.model.margins import margin_text
from tracker.model.order import LEAST, OrderClaim, gap_text
from tracker.model.source import Citation, Grade, Source
from tracker.output.evidence_tests import weighed_record
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

EVENT_COLUMNS = (
    Column("id", "#", "right", style="dim"),
    Column("date", "date", wrap=True, date=True),
    Column("derived", "derived", spare=1, date=True),
    Column("title", "title", wrap=True),
    Column("sides", "by → to", wrap=True, spare=1),
    Column("type", "type", spare=3),
    Column("status", "status", usual="occurred"),
    Column("intensity", "intensity", "right", spare=2),
    Column("marking", "marking"),
)
MATCH_COLUMNS = (
    Column("id", "#", "right", style="dim"),
    Column("date", "date", wrap=True, date=True),
    Column("title", "title", wrap=True),
    Column("passage", "passage", wrap=True),
    Column("marking", "marking"),
)
CITATION_COLUMNS = (
    Column("source", "source", wrap=True),
    Column("grade", "grade"),
    Column("supports", "for its"),
    Column("locator", "locator", wrap=True),
    Column("quotation", "quotation", wrap=True),
    Column("marking", "marking"),
)
LINK_COLUMNS = (
    Column("cause", "cause", wrap=True, style="cyan", whole=True),
    Column("relation", "relation"),
    Column("effect", "effect", wrap=True, style="cyan", whole=True),
    Column("likelihood_words", "likelihood"),
    Column("claimed_by", "claimed by"),
    Column("because", "because", wrap=True),
    Column("marking", "marking"),
)
ORDER_COLUMNS = (
    Column("before", "before", wrap=True, style="cyan", whole=True),
    Column("before_marking", "marking"),
    Column("after", "after", wrap=True, style="cyan", whole=True),
    Column("after_marking", "marking"),
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
        "date_said": event.date_said,
        "derived": event.derived_text,
        "margin": margin_text(event.date.margin) if event.date.is_approximate else None,
        "earliest": event.date.earliest and event.date.earliest.isoformat(),
        "latest": event.date.latest and event.date.latest.isoformat(),
        "derived_earliest": event.derived_earliest and event.derived_earliest.isoformat(),
        "derived_latest": event.derived_latest and event.derived_latest.isoformat(),
        "title": event.title,
        "dyad": event.dyad,
        "sides": event.sides,
        "by": [actor.code for actor in event.by],
        "to": [actor.code for actor in event.to],
        "type": event.type.code,
        "status": event.status.value,
        "avoidable": event.avoidable,
        "quad": event.quad and event.quad.label,
        "intensity": event.intensity,
        "place": event.place,
        "coordinates": event.coordinates,
        "zone": event.zone,
        "summary": event.summary,
        "marking": event.marking,
        **{field.name: field.plain(event) for field in TABLED},
        "sources": [citation_record(citation, sources or {}) for citation in event.citations],
    }


def event_list_sheet(answer: EventList, for_table: bool) -> Sheet:
    """Events, a row each; a table has no room for their sources."""
    sources = {} if for_table else answer.sources
    return Sheet(EVENT_COLUMNS, [event_record(event, sources) for event in answer.events])


def event_detail_sheet(answer: EventDetail, for_table: bool) -> Sheet:
    """One event whole, with its links inside; people read it as running text."""
    event, sources = answer.event, answer.sources
    record = event_record(event, sources)
    grade = best_grade(event.citations, sources)
    record["grade"] = (grade and str(grade)) or None
    record["independent_sources"] = answer.independent_sources
    others = [
        answer.neighbours[link.effect if link.cause == event.id else link.cause]
        for link in answer.links
    ]
    record["links"] = [
        {
            **link_record(link, answer.neighbours, sources),
            "weighed": weighed and weighed_record(weighed),
            "other": other.handle,
            "other_status": other.status.value,
        }
        for link, other in zip(answer.links, others, strict=True)
        for weighed in (answer.weighed_of(link),)
    ]

    def read() -> None:
        from tracker.output.reading import print_event

        print_event(answer, record)

    return Sheet(
        EVENT_COLUMNS,
        [record],
        whole=record,
        read=read,
        below=(
            ("Sources", Sheet(CITATION_COLUMNS, record["sources"])),
            ("Links", Sheet(LINK_COLUMNS, record["links"])),
        ),
    )


def search_sheet(answer: SearchResults, for_table: bool) -> Sheet:
    """The matches of a search; in a table the words that were found stand out."""
    records = []
    for match in answer.matches:
        record = event_record(match.event, answer.sources)
        for key, text in (("title", match.title), ("passage", match.passage)):
            record[key] = _lit(text) if for_table else without_marks(text)
        records.append(record)
    return Sheet(MATCH_COLUMNS, records)


def _lit(text: str) -> Any:
    """A marked text with its matches lit."""
    from rich.text import Text

    return Text.assemble(
        *((part, "bold reverse" if found else "") for part, found in marked_parts(text))
    )


def order_list_sheet(answer: OrderList, for_table: bool) -> Sheet:
    """Claims of order, a row each."""
    return Sheet(ORDER_COLUMNS, [order_record(claim, answer.events) for claim in answer.claims])


def citation_record(citation: Citation, sources: Mapping[str, Source]) -> dict[str, Any]:
    """A citation with its grade put together from both halves."""
    source = sources.get(citation.source)
    return {
        "source": citation.source,
        **(tested_record(citation) if citation.is_tested else {}),
        "grade": str(Grade(source.reliability if source else None, citation.credibility)) or None,
        "supports": citation.supports,
        "locator": citation.locator,
        "quotation": citation.quotation,
        "marking": citation.marking,
    }


def tested_record(citation: Citation) -> dict[str, Any]:
    """How likely the evidence of a citation is if the claim holds and if not."""
    return {
        "if_true": citation.if_true,
        "if_false": citation.if_false,
        "not_found": citation.not_found,
        "reliance": citation.reliance,
    }


def order_record(claim: OrderClaim, events: Mapping[int, Event]) -> dict[str, Any]:
    """A claim of order with its ends named."""
    return {
        "id": claim.id,
        "before": events[claim.before].handle,
        "after": events[claim.after].handle,
        "before_marking": events[claim.before].marking,
        "after_marking": events[claim.after].marking,
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
        "with": [events[partner].handle for partner in link.partners if partner in events],
        "relation": link.relation,
        "effect": events[link.effect].handle,
        "likelihood": link.likelihood,
        "likelihood_words": link.words,
        "band": link.band.rounded(),
        "claimed_by": link.claimed_by,
        "denied": link.denied,
        "needed": link.needed,
        "because": link.because,
        "marking": link.marking,
        "sources": [citation_record(citation, sources or {}) for citation in link.citations],
    }
