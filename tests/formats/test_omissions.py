"""Omissions of exports are reported: no part of a chronicle is lost without a word."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tracker.formats.file_format import FileFormat
from tracker.formats.omissions import DESCRIPTIONS, PARTS
from tracker.formats.registry import FORMATS
from tracker.model.actor import Actor
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import EventType, QuadClass, Relation
from tracker.model.dates import EventDate
from tracker.model.event import Event, Status
from tracker.model.likelihood import DENIED
from tracker.model.link import Link
from tracker.model.order import OrderClaim
from tracker.model.source import Citation, Source

RUS, USA = Actor("RUS", "Russia"), Actor("USA", "United States")
THREAT = EventType("threat", "Threat", quad=QuadClass.VERBAL_CONFLICT)
BARE = Chronicle(
    events={
        number: Event(
            number, f"event-{number}", f"Event {number}", EventDate.parse(f"2016-10-0{number}"),
            THREAT, (RUS,), citations=(Citation("times"),),
        )
        for number in (1, 2)
    },
    links=(Link(1, 2, "leads-to", 0.9, "analyst", citations=(Citation("times"),)),),
    actors={each.code: each for each in (RUS, USA)},
    types={THREAT.code: THREAT},
    relations={
        code: Relation(code, code, f"{{cause}} {code} {{effect}}")
        for code in ("leads-to", "provokes")
    },
    sources={"times": Source("times", "The Times"), "post": Source("post", "The Post")},
)  # fmt: skip
PLANNED = replace(BARE.events[2], status=Status.PLANNED)

Change = Callable[[Chronicle], Chronicle]


def event(**fields: Any) -> Change:
    """Give the first event more."""
    return lambda chronicle: replace(
        chronicle, events={**chronicle.events, 1: replace(chronicle.events[1], **fields)}
    )


def cited(**fields: Any) -> Change:
    """Say more of what is cited for the first event."""
    return event(citations=(Citation("times", **fields),))


def link(**fields: Any) -> Change:
    """Say more of the link."""
    return lambda chronicle: replace(chronicle, links=(replace(chronicle.links[0], **fields),))


def source(**fields: Any) -> Change:
    """Say more of the source."""
    return lambda chronicle: replace(
        chronicle,
        sources={**chronicle.sources, "times": replace(chronicle.sources["times"], **fields)},
    )


CHANGES: dict[str, tuple[Change, str]] = {  # with the part that may be lost with all it has
    "a title": (event(title="Another"), ""),
    "who acts": (event(by=(USA,)), ""),
    "who else acts": (event(by=(RUS, USA)), ""),
    "who is acted upon": (event(to=(USA,)), ""),
    "a type": (event(type=replace(THREAT, code="talks", label="Talks")), "types"),
    "a place": (event(place="Geneva"), ""),
    "a summary": (event(summary="So it was."), ""),
    "an intensity": (event(own_intensity=-3.5), ""),
    "a status": (event(status=Status.PLANNED), ""),
    "that it is ongoing": (event(status=Status.ONGOING), ""),
    "that it was avoidable": (event(avoidable=True), ""),
    "another day": (event(date=EventDate.parse("2016-09-30")), ""),
    "about a day": (event(date=EventDate.parse("2016-10-01~")), ""),
    "perhaps a day": (event(date=EventDate.parse("2016-10-01?")), ""),
    "a month": (event(date=EventDate.parse("2016-10")), ""),
    "a span": (event(date=EventDate.parse("2016-10-01/2016-10-02")), ""),
    "another citation": (event(citations=(Citation("times"), Citation("post"))), "citations"),
    "no citation": (event(citations=()), ""),
    "a digit": (cited(credibility=2), "citations"),
    "a locator": (cited(locator="p. 4"), "citations"),
    "a quotation": (cited(quotation="No."), "citations"),
    "a field": (cited(supports="date"), "citations"),
    "a letter": (source(reliability="B"), "citations"),
    "a source's title": (source(title="The Sun"), DESCRIPTIONS),
    "a source's address": (source(url="https://example.org"), DESCRIPTIONS),
    "a source's author": (source(author="A. Writer"), DESCRIPTIONS),
    "a source's publisher": (source(publisher="A house"), DESCRIPTIONS),
    "a source's day": (source(published="2016-10-02"), DESCRIPTIONS),
    "when a source was read": (source(retrieved="2016-11-02"), DESCRIPTIONS),
    "a source's note": (source(note="Of the left."), DESCRIPTIONS),
    "a source's alias": (source(aliases=("the-times",)), DESCRIPTIONS),
    "whom a source relays": (source(relays=("post",)), DESCRIPTIONS),
    "no link": (lambda chronicle: replace(chronicle, links=()), ""),
    "a link's reason": (link(because="It was said."), "links"),
    "a link's kind": (link(relation="provokes"), "links"),
    "a link's likelihood": (link(likelihood=0.5), "links"),
    "a link's claimant": (link(claimed_by="RUS"), "links"),
    "no citation of a link": (link(citations=()), "links"),
    "a digit of a link": (link(citations=(Citation("times", 2),)), "citations of links"),
    "a locator of a link": (
        link(citations=(Citation("times", locator="p. 4"),)), "citations of links"
    ),
    "a quotation of a link": (
        link(citations=(Citation("times", quotation="No."),)), "citations of links"
    ),
    "a denial beside a claim": (
        lambda chronicle: replace(chronicle, denials=(Link(1, 2, "leads-to", DENIED, "USA", denied=True),)),
        "",
    ),
    "a denial alone": (
        lambda chronicle: replace(chronicle, denials=(Link(2, 1, "leads-to", DENIED, "USA", denied=True),)),
        "",
    ),
    "a claim of order": (lambda chronicle: replace(chronicle, orders=(OrderClaim(1, 2),)), ""),
    "an event without links": (
        lambda chronicle: replace(
            chronicle, events={**chronicle.events, 3: replace(PLANNED, id=3, handle="event-3")}
        ),
        "",
    ),
}  # fmt: skip


def whole_of(part: str) -> set[str]:
    """A part, and the larger parts that it goes with."""
    names = {part}
    while part in PARTS and (larger := PARTS[part].of):
        names.add(larger)
        part = larger
    return names


def written(style: FileFormat, chronicle: Chronicle) -> list[list[str] | bytes]:
    """The file or files."""
    if style.write_bytes is not None:
        return [style.write_bytes(chronicle, True)]
    assert style.write is not None
    return [
        list(style.write(chronicle, True)),
        *(list(more(chronicle)) for more in style.sidecars.values()),
    ]


@pytest.mark.parametrize(
    "style", [each for each in FORMATS if each.is_written], ids=lambda f: f.name
)
@pytest.mark.parametrize("what", CHANGES)
def test_what_makes_no_difference_to_a_file_is_said_to_be_lost(
    style: FileFormat, what: str
) -> None:
    """A chronicle that has more of something gives another file, or other counts of losses."""
    change, part = CHANGES[what]
    more = change(BARE)
    assert (
        written(style, more) != written(style, BARE)
        or style.omissions(more) != style.omissions(BARE)
        or {*whole_of(part), "events"} & style.omissions(more).keys()
    )


def test_what_loses_nothing_says_so() -> None:
    """Of all formats JSON lines alone lose nothing."""
    assert [each.name for each in FORMATS if each.is_written and not each.omits] == ["jsonl"]
