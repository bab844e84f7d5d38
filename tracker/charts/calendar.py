"""The calendar: a cell for each day, or over decades each month, darker the more events it has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from tracker.charts import calendar_column as column
from tracker.charts.calendar_cells import day_number, has_lines, lines, sign
from tracker.charts.calendar_grid import GUTTER, HEADS, MONTH, Cell, days_of, months_of, years_of
from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import WIDE, Spacing, heat_entries
from tracker.charts.registry import INTERNAL
from tracker.charts.scene import Box, Label, Rule, Scene
from tracker.charts.style import theme
from tracker.charts.words.language import Language
from tracker.charts.words.wording import in_brackets, span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event

WIDTH = 1060.0
MOST_YEARS = 12  # by days; over more years cells are months
COLUMN = 560.0  # a width below that: months are blocks, years rows across the page
SLIM_KEY = Spacing(14.0, 12.0, 8.0, 10.0)
BUSIEST = 5
LINE = 12.0
INDENT = 8.0  # of further lines of an entry


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

    @property
    def by_month(self) -> "CalendarOptions":
        """Those of a calendar whose cells are months, with the events named of their days."""
        if self.named is None:
            return self
        named: dict[date, list[Event]] = {}
        for day, events in sorted(self.named.items()):
            named.setdefault(_month_of(day), []).extend(events)
        return replace(self, named=named)


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
        dashed line and named. On a page as narrow as a column each month that has any is a block
        with its weeks as rows; of more months than a page has room for cells are months. A cell is
        the darker the more events it has, in classes of much the same number of cells; its sign is
        the class of the most intense one. The days with most events are named below.

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
    slim = width < COLUMN
    margin = column.MARGIN if slim else MARGIN
    frame = replace(frame, margin=margin)
    events = list(chronicle.events.values())
    by_month, placed, loose = _placed(events)
    kept: set[date] = set()
    if slim and not by_month:
        kept = column.months_with(placed, map(_days_of, filter(has_lines, loose)))
        if len(kept) > column.most_months(width):
            by_month, placed, loose = _placed(events, by_month=True)
            options = options.by_month
    grid = months_of if by_month else days_of
    top, empty_cells = grid(events, placed, width)
    all_months = len({cell.first.replace(day=1) for cell in empty_cells})
    if slim and by_month:
        empty_cells = column.in_rows(empty_cells, width)
    elif slim:
        top, empty_cells = column.in_blocks(empty_cells, kept, width)
    cells = [replace(cell, number=options.count(cell.events)) for cell in empty_cells]
    notes = _busiest(placed, options, by_month, width - 2 * margin, frame, 3 if slim else 1)
    counts = [cell.number for cell in cells]
    starts = theme.classes_of(counts, len(theme.HEAT))
    key = heat_entries(starts, max(counts, default=0), language)
    boxes = [
        Box(c.x, c.y, c.width - 1.5, c.height - 1.5, theme.heat(c.number, starts), legend=key)
        for c in cells
    ]
    labels = [*(_slim_heads if slim else _heads)(cells, by_month, frame)]
    marks = []
    for cell in cells:
        ground = theme.heat(cell.number, starts)
        labels += day_number(cell, ground, slim) if not by_month else []
        marks += sign(cell, language, slim and not by_month)
    said = [Label(margin + indent, -LINE * (n + 1.2), (line,), theme.LABEL_SIZE,
                  theme.INK if n == 0 else theme.MUTED, weight="bold" if n == 0 else "normal")
            for n, (indent, line) in enumerate(notes)]  # fmt: skip
    name = "Month by month, {span}" if by_month else "Day by day, {span}"
    body = Scene(
        width=width,
        height=top,
        background=theme.BACKGROUND,
        boxes=tuple(boxes),
        rules=(
            *(() if slim and not by_month else _skips(cells, width, margin)),
            *(() if by_month else lines(loose, cells, language)),
        ),
        marks=tuple(marks),
        labels=(*labels, *said),
        title=language(name, span=span_in_words(events, language)),
    )
    foot = LINE * len(notes) + (LINE * (0.6 if slim else 1.6) if notes else 0)
    lined = [event for event in loose if has_lines(event)]
    said_of_all = _subtitle(
        options.count(events), options.count(loose), options.count(lined), by_month, language
    )
    empty = _empty_years(cells)
    if empty and (by_month or not slim):
        said_of_all += "; " + language("nothing in {years}", years=", ".join(empty))
    if slim and not by_month and 0 < len(kept) < all_months:
        said_of_all += "; " + language("months without any are left out")
    return framed(body, frame, said_of_all, foot, SLIM_KEY if slim else WIDE)


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
    events: Sequence[Event], *, by_month: bool = False
) -> tuple[bool, dict[date, list[Event]], list[Event]]:
    """Whether cells are months, the events of each, and those that are of no one cell."""
    by_month = by_month or len(years_of(events)) > MOST_YEARS
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


def _skips(cells: Sequence[Cell], width: float, margin: float) -> Iterator[Rule]:
    """A dashed line above each year before which years are left out."""
    tops: dict[int, float] = {}
    for cell in cells:
        year = cell.first.year
        tops[year] = max(tops.get(year, cell.y + cell.height), cell.y + cell.height)
    for one, other in pairwise(sorted(tops)):
        if other - one > 1:
            by_row = any(c.height == MONTH and c.width != c.height for c in cells)
            y = tops[other] + (0 if by_row else HEADS)
            yield Rule(margin, y, width - margin, y, theme.MUTED, 1.0, dashed=True)


def _day_of(moment: date) -> date:
    return moment


def _month_of(moment: date) -> date:
    return moment.replace(day=1)


def _days_of(event: Event) -> tuple[date, date]:
    return event.when.start.date(), event.when.end.date()


def _slim_heads(cells: Sequence[Cell], by_month: bool, frame: Frame) -> Iterator[Label]:
    """Months above, and years beside those that stand in rows."""
    if by_month:
        return column.heads_of_rows(cells, frame.language, frame.measure)
    return column.heads_of_blocks(cells, frame.language)


def _heads(cells: Sequence[Cell], by_month: bool, frame: Frame) -> Iterator[Label]:
    """Months above, years and weekdays beside."""
    language = frame.language
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
    most_lines: int,
) -> list[tuple[float, str]]:
    """Lines on each of the days with most events, of several events only, with their indents."""
    several = _most(placed, options)
    if not several:
        return []
    language = frame.language

    def named(day: date) -> str:
        return language.month_of_year(day) if by_month else language.short_day(day)

    found_lines = [(0.0, language("Where most events fall"))]
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
        further = INDENT if most_lines > 1 else 0.0
        said = theme.wrapped(line, room - further, theme.LABEL_SIZE, frame.measure, most_lines)
        found_lines += [(further if n else 0.0, each) for n, each in enumerate(said)]
    return found_lines
