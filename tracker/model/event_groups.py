"""Very many events in groups, of each of which one event stands for all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.model.event import Event
    from tracker.model.marking import Marking

MOST_UNGROUPED = 5000  # events of a picture; more are grouped


class GroupKey(StrEnum):
    """What the events of a group have in common."""

    ACT = "act"  # the type, the intensity and the status
    TYPE = "type"
    TONE = "tone"  # what a picture groups types by
    DATE = "date"
    DOERS = "doers"
    SIDES = "sides"  # who acts and who is acted upon
    PLACE = "place"
    LABELS = "labels"


@dataclass(frozen=True)
class EventGroups:
    """What is known of very many events besides the values of those that stand for them.

    Attributes
    ----------
    numbers : mapping of int to int
        How many events one stands for, itself among them; of one that stands for itself alone
        there is nothing.
    marking : Marking or None
        The highest marking of all, and of what is cited for them.
    acting : mapping of str to int or None
        How many events each actor is on the acting side of, by its name; None where those that
        stand for the others tell it.
    named : mapping of int to Event
        Those that are named besides, by their numbers.
    """

    numbers: Mapping[int, int] = field(default_factory=dict)
    marking: "Marking | None" = None
    acting: Mapping[str, int] | None = None
    named: "Mapping[int, Event]" = field(default_factory=dict)

    def count(self, events: "Iterable[Event]") -> int:
        """The number of events that some stand for.

        >>> EventGroups().count([])
        0
        """
        return sum(self.numbers.get(event.id, 1) for event in events)
