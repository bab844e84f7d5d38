"""Which events a question is about: the filters that commands share."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.dates import EventDate
from tracker.model.source import Grade


class Sort(StrEnum):
    """What a list is ordered by."""

    DATE = "date"
    NEWEST = "newest"
    INTENSITY = "intensity"
    TITLE = "title"
    NUMBER = "number"


class By(StrEnum):
    """What makes one chain of links better than another."""

    STRENGTH = "strength"
    LENGTH = "length"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that an event must meet; an empty one is no condition.

    An imprecise date meets `since` and `until` where it may lie within them. Of several actors
    or types one is enough. `min_intensity` is a distance from 0 on the Goldstein scale.

    Links must meet `account` (who claims them), `min_grade` and `known_by` as well: one of their
    citations must be so graded, or of a source that had been published by the end of that day.
    """

    since: EventDate | None = None
    until: EventDate | None = None
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    place: str | None = None
    min_intensity: float | None = None
    text: str | None = None
    statuses: tuple[str, ...] = ()
    min_grade: Grade | None = None
    known_by: EventDate | None = None
    account: str | None = None
    limit: int | None = None
    sort: Sort = Sort.DATE
