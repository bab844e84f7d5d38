"""The table of rival explanations: evidence in rows, explanations in columns, a sign a cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.registry import INTERNAL
from tracker.charts.scene import Box, Glyph, Label, LegendEntry, Mark, Scene, Shape
from tracker.charts.style import theme
from tracker.charts.words.language import Language
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import QuadClass
from tracker.model.hypotheses import Consistency, HypothesisTable, Standing

WIDTH = 960.0
GUTTER = 330.0
GRADE = 34.0
CELL = (120.0, 30.0)  # at the most
NARROWEST = 54.0
LINES = 4  # of the name of an explanation, at the most
FOOT = 34.0
DOT = 8.0
LEADING = 1.28  # from line to line, in sizes of the letters
# Blue agrees and orange does not, as everywhere in these charts; the glyphs say it a second time.
SIGNS = {
    Consistency.CONSISTENT: (Glyph.CIRCLE, theme.COLOURS[QuadClass.MATERIAL_COOPERATION], False),
    Consistency.INCONSISTENT: (Glyph.CROSS, theme.COLOURS[QuadClass.MATERIAL_CONFLICT], False),
    Consistency.NEUTRAL: (Glyph.CIRCLE, theme.UNCODED, True),
}


@dataclass(frozen=True)
class RivalsOptions:
    """The table to draw, and the titles of its sources by their codes."""

    table: HypothesisTable | None = field(default=None, metadata=INTERNAL)
    titles: Mapping[str, str] = field(default_factory=dict, metadata=INTERNAL)


DEFAULT = RivalsOptions()


def rivals(chronicle: Chronicle, frame: Frame, options: RivalsOptions = DEFAULT) -> Scene:
    """Lay out rival explanations of an event against the evidence.

    Parameters
    ----------
    chronicle : Chronicle
        The record around the event.
    frame : Frame
        Title, width at the most, and language.
    options : RivalsOptions
        The table.

    Returns
    -------
    Scene
        A row for each piece of evidence, what tells most apart first, and a column for each
        explanation, the least contradicted first; a sign in each cell that is rated, and under
        each column how many independent reports speak against it.

    Raises
    ------
    ValueError
        If there is no table, or no explanation in it.

    Examples
    --------
    >>> rivals(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: There is no explanation to draw.
    """
    table = options.table
    if table is None or not table.columns:
        raise ValueError("There is no explanation to draw.")
    room = (frame.width or WIDTH) - 2 * MARGIN - GUTTER
    wide = max(NARROWEST, min(CELL[0], room / len(table.columns)))
    names = [_name(each, wide, frame) for each in table.columns]
    heads = max(len(lines) for lines in names)
    body = Scene.of(
        _shapes(table, options.titles, frame, wide),
        2 * MARGIN + GUTTER + wide * len(table.columns),
        CELL[1] * len(table.rows) + 14 + heads * theme.LABEL_SIZE * LEADING,
        background=theme.BACKGROUND,
        title=frame.language("Rival explanations: {title}", title=table.event.titled),
    )
    under = frame.language("what tells most apart stands first, the least contradicted at the left")
    return framed(body, frame, under, FOOT)


def _shapes(
    table: HypothesisTable, titles: Mapping[str, str], frame: Frame, wide: float
) -> Iterator[Shape]:
    language, high = frame.language, CELL[1]
    left, ceiling = MARGIN + GUTTER, CELL[1] * len(table.rows)
    for across, column in enumerate(table.columns):
        x = left + wide * (across + 0.5)
        lines = _name(column, wide, frame)
        y = ceiling + 7 + theme.LABEL_SIZE * LEADING / 2 * len(lines)
        yield Label(x, y, lines, theme.LABEL_SIZE, theme.INK, "middle", "bold")
        against = (language.number(column.against),)
        yield Label(x, -14, against, theme.LANE_SIZE, theme.INK, "middle", "bold")
    text = language("independent reports against it")
    yield Label(left - 8, -14, (text,), theme.SMALL_SIZE, theme.MUTED, "right")
    for down, row in enumerate(table.rows):
        y = ceiling - high * (down + 0.5)
        title = titles.get(row.source, row.source)
        said = f"{title}, {row.locator}" if row.locator else title
        space = GUTTER - GRADE - 16
        lines = theme.wrapped(said, space, theme.LABEL_SIZE, frame.measure, 2)
        yield Label(left - GRADE - 8, y, lines, theme.LABEL_SIZE, theme.INK, "right")
        grade = (str(row.grade),)
        yield Label(left - 8, y, grade, theme.LABEL_SIZE, theme.MUTED, "right", "bold")
        for across, rating in enumerate(row.ratings):
            x = left + wide * across
            yield Box(x + 1, y - high / 2 + 1, wide - 2, high - 2, theme.PANEL)
            if rating is not None:
                glyph, colour, hollow = SIGNS[rating]
                entry = (_entry(rating, language),)
                yield Mark(x + wide / 2, y, glyph, colour, DOT, hollow, legend=entry)


def _name(column: Standing, wide: float, frame: Frame) -> tuple[str, ...]:
    """The name of an explanation in lines that fit its column."""
    room = (wide - 6) / theme.BOLDER
    return theme.wrapped(column.name, room, theme.LABEL_SIZE, frame.measure, LINES)


@cache
def _entry(rating: Consistency, language: Language) -> LegendEntry:
    glyph, colour, hollow = SIGNS[rating]
    text = {
        Consistency.CONSISTENT: language("consistent"),
        Consistency.INCONSISTENT: language("inconsistent"),
        Consistency.NEUTRAL: language("neutral: neither for nor against"),
    }[rating]
    rank = (10, list(Consistency).index(rating))
    return LegendEntry(text, (Mark(0, 0, glyph, colour, DOT, hollow),), rank)
