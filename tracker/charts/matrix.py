"""The matrix: a table of actors and targets, with numbers, sums of either sense and classes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from tracker.charts.cells import EMPTY, NOBODY, UNKNOWN, Cell, Counted
from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import BESIDE_CLASSES, class_entry, heat_entries
from tracker.charts.registry import INTERNAL
from tracker.charts.scene import Area, Box, Label, LegendEntry, Mark, Measure, Scene
from tracker.charts.style import theme
from tracker.charts.timeline.density import STACK
from tracker.charts.words.language import Language
from tracker.charts.words.wording import days_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import QuadClass
from tracker.model.dyads import Sense

WIDTH = 960.0
GUTTER = 122.0
TOTAL = 46.0
CELL = (104.0, 38.0)  # the width at the most
NARROWEST = 48.0
HIGHER = 12.0  # what a cell has besides where the sums stand under its number
LEADING = 8.6
HEADS = 44.0
FOOT = 24.0
BAR = 7.0
LEAST_BAR = 2.5  # of a class of which there are few
INSET = 5.0
GLYPH = 4.6  # of a class, on its part of a bar
MOST = 14
COLOURS = {
    Sense.HOSTILE: theme.COLOURS[QuadClass.MATERIAL_CONFLICT],
    Sense.COOPERATIVE: theme.COLOURS[QuadClass.MATERIAL_COOPERATION],
}
OTHERS = "others"


@dataclass(frozen=True)
class MatrixOptions:
    """The options of a matrix.

    Attributes
    ----------
    counted : Counted, optional
        What is shown, where the chronicle has no events.
    """

    counted: Counted | None = field(default=None, metadata=INTERNAL)


DEFAULT = MatrixOptions()


def matrix(chronicle: Chronicle, frame: Frame, options: MatrixOptions = DEFAULT) -> Scene:
    """Lay out who acts upon whom as a table of bars.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event.
    frame : Frame
        Title, width at the most, and language; the title is by default what it is and the span
        of time.

    Returns
    -------
    Scene
        A row for each actor that acts and a column for each acted upon, in one order: whoever
        takes part most stands first. Of more than fourteen the rest are joined. A cell has the
        number of events, the sum of their hostile and that of their cooperative intensities, and a
        bar of their classes, as long as they are many, on a ground that is the darker the more they
        are. The two sums are never netted.

    Raises
    ------
    ValueError
        If the chronicle is empty.

    Examples
    --------
    >>> matrix(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A matrix needs at least one event.
    """
    if not chronicle.events and options.counted is None:
        raise ValueError("A matrix needs at least one event.")
    language = frame.language
    counted = options.counted or Counted.of(chronicle)
    found, rows, columns = _joined(counted.cells)
    room = (frame.width or WIDTH) - 2 * MARGIN - GUTTER - TOTAL
    wide = max(NARROWEST, min(CELL[0], room / len(columns)))
    below = any(_is_too_wide(cell, wide, frame) for cell in found.values())
    high = CELL[1] + (HIGHER if below else 0.0)
    ceiling = high * len(rows)
    left = MARGIN + GUTTER
    together = (OTHERS, UNKNOWN, NOBODY)  # of these a bar may be longer than its cell, and is cut
    single = [each.count for pair, each in found.items() if not set(pair) & set(together)]
    most = max(single or [each.count for each in found.values()])
    starts = theme.classes_of(single, len(theme.TINTS))
    key = heat_entries(starts, most, language, theme.TINTS) if len(starts) > 1 else ()
    boxes: list[Box] = []
    areas: list[Area] = []
    marks: list[Mark] = []
    labels = list(_names(rows, columns, left, ceiling, (wide, high), frame.measure, language))
    for down, doer in enumerate(rows):
        top = ceiling - high * down
        for across, target in enumerate(columns):
            x = left + wide * across
            own = found.get((doer, target))
            # What is joined is in no class of its own.
            alone = own is not None and not {doer, target} & set(together)
            ground = theme.heat(own.count, starts, theme.TINTS) if own and alone else theme.PANEL
            legend = key if alone else ()
            boxes.append(Box(x + 1, top - high + 1, wide - 2, high - 2, ground, legend=legend))
            if own is not None:
                cell = own
                labels += _numbers(cell, x, top, wide, below, language)
                bar = _bar(cell, x + INSET, top - high + INSET, wide - 2 * INSET, most, language)
                areas += bar
                marks += _glyphs(cell, bar)
        right = left + wide * len(columns) + TOTAL - 6
        labels.append(_total(found, [doer], columns, right, top - high / 2, language))
    for across, target in enumerate(columns):
        right = left + wide * (across + 1) - INSET
        labels.append(_total(found, rows, [target], right, -9, language))
    under = language.counted(counted.number, "event")
    if counted.is_joint:
        under += "; " + language("a joint act counts for each pair")
    body = Scene(
        width=max(560.0, 2 * MARGIN + GUTTER + wide * len(columns) + TOTAL),
        height=ceiling + HEADS,
        background=theme.BACKGROUND,
        boxes=tuple(boxes),
        areas=tuple(areas),
        marks=tuple(marks),
        labels=tuple(labels),
        title=language(
            "Who to whom, {span}", span=days_in_words(counted.first, counted.last, language)
        ),
    )
    return framed(body, frame, under, FOOT)


def _joined(
    found: Mapping[tuple[str, str], Cell],
) -> tuple[dict[tuple[str, str], Cell], list[str], list[str]]:
    """The counts with the least busy joined, and the names of rows and columns in order."""
    busy: Counter[str] = Counter()
    for (doer, target), each in found.items():
        busy[doer] += each.count
        busy[target] += each.count
    named = [name for name, _ in sorted(busy.items(), key=lambda item: (-item[1], item[0]))
             if name not in (UNKNOWN, NOBODY)]  # fmt: skip
    kept = set(named if len(named) <= MOST else named[: MOST - 1]) | {UNKNOWN, NOBODY}
    joined: dict[tuple[str, str], Cell] = {}
    for (doer, target), each in sorted(found.items()):
        pair = (doer if doer in kept else OTHERS, target if target in kept else OTHERS)
        joined[pair] = joined.get(pair, EMPTY) + each
    order = [*(name for name in named if name in kept), OTHERS, UNKNOWN, NOBODY]
    rows = [name for name in order if any(doer == name for doer, _ in joined)]
    columns = [name for name in order if any(target == name for _, target in joined)]
    return joined, rows, columns


def _names(
    rows: Sequence[str], columns: Sequence[str], left: float, ceiling: float,
    cell: tuple[float, float], measure: Measure, language: Language,
) -> Iterable[Label]:  # fmt: skip
    """The names of those who act beside the rows, of those acted upon above the columns."""
    wide, high = cell
    for down, name in enumerate(rows):
        lines = theme.wrapped(_translated(name, language), GUTTER - 12, theme.LANE_SIZE, measure, 2)
        y = ceiling - high * (down + 0.5)
        yield Label(left - 8, y, lines, theme.LANE_SIZE, theme.INK, "right", "bold")
    for across, name in enumerate(columns):
        room = (wide - 6) / theme.BOLDER
        lines = theme.wrapped(_translated(name, language), room, theme.LABEL_SIZE, measure, 3)
        y = ceiling + 7 + theme.LABEL_SIZE * 0.64 * len(lines)
        yield Label(left + wide * (across + 0.5), y, lines, theme.LABEL_SIZE, theme.INK, "middle",
                    "bold")  # fmt: skip
    by, to = language("who acts ↓"), language("upon whom →")
    yield Label(left - 8, ceiling + 10, (by,), theme.SMALL_SIZE, theme.MUTED, "right")
    yield Label(left - 8, ceiling + 22, (to,), theme.SMALL_SIZE, theme.MUTED, "right")
    all_of = language("in all")
    yield Label(left + wide * len(columns) + TOTAL - 6, ceiling + 10, (all_of,), theme.SMALL_SIZE,
                theme.MUTED, "right")  # fmt: skip
    yield Label(left - 8, -9, (all_of,), theme.SMALL_SIZE, theme.MUTED, "right")


def _translated(name: str, language: Language) -> str:
    return language(name) if name in (UNKNOWN, NOBODY, OTHERS) else name


def _numbers(
    cell: Cell, x: float, top: float, wide: float, below: bool, language: Language
) -> list[Label]:
    """The number of events, and the sums of either sense beside it or under it."""
    count = language.number(cell.count)
    labels = [Label(x + INSET, top - 13, (count,), theme.LANE_SIZE, theme.INK, weight="bold")]
    y = top - (22.0 if below else 10)
    for place, (sense, said) in enumerate(_sums(cell, language)):
        labels.append(
            Label(x + wide - INSET, y - LEADING * place, (said,), theme.SMALL_SIZE,
                  COLOURS[sense], "right", legend=(_sum_entry(sense, language),))
        )  # fmt: skip
    return labels


def _sums(cell: Cell, language: Language) -> list[tuple[Sense, str]]:
    """The sum of each sense that the cell has acts of."""
    return [
        (sense, language.signed(cell.tally.total(sense)))
        for sense in Sense
        if cell.tally.number(sense)
    ]


def _is_too_wide(cell: Cell, wide: float, frame: Frame) -> bool:
    """Whether the number of a cell leaves no room beside it for the sums."""
    number = frame.measure(frame.language.number(cell.count), theme.LANE_SIZE) * theme.BOLDER
    sums = [frame.measure(said, theme.SMALL_SIZE) for _, said in _sums(cell, frame.language)]
    return number + max(sums, default=0.0) + 4 > wide - 2 * INSET


@cache
def _sum_entry(sense: Sense, language: Language) -> LegendEntry:
    if sense is Sense.HOSTILE:
        said, text = "−5", language("sum of hostile intensities, each −10 to 0")
    else:
        said, text = "+5", language("sum of cooperative ones, each 0 to +10")
    sample = Label(0, 0, (said,), theme.SMALL_SIZE, COLOURS[sense], "middle")
    return LegendEntry(text, (sample,), (BESIDE_CLASSES, 1, list(Sense).index(sense)))


@cache
def _bar_entry(language: Language) -> LegendEntry:
    corners = ((-13, -3.5), (13, -3.5), (13, 3.5), (-13, 3.5))
    text = language("large: how many, as the bar is long")
    return LegendEntry(text, (Area(corners, theme.UNCODED),), (BESIDE_CLASSES, 0))


def _bar(cell: Cell, x: float, y: float, room: float, most: int, language: Language) -> list[Area]:
    """The classes of the events side by side, the hardest conflict first."""
    areas = []
    most = max(most, cell.count)
    # As long as they are many, but each class wide enough to be seen.
    scale = (room - LEAST_BAR * len(cell.classes)) / most
    for tone in STACK:
        if count := cell.classes.get(tone, 0):
            right = x + LEAST_BAR + scale * count
            corners = ((x, y), (right, y), (right, y + BAR), (x, y + BAR))
            entries = (class_entry(tone, language), _bar_entry(language))
            areas.append(Area(corners, theme.colour_of(tone), legend=entries))
            x = right
    return areas


def _glyphs(cell: Cell, bar: Sequence[Area]) -> Iterable[Mark]:
    """The glyph of a class on its part of a bar, where that is wide enough.

    In one ink verbal conflict is as light as verbal cooperation, and material as dark.
    """
    tones = [tone for tone in STACK if cell.classes.get(tone, 0)]
    for tone, area in zip(tones, bar, strict=True):
        (left, low), (right, high) = area.points[0], area.points[2]
        if right - left >= GLYPH + 1.0:
            middle = (left + right) / 2, (low + high) / 2
            yield Mark(*middle, theme.glyph_of(tone), theme.BACKGROUND, GLYPH)


def _total(
    found: dict[tuple[str, str], Cell], rows: Sequence[str], columns: Sequence[str],
    x: float, y: float, language: Language,
) -> Label:  # fmt: skip
    """The number of events that these rows and columns have together."""
    count = sum(each.count for (doer, target), each in found.items()
                if doer in rows and target in columns)  # fmt: skip
    return Label(x, y, (language.number(count),), theme.LABEL_SIZE, theme.MUTED, "right")
