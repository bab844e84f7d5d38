"""Titles of events beside their marks, as many as there is room for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import hypot

from tracker.charts.scene import Label, Legend, Measure, Rule, Shape
from tracker.charts.style import theme

Rectangle = tuple[float, float, float, float]
"""Left, lower, right and upper end."""

WIDTH = 104.0
LINES = 4
LEADING = 10.6
TILE = 32.0
DISTANCES = (7.0, 18.0, 30.0)  # from a mark to the nearer edge of its title
FROM_MARK = 6.5  # to where a line to a title begins
TRIES = 8


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

    def meeting(self, area: Rectangle) -> set[Rectangle]:
        """What is taken that an area meets."""
        return {
            other
            for tile in _tiles_of(area)
            for other in self._tiles.get(tile, ())
            if _meet(area, other)
        }

    def copy(self) -> "Room":
        """The same room, of which more can be taken."""
        tiles = defaultdict(list, {tile: list(areas) for tile, areas in self._tiles.items()})
        return Room(self.within, tiles)

    def has_line(self, line: Rule) -> bool:
        """Whether a line meets nothing that is taken."""
        return all(self.has(area) for area in _along(line))


def placed_names(
    wanted: Iterable[Named],
    room: Room,
    measure: Measure,
    width: float = WIDTH,
    rightwards: bool = False,
) -> list[Shape]:
    """Set titles beside their points, above or below and to either side.

    Parameters
    ----------
    wanted : iterable of Named
        The titles, the most important first.
    room : Room
        Where they may stand.
    measure : callable
        Width in points of a text at a font size.
    width : float, optional
        The width in points at which titles are broken into lines.
    rightwards : bool, optional
        Whether a title stands rather to the right of its point than to the left.

    Returns
    -------
    list of Label or Rule
        The titles for which there is room, in the order given; none is left out for one that is
        less important. One that does not stand close to its point is led to it by a line.

    Examples
    --------
    >>> named = [Named("A threat", 50, 50, "#000000"), Named("Another", 50, 50, "#000000")]
    >>> room = Room((0, 40, 120, 75))
    >>> [label.text for label in placed_names(named, room, lambda text, size: 5.0 * len(text))]
    ['A threat', 'Another']
    """
    given = list(wanted)

    def lay_out(order: Sequence[int]) -> Attempt:
        tried = room.copy()
        found = {n: place_name(given[n], tried, measure, width, rightwards) for n in order}
        left = [n for n in order if not found[n]]
        shapes = [shape for n in range(len(given)) for shape in found[n]]
        return Attempt(shapes, left, [bool(found[n]) for n in range(len(given))])

    return best_attempt(len(given), lay_out).shapes


@dataclass(frozen=True)
class Attempt:
    """Titles as they were set in some order, and how good that is.

    Attributes
    ----------
    shapes : list of Label, Rule or Mark
        What is drawn.
    left : list of int
        The numbers of those that had no room.
    worth : list
        What is compared: that of the better attempt is greater.
    lines : list of str, optional
        What stands in a list instead.
    """

    shapes: list[Shape]
    left: list[int]
    worth: list[int]
    lines: list[str] = field(default_factory=list)


def best_attempt(count: int, lay_out: Callable[[Sequence[int]], Attempt]) -> Attempt:
    """Set titles in their order, then again with those first that had no room; keep the best.

    Parameters
    ----------
    count : int
        How many titles there are.
    lay_out : callable
        Sets them in an order of their numbers.

    Returns
    -------
    Attempt
        Of equal ones the first.

    Examples
    --------
    >>> def first_two(order):
    ...     return Attempt([], list(order[2:]), [int(n in order[:2]) for n in range(3)])
    >>> best_attempt(3, first_two).left
    [2]
    """
    order = list(range(count))
    best = lay_out(order)
    left = best.left
    for _ in range(TRIES - 1):
        if not left:
            break
        order = [*left, *(number for number in order if number not in left)]
        attempt = lay_out(order)
        best = max(best, attempt, key=lambda each: each.worth)
        left = attempt.left
    return best


def place_name(
    each: Named, room: Room, measure: Measure, width: float = WIDTH, rightwards: bool = False
) -> list[Shape]:
    """Set one title in the best place that is free, which it takes.

    Parameters
    ----------
    each : Named
        The title.
    room : Room
        Where it may stand.
    measure : callable
        Width in points of a text at a font size.
    width : float, optional
        The width in points at which it is broken into lines.
    rightwards : bool, optional
        Whether it stands rather to the right of its point than to the left.

    Returns
    -------
    list of Label or Rule
        Nothing where no place is free.

    Examples
    --------
    >>> place_name(Named("A threat", 50, 50, "#000000"), Room((0, 0, 9, 9)), lambda *_: 40.0)
    []
    """
    lines = theme.wrapped(each.text, width, theme.LABEL_SIZE, measure, LINES)
    wide = max((measure(line, theme.LABEL_SIZE) for line in lines), default=0.0)
    tall = LEADING * len(lines)
    for distance, left, middle in _places(each, wide, tall, rightwards):
        area = (left, middle - tall / 2, left + wide, middle + tall / 2)
        leader = None if distance == DISTANCES[0] else _leader(each, area)
        if room.has(area) and (leader is None or room.has_line(leader)):
            label = Label(left, middle, lines, theme.LABEL_SIZE, each.colour, event=each.event,
                          legend=each.legend)  # fmt: skip
            room.take([area, *(_along(leader) if leader else ())])
            return [label] if leader is None else [leader, label]
    return []


def _places(
    each: Named, wide: float, tall: float, rightwards: bool
) -> Iterator[tuple[float, float, float]]:
    """The places for a title, the best first: its distance, left edge and middle height."""
    beside = [each.x - wide - 4, each.x + 4]
    for distance in DISTANCES:
        for up in (1, -1):
            for left in (*(reversed(beside) if rightwards else beside), each.x - wide / 2):
                yield distance, left, each.y + up * (tall / 2 + distance)


def _leader(each: Named, area: Rectangle) -> Rule:
    """A line from beside a mark to the nearest point of its title's area."""
    x = min(max(each.x, area[0]), area[2])
    y = min(max(each.y, area[1]), area[3])
    part = FROM_MARK / (hypot(x - each.x, y - each.y) or 1.0)
    start = each.x + (x - each.x) * part, each.y + (y - each.y) * part
    return Rule(*start, x, y, each.colour, 0.5)


def _along(line: Rule) -> Iterator[Rectangle]:
    """Small areas along a line, without its last point, which touches the title."""
    parts = max(2, int(abs(line.y1 - line.y0) / 2))
    for number in range(parts):
        x = line.x0 + (line.x1 - line.x0) * number / parts
        y = line.y0 + (line.y1 - line.y0) * number / parts
        yield x - 0.5, y - 0.5, x + 0.5, y + 0.5


def _tiles_of(area: Rectangle) -> Iterator[tuple[int, int]]:
    for across in range(int(area[0] // TILE), int(area[2] // TILE) + 1):
        for up in range(int(area[1] // TILE), int(area[3] // TILE) + 1):
            yield across, up


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return (
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    )  # fmt: skip
