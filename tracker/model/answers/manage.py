"""Answers of the panel `manage`: registers, findings, duplicates, facts about the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tracker.model.answer import Answer
from tracker.model.event import Event
from tracker.model.imports import Import
from tracker.model.verification import ChainState, Flaw

RegisterName = Literal["actors", "sources", "types"]


@dataclass(frozen=True)
class RegisterList(Answer):
    """Actors, sources or types, in the order of their register, with how often each is used."""

    register: RegisterName
    values: tuple[Any, ...]
    uses: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: which rule found it, about what, and what to do."""

    rule: str
    about: str
    message: str


@dataclass(frozen=True)
class CheckReport(Answer):
    """Findings, rule by rule; `failed` where a rule found something that is to find nothing."""

    findings: tuple[Finding, ...]
    failed: bool = False


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two events that may be duplicates, the one recorded first before the other.

    `similarity` is from 0 to 1; `traits` are those in which the two are alike.
    """

    first: Event
    other: Event
    similarity: float
    traits: tuple[str, ...]


@dataclass(frozen=True)
class DuplicateList(Answer):
    """Pairs of events that may be duplicates, the likeliest first."""

    pairs: tuple[DuplicatePair, ...]


@dataclass(frozen=True)
class MergedEvents(Answer):
    """Groups of events that were merged, each into its first."""

    groups: tuple[tuple[Event, ...], ...]


@dataclass(frozen=True)
class DatabaseInfo(Answer):
    """Facts about a database by their names: its file, its schema, its counts, its soundness."""

    facts: Mapping[str, str]


@dataclass(frozen=True)
class Verification(Answer):
    """What is wrong with a database or its history; nothing, where there are no flaws."""

    flaws: tuple[Flaw, ...]
    chain: ChainState


@dataclass(frozen=True)
class ImportList(Answer):
    """The files that were read, the newest first."""

    imports: tuple[Import, ...]


@dataclass(frozen=True)
class LabelList(Answer):
    """The labels of one kind, such as tags, with the number of events that have each."""

    counts: Mapping[str, int]
