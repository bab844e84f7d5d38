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
OTHERS = "others"


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


def joined(
    found: Mapping[tuple[str, str], Cell], most_rows: int, most_columns: int
) -> tuple[dict[tuple[str, str], Cell], list[str], list[str]]:
    """Join the least busy of many actors.

    Parameters
    ----------
    found : mapping of (str, str) to Cell
        By the names of doer and target.
    most_rows, most_columns : int
        How many names of doers and of targets there are at most, the joined among them, and
        those that stand for nobody besides.

    Returns
    -------
    dict of (str, str) to Cell, list of str and list of str
        The cells with ``others`` for those joined, and the names of rows and of columns in one
        order: whoever takes part most stands first.

    Examples
    --------
    >>> acts = Cell(Counter({Tone.NEUTRAL: 2}))
    >>> cells, rows, columns = joined({("A", "B"): acts, ("C", "D"): acts, ("A", "C"): acts}, 9, 2)
    >>> rows, columns, cells["A", "others"].count
    (['A', 'C'], ['C', 'others'], 2)
    """
    busy: Counter[str] = Counter()
    for (doer, target), each in found.items():
        busy[doer] += each.count
        busy[target] += each.count
    named = [name for name, _ in sorted(busy.items(), key=lambda item: (-item[1], item[0]))
             if name not in (UNKNOWN, NOBODY)]  # fmt: skip
    rows_kept, columns_kept = _kept(named, most_rows), _kept(named, most_rows)
    if most_columns < most_rows:
        targets = {target for _, target in found}
        columns_kept = _kept([name for name in named if name in targets], most_columns)
    cells: dict[tuple[str, str], Cell] = {}
    for (doer, target), each in sorted(found.items()):
        pair = (doer if doer in rows_kept else OTHERS, target if target in columns_kept else OTHERS)
        cells[pair] = cells.get(pair, EMPTY) + each
    order = [*named, OTHERS, UNKNOWN, NOBODY]
    rows = [name for name in order if any(doer == name for doer, _ in cells)]
    columns = [name for name in order if any(target == name for _, target in cells)]
    return cells, rows, columns


def _kept(named: list[str], most: int) -> set[str]:
    """The names that are not joined, with those that stand for nobody."""
    return set(named if len(named) <= most else named[: most - 1]) | {UNKNOWN, NOBODY}


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
