"""Values as flat records, with the columns a table shows of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker.analysis.evidence import best_grade, worst_grade
from tracker.model.browse_answers import EventDetail, SearchResults, marked_parts, without_marks
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.event_answers import EventList
from tracker.model.link import Link
from tracker.model.order import LEAST, OrderClaim, gap_text
from tracker.model.record_answers import OrderList
from tracker.model.source import Citation, Grade, Source
from tracker.output.rendering import Column
from tracker.output.sheets import Sheet

if TYPE_CHECKING:
    from tracker.analysis.paths import Path
    from tracker.analysis.reach import Step

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
MATCH_COLUMNS = (
    Column("id", "#", "right", style="dim"),
    Column("date", "date"),
    Column("title", "title", wrap=True),
    Column("passage", "passage", wrap=True),
)
CITATION_COLUMNS = (
    Column("source", "source", wrap=True),
    Column("grade", "grade"),
    Column("supports", "for its"),
    Column("locator", "locator", wrap=True),
    Column("quotation", "quotation", wrap=True),
)
LINK_COLUMNS = (
    Column("cause", "cause", wrap=True, style="cyan"),
    Column("relation", "relation"),
    Column("effect", "effect", wrap=True, style="cyan"),
    Column("likelihood_words", "likelihood"),
    Column("claimed_by", "claimed by"),
    Column("because", "because", wrap=True),
)
ORDER_COLUMNS = (
    Column("before", "before", wrap=True, style="cyan"),
    Column("after", "after", wrap=True, style="cyan"),
    Column("at_least", "at least"),
    Column("within", "within"),
    Column("sources", "sources", wrap=True, spare=1),
)
STEP_COLUMNS = (
    Column("tree", "event", wrap=True, indent="depth"),
    Column("date", "date", spare=4),
    Column("relation", "relation", spare=3),
    Column("likelihood_words", "likelihood", spare=1),
    Column("claims", "claimed by", wrap=True, spare=2),
    Column("strength", "strongest", "right", spare=5),
)
PATH_COLUMNS = (
    Column("rank", "rank", "right"),
    Column("strength", "strength", "right"),
    Column("length", "links", "right"),
    Column("days", "days"),
    Column("worst_grade", "worst grade"),
    Column("chain", "chain", wrap=True),
    Column("weakest_link", "weakest link", wrap=True),
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


def event_detail_sheet(answer: EventDetail, for_table: bool) -> Sheet:
    """One event whole, with its links inside; people read it as running text."""
    event, sources = answer.event, answer.sources
    record = event_record(event, sources)
    record["independent_sources"] = answer.independent_sources
    others = [
        answer.neighbours[link.effect if link.cause == event.id else link.cause]
        for link in answer.links
    ]
    record["links"] = [
        {
            **link_record(link, answer.neighbours, sources),
            "other": other.handle,
            "other_status": other.status.value,
        }
        for link, other in zip(answer.links, others, strict=True)
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


def step_records(steps: Iterable["Step"]) -> list[dict[str, Any]]:
    """The steps of a tree of causes or effects; `tree` is the title as a table shows it."""
    return [
        {
            "tree": step.event.titled + ("  (see above)" if step.shown_before else ""),
            "depth": step.depth,
            "id": step.event.id,
            "handle": step.event.handle,
            "date": step.event.date.text,
            "title": step.event.title,
            "status": step.event.status.value,
            "relation": step.link.relation,
            "likelihood": step.link.likelihood,
            "likelihood_words": step.link.words,
            "claimed_by": step.link.claimed_by,
            "claims": "; ".join((step.link.claimed_by, *_others(step.claims, step.denials))),
            "others": _others(step.claims, step.denials),
            "strength": round(step.strength, 4),
            "shown_before": step.shown_before,
        }
        for step in steps
    ]  # fmt: skip


def _others(claims: Sequence[Link], denials: Sequence[Link]) -> list[str]:
    """What is said beside the likeliest claim of a step, in words."""
    return [
        *(f"also {claim.claimed_by} ({claim.relation}, {claim.words})" for claim in claims[1:]),
        *(f"denied by {denial.claimed_by}" for denial in denials),
    ]


def path_record(path: "Path", rank: int, chronicle: Chronicle) -> dict[str, Any]:
    """A chain of events with its total, its weakest link, its span of time and its intensities."""
    weakest = path.links[path.weakest]
    least, most = path.days
    grades = [best_grade(event.citations, chronicle.sources) for event in path.events]
    # A link is a claim: only those that cite something are graded, and seldom with a digit.
    claimed = [
        best_grade((replace(each, credibility=each.credibility or 1) for each in link.citations),
                   chronicle.sources)
        for link in path.links if link.citations
    ]  # fmt: skip
    worst = worst_grade([*grades, *claimed])
    return {
        "rank": rank,
        "strength": round(path.strength, 6),
        "length": len(path.links),
        "days": [least, most],
        "longest_wait": path.longest_wait,
        "worst_grade": worst and str(worst),
        "chain": [event.handle for event in path.events],
        "weakest_link": f"{chronicle.events[weakest.cause].handle} → "
        f"{chronicle.events[weakest.effect].handle}",
        "weakest": link_record(weakest, chronicle.events, chronicle.sources),
        "events": [
            {
                "id": event.id,
                "handle": event.handle,
                "date": event.date.text,
                "title": event.title,
                "status": event.status.value,
                "dyad": event.dyad,
                "intensity": event.intensity,
                "grade": grade and str(grade),
            }
            for event, grade in zip(path.events, grades, strict=True)
        ],
        "links": [
            {
                **link_record(link, chronicle.events, chronicle.sources),
                "claimants": [claim.claimed_by for claim in claims],
                "others": _others(claims, denials),
            }
            for link, claims, denials in zip(path.links, path.claims, path.denials, strict=True)
        ],
    }
