"""Writing of STIX 2.1, for platforms of threat intelligence: events, actors, places, links.

Events are of the suite's `event` extension, which has times with their fidelity; a core `incident`
has none. Ids are made from the records' own names, so that the same chronicle gives the same file.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from tracker.formats import omissions
from tracker.formats.omissions import Omissions
from tracker.formats.stix.markings import DEFINITIONS, definitions_in
from tracker.model.chronicle import Chronicle
from tracker.model.clocks import moved
from tracker.model.coordinates import degrees_of
from tracker.model.dates import EventDate, Precision
from tracker.model.event import Event, Status
from tracker.model.event_fields import LABELS, labels_of
from tracker.model.link import Link
from tracker.model.marking import Marking, highest
from tracker.model.source import Citation, web_address

SUITE = "extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e"
SPACE = UUID("8a5c3f7e-6f0e-5c52-9d0b-1f1f5d3f6b2a")  # tracker's own, for ids by name
OMITTED: Omissions = {
    **omissions.all_except(
        *omissions.LABEL_PARTS,
        "links", "joint causes", "needed links",
        "reasons of links", "citations of links", "locators of links",
        "quotations of links", "citations", "grades", "locators", "quotations", "types",
        "targets", "places", "coordinates", "summaries", "statuses", "date precision", "markings",
        "markings of links", "markings of citations", "markings of citations of links",
    ),
    **omissions.source_fields_except("title", "url", "publisher", "marking"),
    "digits of grades (an event keeps its best)": lambda chronicle: sum(
        cited.credibility is not None
        for event in chronicle.events.values()
        for cited in event.citations
    ),
    "letters of grades": lambda chronicle: sum(
        bool(chronicle.sources[cited.source].reliability)
        for event in chronicle.events.values()
        for cited in event.citations
    ),
}  # fmt: skip
# The scale of STIX for the digits of the Admiralty code; 6 says nothing, and so does none.
CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
STATUS = {
    Status.OCCURRED: "occurred", Status.ONGOING: "ongoing", Status.PLANNED: "pending",
    Status.THREATENED: "pending", Status.DENIED: "undetermined",
    Status.DID_NOT_OCCUR: "not-occurred",
}  # fmt: skip
OURS = "tracker"  # what references to our own record are called
AT, QUOTED = "At ", "“”"
FIDELITY = {
    Precision.TIME: "minute", Precision.DAY: "day", Precision.MONTH: "month",
    Precision.YEAR: "year",
}  # fmt: skip
CLASSES = {
    "state": "class", "organization": "organization", "armed-group": "group",
    "coalition": "group", "movement": "group", "institution": "organization",
    "company": "organization", "media": "organization", "person": "individual",
    "unknown": "unknown",
}  # fmt: skip
MADE = datetime(2020, 1, 1, tzinfo=UTC)  # for what has no date of its own


def write(chronicle: Chronicle, _: bool = True) -> Iterator[str]:
    """Write a bundle: a report that refers to events, identities, locations and relationships.

    Parameters
    ----------
    chronicle : Chronicle
        Events, links and sources.

    Yields
    ------
    str
        One line of JSON, without its end.

    Notes
    -----
    A relationship is `led-to`, with the claimant and the reason in its description and the
    likelihood as its confidence. An event has the confidence of its best digit. Sources are
    external references; times are UTC. Markings are the definitions of TLP 2.0; that of a reference
    is the higher one of its citation and its source. What STIX has no field for, such as the date
    as it was recorded, is in an external reference called tracker, so that `read` gives it back.

    Examples
    --------
    >>> '"type": "bundle"' in "".join(write(Chronicle()))
    True
    """
    events = chronicle.events.values()
    objects = [_event(event, chronicle) for event in events]
    acting = {a.code: a for event in events for a in (*event.by, *event.to)}
    for code, actor in acting.items():
        kind = CLASSES.get(actor.kind, "unspecified")
        objects.append(
            _object(
                "identity", code, name=actor.name, identity_class=kind,
                external_references=[_ours(code=code)],
            )
        )  # fmt: skip
    located = {_location_key(event): event for event in events if _is_located(event)}
    objects += map(_location, located.values())
    for event in events:
        objects += _around(event)
    objects += [
        _link(link, chronicle) for link in chronicle.links
        if link.cause in chronicle.events and link.effect in chronicle.events
    ]  # fmt: skip
    report = _object(
        "report", "report", name="Chronicle of events", report_types=["threat-report"],
        published=_time(max((event.date.end for event in events), default=MADE)),
        object_refs=[each["id"] for each in objects],
        object_marking_refs=_refs(chronicle.marking),
    )  # fmt: skip
    definitions = definitions_in([report, *objects])
    bundle = {
        "type": "bundle", "id": f"bundle--{uuid5(SPACE, 'bundle')}",
        "objects": [*definitions, report, *objects] if objects else [],
    }  # fmt: skip
    yield from json.dumps(bundle, ensure_ascii=False, indent=2).split("\n")


def _event(event: Event, chronicle: Chronicle) -> dict[str, Any]:
    return _object(
        "event", event.handle, name=event.title, description=event.summary,
        status=STATUS[event.status], event_types=[event.type.code],
        **_times(event.date), confidence=_confidence(event.citations),
        external_references=[
            _ours(
                handle=event.handle, date=event.date.text, status=event.status.value,
                **{f.name: "; ".join(f.plain(event)) for f in LABELS if f.is_filled(event)},
            ),
            *_references(event.citations, chronicle),
        ],
        extensions={SUITE: {"extension_type": "new-sdo"}}, labels=list(labels_of(event)),
        object_marking_refs=_refs(event.marking),
        granular_markings=_granular(event.citations, chronicle),
    )  # fmt: skip


def _times(date: EventDate) -> dict[str, str]:
    """The first and last moment, as finely as each is known; an open end is left out."""
    times: dict[str, str] = {}
    first, last = date.ends
    if date.earliest is not None:
        times |= {
            "start_time": _time(date.start, date.offsets[0]),
            "start_time_fidelity": _fidelity(date, first),
        }  # fmt: skip
    is_moment = date.precision is Precision.TIME or date.end == date.start
    if date.latest is not None and (date.earliest is None or not is_moment):
        times |= {
            "end_time": _time(date.end, date.offsets[1]),
            "end_time_fidelity": _fidelity(date, last),
        }
    return times


def _fidelity(date: EventDate, end: str) -> str:
    """The fidelity of a date, or of one end of a span.

    >>> span = EventDate.parse("2016-09-22/2016-10~")
    >>> [_fidelity(span, end) for end in span.text.split("/")]
    ['day', 'month']
    """
    if date.precision is not Precision.SPAN:
        return FIDELITY[date.precision]
    known = re.match(r"\d{4}(-\d{2})?(-\d{2})?", end)
    return {7: "month", 10: "day"}.get(len(known[0]) if known else 0, "year")


def _around(event: Event) -> Iterator[dict[str, Any]]:
    """The relationships of an event with its actors and its place."""
    for actors, kind in ((event.by, "performed-by"), (event.to, "impacts")):
        for actor in actors:
            yield _relationship(event.handle, kind, "identity", actor.code)
    if _is_located(event):
        yield _relationship(event.handle, "located-at", "location", _location_key(event))


def _is_located(event: Event) -> bool:
    return bool(event.place or event.coordinates)


def _location_key(event: Event) -> str:
    """What tells a location from the others: its name and its point."""
    return " ".join(filter(None, (event.place, event.coordinates)))


def _location(event: Event) -> dict[str, Any]:
    north, east = degrees_of(event.coordinates) if event.coordinates else (None, None)
    return _object(
        "location", _location_key(event), name=event.place, latitude=north, longitude=east
    )


def _relationship(event: str, kind: str, what: str, name: str, **more: Any) -> dict[str, Any]:
    return _object(
        "relationship", f"{event} {kind} {name}", relationship_type=kind,
        source_ref=_id("event", event), target_ref=_id(what, name), **more,
    )  # fmt: skip


def _link(link: Link, chronicle: Chronicle) -> dict[str, Any]:
    cause, effect = (chronicle.events[number].handle for number in (link.cause, link.effect))
    said = f"{link.claimed_by}: {link.relation}, {link.words}. {link.because}".strip()
    return _object(
        "relationship", f"{cause} {effect} {link.claimed_by}", relationship_type="led-to",
        source_ref=_id("event", cause), target_ref=_id("event", effect), description=said,
        confidence=round(link.likelihood * 100),
        external_references=[
            _ours(
                relation=link.relation, claimed_by=link.claimed_by, because=link.because,
                likelihood=link.words if link.in_words else f"{link.likelihood:g}",
                **_joint(link, chronicle),
            ),
            *_references(link.citations, chronicle),
        ],
        object_marking_refs=_refs(link.marking),
        granular_markings=_granular(link.citations, chronicle),
    )  # fmt: skip


def _confidence(citations: tuple[Citation, ...]) -> int | None:
    digits = [cited.credibility for cited in citations
              if cited.credibility in CONFIDENCE and not cited.supports]  # fmt: skip
    return CONFIDENCE[min(digit for digit in digits if digit)] if digits else None


def _joint(link: Link, chronicle: Chronicle) -> dict[str, str]:
    """What STIX has no field for: further causes, and that they were needed."""
    said = {}
    if link.partners:
        said["with"] = " ".join(chronicle.events[partner].handle for partner in link.partners)
    if link.needed:
        said["needed"] = "yes"
    return said


def _ours(**said: str) -> dict[str, str]:
    """A reference to our own record, with what STIX has no field for."""
    return {"source_name": OURS, "description": json.dumps(said, ensure_ascii=False)}


def _refs(marking: str | None) -> list[str]:
    return [DEFINITIONS[Marking(marking)]] if marking else []


def _granular(citations: tuple[Citation, ...], chronicle: Chronicle) -> list[dict[str, Any]]:
    """The markings of references; the first of them is our own."""
    marked = [
        (place, highest((cited.marking, chronicle.sources[cited.source].marking)))
        for place, cited in enumerate(citations, start=1)
    ]
    return [
        {"marking_ref": DEFINITIONS[marking], "selectors": [f"external_references.[{place}]"]}
        for place, marking in marked
        if marking is not None
    ]


def _references(citations: tuple[Citation, ...], chronicle: Chronicle) -> list[dict[str, str]]:
    found = []
    for cited in citations:
        source = chronicle.sources[cited.source]
        said = [source.title]
        if cited.locator:
            said.append(f"{AT}{cited.locator}")
        if cited.quotation:
            said.append(cited.quotation.join(QUOTED))
        reference = {
            "source_name": source.publisher or source.title, "external_id": source.code,
            "description": "\n".join(said),
        }  # fmt: skip
        if address := web_address(source.url):
            reference["url"] = address
        found.append(reference)
    return found


def _object(kind: str, key: str, /, **fields: Any) -> dict[str, Any]:
    """An object with its id and stamps; fields that are empty are left out."""
    if kind == "location":
        fields["region"] = "unknown"  # one of region, country or coordinates has to be there
    return {
        "type": kind, "spec_version": "2.1", "id": _id(kind, key), "created": _time(MADE),
        "modified": _time(MADE),
    } | {key: value for key, value in fields.items() if value not in (None, "", [])}  # fmt: skip


def _id(kind: str, name: str) -> str:
    return f"{kind}--{uuid5(SPACE, f'{kind} {name}')}"


def _time(moment: datetime, offset: timedelta | None = None) -> str:
    """A moment in UTC; one without a zone is written as if it were in that."""
    moment = moved(moment, -(offset or timedelta(0))) or moment
    return f"{moment.isoformat(timespec='seconds')[:19]}.000Z"
