"""A grid over a canvas: which of the rectangles there a further one would cover."""

from collections.abc import Iterable

Rectangle = tuple[float, float, float, float]
CELL = 96.0  # points: about the size of a box


class Taken:
    """Rectangles that are taken, found by the cells of a grid that they lie in.

    Examples
    --------
    >>> taken = Taken([(0, 0, 10, 10)])
    >>> taken.overlap((5, 5, 20, 20)), taken.overlap((500, 0, 510, 10)) == 0
    (25, True)
    """

    def __init__(self, areas: Iterable[Rectangle] = ()) -> None:
        """Take some rectangles: left, lower, right and upper end of each."""
        self._cells: dict[tuple[int, int], list[Rectangle]] = {}
        for area in areas:
            self.add(area)

    def add(self, area: Rectangle) -> None:
        """Take a further rectangle."""
        for cell in _cells(area):
            self._cells.setdefault(cell, []).append(area)

    def overlap(self, area: Rectangle) -> float:
        """Sum up how much of a rectangle is taken, in square points."""
        near = {other for cell in _cells(area) for other in self._cells.get(cell, ())}
        return sum(_shared(area, other) for other in sorted(near))


def _cells(area: Rectangle) -> Iterable[tuple[int, int]]:
    left, low, right, high = (int(end // CELL) for end in area)
    return ((x, y) for x in range(left, right + 1) for y in range(low, high + 1))


def _shared(one: Rectangle, other: Rectangle) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)
