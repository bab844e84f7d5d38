"""The rows of a spine: dates and titles in lines, notes on gaps, and the columns they stand in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from tracker.charts.frame.frame import Frame
from tracker.charts.style import theme
from tracker.charts.words.dating import date_in_words
from tracker.charts.words.language import Language
from tracker.charts.words.wording import in_brackets
from tracker.model.event import Event

LEAST_TYPE = 7.0
NARROW = 380.0  # below that the date stands over the title
MOST_CHIPS, USUAL_CHIPS = 4, 2  # more than two are narrower
LEADING = 1.28  # from line to line, of the size
GAP_NOTE = 10.5
ARCS = 0.18  # of the width, at most
FIRST = 1.1  # how far out the innermost arc is, of the size of type
LONG_GAP = timedelta(days=14)
TIMES_MEDIAN = 4
YEAR = 365.2425
MONTH = YEAR / 12


@dataclass(frozen=True)
class Columns:
    """Where the columns of a spine stand, in points from the left of the canvas.

    `arcs` is the width of the margin for arcs, whose arrows end at `tips`. Bars of values go from
    `zero` to both sides, `unit` points for each of the Goldstein scale; without bars that is 0.
    `side_by_side` are the chips for which there is room; `stacked` says that dates stand over
    titles.
    """

    size: float
    margin: float
    arcs: float
    tips: float
    chips: float
    chip: float
    side_by_side: int
    date: float
    title: float
    room: float
    zero: float = 0.0
    unit: float = 0.0
    stacked: bool = False

    @property
    def small(self) -> float:
        """The size of dates and notes."""
        return max(LEAST_TYPE, self.size - 0.75)


@dataclass(frozen=True)
class Row:
    """An event with its lines; `first` is how far below its upper edge the first line's middle is.

    `gap` is the note above it on how long nothing happened.
    """

    event: Event
    date: tuple[str, ...]
    title: tuple[str, ...]
    height: float
    first: float
    gap: str = ""
    lit: bool = False

    @property
    def whole(self) -> float:
        """Its height with that of the note above it."""
        return self.height + (GAP_NOTE if self.gap else 0.0)


def gap_notes(order: Sequence[Event], language: Language) -> list[str]:
    """Write how long nothing happened before each event.

    Parameters
    ----------
    order : sequence of Event
        As their rows stand.
    language : Language
        In which to write it.

    Returns
    -------
    list of str
        A text for each; empty for the first and where the gap is nothing out of the common, which
        is four times the median, and at least two weeks.

    Examples
    --------
    >>> from tracker.charts.words.language import ENGLISH
    >>> gap_notes((), ENGLISH)
    []
    """
    gaps: list[timedelta] = []
    reached = None
    for event in order:
        begin, end = event.date.start, event.date.end
        if event.date.is_interval and event.date.earliest is not None:
            end = begin  # what lasts has begun: the next is told from there
        gaps.append(begin - reached if reached is not None else timedelta())
        reached = end if reached is None else max(reached, end)
    seconds = [gap.total_seconds() for gap in gaps[1:] if gap > timedelta()]
    least = max(LONG_GAP, timedelta(seconds=TIMES_MEDIAN * median(seconds or [0.0])))
    return [_gap(gap, language) if gap >= least else "" for gap in gaps]


def _gap(gap: timedelta, language: Language) -> str:
    """How long a gap is: in days, over a year in months, over three in years."""
    days = gap.days
    if days > 3 * YEAR:
        return language.counted(round(days / YEAR), "year")
    if days > YEAR:
        return language.counted(round(days / MONTH), "month")
    return language.counted(days, "day")


def columns_of(
    order: Sequence[Event], frame: Frame, width: float, size: float, levels: int, bars: bool,
    lit: Collection[int] = (),
) -> Columns:  # fmt: skip
    """Divide the width of a spine.

    Parameters
    ----------
    order : sequence of Event
        The events of the rows.
    frame : Frame
        Measure, language, notes, and what is left free at the sides.
    width, size : float
        Those of the canvas and of the type, in points.
    levels : int
        How many arcs stand beside one another at most.
    bars : bool
        Whether any event has a value to show.
    lit : collection of int, optional
        Numbers of those whose titles are bold.

    Returns
    -------
    Columns
        Titles have what arcs, chips, dates and bars leave.

    Examples
    --------
    >>> columns_of((), Frame(lambda text, size: 5.0 * len(text)), 612, 9.0, 0, False).arcs
    0.0
    """
    margin, narrow = frame.margin, width < NARROW
    step = 0.9 * size
    arcs = min(ARCS * width, FIRST * size + step * (levels - 1) + 6) if levels else 0.0
    chip = 0.95 * size
    most = min(USUAL_CHIPS, max((len(event.by) for event in order), default=1)) or 1
    tips = margin + arcs
    chips = tips + (4.0 if levels else 0.0)
    date = chips + most * (chip + 1.0) + 0.6 * size
    title = date
    if not narrow:
        small = max(LEAST_TYPE, size - 0.75)
        said = [date_in_words(event.date, frame.language) for event in order]
        widths = sorted(frame.measure(each, small) for each in said) or [0.0]
        usual = widths[int(0.8 * (len(widths) - 1))]  # what is longer goes on to a second line
        title += min(max(usual, 0.62 * widths[-1]), 0.19 * width) + 1.3 * size
    right = width - margin
    zero = unit = 0.0
    if bars:
        values = [event.intensity or 0.0 for event in order]
        below, above = max(2.0, -min(values)), max(2.0, *values)
        # On a wide page bars take what titles leave, so that each is near its title.
        taken = 0.14 * width
        longest = max((_length(event, lit, frame, size) for event in order), default=0.0)
        spare = right - taken - size - title - longest - 2 * size
        taken += max(0.0, min(spare, 0.16 * width))
        unit = taken / (below + above)
        zero = right - unit * above
        right = zero - unit * below - size
    return Columns(
        size, margin, arcs, tips, chips, chip, most, date, title, right - title, zero, unit, narrow
    )  # fmt: skip


def _length(event: Event, lit: Collection[int], frame: Frame, size: float) -> float:
    """The width of a title on one line."""
    bold = theme.BOLDER if event.id in lit else 1.0
    return frame.measure(event.title + _behind(event, frame), size) * bold


def _behind(event: Event, frame: Frame) -> str:
    """What stands behind a title: how it stands, its marking, the numbers of its notes."""
    notes = frame.notes.get(event.id, "").replace(", ", ",")
    return in_brackets(event, frame.language) + notes


def rows_of(
    order: Sequence[Event], lit: Collection[int], columns: Columns, frame: Frame, pad: float
) -> list[Row]:
    """Set the events of a spine in rows.

    Parameters
    ----------
    order : sequence of Event
        From the uppermost.
    lit : collection of int
        Numbers of those whose titles are bold.
    columns : Columns
        The room that there is.
    frame : Frame
        Measure, language, and what stands behind events.
    pad : float
        What is left free between rows.

    Returns
    -------
    list of Row
        Each as high as its lines take.

    Examples
    --------
    >>> frame = Frame(lambda text, size: 5.0 * len(text))
    >>> rows_of((), (), columns_of((), frame, 612, 9.0, 0, False), frame, 6.0)
    []
    """
    language, size, small = frame.language, columns.size, columns.small
    most = 4 if columns.stacked else 3
    rows = []
    for event, gap in zip(order, gap_notes(order, language), strict=True):
        bold = theme.BOLDER if event.id in lit else 1.0
        ending = _behind(event, frame)
        title = theme.wrapped(event.title, columns.room / bold, size, frame.measure, most, ending)
        room = columns.room if columns.stacked else columns.title - columns.date - 1.0 * size
        said = date_in_words(event.date, language)
        date = theme.wrapped(said, room, small, frame.measure, 3)
        high = len(title) * size, len(date) * small
        height = LEADING * (sum(high) if columns.stacked else max(high)) + pad
        first = (pad + LEADING * (small if columns.stacked else size)) / 2
        rows.append(Row(event, date, title, height, first, gap, event.id in lit))
    return rows
