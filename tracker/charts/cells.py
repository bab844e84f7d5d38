"""Cells of a matrix: who acts upon whom, counted."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tracker.analysis.dyads import pairs_of
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import Tone
from tracker.model.dyads import Tally
from tracker.model.event import Event

UNKNOWN, NOBODY = "unattributed", "no target"


@dataclass(frozen=True)
class Cell:
    """The acts of one actor upon another.

    Attributes
    ----------
    classes : mapping of Tone to int
        How many events of each class.
    tally : Tally
        How many are hostile and cooperative, with the sums of either.
    """

    classes: "Counter[Tone | None]" = field(default_factory=Counter)
    tally: Tally = field(default_factory=Tally)

    @property
    def count(self) -> int:
        """The number of events."""
        return self.classes.total()

    def __add__(self, other: "Cell") -> "Cell":
        """The events of both.

        >>> (EMPTY + Cell(Counter({Tone.NEUTRAL: 2}), Tally())).count
        2
        """
        return Cell(self.classes + other.classes, self.tally + other.tally)


EMPTY = Cell()


def cells_of(
    chronicle: Chronicle, numbers: Mapping[int, int] | None = None
) -> dict[tuple[str, str], Cell]:
    """Count who acts upon whom.

    Parameters
    ----------
    chronicle : Chronicle
        The events.
    numbers : mapping of int to int, optional
        How many events one of them stands for, where it is not one.

    Returns
    -------
    dict of (str, str) to Cell
        By the names of doer and target. A joint act counts for every pair of a doer and a target;
        ``unattributed`` stands for a doer, ``no target`` for a target not recorded. Intensities are
        summed in their own order, so that the sums do not depend on that of the events.

    Examples
    --------
    >>> cells_of(Chronicle())
    {}
    """
    # Many are alike: the same sides, type and intensity are worked out once.
    alike: Counter[Hashable] = Counter()
    first: dict[Hashable, Event] = {}
    stands_for = numbers or {}
    for event in chronicle.events.values():
        same: Hashable = (event.type.code, event.by, event.to, event.own_intensity)
        alike[same] += stands_for.get(event.id, 1)
        first.setdefault(same, event)
    classes: dict[tuple[str, str], Counter[Tone | None]] = {}
    intensities: dict[tuple[str, str], Counter[float | None]] = {}
    for key, times in alike.items():
        event = first[key]
        for pair in _named_pairs(event):
            classes.setdefault(pair, Counter())[event.tone] += times
            intensities.setdefault(pair, Counter())[event.intensity] += times
    return {pair: Cell(found, _summed(intensities[pair])) for pair, found in classes.items()}


def _named_pairs(event: Event) -> list[tuple[str, str]]:
    """The names of each doer with each target, or what stands for a side not recorded."""
    names = {actor.code: actor.name for actor in (*event.by, *event.to)}
    if pairs := pairs_of(event):
        return [(names[doer], names[target]) for doer, target in pairs]
    doers = [actor.name for actor in event.by] or [UNKNOWN]
    targets = [actor.name for actor in event.to] or [NOBODY]
    return [(doer, target) for doer in doers for target in targets]


def _summed(intensities: "Counter[float | None]") -> Tally:
    uncoded = Tally(uncoded=intensities.get(None, 0))
    coded = sorted((each, times) for each, times in intensities.items() if each is not None)
    return sum((Tally.of(each).shared(times) for each, times in coded), uncoded)


@dataclass(frozen=True)
class Counted:
    """What a matrix shows, counted already: of events that are nowhere as values.

    Attributes
    ----------
    cells : mapping of (str, str) to Cell
        As `cells_of` has them.
    number : int
        The number of events.
    first, last : datetime
        Their first and their last moment.
    is_joint : bool
        Whether any of them has several on a side.
    """

    cells: Mapping[tuple[str, str], Cell]
    number: int
    first: datetime
    last: datetime
    is_joint: bool = False

    @classmethod
    def of(cls, chronicle: Chronicle, numbers: Mapping[int, int] | None = None) -> "Counted":
        """The counts of the events of a chronicle, of which one may stand for several."""
        events = chronicle.events.values()
        return cls(
            cells_of(chronicle, numbers),
            sum((numbers or {}).get(event.id, 1) for event in events),
            min(event.date.start for event in events),
            max(event.date.end for event in events),
            any(len(event.by) > 1 or len(event.to) > 1 for event in events),
        )
