"""The heading of a chart: its title, and a text that says what is drawn."""

from dataclasses import dataclass

from tracker.charts.scene import HEAD, SIDE, Label, Measure
from tracker.charts.style import theme

MARGIN = SIDE
HEIGHT = 62.0  # of a title and a line under it
SMALLEST, SMALLEST_OF_COLUMN = 12.0, 10.5
COLUMN = 380.0  # the width of a canvas below which it is a column
STEP = 0.5
MOST_TITLE, MOST_UNDER = 8, 3  # lines
LEADING = 1.25  # from line to line, of the size


@dataclass(frozen=True)
class Heading:
    """The labels of a heading, how high it is, and how much of that the title takes."""

    labels: tuple[Label, ...]
    height: float
    head: float


def heading(
    title: str,
    under: str,
    width: float,
    height: float,
    measure: Measure,
    margin: float = MARGIN,
) -> Heading:
    """Write a title and a subtitle at the top of a canvas.

    Parameters
    ----------
    title : str
        On one line where it fits there, set smaller if need be; else on several.
    under : str
        What is drawn and how it was chosen, on as many as three lines; nothing for none.
    width, height : float
        Those of the canvas in points; a heading of several lines grows upwards out of it.
    measure : callable
        Width in points of a text at a font size.
    margin : float, optional
        What is left free on either side.

    Returns
    -------
    Heading
        As many points higher as it has lines beside one of each.

    Examples
    --------
    >>> heading("Autumn", "2 events", 500, 300, lambda text, size: 5.0 * len(text)).height
    62.0
    """
    room = width - 2 * margin
    size = theme.TITLE_SIZE
    smallest = SMALLEST if width >= COLUMN else SMALLEST_OF_COLUMN
    while size > smallest and measure(title, size) > room / theme.BOLDER:
        size -= STEP
    said = theme.wrapped(title, room / theme.BOLDER, size, measure, MOST_TITLE)
    if len(said) > 1:  # set so that its lines are of much the same length
        said = _balanced(said, title, room / theme.BOLDER, size, measure)
    small = theme.SUBTITLE_SIZE
    while small > theme.LABEL_SIZE and measure(under, small) > room:
        small -= STEP
    told = theme.wrapped(under, room, small, measure, MOST_UNDER) if under else ()
    more = (len(said) - 1) * size * LEADING
    further = (len(told) - 1) * small * LEADING if told else -HEIGHT + HEAD + 10.0
    top = height + more + further
    y = top - 24 - more / 2
    labels = [Label(margin, y, said, size, theme.INK, weight="bold")]
    if told:
        middle = top - 43 - more - further / 2
        labels.append(Label(margin, middle, told, small, theme.MUTED))
    return Heading(tuple(labels), HEIGHT + more + further, HEAD + more)


def _balanced(
    lines: tuple[str, ...], text: str, room: float, size: float, measure: Measure
) -> tuple[str, ...]:
    """The narrowest lines that are no more in number."""
    low, high = room / 2, room
    for _ in range(6):
        middle = (low + high) / 2
        tried = theme.wrapped(text, middle, size, measure, MOST_TITLE)
        if len(tried) > len(lines) or tried[-1].endswith("…"):
            low = middle
        else:
            high, lines = middle, tried
    return lines
