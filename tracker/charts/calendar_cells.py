"""Drawing the cells of a calendar: the number of a day, its sign, lines under days."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

from tracker.charts.calendar_grid import Cell
from tracker.charts.frame.legend import class_entry
from tracker.charts.scene import Label, LegendEntry, Mark, Rule
from tracker.charts.style import theme
from tracker.charts.words.language import Language
from tracker.model.codebook import Tone
from tracker.model.event import Event

NUMBERED = 17.0  # a cell so large has the number of its day
SMALL_SIGN = 5.0
MOST_LINED = 62  # days, of what may be of any of them


def day_number(cell: Cell, ground: str, small: bool = False) -> list[Label]:
    """The day of the month in the corner of a cell that has room.

    Parameters
    ----------
    cell : Cell
        The day.
    ground : str
        Its colour.
    small : bool, optional
        Whether a cell too small for a number with room around it has one too.

    Returns
    -------
    list of Label
        None or one.

    Examples
    --------
    >>> day_number(Cell(0, 0, 14, 14, date(2016, 10, 3)), theme.PANEL)
    []
    >>> day_number(Cell(0, 0, 14, 14, date(2016, 10, 3)), theme.PANEL, small=True)[0].text
    '3'
    """
    tight = cell.width < NUMBERED
    if tight and not small:
        return []
    plain = theme.MUTED if ground == theme.PANEL else theme.INK
    colour = theme.BACKGROUND if ground in theme.DARK else plain
    x, below = (cell.x + 1.2, 0.52) if tight else (cell.x + 3, 0.7)
    y = cell.y + cell.height - 1.5 - theme.SMALL_SIZE * below
    return [Label(x, y, (str(cell.first.day),), theme.SMALL_SIZE, colour)]


def sign(cell: Cell, language: Language, small: bool = False) -> list[Mark]:
    """The glyph of the most intense event of a cell.

    Parameters
    ----------
    cell : Cell
        A day or a month.
    language : Language
        That of its entry of the legend.
    small : bool, optional
        Whether it leaves room for a number in a cell that is small.

    Returns
    -------
    list of Mark
        None or one.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> sign(Cell(0, 0, 14, 14, date(2016, 10, 3)), ENGLISH)
    []
    """
    if not cell.events or min(cell.width, cell.height) < 12:
        return []
    event = max(cell.events, key=lambda each: abs(each.intensity or 0.0))
    size = SMALL_SIGN if small and cell.width < NUMBERED else min(8.0, cell.height / 2.6)
    x = cell.x + cell.width - 1.5 - size * 0.9
    y = (
        cell.y + size * 0.9
        if small or cell.width == cell.height
        else cell.y + cell.height / 2 - 0.75
    )
    colour = theme.colour_of(event.tone)
    entries = (class_of_cell(event.tone, language),)
    return [Mark(x, y, theme.glyph_of(event.tone), colour, size, event=event.id, legend=entries)]


def lines(loose: Sequence[Event], cells: Sequence[Cell], language: Language) -> Iterator[Rule]:
    """Under each day that an event of imprecise date may be of, a line of its colour.

    Each colour is there once, that of what is most intense on top.

    Parameters
    ----------
    loose : sequence of Event
        Those of no one day.
    cells : sequence of Cell
        The days.
    language : Language
        That of the entries of the legend.

    Yields
    ------
    Rule
        None where an event may be of more than two months of days.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> list(lines([], [Cell(0, 0, 14, 14, date(2016, 10, 3))], ENGLISH))
    []
    """
    drawn: dict[tuple[int, Tone | None], float] = {}
    for event in loose:
        first, last = event.when.start.date(), event.when.end.date()
        if has_lines(event):
            for place, cell in enumerate(cells):
                if first <= cell.first <= last and _may_be_on(event, cell.first):
                    key = place, event.tone
                    drawn[key] = max(abs(event.intensity or 0.0), drawn.get(key, 0.0))
    tones = [None, *Tone]
    for place, tone in sorted(drawn, key=lambda key: (drawn[key], tones.index(key[1]), key[0])):
        cell = cells[place]
        yield Rule(cell.x, cell.y - 0.6, cell.x + cell.width - 1.5, cell.y - 0.6,
                   theme.colour_of(tone), 1.2, legend=(class_of_cell(tone, language),))  # fmt: skip


def has_lines(event: Event) -> bool:
    """Whether the days that an event may be of are known, and few enough to tell anything.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> kind = EventType("threat", "Threat")
    >>> dates = ("2016-10", "2016", "2016-10-03/..")
    >>> [has_lines(Event(1, "e", "E", EventDate.parse(each), kind)) for each in dates]
    [True, False, False]
    """
    said = event.said_when
    return not event.when.is_open and (said.end - said.start).days <= MOST_LINED


def _may_be_on(event: Event, day: date) -> bool:
    """Whether a day is among those that a date is one of; of other dates it is."""
    if not event.date.is_one_of:
        return True
    begin = datetime.combine(day, time())
    return event.date.may_lie_between(begin, begin + timedelta(hours=23, minutes=59, seconds=59))


@cache
def class_of_cell(quad: Tone | None, language: Language) -> LegendEntry:
    """The entry of a cell's sign, or of a line under days.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> class_of_cell(Tone.VERBAL_CONFLICT, ENGLISH).text
    'most intense: verbal conflict'
    """
    entry = class_entry(quad, language)
    return replace(entry, text=language("most intense: {what}", what=entry.text))
