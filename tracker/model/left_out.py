"""What was left out of an export or a picture because it is marked above the limit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from tracker.model.marking import Marking, highest
from tracker.model.numbers import counted


@dataclass(frozen=True)
class LeftOut:
    """The numbers of events, links, citations, sources and notes above a limit, by noun.

    `highest` is the highest marking among them, with which as a limit all would be shown.
    """

    limit: Marking
    counts: Mapping[str, int] = field(default_factory=dict)
    highest: Marking | None = None

    @classmethod
    def of(cls, limit: Marking, marked: Mapping[str, Sequence[Any]]) -> Self:
        """Count rows that have a marking, by the noun for what they are."""
        found = {noun: rows for noun, rows in marked.items() if rows}
        top = highest(row["marking"] for rows in found.values() for row in rows)
        return cls(limit, {noun: len(rows) for noun, rows in found.items()}, top)

    @property
    def listed(self) -> str:
        """The numbers in words.

        >>> LeftOut(Marking.CLEAR, {"event": 2, "link": 1, "note": 1}).listed
        '2 events, 1 link and 1 note'
        """
        said = [counted(number, noun) for noun, number in self.counts.items()]
        *first, last = said or [""]
        return f"{', '.join(first)} and {last}" if first else last

    @property
    def remarks(self) -> tuple[str, ...]:
        """The sentence on what was left out, or none.

        >>> LeftOut(Marking.CLEAR, {"event": 2, "note": 1}, Marking.AMBER).remarks
        ('2 events and 1 note above TLP:CLEAR were left out; --max-marking AMBER shows them.',)
        """
        if not self.counts or self.highest is None:
            return ()
        one = sum(self.counts.values()) == 1
        return (
            f"{self.listed} above {self.limit} {'was' if one else 'were'} left out; --max-marking "
            f"{self.highest.word} shows {'it' if one else 'them'}.",
        )
