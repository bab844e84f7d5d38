"""A layered chain broken into rows, as lines of text are, so that it fits the width of a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.charts.chain.boxes import BOX_WIDTH
from tracker.charts.chain.layering import Layering

STUB = 9.0  # how far a link goes beyond the boxes of a row before it goes on in the next
BETWEEN = 24.0  # two rows


@dataclass(frozen=True)
class Rows:
    """Where the columns of a chain stand.

    Attributes
    ----------
    layering : Layering
        The columns and heights of the events, as if they stood in one row.
    per_row : int
        How many columns a row has.
    margin, gap : float
        What is left free at the left, and between two columns.
    stub : float
        How far a link goes beyond the last column of a row.
    ceilings, tops : tuple of float
        For each row the height of its upper end on the canvas, and in the layering, where heights
        count downwards.
    """

    layering: Layering
    per_row: int
    margin: float
    gap: float
    stub: float
    ceilings: tuple[float, ...]
    tops: tuple[float, ...]

    def row(self, column: int) -> int:
        """The row of a column, the uppermost is 0."""
        return column // self.per_row

    def left(self, column: int) -> float:
        """The left end of a column."""
        return self.margin + (column % self.per_row) * (BOX_WIDTH + self.gap)

    def y(self, column: int, height: float) -> float:
        """The height on the canvas of a height in the layering."""
        row = self.row(column)
        return self.ceilings[row] - (height - self.tops[row])

    @property
    def ends(self) -> tuple[float, float]:
        """The left and the right end of the rows, with what links go beyond the boxes."""
        last = self.margin + self.per_row * BOX_WIDTH + (self.per_row - 1) * self.gap
        return self.margin - STUB, last + self.stub


def rows_of(
    layering: Layering,
    box_heights: Mapping[int, float],
    per_row: int,
    margin: float,
    gap: float,
    lane: float,
    stub: float = STUB,
    more: float = 0.0,
) -> tuple[Rows, float]:
    """Break a layered chain into rows.

    Parameters
    ----------
    layering : Layering
        The chain in one row.
    box_heights : mapping of int to float
        Height of each event's box.
    per_row : int
        How many columns a row has.
    margin, gap : float
        What is left free at the left, and between two columns.
    lane : float
        The height that a passing link takes.
    stub : float, optional
        How far a link goes beyond the last column of a row.
    more : float, optional
        How much more than usual is free between two rows.

    Returns
    -------
    Rows, and float
        The rows, and how high they are together; the floor of the lowest is at height 0.

    Examples
    --------
    >>> rows, high = rows_of(Layering({1: 0, 2: 1}, {1: 20, 2: 20}, {}), {1: 40, 2: 40}, 1, 9, 9, 0)
    >>> high, rows.y(0, 20), rows.y(1, 20)
    (104.0, 84.0, 20.0)
    """
    count = max(layering.columns.values(), default=0) // per_row + 1
    low = [float("inf")] * count
    high = [float("-inf")] * count

    def reach(column: int, height: float, size: float) -> None:
        row = column // per_row
        low[row] = min(low[row], height - size / 2)
        high[row] = max(high[row], height + size / 2)

    for number, column in layering.columns.items():
        reach(column, layering.heights[number], box_heights[number])
    for (cause, _), way in layering.ways.items():
        for column, height in enumerate(way, start=layering.columns[cause] + 1):
            reach(column, height, lane)
    between = BETWEEN + more
    total = sum(below - above for above, below in zip(low, high, strict=True))
    total += between * (count - 1)
    ceilings = []
    y = total
    for above, below in zip(low, high, strict=True):
        ceilings.append(y)
        y -= below - above + between
    return Rows(layering, per_row, margin, gap, stub, tuple(ceilings), tuple(low)), total
