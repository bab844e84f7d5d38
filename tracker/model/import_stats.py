"""The result of an import: records added, there already and corrected, and its rows counted."""

from collections import Counter
from dataclasses import dataclass, field, fields

from tracker.model.answer import Answer
from tracker.model.numbers import counted


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows of a file, counted by what became of them.

    `kept` were added as events, `merged` fell to events that are there already; of these
    `corrected` changed the event, and `edited` did not because an analyst had changed it before.
    """

    read: int = 0
    kept: int = 0
    merged: int = 0
    rejected: int = 0
    corrected: int = 0
    edited: int = 0

    @property
    def skipped(self) -> int:
        """Rows that the filter excludes."""
        return self.read - self.kept - self.merged - self.rejected

    def __add__(self, other: "RowCounts") -> "RowCounts":
        return RowCounts(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        )


@dataclass(frozen=True)
class ImportStats(Answer):
    """Records of each noun that an import added, found there already, and corrected.

    `differing` events are there already and stay as they are, though the file says otherwise.
    As text it is the sentence that a person reads.

    >>> print(ImportStats(Counter(events=2), Counter(actors=1)))
    Added 2 events. Already there: 1 actor.
    """

    added: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    corrected: Counter[str] = field(default_factory=Counter)
    differing: int = 0
    rows: RowCounts = RowCounts()

    def __add__(self, other: "ImportStats") -> "ImportStats":
        return ImportStats(
            self.added + other.added,
            self.known + other.known,
            self.corrected + other.corrected,
            self.differing + other.differing,
            self.rows + other.rows,
            remarks=(*self.remarks, *other.remarks),
        )

    def __str__(self) -> str:
        corrected = _listed(self.corrected)
        known = _listed(self.known)
        return (
            f"Added {_listed(self.added) or 'nothing'}."
            + (f" Corrected {corrected}, as the file has it now." if corrected else "")
            + (f" Already there: {known}." if known else "")
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was added, corrected or found there already."""
        return not any((+self.added, self.corrected, +self.known))

    @property
    def is_all_rejected(self) -> bool:
        """Whether there were rows, and every one of them was rejected."""
        return self.is_empty and self.rows.rejected > 0


def _listed(counts: Counter[str]) -> str:
    return ", ".join(counted(number, noun.removesuffix("s")) for noun, number in counts.items())
