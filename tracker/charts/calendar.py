"""The calendar: a cell for each day, or over decades each month, darker the more events it has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

from tracker.charts.calendar_grid import GUTTER, HEADS, MONTH, Cell, days_of, months_of, years_of
from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import class_entry, heat_entries
from tracker.charts.registry import INTERNAL
from tracker.charts.scene import Box, Label, LegendEntry, Mark, Rule, Scene
from tracker.charts.style import theme
from tracker.charts.words.language import Language
from tracker.charts.words.wording import in_brackets, span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import Tone
from tracker.model.event import Event

WIDTH = 1060.0
MOST_YEARS = 12  # by days; over more years cells are months
NUMBERED = 17.0  # a cell so large has the number of its day
BUSIEST = 5
MOST_LINED = 62  # days, of what may be of any of them
LINE = 12.0


@dataclass(frozen=True)
class CalendarOptions:
    """The options of a calendar.

    Attributes
    ----------
    numbers : mapping of int to int
        How many events one of the chronicle stands for, where it is not one.
    named : mapping of date to sequence of Event, optional
        The first events of the days, or months, with most of them, where those of the chronicle
        stand for others.
    """

    numbers: Mapping[int, int] = field(default_factory=dict, metadata=INTERNAL)
    named: Mapping[date, Sequence[Event]] | None = field(default=None, metadata=INTERNAL)

    def count(self, events: Iterable[Event]) -> int:
        """The number of events that some stand for."""
        return sum(self.numbers.get(event.id, 1) for event in events)


DEFAULT = CalendarOptions()


def calendar(chronicle: Chronicle, frame: Frame, options: CalendarOptions = DEFAULT) -> Scene:
    """Lay out how many events fall on each day.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event.
    frame : Frame
        Title, width, notes and language; the title is by default what it is and the span of time.

    Returns
    -------
    Scene
        Weeks as columns with Monday on top, as ISO 8601 has them, year under year; over more than
        twelve years a row of months for each. Years without events are left out, marked by a
        dashed line and named. A cell is the darker the more events it has, in classes of
        much the same number of cells; its sign is the class of the most intense one. The days with
        most events are named below.

    Raises
    ------
    ValueError
        If the chronicle is empty.

    Notes
    -----
    An event of imprecise date is on no day: it is a line under the days that it may be of, where
    they are not more than two months, and is counted apart. Of months it is counted where it lies
    within one.

    Examples
    --------
    >>> calendar(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A calendar needs at least one event.
    """
    if not chronicle.events:
        raise ValueError("A calendar needs at least one event.")
    language, width = frame.language, frame.width or WIDTH
    events = list(chronicle.events.values())
    by_month, placed, loose = _placed(events)
    grid = months_of if by_month else days_of
    top, empty_cells = grid(events, placed, width)
    cells = [replace(cell, number=options.count(cell.events)) for cell in empty_cells]
    notes = _busiest(placed, options, by_month, width - 2 * MARGIN, frame)
    counts = [cell.number for cell in cells]
    starts = theme.classes_of(counts, len(theme.HEAT))
    key = heat_entries(starts, max(counts, default=0), language)
    boxes = [
        Box(c.x, c.y, c.width - 1.5, c.height - 1.5, theme.heat(c.number, starts), legend=key)
        for c in cells
    ]
    labels = [*_heads(cells, by_month, language)]
    marks = []
    for cell in cells:
        ground = theme.heat(cell.number, starts)
        labels += _day_number(cell, ground) if not by_month else []
        marks += _sign(cell, language)
    said = [Label(MARGIN, -LINE * (n + 1.2), (line,), theme.LABEL_SIZE,
                  theme.INK if n == 0 else theme.MUTED, weight="bold" if n == 0 else "normal")
            for n, line in enumerate(notes)]  # fmt: skip
    name = "Month by month, {span}" if by_month else "Day by day, {span}"
    body = Scene(
        width=width,
        height=top,
        background=theme.BACKGROUND,
        boxes=tuple(boxes),
        rules=(
            *_skips(cells, width),
            *(() if by_month else _lines(loose, cells, language)),
        ),
        marks=tuple(marks),
        labels=(*labels, *said),
        title=language(name, span=span_in_words(events, language)),
    )
    foot = LINE * len(notes) + (LINE * 1.6 if notes else 0)
    lined = [event for event in loose if _has_lines(event)]
    said_of_all = _subtitle(
        options.count(events), options.count(loose), options.count(lined), by_month, language
    )
    if empty := _empty_years(cells):
        said_of_all += "; " + language("nothing in {years}", years=", ".join(empty))
    return framed(body, frame, said_of_all, foot)


def busiest(chronicle: Chronicle, options: CalendarOptions = DEFAULT) -> tuple[bool, list[date]]:
    """Find the days, or months, of which a calendar names the events.

    Parameters
    ----------
    chronicle : Chronicle
        The events.
    options : CalendarOptions, optional
        How many events one stands for.

    Returns
    -------
    bool and list of date
        Whether cells are months, and the first day of each.

    Examples
    --------
    >>> busiest(Chronicle())
    (False, [])
    """
    by_month, placed, _ = _placed(list(chronicle.events.values()))
    return by_month, [day for day, _ in _most(placed, options)]


def _placed(
    events: Sequence[Event],
) -> tuple[bool, dict[date, list[Event]], list[Event]]:
    """Whether cells are months, the events of each, and those that are of no one cell."""
    by_month = len(years_of(events)) > MOST_YEARS
    unit = _month_of if by_month else _day_of
    placed: dict[date, list[Event]] = {}
    loose = []
    for event in events:
        first = unit(event.when.start.date())
        if not event.when.is_open and unit(event.when.end.date()) == first:
            placed.setdefault(first, []).append(event)
        else:
            loose.append(event)
    return by_month, placed, loose


def _most(
    placed: Mapping[date, Sequence[Event]], options: CalendarOptions
) -> list[tuple[date, Sequence[Event]]]:
    """The cells with most events, of several events only, in order of time."""
    several = ((day, found) for day, found in placed.items() if options.count(found) > 1)
    most = sorted(several, key=lambda item: (-options.count(item[1]), item[0]))[:BUSIEST]
    return sorted(most, key=lambda item: item[0])


def _empty_years(cells: Sequence[Cell]) -> list[str]:
    """The years between those drawn that are left out, as spans: `1963–1965`."""
    years = sorted({cell.first.year for cell in cells})
    gaps = [(one + 1, other - 1) for one, other in pairwise(years) if other - one > 1]
    return [f"{a}" if a == b else f"{a}–{b}" for a, b in gaps]


def _skips(cells: Sequence[Cell], width: float) -> Iterator[Rule]:
    """A dashed line above each year before which years are left out."""
    tops: dict[int, float] = {}
    for cell in cells:
        year = cell.first.year
        tops[year] = max(tops.get(year, cell.y + cell.height), cell.y + cell.height)
    for one, other in pairwise(sorted(tops)):
        if other - one > 1:
            by_row = any(c.height == MONTH and c.width != c.height for c in cells)
            y = tops[other] + (0 if by_row else HEADS)
            yield Rule(MARGIN, y, width - MARGIN, y, theme.MUTED, 1.0, dashed=True)


@cache
def _class_entry(quad: Tone | None, language: Language) -> LegendEntry:
    """The entry of a cell's sign, or of a line under days."""
    entry = class_entry(quad, language)
    return replace(entry, text=language("most intense: {what}", what=entry.text))


def _day_of(moment: date) -> date:
    return moment


def _month_of(moment: date) -> date:
    return moment.replace(day=1)


def _heads(cells: Sequence[Cell], by_month: bool, language: Language) -> Iterator[Label]:
    """Months above, years and weekdays beside."""
    blocks: dict[int, list[Cell]] = {}
    for cell in cells:
        blocks.setdefault(cell.first.year, []).append(cell)
    for number, (year, block) in enumerate(blocks.items()):
        top = max(cell.y + cell.height for cell in block)
        if by_month:
            low = block[0].y + block[0].height / 2
            yield Label(
                MARGIN + GUTTER - 8, low, (str(year),), theme.LABEL_SIZE, theme.INK, "right"
            )
        else:
            yield Label(MARGIN, top + 9, (str(year),), theme.LANE_SIZE, theme.INK, weight="bold")
            yield from _weekdays(block, language)
        if number == 0 or not by_month:
            for month in {cell.first.month: cell for cell in reversed(block)}.values():
                x = month.x + (month.width / 2 if by_month else 0)
                anchor = "middle" if by_month else "left"
                name = (language.short_months[month.first.month - 1],)
                yield Label(x, top + 9, name, theme.LABEL_SIZE, theme.MUTED, anchor)


def _weekdays(block: Sequence[Cell], language: Language) -> Iterator[Label]:
    """Monday, Wednesday, Friday and Sunday beside their rows."""
    rows = {cell.first.weekday(): cell.y + cell.height / 2 for cell in block}
    for day, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun")):
        if day in rows:
            x = MARGIN + GUTTER - 8
            yield Label(x, rows[day], (language(name),), theme.SMALL_SIZE, theme.MUTED, "right")


def _day_number(cell: Cell, ground: str) -> list[Label]:
    """The day of the month in the corner of a cell that has room."""
    if cell.width < NUMBERED:
        return []
    plain = theme.MUTED if ground == theme.PANEL else theme.INK
    colour = theme.BACKGROUND if ground in theme.DARK else plain
    y = cell.y + cell.height - 1.5 - theme.SMALL_SIZE * 0.7
    return [Label(cell.x + 3, y, (str(cell.first.day),), theme.SMALL_SIZE, colour)]


def _sign(cell: Cell, language: Language) -> list[Mark]:
    """The glyph of the most intense event of a cell."""
    if not cell.events or min(cell.width, cell.height) < 12:
        return []
    event = max(cell.events, key=lambda each: abs(each.intensity or 0.0))
    size = min(8.0, cell.height / 2.6)
    x = cell.x + cell.width - 1.5 - size * 0.9
    y = cell.y + size * 0.9 if cell.width == cell.height else cell.y + cell.height / 2 - 0.75
    colour = theme.colour_of(event.tone)
    entries = (_class_entry(event.tone, language),)
    return [Mark(x, y, theme.glyph_of(event.tone), colour, size, event=event.id, legend=entries)]


def _lines(loose: Sequence[Event], cells: Sequence[Cell], language: Language) -> Iterator[Rule]:
    """Under each day that an event of imprecise date may be of, a line of its colour.

    Each colour is there once, that of what is most intense on top.
    """
    drawn: dict[tuple[int, Tone | None], float] = {}
    for event in loose:
        first, last = event.when.start.date(), event.when.end.date()
        if _has_lines(event):
            for place, cell in enumerate(cells):
                if first <= cell.first <= last and _may_be_on(event, cell.first):
                    key = place, event.tone
                    drawn[key] = max(abs(event.intensity or 0.0), drawn.get(key, 0.0))
    tones = [None, *Tone]
    for place, tone in sorted(drawn, key=lambda key: (drawn[key], tones.index(key[1]), key[0])):
        cell = cells[place]
        yield Rule(cell.x, cell.y - 0.6, cell.x + cell.width - 1.5, cell.y - 0.6,
                   theme.colour_of(tone), 1.2, legend=(_class_entry(tone, language),))  # fmt: skip


def _has_lines(event: Event) -> bool:
    """Whether the days that an event may be of are known, and few enough to tell anything."""
    said = event.said_when
    return not event.when.is_open and (said.end - said.start).days <= MOST_LINED


def _may_be_on(event: Event, day: date) -> bool:
    """Whether a day is among those that a date is one of; of other dates it is."""
    if not event.date.is_one_of:
        return True
    begin = datetime.combine(day, time())
    return event.date.may_lie_between(begin, begin + timedelta(hours=23, minutes=59, seconds=59))


def _subtitle(events: int, loose: int, lined: int, by_month: bool, language: Language) -> str:
    said = language.counted(events, "event")
    if not loose:
        return said
    if by_month:
        count = language.number(loose)
        return f"{said}; " + language("{n} of no one month are left out", n=count)
    if lined:
        count = language.number(lined)
        said += "; " + language("{n} of no one day: lines under the days they may be of", n=count)
    if loose > lined:
        count = language.number(loose - lined)
        said += "; " + language("{n} open or of more than two months are left out", n=count)
    return said


def _busiest(
    placed: dict[date, list[Event]],
    options: CalendarOptions,
    by_month: bool,
    room: float,
    frame: Frame,
) -> list[str]:
    """A line for each of the days with most events, of several events only."""
    several = _most(placed, options)
    if not several:
        return []
    language = frame.language

    def named(day: date) -> str:
        return language.month_of_year(day) if by_month else language.short_day(day)

    lines = [language("Where most events fall")]
    for day, found in several:
        told = found if options.named is None else options.named.get(day, ())
        # Before the title, since the line may end within one.
        titles = "; ".join(
            f"{in_brackets(event, language).strip()} {event.title}".strip()
            + frame.notes.get(event.id, "")
            for event in told
            if event.title  # one that stands for several has none
        )
        line = f"{named(day)} ({language.number(options.count(found))})"
        line += f": {titles}" if titles else ""
        lines += theme.wrapped(line, room, theme.LABEL_SIZE, frame.measure, 1)
    return lines
