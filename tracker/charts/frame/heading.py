"""The heading of a chart: its title, and a line that says what is drawn."""

from tracker.charts.scene import Label, Measure
from tracker.charts.style import theme

MARGIN = 28.0
HEIGHT = 62.0
SMALLEST = 10.0
STEP = 0.5


def heading(
    title: str, under: str, width: float, height: float, measure: Measure
) -> tuple[Label, Label]:
    """Write a title and a subtitle at the top of a canvas.

    Parameters
    ----------
    title : str
        On one line: set smaller where the canvas is narrow, and at last cut short.
    under : str
        What is drawn and how it was chosen, on one line.
    width, height : float
        Those of the canvas in points.
    measure : callable
        Width in points of a text at a font size.

    Returns
    -------
    tuple of Label
        Both within the upper 62 points.

    Examples
    --------
    >>> heading("Autumn", "2 events", 500, 300, lambda text, size: 5.0 * len(text))[0].lines
    ('Autumn',)
    """
    room = width - 2 * MARGIN
    size = theme.TITLE_SIZE
    while size > SMALLEST and measure(title, size) > room / theme.BOLDER:
        size -= STEP
    small = theme.SUBTITLE_SIZE
    while small > theme.SMALL_SIZE and measure(under, small) > room:
        small -= STEP
    said = theme.wrapped(title, room / theme.BOLDER, size, measure, 1)
    told = theme.wrapped(under, room, small, measure, 1)
    return (
        Label(MARGIN, height - 24, said, size, theme.INK, weight="bold"),
        Label(MARGIN, height - 43, told, small, theme.MUTED),
    )
