"""Tension between two sides: a panel for each direction, hostile up and cooperative down."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from tracker.analysis.dyads import acts_upon_one_another, pairs_of, tallies
from tracker.analysis.tension import HALF_LIFE, levels
from tracker.charts.frame.axis import axis, grid
from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import WIDE, Spacing
from tracker.charts.frame.scale import Stretch, TimeScale
from tracker.charts.ladder import default_sides
from tracker.charts.naming import Room
from tracker.charts.panel import Panel
from tracker.charts.registry import INTERNAL
from tracker.charts.scene import Box, Label, Scene, Shape
from tracker.charts.style import theme
from tracker.charts.words.language import Language
from tracker.charts.words.wording import span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.dyads import DatedTally, Sense
from tracker.model.event import Event

WIDTH = 1120.0
GUTTER = 64.0
COLUMN, COLUMN_MARGIN = 560.0, 12.0  # a width below that, and what is free beside it then
SLIM_KEY = Spacing(14.0, 14.0, 8.0, 10.0)
AXIS = 44.0
HEAD = 66.0  # over a curve, for the name of the panel and those of acts
FOOT = 32.0  # under it
CURVES = 150.0  # the height that both curves share
GAP = 14.0
LINE = 12.5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class TensionOptions:
    """The options of a picture of tension.

    Attributes
    ----------
    sides : tuple of str
        Codes of the two actors; by default the two that act most upon one another.
    half_life : timedelta
        The time after which half of an act is left.
    numbers : mapping of int to int
        How many acts an event of the chronicle stands for, where it is not one.
    """

    sides: tuple[str, ...] = ()
    half_life: timedelta = HALF_LIFE
    numbers: Mapping[int, int] = field(default_factory=dict, metadata=INTERNAL)


DEFAULT = TensionOptions()


def tension(chronicle: Chronicle, frame: Frame, options: TensionOptions = DEFAULT) -> Scene:
    """Lay out what two sides did to one another as curves that rise with acts and fade with time.

    Parameters
    ----------
    chronicle : Chronicle
        Events, at least one by one of the two upon the other.
    frame : Frame
        Title, width, notes and language; the title is by default the sides and the time.
    options : TensionOptions, optional
        The two sides, and how fast an act fades.

    Returns
    -------
    Scene
        Two panels on one unbroken axis and one scale: what the first did to the second above,
        what the second did to the first below. In each the sum of hostile intensities rises and
        that of cooperative ones hangs; the acts that made the highest steps are named beside them,
        or by a number in a list below.

    Raises
    ------
    ValueError
        If neither acts upon the other.

    Examples
    --------
    >>> tension(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A picture of tension needs an act of one of its two sides upon the other.
    """
    sides = list(options.sides or default_sides(chronicle))[:2]
    events = acts_upon_one_another(chronicle, sides)
    if len(sides) < 2 or not events:
        raise ValueError(
            "A picture of tension needs an act of one of its two sides upon the other."
        )
    language, width = frame.language, frame.width or WIDTH
    record = (min(event.when.start for event in events.values()).date(),
              max(event.when.end for event in events.values()).date())  # fmt: skip
    slim = width < COLUMN
    margin, gutter, beyond = (COLUMN_MARGIN, 34.0, 8.0) if slim else (MARGIN, GUTTER, 24.0)
    frame = replace(frame, margin=margin)
    scale = _scale(record, margin + gutter, width - margin - beyond)
    counted = _alike(events.values(), options.numbers)
    one, other = sides
    curves = {
        (doer, target, sense): levels(counted, doer, target, sense, options.half_life, record)
        for doer, target in ((one, other), (other, one))
        for sense in Sense
    }
    reach = {
        sense: max((abs(level.after) for (_, _, which), found in curves.items() if which is sense
                    for level in found), default=0.0)
        for sense in Sense
    }  # fmt: skip
    unit = CURVES / (sum(reach.values()) or 1.0)
    high = HEAD + CURVES + FOOT
    names = {code: chronicle.actors[code].name if code in chronicle.actors else code
             for code in sides}  # fmt: skip
    shapes: list[Shape] = []
    lists: list[list[str]] = []
    for place, (doer, target) in ((1, (one, other)), (0, (other, one))):
        low = (high + GAP) * place
        said = f"{names[doer]} → {names[target]}"
        panel = Panel(scale, low + FOOT + reach[Sense.COOPERATIVE] * unit, unit,
                      options.half_life, frame)  # fmt: skip
        ours = [event for event in events.values() if (doer, target) in pairs_of(event)]
        found = {sense: curves[doer, target, sense] for sense in Sense}
        room = Room((margin + 4, low, width - margin, low + high - 18))
        room.take([(margin, low, scale.stretches[0].x0 - 4, low + high)])
        steps, listed = panel.named_steps(
            ours, found, room, 1 + sum(map(len, lists)), options.numbers
        )
        lists.append(listed)
        shapes += (
            Box(margin, low, width - 2 * margin, high, theme.PANEL),
            *panel.ruled(reach), *panel.areas(found), *steps,
            Label(margin + 10, low + high - 13, (said,), theme.LANE_SIZE, theme.INK,
                  weight="bold"),
        )  # fmt: skip
        if not ours:
            shapes.append(Label(scale.stretches[0].x0 + 8, panel.zero + 9, (language("no act"),),
                                theme.LABEL_SIZE, theme.MUTED))  # fmt: skip
    ceiling = 2 * high + GAP
    boxes = [shape for shape in shapes if isinstance(shape, Box)]
    others = [shape for shape in shapes if not isinstance(shape, Box)]
    heads = [f"{names[doer]} → {names[target]}" for doer, target in ((one, other), (other, one))]
    below, foot = _listed(lists, heads, width, slim, frame)
    span = span_in_words(list(events.values()), language)
    joined = language("{first} and {last}", first=names[one], last=names[other])
    body = Scene.of(
        (*boxes, *grid(scale, 0, ceiling), *others, *axis(scale, 0, language), *below),
        width, ceiling, background=theme.BACKGROUND,
        title=language("Tension between {sides}, {span}", sides=joined, span=span),
    )  # fmt: skip
    under = language(
        "{acts}; sums of intensity, half of each act left after {time}",
        acts=language.counted(
            sum(options.numbers.get(number, 1) for number in events), "act"
        ), time=_time(options.half_life, language),
    )  # fmt: skip
    return framed(body, frame, under, AXIS + foot, SLIM_KEY if slim else WIDE)


def _listed(
    lists: Sequence[Sequence[str]], heads: Sequence[str], width: float, slim: bool, frame: Frame
) -> tuple[list[Label], float]:
    """The names that had no room beside their dots, in a column for each panel; and its height.

    Where the picture itself is a column the lists of the panels stand one below the other.
    """
    labels = []
    if not any(lists):
        return [], 0.0
    room = (width - 2 * frame.margin) / (1 if slim else 2)
    y = -AXIS
    for column, (head, lines) in enumerate(zip(heads, lists, strict=True)):
        x = frame.margin + (0.0 if slim else room * column)
        for number, line in enumerate((head, *lines) if lines else ()):
            wide, most = (room - 4, 2) if slim else (room - 16, 1)
            said = theme.wrapped(line, wide, theme.LABEL_SIZE, frame.measure, most)
            more = LINE * (len(said) - 1)
            labels.append(
                Label(x, y - LINE * number - more / 2, said, theme.LABEL_SIZE,
                      theme.MUTED if number else theme.INK, weight="normal" if number else "bold")
            )  # fmt: skip
            y -= more
        if slim and lines:
            y -= LINE * (len(lines) + 1.5)
    return labels, -AXIS - y if slim else LINE * (1 + max(map(len, lists)))


def _alike(events: Iterable[Event], numbers: Mapping[int, int]) -> list[DatedTally]:
    """The tallies of acts, those of one intensity and time as one, in an order of their own.

    So the sums do not depend on how many acts an event stands for.
    """
    counts: Counter[tuple[Any, ...]] = Counter()
    first: dict[tuple[Any, ...], DatedTally] = {}
    for event in events:
        for each in tallies([event]):
            days = (each.first or date.min, each.last or date.max)
            key = (each.doer, each.target, *days, event.intensity is None, event.intensity or 0.0)
            counts[key] += numbers.get(event.id, 1)
            first.setdefault(key, each)
    return [
        replace(first[key], tally=first[key].tally.shared(counts[key])) for key in sorted(counts)
    ]


def _scale(record: tuple[date, date], left: float, right: float) -> TimeScale:
    """An axis without a break, with a little room before the first day and behind the last."""
    first, last = (datetime(day.year, day.month, day.day) for day in record)
    beside = max(DAY, (last - first) * 0.04)
    start = first - beside if first - datetime.min > beside else datetime.min
    end = last + beside if datetime.max - last > beside else datetime.max
    return TimeScale((Stretch(start, end, left, right),))


def _time(half_life: timedelta, language: Language) -> str:
    if half_life % DAY:
        return language("{n} h", n=f"{half_life / timedelta(hours=1):g}")
    return language("{days} d", days=half_life.days)
