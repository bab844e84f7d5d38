"""Answers of an interview: whether an event would have come without another."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.event import Event


class WouldHaveCome(StrEnum):
    """Whether an event would have come without another one, in the analyst's judgement."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The judgement whether `effect` would have come without `cause`, both event numbers."""

    cause: int
    effect: int
    answer: str


@dataclass(frozen=True, slots=True)
class CounterfactualDraft:
    """Such a judgement as it comes in, its events still under the names typed."""

    cause: str
    effect: str
    answer: str


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two events that share an actor, of which nobody has said whether one led to the other.

    `actors` are the codes that both have.
    """

    cause: Event
    effect: Event
    actors: tuple[str, ...]
