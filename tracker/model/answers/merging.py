"""Answers on the merging of records: what was taken and what not, and the proposals that wait."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model.answer import Answer

NOTHING = "nothing"
"""The word for a side of a conflict that says nothing of what it is about."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A conflict of a merge in words, and how it was settled: `ours`, `theirs` or `open`."""

    about: str
    ours: str
    theirs: str
    settled: str
    reason: str = ""


@dataclass(frozen=True)
class MergedRecord(Answer):
    """What another record brought: how many changes were taken, and the conflicts.

    `added` counts what is new by kind, `known` what was there already, changed or not.
    """

    taken: int
    conflicts: tuple[Settled, ...]
    added: Mapping[str, int] = field(default_factory=dict)
    known: Mapping[str, int] = field(default_factory=dict)

    @property
    def refused_events(self) -> tuple[str, ...]:
        """Why events that are new cannot be recorded at all, one sentence for each."""
        return tuple(
            each.reason
            for each in self.conflicts
            if each.reason and each.ours == NOTHING and each.about.startswith("event ")
        )

    @property
    def open(self) -> int:
        """How many conflicts wait to be reviewed."""
        return sum(each.settled == "open" for each in self.conflicts)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that waits to be accepted: what it is about, what stands here, what is proposed.

    `field` is the one field that it changes, where it does.
    """

    number: int
    at: str
    who: str
    origin: str
    about: str
    ours: str
    theirs: str
    reason: str = ""
    field: str | None = None


@dataclass(frozen=True)
class ProposalList(Answer):
    """The proposals that wait, the first recorded before the others."""

    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file and the record say otherwise of one thing, and which of them takes it over.

    `into` is `record` or `file`; `was` is what stands there, `now` what it takes. `line` is that
    of the file, 0 where it has none.
    """

    into: str
    about: str
    was: str
    now: str
    line: int = 0


@dataclass(frozen=True)
class SyncedFile(Answer):
    """A text file and the record made alike: what either took from the other.

    `applied` is False where somebody only wanted to see what differs.
    """

    differences: tuple[Difference, ...] = ()
    applied: bool = True
