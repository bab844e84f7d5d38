"""Answers of the panel `manage`: registers, findings, duplicates, facts about the database."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tracker.model.answer import Answer
from tracker.model.event import Event
from tracker.model.imports import Import
from tracker.model.numbers import counted
from tracker.model.verification import ChainState, Flaw

RegisterName = Literal["actors", "sources", "types"]
ListName = Literal["actors", "sources", "types", "relations"]


@dataclass(frozen=True)
class RegisterList(Answer):
    """Actors, sources, types or relations, in their own order, with how often each is used."""

    register: ListName
    values: tuple[Any, ...]
    uses: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: which rule found it, about what, and what to do."""

    rule: str
    about: str
    message: str


MOST_PAIRS = 10_000  # of events that may be duplicates, the likeliest first
MANY = 4
# Rules that change no answer, by the number of findings from which one line says it; and its words.
SUMS = {
    "unconfirmed": ("thing", "graded as confirmed by others, but cited from one source"),
    "no-source": ("event", "for which nothing is cited"),
    "ungraded": ("citation", "without a whole grade"),
    "no-reason": ("link", "without a reason"),
    "definition": ("type", "without a definition"),
    "silent": ("span", "of time without events, long for this record"),
    "chokepoint": ("source", "on which alone a strongest chain rests"),
}
SUMMED = {rule: 2 if rule == "chokepoint" else MANY for rule in SUMS}


@dataclass(frozen=True)
class CheckReport(Answer):
    """Findings, rule by rule, those that would change an answer first.

    `failed` where a rule found something that is to find nothing; `is_whole` where people see each
    finding of the rules that they asked for, and not the many that change no answer as one.
    """

    findings: tuple[Finding, ...]
    failed: bool = False
    is_whole: bool = False

    @property
    def for_people(self) -> tuple[Finding, ...]:
        """The findings, those of a rule that finds many and changes no answer in one line."""
        counts = Counter(finding.rule for finding in self.findings)
        met: set[str] = set()
        shown = []
        for finding in self.findings:
            rule, count = finding.rule, counts[finding.rule]
            if self.is_whole or rule not in SUMMED or count < SUMMED[rule]:
                shown.append(finding)
            elif rule not in met:
                met.add(rule)
                shown.append(
                    Finding(
                        rule,
                        "",
                        f"{counted(count, SUMS[rule][0])} {SUMS[rule][1]}; "
                        f"`tracker check --rule {rule}` lists them.",
                    )
                )
        return tuple(shown)


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
