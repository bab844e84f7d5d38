"""Selections: the filters of events and links that commands and questions share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypedDict

from tracker.model.actor import Actor
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.event_fields import LABELS
from tracker.model.marking import Marking
from tracker.model.names import names_of
from tracker.model.nearness import Near
from tracker.model.source import Grade
from tracker.model.weighing import BY_DEFAULT, Weighing

SENSES = ("escalatory", "de-escalatory")
NAMED_OTHERWISE = {"radius": "within"}  # for `within` of paths is a time
REPEATABLE = ("actor", "type", "status", "relation", *(field.option for field in LABELS))


class Sort(StrEnum):
    """The order of a list."""

    DATE = "date"
    NEWEST = "newest"
    INTENSITY = "intensity"
    TITLE = "title"
    NUMBER = "number"


class By(StrEnum):
    """The measure by which one chain of links is better than another."""

    STRENGTH = "strength"
    LENGTH = "length"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that an event must meet; an empty one is no condition.

    An imprecise date meets `since` and `until` where it may lie within them. Of several actors
    or types one is enough. `min_intensity` is a distance from 0 on the Goldstein scale. `labels`
    are those of which one is enough, by the field that has them. Of a `dyad` the one acted upon the
    other, each by itself or by one of its `dyad_parts`.

    `parts` are the parts of the actors, each with the bounds of its time, and `speakers` those of
    the account; with `exactly` none count, and no part counts as its whole.

    With `only_happened` the statuses are those of what occurred or is ongoing because none was
    asked for, so that what they leave out is told.

    Links must meet `account` (who claims them), `min_grade` and `known_by` as well: one of their
    citations must be so graded, or of a source that had been published by the end of that day.
    Neither events nor links may be marked higher than `max_marking`. `weighing` says which claims
    of the links that are left count in a question.
    """

    since: EventDate | None = None
    until: EventDate | None = None
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    place: str | None = None
    near: Near | None = None
    min_intensity: float | None = None
    text: str | None = None
    statuses: tuple[str, ...] = ()
    only_happened: bool = False
    min_grade: Grade | None = None
    known_by: EventDate | None = None
    account: str | None = None
    exactly: bool = False
    parts: tuple[tuple[str, str | None, str | None], ...] = ()
    speakers: tuple[str, ...] = ()
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    dyad: tuple[str, str] | None = None
    dyad_parts: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    max_marking: Marking | None = None
    limit: int | None = None
    sort: Sort = Sort.DATE
    weighing: Weighing = BY_DEFAULT


class Filters(TypedDict, total=False):
    """The filters as a person names them: dates, grades and statuses as text or as values.

    `near` is a point, or the name of a place, and `radius` how far from it an event may have been:
    a number of kilometres or a text as `30mi`, by default 50 km.

    One name or several may stand for an actor, a type or a status; `status="any"` is all.
    """

    since: EventDate | date | str | None
    until: EventDate | date | str | None
    actor: Actor | str | Iterable[Actor | str] | None
    type: EventType | str | Iterable[EventType | str] | None
    place: str | None
    near: str | None
    radius: float | str | None
    min_intensity: float | None
    text: str | None
    status: str | Iterable[str] | None
    min_grade: Grade | str | None
    known_by: EventDate | date | str | None
    account: str | None
    exactly: bool | None
    max_marking: Marking | str | None
    tag: str | Iterable[str] | None


class LinkFilters(Filters, total=False):
    """The filters of a picture with links: those of events, and which links are drawn."""

    min_likelihood: float | str | None
    relation: str | Iterable[str] | None
    sense: str | None


class QuestionFilters(LinkFilters, total=False):
    """The filters of a question: those of events, and which claims of links count.

    `relation` names one relation or several, `sense` all of one sense; without either all count
    but `justifies`. `min_likelihood` is the least for the low end of a link's band, as a number or
    in ICD 203 words. With `any_account` the likeliest claim counts, whosever it is.
    """

    any_account: bool | None


def filters_in_words(filters: Filters | QuestionFilters) -> str:
    """The filters as options, for a sentence; nothing where there are none.

    >>> filters_in_words({"account": "RUS", "since": "2016-10"})
    ' with --since 2016-10 --account RUS'
    """
    options: list[str] = []
    for name in QuestionFilters.__annotations__:
        value: Any = filters.get(name)
        if value is None or isinstance(value, bool):  # an option that has no value
            options += [f"--{name}"] if value else []
            continue
        values = names_of(value) if name in REPEATABLE else (value,)
        option = NAMED_OTHERWISE.get(name, name.replace("_", "-"))
        options += [f"--{option} {str(one)[:60]}" for one in values]
    return f" with {' '.join(options)}" if options else ""
