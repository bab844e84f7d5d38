"""Packing of a lane: as few rows as keep marks, bars and labels apart."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.model.event import Event

ROW = 25.0  # of labels of two lines
LINE, MOST_LINES = 9.6, 2  # lines of a label, and how many have room in such a row
SLIM = 11.5  # of marks without labels, or with labels of one line
GAP = 7.0


@dataclass(frozen=True)
class LaneItem:
    """An event with the lines of its label, if it is named, and the room that it takes."""

    event: Event
    lines: tuple[str, ...]
    first: float
    last: float


@dataclass
class Row:
    """Items side by side; those of the same row never meet."""

    height: float
    labelled: bool
    items: list[LaneItem] = field(default_factory=list)
    _starts: list[float] = field(default_factory=list, repr=False)
    _ends: list[float] = field(default_factory=list, repr=False)

    def place(self, item: LaneItem, gap: float) -> bool:
        """Put an item into the row where it meets nothing; else say that it does."""
        at = bisect_left(self._starts, item.first)
        before = at == 0 or self._ends[at - 1] + gap <= item.first
        after = at == len(self._starts) or item.last + gap <= self._starts[at]
        if before and after:
            self._starts.insert(at, item.first)
            self._ends.insert(at, item.last)
            self.items.append(item)
        return before and after


def packed(items: Sequence[LaneItem], tall: float = ROW) -> list[Row]:
    """Place items in rows, from the uppermost down.

    Parameters
    ----------
    items : sequence of LaneItem
        In order of time.
    tall : float, optional
        Height of a row that has labels.

    Returns
    -------
    list of Row
        Named events first, each in the first row that has room for it; those without a label
        then fill what is left, and where nothing is, slimmer rows below.

    Examples
    --------
    >>> rows = packed([LaneItem(None, ("3 Oct: a",), 0, 50), LaneItem(None, ("4 Oct: b",), 40, 90),
    ...                LaneItem(None, (), 60, 68)])
    >>> [len(row.items) for row in rows]
    [2, 1]
    """
    rows: list[Row] = []
    for named in (True, False):
        for item in items:
            if bool(item.lines) is not named:
                continue
            gap = GAP if named else 1.0
            if not any(row.place(item, GAP if row.labelled else gap) for row in rows):
                rows.append(Row(tall if named else SLIM, named))
                rows[-1].place(item, gap)
            if len(item.lines) > MOST_LINES:
                own = next(row for row in rows if row.items[-1] is item)
                own.height = max(own.height, tall + LINE * (len(item.lines) - MOST_LINES))
    return rows
