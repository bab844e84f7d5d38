"""The list under a map or beside it: events by number, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts.frame.frame import Frame
from tracker.charts.scene import Label, Shape
from tracker.charts.style import theme
from tracker.charts.words.dating import date_in_words
from tracker.charts.words.wording import in_brackets
from tracker.model.event import Event

MOST_NUMBERED = 40  # events; of more, marks tell how many
LEADING = 1.3  # of the size
BETWEEN = 3.0  # points from event to event
GAP = 18.0  # from column to column
COLUMN = 250.0  # the least width of one
LINES = 3


@dataclass(frozen=True)
class Item:
    """An event of the list with its lines; one without a place on the map is grey."""

    number: int
    event: Event
    lines: tuple[str, ...]
    is_placed: bool

    def height(self, size: float) -> float:
        """How much it takes, in points."""
        return len(self.lines) * size * LEADING + BETWEEN


def items_of(order: Sequence[Event], room: float, size: float, frame: Frame) -> tuple[Item, ...]:
    """Set events in lines, numbered in their order.

    Parameters
    ----------
    order : sequence of Event
        All events that are drawn.
    room : float
        The width of a column in points.
    size : float
        That of the letters.
    frame : Frame
        Measure, notes and language.

    Returns
    -------
    tuple of Item
        Each with its date and its title.

    Examples
    --------
    >>> items_of([], 200, 8, Frame(lambda text, size: 5.0))
    ()
    """
    language = frame.language
    items = []
    for number, event in enumerate(order, start=1):
        date = f"{date_in_words(event.date, language)}{frame.notes.get(event.id, '')}"
        lines = theme.wrapped(
            f"{date}: {event.title}", room - _indent(size), size, frame.measure, LINES,
            in_brackets(event, language),
        )  # fmt: skip
        items.append(Item(number, event, lines, event.coordinates is not None))
    return tuple(items)


def columns_in(width: float) -> tuple[int, float]:
    """How many columns a width has, and how wide each is.

    >>> columns_in(520), columns_in(200)
    ((2, 251.0), (1, 200))
    """
    count = max(1, int((width + GAP) // (COLUMN + GAP)))
    return count, (width - GAP * (count - 1)) / count if count > 1 else width


def set_in_columns(
    items: Sequence[Item], count: int, wide: float, size: float, high: float | None = None
) -> tuple[list[Shape], float, int]:
    """Set a list in columns from height 0 down.

    Parameters
    ----------
    items : sequence of Item
        What is listed.
    count : int
        How many columns there are.
    wide : float
        The width of each.
    size : float
        That of the letters.
    high : float, optional
        How high columns may be; without it they are as high as all of it takes.

    Returns
    -------
    (list of Label, float, int)
        The list with its left end at 0, how high it is, and how many of the items it has.

    Examples
    --------
    >>> set_in_columns((), 2, 200, 8)
    ([], 0.0, 0)
    """
    heights = [item.height(size) for item in items]
    limit = _balanced(heights, count)
    if high is not None and limit > high:
        limit = high
    shapes: list[Shape] = []
    column, y, deepest = 0, 0.0, 0.0
    for at, (item, tall) in enumerate(zip(items, heights, strict=True)):
        if y and y + tall > limit + 1e-6:
            column, y = column + 1, 0.0
            if column == count:
                return shapes, deepest, at
        shapes += _item(item, column * (wide + GAP), -y, size)
        y += tall
        deepest = max(deepest, y)
    return shapes, deepest, len(items)


def _balanced(heights: Sequence[float], count: int) -> float:
    """The least height at which all stands in so many columns."""
    low, high = max(heights, default=0.0), sum(heights)
    for _ in range(24):
        middle = (low + high) / 2
        columns, y = 1, 0.0
        for tall in heights:
            if y and y + tall > middle:
                columns, y = columns + 1, 0.0
            y += tall
        if columns <= count:
            high = middle
        else:
            low = middle
    return high


def _indent(size: float) -> float:
    return 2.4 * size


def _item(item: Item, x: float, top: float, size: float) -> list[Shape]:
    step = size * LEADING
    indent = _indent(size)
    tall = step * len(item.lines)
    ink = theme.INK if item.is_placed else theme.MUTED
    weight = "bold" if item.is_placed else "normal"
    number = Label(x + indent - 0.6 * size, top - step / 2, (str(item.number),), size, ink, "right",
                   weight, event=item.event.id)  # fmt: skip
    text = Label(x + indent, top - tall / 2, item.lines, size, ink, event=item.event.id)
    return [number, text]
