"""Answers of the panel `record` besides the value recorded: links, claims of order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model.answer import Answer, Recorded
from tracker.model.event import Event
from tracker.model.link import Link
from tracker.model.order import OrderClaim


@dataclass(frozen=True)
class RecordedLink(Recorded[Link]):
    """A link as it is stored now, with the events that it links; `partners` are further causes."""

    cause: Event
    effect: Event
    partners: tuple[Event, ...] = ()


@dataclass(frozen=True)
class RemovedLinks(Answer):
    """The links that were removed, all from one event to another; `partners` are further causes."""

    links: tuple[Link, ...]
    cause: Event
    effect: Event
    partners: tuple[Event, ...] = ()


@dataclass(frozen=True)
class OrderList(Answer):
    """Claims of order, with the events that they are about by their numbers."""

    claims: tuple[OrderClaim, ...]
    events: Mapping[int, Event] = field(default_factory=dict)
