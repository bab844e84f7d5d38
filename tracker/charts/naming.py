"""Titles of events beside their marks, as many as there is room for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tracker.charts.scene import Label, Legend, Measure
from tracker.charts.style import theme

Rectangle = tuple[float, float, float, float]
"""Left, lower, right and upper end."""

WIDTH = 104.0
LINES = 4
LEADING = 10.6
TILE = 32.0
DISTANCES = (7.0, 18.0, 30.0)  # from a mark to the nearer edge of its title


@dataclass(frozen=True, slots=True)
class Named:
    """A text that is to stand beside a point, in a colour, with what a legend says of it."""

    text: str
    x: float
    y: float
    colour: str
    event: int | None = None
    legend: Legend = ()


@dataclass
class Room:
    """The rectangle in which titles may stand, and the parts of it that are taken.

    Those are found by the tiles that they lie on, so that thousands of marks cost little.
    """

    within: Rectangle
    _tiles: dict[tuple[int, int], list[Rectangle]] = field(
        default_factory=lambda: defaultdict(list), repr=False
    )

    def take(self, areas: Iterable[Rectangle]) -> None:
        """Mark areas as taken."""
        for area in areas:
            for tile in _tiles_of(area):
                self._tiles[tile].append(area)

    def has(self, area: Rectangle) -> bool:
        """Whether an area lies within the rectangle and meets nothing that is taken."""
        left, low, right, high = self.within
        if area[0] < left or area[1] < low or area[2] > right or area[3] > high:
            return False
        return not any(
            _meet(area, other) for tile in _tiles_of(area) for other in self._tiles.get(tile, ())
        )


def placed_names(
    wanted: Iterable[Named], room: Room, measure: Measure, width: float = WIDTH
) -> list[Label]:
    """Set titles beside their points, above or below and to either side.

    Parameters
    ----------
    wanted : iterable of Named
        The titles, the most important first.
    room : Room
        Where they may stand; the areas that they get are taken.
    measure : callable
        Width in points of a text at a font size.
    width : float, optional
        The width in points at which titles are broken into lines.

    Returns
    -------
    list of Label
        Those for which there is room, in the order given.

    Examples
    --------
    >>> named = [Named("A threat", 50, 50, "#000000"), Named("Another", 50, 50, "#000000")]
    >>> room = Room((0, 40, 120, 75))
    >>> [label.text for label in placed_names(named, room, lambda text, size: 5.0 * len(text))]
    ['A threat', 'Another']
    """
    labels = []
    for each in wanted:
        lines = theme.wrapped(each.text, width, theme.LABEL_SIZE, measure, LINES)
        wide = max((measure(line, theme.LABEL_SIZE) for line in lines), default=0.0)
        tall = LEADING * len(lines)
        for left, middle in _places(each, wide, tall):
            area = (left, middle - tall / 2, left + wide, middle + tall / 2)
            if room.has(area):
                room.take([area])
                labels.append(
                    Label(left, middle, lines, theme.LABEL_SIZE, each.colour, event=each.event,
                          legend=each.legend)
                )  # fmt: skip
                break
    return labels


def _places(each: Named, wide: float, tall: float) -> Iterator[tuple[float, float]]:
    """The places for a title, the best first: its left edge and its middle height."""
    for distance in DISTANCES:
        for up in (1, -1):
            for left in (each.x - wide - 4, each.x + 4, each.x - wide / 2):
                yield left, each.y + up * (tall / 2 + distance)


def _tiles_of(area: Rectangle) -> Iterator[tuple[int, int]]:
    for across in range(int(area[0] // TILE), int(area[2] // TILE) + 1):
        for up in range(int(area[1] // TILE), int(area[3] // TILE) + 1):
            yield across, up


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return (
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    )  # fmt: skip
