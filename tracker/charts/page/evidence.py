"""Records of events and links for a page: plain values for its template and its scripts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tracker.model.chronicle import Chronicle
from tracker.model.date_wording import shown_date, shown_dates
from tracker.model.event import HAPPENED, Event, EventClaim
from tracker.model.event_fields import REMARKS, Field, labels_of
from tracker.model.link import Link
from tracker.model.marking import highest
from tracker.model.parts import wholes_of
from tracker.model.search_query import plain
from tracker.model.source import (
    CREDIBILITY,
    RELIABILITY,
    Citation,
    Grade,
    Source,
    event_grade,
    link_grade,
    web_address,
)
from tracker.model.weighing import BY_DEFAULT

UNJUDGED = len(CREDIBILITY) - 1  # no digit is asked of a link, and one of an event
UNASKED = 0


def event_records(chronicle: Chronicle) -> list[dict[str, Any]]:
    """Tell each event with its evidence, its causes and its effects.

    Parameters
    ----------
    chronicle : Chronicle
        The events, links and denials on the page.

    Returns
    -------
    list of dict
        In order of time; texts as recorded, not escaped.

    Examples
    --------
    >>> event_records(Chronicle())
    []
    """
    causes: dict[int, dict[int, None]] = {}
    effects: dict[int, dict[int, None]] = {}
    for link in (*chronicle.links, *chronicle.denials):
        for cause in link.causes:
            causes.setdefault(link.effect, {})[cause] = None
            effects.setdefault(cause, {})[link.effect] = None
    return [
        {
            "id": event.id,
            "handle": event.handle,
            "title": event.titled,
            "marking": event.marking or "",
            "date": shown_date(event.date.text),
            "date_said": event.date_said or "",
            "derived": shown_dates(event.derived_text),
            "by": [actor.name for actor in event.by],
            "to": [actor.name for actor in event.to],
            "type": event.type.label,
            "quad": event.quad.label if event.quad else "not coded",
            "status": str(event.status),
            "intensity": event.intensity,
            "place": ", ".join(filter(None, (event.place, event.coordinates))),
            "summary": event.summary,
            "avoidable": event.avoidable,
            "labels": list(labels_of(event)),
            "remarks": [
                (field.heading, _remarks(field, event, chronicle))
                for field in REMARKS
                if field.is_filled(event)
            ],
            "citations": _citations(event.citations, chronicle),
            "causes": list(causes.get(event.id, ())),
            "effects": list(effects.get(event.id, ())),
        }
        for event in chronicle.events.values()
    ]


def _remarks(field: Field, event: Event, chronicle: Chronicle) -> tuple[str, ...]:
    """The remarks of a field in words, those who claim by their names."""
    if field.item is EventClaim:
        return tuple(claim.told(claimant(claim.claimed_by, chronicle)) for claim in event.claims)
    return field.in_words(event)


def link_records(chronicle: Chronicle) -> list[dict[str, Any]]:
    """Tell each pair of linked events with all that is claimed and denied of it.

    Parameters
    ----------
    chronicle : Chronicle
        The events, links and denials on the page.

    Returns
    -------
    list of dict
        One for each pair, with its claims, the likeliest first and denials last.

    Examples
    --------
    >>> link_records(Chronicle())
    []
    """
    pairs: dict[tuple[int, int], list[Link]] = {}
    for claim in (*chronicle.links, *chronicle.denials):
        if {*claim.causes, claim.effect} <= chronicle.events.keys():
            for link in claim.from_each_cause():
                pairs.setdefault((link.cause, link.effect), []).append(link)
    return [
        {
            "id": f"{cause}-{effect}",
            "cause": cause,
            "effect": effect,
            "claims": [
                {
                    "by": link.claimed_by,
                    "name": claimant(link.claimed_by, chronicle),
                    "relation": _relation(link, chronicle),
                    "words": link.words,
                    "band": str(link.band),
                    "denied": link.denied,
                    "because": link.because,
                    "marking": link.marking or "",
                    "citations": _citations(link.citations, chronicle),
                }
                for link in sorted(made, key=lambda link: (link.denied, -link.likelihood))
            ],
        }
        for (cause, effect), made in sorted(pairs.items())
    ]


def _acting(event: Event, chronicle: Chronicle) -> dict[str, str]:
    """The codes and names of who stands on either side, and of the wholes they were part of."""
    sides = (*event.by, *event.to)
    found = {actor.code: actor.name for actor in sides}
    for actor in sides:
        for whole in wholes_of(actor.code, chronicle.actors, event.date):
            found.setdefault(whole, claimant(whole, chronicle))
    return found


def searchable(chronicle: Chronicle) -> dict[str, Any]:
    """The columns by which the page's scripts filter, as small as they can be.

    Parameters
    ----------
    chronicle : Chronicle
        The events, links and denials on the page.

    Returns
    -------
    dict
        ``events`` and ``links`` with codes, grades and days of publication; ``actors``, ``types``
        and ``accounts`` to choose from, each with its name.

    Notes
    -----
    A citation is graded by its source's letter and its own digit. It counts as published by the
    latest day that its source may be of; without a date it is ``null`` and never known by a day.

    Examples
    --------
    >>> searchable(Chronicle())["events"]
    []
    """
    events = chronicle.events.values()
    acting = {event.id: _acting(event, chronicle) for event in events}
    actors = {code: name for named in acting.values() for code, name in named.items()}
    types = {event.type.code: event.type.label for event in events}
    claims = (*chronicle.links, *chronicle.denials)
    accounts = {link.claimed_by: claimant(link.claimed_by, chronicle) for link in claims}
    return {
        "events": [
            {
                "id": event.id,
                "title": event.titled,
                "date": shown_date(event.date.text),
                "words": _words(event),
                "actors": list(acting[event.id]),
                "type": event.type.code,
                "happened": event.status in HAPPENED,
                "weight": abs(event.intensity or 0.0),
                "cited": _cited(event.citations, chronicle, event_grade, UNJUDGED),
            }
            for event in events
        ],
        "links": [
            {
                "cause": link.cause,
                "effect": link.effect,
                "by": link.claimed_by,
                "likelihood": link.band.midpoint,
                "low": link.band.low,
                "high": link.band.high,
                "isCause": BY_DEFAULT.weigh([replace(link, denied=False)]) is not None,
                "denied": link.denied,
                "cited": _cited(link.citations, chronicle, link_grade, UNASKED),
            }
            for claim in claims
            if {*claim.causes, claim.effect} <= chronicle.events.keys()
            for link in claim.from_each_cause()
        ],
        "actors": _named(actors),
        "types": _named(types),
        "accounts": _named(accounts),
    }


def claimant(code: str, chronicle: Chronicle) -> str:
    """Name a claimant of links for a page.

    Parameters
    ----------
    code : str
        Code of the claimant.
    chronicle : Chronicle
        Its actors and sources are known by name.

    Returns
    -------
    str
        An actor's name, a source's title, else the code.

    Examples
    --------
    >>> claimant("analyst", Chronicle())
    'analyst'
    """
    if code in chronicle.actors:
        return chronicle.actors[code].name
    return chronicle.sources[code].title if code in chronicle.sources else code


def _relation(link: Link, chronicle: Chronicle) -> str:
    known = chronicle.relations.get(link.relation)
    said = known.label if known else link.relation
    if link.partners:
        others = " and ".join(chronicle.events[partner].title for partner in link.partners)
        said = f"{said}, only together with {others}"
    return f"{said}, needed" if link.needed else said


def _words(event: Event) -> str:
    """All that a search looks at, as it compares texts."""
    actors = " ".join(f"{actor.name} {actor.code}" for actor in (*event.by, *event.to))
    parts = (event.titled, event.summary, event.place or "", event.type.label)
    further = (*labels_of(event), *(text for f in REMARKS for text in f.in_words(event)))
    dates = (event.date.text, shown_date(event.date.text))
    return plain(" ".join((*parts, *dates, actors, event.handle, *further)))


def _citations(citations: Iterable[Citation], chronicle: Chronicle) -> list[dict[str, Any]]:
    found = []
    for cited in citations:
        source = chronicle.sources.get(cited.source, Source(cited.source, cited.source))
        grade = Grade(source.reliability, cited.credibility)
        address = web_address(source.url)
        found.append(
            {
                "title": source.title,
                "marking": highest((cited.marking, source.marking)) or "",
                "by": ", ".join(part for part in (source.author, source.publisher) if part),
                "published": shown_date(source.published or ""),
                "url": address or "",
                "reference": "" if address else source.url or "",
                "grade": str(grade),
                "meaning": grade.meaning,
                "locator": cited.locator or "",
                "quotation": cited.quotation or "",
                "supports": cited.supports or "",
            }
        )
    return found


def _cited(
    citations: Iterable[Citation],
    chronicle: Chronicle,
    graded: Callable[[Citation, Mapping[str, Source]], Grade],
    digitless: int,
) -> list[list[Any]]:
    """Of each citation its letter and digit as numbers, 0 the best, and when it was public.

    `digitless` is the number for one without a digit.
    """
    found: list[list[Any]] = []
    for cited in citations:
        source = chronicle.sources.get(cited.source, Source(cited.source, cited.source))
        grade = graded(cited, chronicle.sources)
        letter = list(RELIABILITY).index(grade.reliability or "F")
        digit = list(CREDIBILITY).index(grade.credibility) if grade.credibility else digitless
        found.append([letter, digit, _day(source.public_by)])
    return found


def _day(moment: datetime | None) -> str | None:
    """A moment's day, as the page's scripts compare days."""
    return None if moment is None else moment.replace(tzinfo=UTC).date().isoformat()


def _named(names: dict[str, str]) -> list[list[str]]:
    return sorted(([code, name] for code, name in names.items()), key=lambda each: each[1])
