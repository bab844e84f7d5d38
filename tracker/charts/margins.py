"""The links of a timeline of letters: lines in a margin, from each event's likeliest cause."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.charts.spine.causes import Cause, likeliest_causes, outwards
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8
LINES = {
    0: " ", UP: "│", DOWN: "│", UP | DOWN: "│", LEFT: "─", RIGHT: "─", LEFT | RIGHT: "─",
    DOWN | RIGHT: "╭", UP | RIGHT: "╰", UP | DOWN | RIGHT: "├", DOWN | LEFT | RIGHT: "┬",
    UP | LEFT | RIGHT: "┴", UP | DOWN | LEFT | RIGHT: "┼",
}  # fmt: skip
ARROW = "▸"
KEY = f"╰{ARROW} from its likeliest cause"


@dataclass(frozen=True)
class LinkMargin:
    """What stands left of each row, and left of the lines that follow where its text is wrapped.

    Attributes
    ----------
    rows, below : tuple of str
        All of the same width; empty where no link is drawn.
    drawn, links : int
        How many links are drawn, and how many there are.
    """

    rows: tuple[str, ...]
    below: tuple[str, ...]
    drawn: int
    links: int


def link_margin(chronicle: Chronicle, events: Sequence[Event], most: int) -> LinkMargin:
    """Lay out the links of a timeline of letters.

    Parameters
    ----------
    chronicle : Chronicle
        The links.
    events : sequence of Event
        As their rows stand.
    most : int
        How many lines may run beside one another.

    Returns
    -------
    LinkMargin
        The likeliest cause of each event, as a spine draws it; a link up the rows is never drawn.

    Examples
    --------
    >>> link_margin(Chronicle(), (), 3)
    LinkMargin(rows=(), below=(), drawn=0, links=0)
    """
    place = {event.id: at for at, event in enumerate(events)}
    causes, levels = (
        outwards(likeliest_causes(chronicle, events), place, most) if events else ((), 0)
    )
    links = len({(cause, link.effect) for link in chronicle.links for cause in link.causes})
    blank = tuple("" for _ in events)
    if not causes:
        return LinkMargin(blank, blank, 0, links)
    grid = _grid(causes, place, levels)
    effects = {place[each.effect] for each in causes}
    starts = {place[each.cause] for each in causes}
    rows = tuple(
        "".join(LINES[mask] for mask in masks)
        + (ARROW if row in effects else "─" if row in starts else " ")
        for row, masks in enumerate(grid)
    )
    below = tuple("".join("│" if mask & DOWN else " " for mask in masks) + " " for masks in grid)
    return LinkMargin(rows, below, len(causes), links)


def _grid(causes: Iterable[Cause], place: dict[int, int], levels: int) -> list[list[int]]:
    """The directions of the lines in each place; the innermost level stands at the right."""
    grid = [[0] * levels for _ in place]
    for each in causes:
        first, last = place[each.cause], place[each.effect]
        column = levels - 1 - each.level
        for row, turn in ((first, DOWN), (last, UP)):
            grid[row][column] |= turn | RIGHT
            for inner in range(column + 1, levels):
                grid[row][inner] |= LEFT | RIGHT
        for row in range(first + 1, last):
            grid[row][column] |= UP | DOWN
    return grid
