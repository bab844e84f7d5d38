"""Packing of a lane: as few rows as keep marks, bars and labels apart."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.model.event import Event

ROW = 25.0  # of labels of two lines
SLIM = 11.5  # of marks without labels, or with labels of one line
GAP = 7.0


@dataclass(frozen=True)
class Entry:
    """An event with the lines of its label, if it is named, and the room that it takes."""

    event: Event
    lines: tuple[str, ...]
    first: float
    last: float


@dataclass
class Row:
    """Entries side by side; those of the same row never meet."""

    height: float
    labelled: bool
    entries: list[Entry] = field(default_factory=list)
    _starts: list[float] = field(default_factory=list, repr=False)
    _ends: list[float] = field(default_factory=list, repr=False)

    def place(self, entry: Entry, apart: float) -> bool:
        """Put an entry into the row where it meets nothing; else say that it does."""
        at = bisect_left(self._starts, entry.first)
        before = at == 0 or self._ends[at - 1] + apart <= entry.first
        after = at == len(self._starts) or entry.last + apart <= self._starts[at]
        if before and after:
            self._starts.insert(at, entry.first)
            self._ends.insert(at, entry.last)
            self.entries.append(entry)
        return before and after


def packed(entries: Sequence[Entry], tall: float = ROW) -> list[Row]:
    """Place entries in rows, from the uppermost down.

    Parameters
    ----------
    entries : sequence of Entry
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
    >>> rows = packed([Entry(None, ("3 Oct: a",), 0, 50), Entry(None, ("4 Oct: b",), 40, 90),
    ...                Entry(None, (), 60, 68)])
    >>> [len(row.entries) for row in rows]
    [2, 1]
    """
    rows: list[Row] = []
    for named in (True, False):
        for entry in entries:
            if bool(entry.lines) is not named:
                continue
            apart = GAP if named else 1.0
            if not any(row.place(entry, GAP if row.labelled else apart) for row in rows):
                rows.append(Row(tall if named else SLIM, named))
                rows[-1].place(entry, apart)
    return rows
