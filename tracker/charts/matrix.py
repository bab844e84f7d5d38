"""The matrix: a table of actors and targets, with numbers, sums of either sense and classes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from tracker.charts.cells import NOBODY, OTHERS, UNKNOWN, Cell, Counted, joined
from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import BESIDE_CLASSES, WIDE, Spacing, class_entry, heat_entries
from tracker.charts.matrix_column import (
    ABOVE,
    COUNT,
    STEP,
    Sides,
    beside,
    fitted,
    stepped,
    sums_of,
    totals,
)
from tracker.charts.registry import INTERNAL
from tracker.charts.scene import Area, Box, Label, LegendEntry, Mark, Measure, Rule, Scene
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
FOOT, SLIM_FOOT = 24.0, 14.0
BAR = 7.0
LEAST_BAR = 2.5  # of a class of which there are few
INSET = 5.0
GLYPH = 4.6  # of a class, on its part of a bar
MOST = 14
COLUMN = 560.0  # a width below that: names of columns stand on steps, sums under numbers
SIDES = Sides(MARGIN, GUTTER, TOTAL, INSET)
SLIM_KEY = Spacing(14.0, 16.0, 6.0, 10.0)
COLOURS = {
    Sense.HOSTILE: theme.COLOURS[QuadClass.MATERIAL_CONFLICT],
    Sense.COOPERATIVE: theme.COLOURS[QuadClass.MATERIAL_COOPERATION],
}


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
        takes part most stands first. Of more than fourteen the rest are joined, and where the
        page is as narrow as a column so are the columns whose numbers have no room. A cell has the
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
    width = frame.width or WIDTH
    slim = width < COLUMN
    sides = _slim_sides(counted, width, frame) if slim else SIDES
    frame = replace(frame, margin=sides.margin)
    room = width - 2 * sides.margin - sides.gutter - sides.total
    if slim:
        found, rows, columns = fitted(
            counted.cells, MOST, room, sides.inset, frame.measure, language
        )
        wide, below, below_top = min(CELL[0], room / len(columns)), True, (10.5, 21.5)
    else:
        found, rows, columns = joined(counted.cells, MOST, MOST)
        wide = max(NARROWEST, min(CELL[0], room / len(columns)))
        below = any(_is_too_wide(cell, wide, frame) for cell in found.values())
        below_top = (13.0, 22.0 if below else 10.0)
    high = CELL[1] + (HIGHER if below else 0.0)
    ceiling = high * len(rows)
    left = sides.margin + sides.gutter
    together = (OTHERS, UNKNOWN, NOBODY)  # of these a bar may be longer than its cell, and is cut
    single = [each.count for pair, each in found.items() if not set(pair) & set(together)]
    most = max(single or [each.count for each in found.values()])
    starts = theme.classes_of(single, len(theme.TINTS))
    key = heat_entries(starts, most, language, theme.TINTS) if len(starts) > 1 else ()
    boxes: list[Box] = []
    areas: list[Area] = []
    marks: list[Mark] = []
    right, cell_size = (
        left + wide * len(columns) + sides.total - (0.0 if slim else 6.0),
        (wide, high),
    )
    heads: list[Label | Rule] = []
    if slim:
        heads += _slim_names(rows, columns, sides, ceiling, cell_size, frame)
    else:
        heads += _names(rows, columns, left, ceiling, cell_size, frame.measure, language)
    labels = [each for each in heads if isinstance(each, Label)]
    labels += _all_of(left - (5 if slim else 8), right, ceiling, slim, language)
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
                labels += _numbers(cell, x, top, wide, below_top, sides.inset, slim, language)
                space = wide - 2 * sides.inset
                bar = _bar(cell, x + sides.inset, top - high + INSET, space, most, language)
                areas += bar
                marks += _glyphs(cell, bar)
        labels.append(_total(found, [doer], columns, right, top - high / 2, language))
    for across, target in enumerate(columns):
        end = left + wide * (across + 1) - sides.inset
        labels.append(_total(found, rows, [target], end, -9, language))
    under = language.counted(counted.number, "event")
    if counted.is_joint:
        under += "; " + language("a joint act counts for each pair")
    body = Scene(
        width=width if slim else max(560.0, right + 6 + MARGIN),
        height=ceiling + (ABOVE + STEP * len(columns) if slim else HEADS),
        background=theme.BACKGROUND,
        boxes=tuple(boxes),
        areas=tuple(areas),
        marks=tuple(marks),
        labels=tuple(labels),
        rules=tuple(each for each in heads if isinstance(each, Rule)),
        title=language(
            "Who to whom, {span}", span=days_in_words(counted.first, counted.last, language)
        ),
    )
    return framed(body, frame, under, *((SLIM_FOOT, SLIM_KEY) if slim else (FOOT, WIDE)))


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


def _slim_sides(counted: Counted, width: float, frame: Frame) -> Sides:
    """What stands beside the cells of a page that is narrow."""
    most = max(totals(joined(counted.cells, MOST, MOST)[0], 0).values())
    said = frame.language.number(most), frame.language("in all")
    return Sides.of_column(width, *said, frame.measure)


def _slim_names(
    rows: Sequence[str], columns: Sequence[str], sides: Sides, ceiling: float,
    cell: tuple[float, float], frame: Frame,
) -> Iterable[Label | Rule]:  # fmt: skip
    """The names beside the rows and, on steps, above the columns of a page that is narrow."""
    (wide, high), language = cell, frame.language
    left, margin = sides.margin + sides.gutter, sides.margin
    said = [_translated(name, language) for name in rows]
    yield from beside(said, left, ceiling, high, sides.gutter - 5, frame.measure)
    said = [_translated(name, language) for name in columns]
    yield from stepped(said, left, ceiling, wide, margin, frame.measure)
    y = ceiling + ABOVE + STEP * len(columns) - 3
    by, to = language("who acts ↓"), language("upon whom →")
    yield Label(margin, y, (f"{by}   {to}",), theme.SMALL_SIZE, theme.MUTED)


def _all_of(
    left: float, right: float, ceiling: float, slim: bool, language: Language
) -> Iterable[Label]:
    """What the numbers behind the rows and below the columns are."""
    said = (language("in all"),)
    head = tuple(said[0].split()) if slim else said
    y = ceiling + 10 + theme.SMALL_SIZE * 0.64 * (len(head) - 1)
    yield Label(right, y, head, theme.SMALL_SIZE, theme.MUTED, "right")
    yield Label(left, -9, said, theme.SMALL_SIZE, theme.MUTED, "right")


def _translated(name: str, language: Language) -> str:
    return language(name) if name in (UNKNOWN, NOBODY, OTHERS) else name


def _numbers(
    cell: Cell, x: float, top: float, wide: float, below_top: tuple[float, float], inset: float,
    slim: bool, language: Language,
) -> list[Label]:  # fmt: skip
    """The number of events, and the sums of either sense, each so far below the top of the cell."""
    count = language.number(cell.count)
    y, size = top - below_top[0], COUNT if slim else theme.LANE_SIZE
    labels = [Label(x + inset, y, (count,), size, theme.INK, weight="bold")]
    y = top - below_top[1]
    for place, (sense, said) in enumerate(sums_of(cell, language)):
        labels.append(
            Label(x + wide - inset, y - LEADING * place, (said,), theme.SMALL_SIZE,
                  COLOURS[sense], "right", legend=(_sum_entry(sense, language),))
        )  # fmt: skip
    return labels


def _is_too_wide(cell: Cell, wide: float, frame: Frame) -> bool:
    """Whether the number of a cell leaves no room beside it for the sums."""
    number = frame.measure(frame.language.number(cell.count), theme.LANE_SIZE) * theme.BOLDER
    sums = [frame.measure(said, theme.SMALL_SIZE) for _, said in sums_of(cell, frame.language)]
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
