"""The fields of an event, said once.

Drafts, edits, the tables of the store, files, comparisons, answers, pictures and pages follow from
`FIELDS`: a new field is a line here, an attribute of `Event` and of what it is drafted and edited
by, and its table or column in a migration.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from tracker.model.event import Event, EventClaim, EventDraft, Note, Status


class Kind(StrEnum):
    """The kind of value that a field holds, by which it is checked, stored, written and shown."""

    NUMBER = "number"
    HANDLE = "handle"
    DATE = "date"
    LINE = "line"
    PROSE = "prose"
    TYPE = "type"
    ACTORS = "actors"
    INTENSITY = "intensity"
    STATUS = "status"
    FLAG = "flag"
    MARKING = "marking"
    POINT = "point"  # a latitude and a longitude
    ZONE = "zone"
    CITATIONS = "citations"
    LABELS = "labels"  # words of the analyst's own, by which events are grouped
    REMARKS = "remarks"  # values of a class of their own, one after the other


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an event.

    `parts` is what formats without the field are said to omit. A field of labels or remarks has a
    table of its own; `option` is a field's name on the command line where that is another, and of
    a label as a filter, `item` the class of a remark, which has `checked()` for itself as it may
    be stored and the `number` of its row, `heading` what people read it under. A table of
    remarks that is `searched` has a text index, `{table}_fts`, in which search looks too; people
    tell those that are `numbered` by their numbers. Of remarks with a `key` an event has one for
    each value of that attribute.
    """

    name: str
    kind: Kind
    parts: str = ""
    required: bool = False
    option: str = ""
    help: str = ""
    heading: str = ""
    item: type | None = None
    searched: bool = False
    numbered: bool = False
    key: str = ""

    @property
    def keyword(self) -> str:
        """The name of its value where an event is recorded."""
        return self.option or self.name

    @property
    def table(self) -> str:
        """The table of a field of labels or remarks."""
        return f"event_{self.name}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of that table which hold a value."""
        if self.item is None:
            return (self.option,)
        assert is_dataclass(self.item)
        return tuple(each.name for each in fields(self.item) if each.compare)

    @property
    def flags(self) -> tuple[bool, ...]:
        """Which of these columns hold yes or no."""
        assert self.item is not None
        assert is_dataclass(self.item)
        return tuple(each.type is bool for each in fields(self.item) if each.compare)

    def identity(self, value: Any) -> Any:
        """What tells a label or a remark from the others of its event."""
        return getattr(value, self.key) if self.key else value

    def drafted(self, event: Event) -> Any:
        """The value as a draft has it: names and codes instead of actors and types."""
        return DRAFTED.get(self.kind, getattr)(event, self.name)

    def plain(self, event: Event) -> Any:
        """The value as JSON has it."""
        value = self.drafted(event)
        if self.kind is Kind.REMARKS:
            return [{key: getattr(each, key) for key in self.columns} for each in value]
        return list(value) if isinstance(value, tuple) else value

    def in_words(self, event: Event) -> tuple[str, ...]:
        """The value as people read it, one text or several."""
        value = self.drafted(event)
        if value in ((), "", None, False):
            return ()
        return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)

    def is_filled(self, event: Event) -> bool:
        """Whether the field says more than it does when left out."""
        if self.kind is Kind.STATUS:
            return event.status != Status.OCCURRED
        if self.kind is Kind.INTENSITY:
            return event.intensity is not None
        return self.drafted(event) not in ((), "", None, False)


FIELDS = (
    Field("id", Kind.NUMBER),
    Field("handle", Kind.HANDLE),
    Field("date", Kind.DATE, required=True),
    Field("title", Kind.LINE, required=True),
    Field("type", Kind.TYPE, "types", required=True),
    Field("by", Kind.ACTORS),
    Field("to", Kind.ACTORS, "targets"),
    Field("summary", Kind.PROSE, "summaries"),
    Field("place", Kind.LINE, "places"),
    Field("coordinates", Kind.POINT, "coordinates", option="at"),
    Field("intensity", Kind.INTENSITY, "intensities"),
    Field("status", Kind.STATUS, "statuses"),
    Field("avoidable", Kind.FLAG, "avoidable flags"),
    Field(
        "tags", Kind.LABELS, "tags", option="tag",
        help="A tag, such as a case; repeatable. An edit replaces all tags; '' clears them.",
    ),
    Field("marking", Kind.MARKING, "markings"),
    Field("zone", Kind.ZONE, "time zones"),
    Field("date_said", Kind.LINE, "dates as they were said"),
    Field("citations", Kind.CITATIONS),
    Field("notes", Kind.REMARKS, "notes", heading="Notes", item=Note, searched=True,
          numbered=True),
    Field("claims", Kind.REMARKS, "claims that events happened",
          heading="Who says that it happened", item=EventClaim, key="claimed_by"),
)  # fmt: skip
DRAFTED: dict[Kind, Callable[[Event, str], Any]] = {
    Kind.TYPE: lambda event, name: event.type.code,
    Kind.ACTORS: lambda event, name: tuple(actor.code for actor in getattr(event, name)),
    Kind.INTENSITY: lambda event, name: event.own_intensity,
}
LABELS = tuple(field for field in FIELDS if field.kind is Kind.LABELS)
REMARKS = tuple(field for field in FIELDS if field.kind is Kind.REMARKS)
SEARCHED = tuple(field for field in REMARKS if field.searched)
TABLED = (*LABELS, *REMARKS)


def draft_of(event: Event) -> EventDraft:
    """A recorded event as it would come in again."""
    return EventDraft(**{field.name: field.drafted(event) for field in FIELDS})


def labels_of(event: Event) -> Iterator[str]:
    """All labels of an event, for formats that have one list of them."""
    for field in LABELS:
        yield from getattr(event, field.name)


def label_field(option: str) -> Field | None:
    """The field of labels that is called so on the command line and as a filter, or None."""
    return next((field for field in LABELS if field.option == option), None)
