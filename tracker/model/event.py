"""Events: each one act, dated, typed, with who did it to whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal, TypedDict

from tracker.errors import InvalidText
from tracker.model.actor import Actor
from tracker.model.clocks import offset_range
from tracker.model.codebook import EventType, QuadClass, Tone
from tracker.model.dates import EventDate
from tracker.model.marking import Marking, labelled
from tracker.model.names import folded
from tracker.model.source import Citation, Source
from tracker.model.text import clean_line, clean_prose

INTENSITY_LIMIT = 10.0
Names = str | Actor | Source | Iterable[str | Actor | Source] | None


class Status(StrEnum):
    """The extent to which an event came about; analysis reasons with what occurs or goes on."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    THREATENED = "threatened"
    PLANNED = "planned"
    DENIED = "denied"
    DID_NOT_OCCUR = "did-not-occur"


HAPPENED = (Status.OCCURRED, Status.ONGOING)


@dataclass(frozen=True, slots=True)
class Note:
    """An analyst's remark on an event, dated by when it was made, perhaps with a marking.

    Its number is that of the store, where it has one; two remarks are the same without it.
    """

    at: str
    who: str
    text: str
    marking: str | None = None
    number: int = field(default=0, compare=False)

    def checked(self) -> "Note":
        """The note as it may be stored: a date, a name and some words."""
        text = clean_prose(self.text, "note")
        if not text:
            raise InvalidText("note", "is empty; write at least a word")
        marking = Marking.parse(self.marking) if self.marking else None
        return Note(EventDate.parse(self.at).text, clean_line(self.who, "name"), text, marking)

    def __str__(self) -> str:
        return labelled(f"{self.at[:10]}, {self.who}: {self.text}", self.marking)


@dataclass(frozen=True, slots=True)
class EventClaim:
    """The word of an actor or a source that an event happened, or its denial, with its reason.

    Its number is that of the store, where it has one.
    """

    claimed_by: str
    denied: bool = False
    because: str = ""
    number: int = field(default=0, compare=False)

    def checked(self) -> "EventClaim":
        """The claim as it may be stored."""
        because = clean_prose(self.because, "reason")
        return EventClaim(clean_line(self.claimed_by, "claimant"), bool(self.denied), because)

    @property
    def verb(self) -> str:
        """Whether it asserts or denies, as a participle."""
        return "denied" if self.denied else "asserted"

    def told(self, name: str) -> str:
        """The claim in words, with its claimant called so."""
        return f"{self.verb} by {name}{f': {self.because}' if self.because else ''}"

    def __str__(self) -> str:
        return self.told(self.claimed_by)


@dataclass(frozen=True, slots=True)
class Event:
    """A recorded event; `by` acted upon `to`, either of which may be empty when unknown.

    `avoidable` is the analyst's judgement that those who acted had another choice. `tags` are
    words of the analyst's own; a case that has many events is one. `claims` are of who says that
    it happened, and of who denies it. `marking` is a label of TLP 2.0. `coordinates` are the
    latitude and the longitude of where it happened, as `36.2,37.16`; `zone` is the time zone of
    the place, where the date does not state it; `date_said` the date as it was said where that was
    by another calendar, as `25 October 1917 (Julian)`.
    """

    id: int
    handle: str
    title: str
    date: EventDate
    type: EventType
    by: tuple[Actor, ...] = ()
    to: tuple[Actor, ...] = ()
    summary: str = ""
    place: str | None = None
    own_intensity: float | None = None
    citations: tuple[Citation, ...] = ()
    derived_earliest: datetime | None = None
    derived_latest: datetime | None = None
    status: Status = Status.OCCURRED
    avoidable: bool = False
    tags: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    marking: str | None = None
    claims: tuple[EventClaim, ...] = ()
    coordinates: str | None = None
    zone: str | None = None
    date_said: str | None = None

    def __post_init__(self) -> None:
        if self.zone and self.date.zone != self.zone:  # the date then knows its offset from UTC
            object.__setattr__(self, "date", replace(self.date, zone=self.zone))

    @property
    def _is_as_said(self) -> bool:
        """Whether no claim of order says more than the date does, as of most events."""
        return self.derived_earliest is None and self.derived_latest is None

    @property
    def when(self) -> EventDate:
        """The date with the bounds that follow from claims of order, as tight as they are known.

        The derived bounds are of the event's beginning: of an interval the end stays. A doubtful
        date has its margin.
        """
        if self._is_as_said and not self.date.is_approximate:
            return self.date
        spread, date = self.date.spread, self.date
        latest = None if date.is_interval else self.derived_latest
        return replace(
            date,
            earliest=_tightened(self.derived_earliest, date.earliest, spread.earliest),
            latest=_tightened(latest, date.latest, spread.latest),
        )

    @property
    def beginning(self) -> tuple[datetime | None, datetime | None]:
        """The first and the last moment at which it can have begun, derived bounds included."""
        said, spread = self.date.beginning, self.date.spread_beginning
        return (
            _tightened(self.derived_earliest, said[0], spread[0]),
            _tightened(self.derived_latest, said[1], spread[1]),
        )

    @property
    def said_when(self) -> EventDate:
        """The date with derived bounds, without the margin of a date in doubt."""
        if self._is_as_said:
            return self.date
        date = self.date
        latest = None if date.is_interval else self.derived_latest
        return replace(
            date, earliest=self.derived_earliest or date.earliest, latest=latest or date.latest
        )

    @property
    def said_beginning(self) -> tuple[datetime | None, datetime | None]:
        """The same without the margin of a date in doubt."""
        first, last = self.date.beginning
        return self.derived_earliest or first, self.derived_latest or last

    def begins_wholly_before(self, other: "Event") -> bool:
        """Whether it began before the other can have begun, so that the other did not cause it.

        A date in doubt tells nothing so, nor does one that is behind by no more than clocks may be.
        """
        latest, earliest = self.beginning[1], other.beginning[0]
        if self.date.is_approximate or other.date.is_approximate or not latest or not earliest:
            return False
        if self.place is not None and folded(self.place) == folded(other.place or ""):
            return latest < earliest
        mine, others = (offset_range(event.date.offsets[0]) for event in (self, other))
        return bool(latest - earliest < mine[0] - others[1])

    @property
    def derived_text(self) -> str:
        """The bounds that claims of order add to the date: `≥ 2016-10-03`; else nothing."""
        said = []
        for sign, derived, own in (
            ("≥", self.derived_earliest, self.date.earliest),
            ("≤", self.derived_latest, self.date.latest),
        ):
            tighter = derived is not None and (own is None or derived.date() != own.date())
            if tighter and derived is not None and not (sign == "≤" and self.date.is_interval):
                said.append(f"{sign} {derived.date()}")
        return " ".join(said)

    @property
    def intensity(self) -> float | None:
        """The analyst's own value where there is one, else the type's Goldstein value."""
        return self.type.goldstein if self.own_intensity is None else self.own_intensity

    @property
    def titled(self) -> str:
        """The title, with how it stands where it did not happen: `… (planned)`."""
        said = self.status.replace("-", " ")
        return self.title if self.status in HAPPENED else f"{self.title} ({said})"

    @property
    def told(self) -> str:
        """The title as a sentence names it: with its marking, and how it stands."""
        return labelled(self.titled, self.marking)

    @property
    def quad(self) -> QuadClass | None:
        """The QuadClass of the event's type."""
        return self.type.quad

    @property
    def tone(self) -> Tone | None:
        """What a picture groups the event by: its QuadClass, or that it is neutral."""
        return self.type.tone

    @property
    def dyad(self) -> str:
        """`RUS → USA`, with a dash for an unknown doer; `RUS, USA` where nobody is acted upon."""
        return _upon([actor.code for actor in self.by], [actor.code for actor in self.to])

    @property
    def sides(self) -> str:
        """The same by names, as people read it: `Russia → United States`."""
        return _upon([actor.name for actor in self.by], [actor.name for actor in self.to])

    def __str__(self) -> str:
        return self.handle


def _upon(by: list[str], to: list[str]) -> str:
    doer = ", ".join(by) or "—"
    return f"{doer} → {', '.join(to)}" if to else doer


def _tightened(
    derived: datetime | None, said: datetime | None, spread: datetime | None
) -> datetime | None:
    """A bound with its margin, unless claims of order say more than the date does."""
    return spread if derived is None or derived == said else derived


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as it comes in: actors, type and sources still under the names typed."""

    title: str
    date: EventDate
    type: str
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    summary: str = ""
    place: str | None = None
    intensity: float | None = None
    handle: str | None = None
    id: int | None = None
    citations: tuple[Citation, ...] = ()
    status: str = Status.OCCURRED
    avoidable: bool = False
    tags: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    marking: str | None = None
    claims: tuple[EventClaim, ...] = ()
    coordinates: str | None = None
    zone: str | None = None
    date_said: str | None = None
    uuid: str | None = None  # its identity in all copies of the record, where it is known


@dataclass(frozen=True, slots=True)
class EventEdit:
    """Changes to an event; None leaves a field as it is, an empty text clears it.

    `intensity="codebook"` goes back to the value of the event's type.
    """

    title: str | None = None
    date: EventDate | None = None
    type: str | None = None
    by: tuple[str, ...] | None = None
    to: tuple[str, ...] | None = None
    summary: str | None = None
    place: str | None = None
    intensity: float | Literal["codebook"] | None = None
    status: str | None = None
    avoidable: bool | None = None
    handle: str | None = None
    tags: tuple[str, ...] | None = None
    marking: str | None = None
    coordinates: str | None = None
    zone: str | None = None
    date_said: str | None = None


class EventValues(TypedDict, total=False):
    """The values of an event's fields as a caller names them, beside its title and date.

    One name or several may stand for the actors of a side, or for labels.
    """

    type: EventType | str | None
    by: Names
    to: Names
    summary: str | None
    place: str | None
    status: str | None
    avoidable: bool | None
    intensity: float | str | None
    handle: str | None
    tag: Names
    marking: str | None
    at: str | None
    zone: str | None


def check_intensity(number: float) -> float:
    """`number`, where it lies on the Goldstein scale of −10 to +10."""
    if not -INTENSITY_LIMIT <= number <= INTENSITY_LIMIT:
        raise InvalidText("intensity", f"{number:g} is off the Goldstein scale; use −10 to +10")
    return number


def parse_status(text: str) -> Status:
    """A status by its name; blanks stand for hyphens.

    >>> parse_status("did not occur").value
    'did-not-occur'
    """
    name = "-".join(folded(text).split())
    if name not in list(Status):
        raise InvalidText(f"status {text[:40]!r}", f"is none of {', '.join(Status)}")
    return Status(name)
