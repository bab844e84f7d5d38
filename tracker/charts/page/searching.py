"""The columns by which the page's scripts search and filter, as small as they can be."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tracker.charts.page.evidence import claimant
from tracker.charts.words.dating import short_date
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import in_brackets
from tracker.model.chronicle import Chronicle
from tracker.model.date_display import charted_date, shown_date
from tracker.model.event import HAPPENED, Event
from tracker.model.event_fields import REMARKS, labels_of
from tracker.model.marking import labelled
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
)
from tracker.model.weighing import BY_DEFAULT

UNJUDGED = len(CREDIBILITY) - 1  # no digit is asked of a link, and one of an event
UNASKED = 0


def _acting(event: Event, chronicle: Chronicle) -> dict[str, str]:
    """The codes and names of who stands on either side, and of the wholes they were part of."""
    sides = (*event.by, *event.to)
    found = {actor.code: actor.name for actor in sides}
    for actor in sides:
        for whole in wholes_of(actor.code, chronicle.actors, event.date):
            found.setdefault(whole, claimant(whole, chronicle))
    return found


def searchable(chronicle: Chronicle, language: Language = ENGLISH) -> dict[str, Any]:
    """The columns by which the page's scripts filter, as small as they can be.

    Parameters
    ----------
    chronicle : Chronicle
        The events, links and denials on the page.
    language : Language, optional
        In which to say dates.

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
                "handle": event.handle,
                "title": labelled(f"{event.title}{in_brackets(event, language)}", event.marking),
                "ending": in_brackets(event, language),
                "date": charted_date(event.date.text, language.code),
                "short": short_date(event.date, language, with_year=False),
                "first": _bound(event.date.earliest, "0000-01-01"),
                "last": _bound(event.date.latest, "9999-12-31"),
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


def _words(event: Event) -> str:
    """All that a search looks at, as it compares texts."""
    actors = " ".join(f"{actor.name} {actor.code}" for actor in (*event.by, *event.to))
    parts = (event.titled, event.summary, event.place or "", event.type.label)
    further = (*labels_of(event), *(text for f in REMARKS for text in f.in_words(event)))
    dates = (event.date.text, shown_date(event.date.text))
    return plain(" ".join((*parts, *dates, actors, event.handle, *further)))


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


def _bound(moment: datetime | None, open_end: str) -> str:
    """A side of a date as the page's scripts compare days; an open one is beyond all of them."""
    return open_end if moment is None else moment.replace(tzinfo=None).date().isoformat()


def _day(moment: datetime | None) -> str | None:
    """A moment's day, as the page's scripts compare days."""
    return None if moment is None else moment.replace(tzinfo=UTC).date().isoformat()


def _named(names: dict[str, str]) -> list[list[str]]:
    return sorted(([code, name] for code, name in names.items()), key=lambda each: each[1])
