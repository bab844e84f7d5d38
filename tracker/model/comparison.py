"""Differences between two records of one crisis, and the conclusions of either."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.model.chains import Chain
from tracker.model.event import Event

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """One thing that is in one record only, or otherwise in the other.

    Attributes
    ----------
    kind : str
        `event`, `link`, `source` or `citation`.
    about : str
        What it is, by handles and codes.
    change : str
        `added`, `removed` or `changed`.
    before, after : mapping of str to object
        The fields that differ, with what they were and are; empty where the thing was not there.
    """

    kind: str
    about: str
    change: str
    before: Facts
    after: Facts


@dataclass(frozen=True)
class Conclusion:
    """The conclusions of one record for two events: chains, turning points, the cheapest cut.

    Attributes
    ----------
    chains : int
        The number of chains from the one to the other.
    best : Chain or None
        The strongest; None where there is none, or one of the events is not in the record.
    passed : tuple of Event
        The events between the two that every chain passes.
    closing : tuple of Event
        Those of them that are marked avoidable: each closes every recorded way.
    """

    chains: int
    best: Chain | None
    passed: tuple[Event, ...]
    closing: tuple[Event, ...]
