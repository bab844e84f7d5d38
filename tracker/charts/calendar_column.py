"""The layout of a calendar in a journal's column: months as blocks, or years as rows of months."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from tracker.charts.calendar_grid import CELL, MONTH, Cell, Placed
from tracker.charts.scene import Label, Measure
from tracker.charts.style import theme
from tracker.charts.words.language import Language

MARGIN = 12.0
GUTTER = 28.0  # of years, beside their months
LEAST, HIGH = 14.0, 16.5  # of a day, so that its number and, under it, its sign have room
BESIDE, BELOW = 12.0, 10.0  # between blocks
NAME = 23.0  # of a month over its days, with those of the days of the week
DAY = timedelta(days=1)
WEEK = 7
MOST_ROWS = 8  # of blocks, which a page has room for
WEEKDAYS = ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun"))


def in_blocks(
    cells: Sequence[Cell], kept: Iterable[date], width: float
) -> tuple[float, list[Cell]]:
    """Set days as blocks of months, weeks as rows, as many blocks beside one another as fit.

    Parameters
    ----------
    cells : sequence of Cell
        The days, wherever they stand.
    kept : iterable of date
        The first days of the months that are drawn; all of them where there are none.
    width : float
        That of the chart.

    Returns
    -------
    tuple of float and list of Cell
        How high all is, and the days.

    Examples
    --------
    >>> days = [Cell(0, 0, 9, 9, date(2016, 9, 1) + DAY * n) for n in range(61)]
    >>> high, placed = in_blocks(days, [date(2016, 9, 1), date(2016, 10, 1)], 240.0)
    >>> [placed[n].y for n in (0, 4, 30)], placed[0].x < placed[30].x
    ([82.5, 66.0, 82.5], True)
    """
    chosen = set(kept)
    months = [
        (month, list(days))
        for month, days in groupby(cells, lambda cell: cell.first.replace(day=1))
        if month in chosen or not chosen
    ]
    room = width - 2 * MARGIN
    most = _beside(width)
    side = min(CELL, (room - (most - 1) * BESIDE) / most / WEEK)
    high = max(side, HIGH)
    rows = [months[start : start + most] for start in range(0, len(months), most)]
    placed = []
    depth = 0.0
    for row in rows:
        weeks = max((month.weekday() + len(days) - 1) // WEEK + 1 for month, days in row)
        for place, (month, days) in enumerate(row):
            left = MARGIN + (WEEK * side + BESIDE) * place
            for cell in days:
                down, across = divmod(month.weekday() + cell.first.day - 1, WEEK)
                x, y = left + side * across, -depth - NAME - high * (down + 1)
                placed.append(replace(cell, x=x, y=y, width=side, height=high))
        depth += NAME + high * weeks + BELOW
    top = depth - BELOW
    return top, [replace(cell, y=cell.y + top) for cell in placed]


def most_months(width: float) -> int:
    """How many months are drawn by days on a page of a width.

    Examples
    --------
    >>> most_months(240.0), most_months(510.0)
    (16, 32)
    """
    return MOST_ROWS * _beside(width)


def _beside(width: float) -> int:
    """How many blocks stand beside one another."""
    return max(1, int((width - 2 * MARGIN + BESIDE) / (WEEK * LEAST + BESIDE)))


def heads_of_blocks(cells: Sequence[Cell], language: Language) -> Iterator[Label]:
    """The name of each month over its block, and those of the days of the week.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> days = [Cell(0, 0, 9, 9, date(2016, 9, 1) + DAY * n) for n in range(30)]
    >>> heads = heads_of_blocks(in_blocks(days, [], 240.0)[1], ENGLISH)
    >>> [label.text for label in heads]
    ['September 2016', 'Mon', 'Wed', 'Fri', 'Sun']
    """
    for month, days in groupby(cells, lambda cell: cell.first.replace(day=1)):
        first = next(days)
        left, top = first.x - first.width * month.weekday(), first.y + first.height
        name = language.month_of_year(month)
        yield Label(left, top + 16, (name,), theme.LABEL_SIZE, theme.INK, weight="bold")
        for day, said in WEEKDAYS:
            x = left + first.width * (day + 0.5) - 0.75
            text = (language(said),)
            yield Label(x, top + 5, text, theme.SMALL_SIZE, theme.MUTED, "middle")


def in_rows(cells: Sequence[Cell], width: float) -> list[Cell]:
    """Set months as rows of years across a column.

    Parameters
    ----------
    cells : sequence of Cell
        The months, year under year.
    width : float
        That of the chart.

    Returns
    -------
    list of Cell
        The months, as high as they were.

    Examples
    --------
    >>> months = [Cell(0, 0, 9, 15, date(2016, month, 1)) for month in range(1, 13)]
    >>> in_rows(months, 232.0)[11].x
    205.0
    """
    side = (width - 2 * MARGIN - GUTTER) / 12
    left = MARGIN + GUTTER
    return [replace(cell, x=left + side * (cell.first.month - 1), width=side) for cell in cells]


def heads_of_rows(cells: Sequence[Cell], language: Language, measure: Measure) -> Iterator[Label]:
    """The names of months above, as many as have room, and each year beside its row.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> months = [Cell(15.0 * n, 0, 15.0, 15, date(2016, n, 1)) for n in range(1, 13)]
    >>> [label.text for label in heads_of_rows(months, ENGLISH, lambda text, size: 25.0)]
    ['Jan', 'Mar', 'May', 'Jul', 'Sep', 'Nov', '2016']
    """
    size, first = theme.SMALL_SIZE, cells[0]
    longest = max(measure(name, size) for name in language.short_months)
    step = next((n for n in (1, 2, 3) if longest + 2 <= first.width * n), 6)
    for number in range(0, 12, step):
        x = first.x + first.width * (number + 0.5) - 0.75
        name = (language.short_months[number],)
        yield Label(x, first.y + MONTH + 7, name, size, theme.MUTED, "middle")
    for cell in cells[::12]:
        year, y = (str(cell.first.year),), cell.y + MONTH / 2
        yield Label(MARGIN + GUTTER - 4, y, year, theme.LABEL_SIZE, theme.INK, "right")


def months_with(placed: Placed, lined: Iterable[tuple[date, date]]) -> set[date]:
    """The first days of the months in which something is drawn.

    Parameters
    ----------
    placed : mapping of date to sequence of Event
        The events of each day.
    lined : iterable of (date, date)
        The first and the last day of what is drawn as a line.

    Returns
    -------
    set of date
        A month that a line runs through among them.

    Examples
    --------
    >>> sorted(map(str, months_with({}, [(date(2016, 12, 30), date(2017, 1, 2))])))
    ['2016-12-01', '2017-01-01']
    """
    months = {day.replace(day=1) for day, found in placed.items() if found}
    for first, last in lined:
        days = (last - first).days
        months |= {(first + DAY * n).replace(day=1) for n in range(days + 1)}
    return months
