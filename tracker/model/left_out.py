"""What was left out of an export or a picture because it is marked above the limit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model.marking import Marking
from tracker.model.numbers import counted


@dataclass(frozen=True)
class LeftOut:
    """The numbers of events, links, citations, sources and notes above a limit, by noun.

    `highest` is the highest marking among them, with which as a limit all would be shown.
    """

    limit: Marking
    counts: Mapping[str, int] = field(default_factory=dict)
    highest: Marking | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """The sentence on what was left out, or none.

        >>> LeftOut(Marking.CLEAR, {"event": 2, "note": 1}, Marking.AMBER).remarks
        ('2 events and 1 note above TLP:CLEAR were left out; --max-marking AMBER shows them.',)
        """
        if not self.counts or self.highest is None:
            return ()
        said = [counted(number, noun) for noun, number in self.counts.items()]
        *first, last = said
        listed = f"{', '.join(first)} and {last}" if first else last
        one = sum(self.counts.values()) == 1
        return (
            f"{listed} above {self.limit} {'was' if one else 'were'} left out; --max-marking "
            f"{self.highest.word} shows {'it' if one else 'them'}.",
        )
