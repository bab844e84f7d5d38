"""Answers that are events: a list of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model.answer import Answer
from tracker.model.event import Event
from tracker.model.source import Source


@dataclass(frozen=True)
class EventList(Answer):
    """Events in the order asked for, with the sources that they cite."""

    events: tuple[Event, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)
