"""The spine: a row for each event with its date, its doers, its title and its value."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import Spacing
from tracker.charts.scene import Label, Rule, Scene, Shape
from tracker.charts.spine.arcs import arcs_of
from tracker.charts.spine.causes import Cause, likeliest_causes, outwards, rows_in_order
from tracker.charts.spine.rows import (
    ARCS,
    FIRST,
    GAP_NOTE,
    LEADING,
    LEAST_TYPE,
    NARROW,
    Columns,
    Row,
    columns_of,
    rows_of,
)
from tracker.charts.spine.signs import bar_heading, chips_of, value_of
from tracker.charts.style import theme
from tracker.charts.style.actors import Look, looks_of
from tracker.charts.words.language import Language
from tracker.charts.words.titles import ends_in_words
from tracker.charts.words.wording import span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.event import HAPPENED, Event
from tracker.model.parts import rolled_up
from tracker.model.picture import MOST

WIDTH = 612.0
LARGEST = 12.0  # type
OF_WIDTH = 68.0  # the width of a canvas, in sizes of type
PAD = 0.62  # between rows, of the size of type
TIGHTER = (0.45, 0.3)  # the same, where the smallest type alone does not fit
EASY_TYPE = 8.0  # of several pages
SPREAD = 1.3  # how much more a page may have between its rows, of the size of type
HEADER = 1.7  # the line over the bars, of the size of type
APART = 4.2  # the least from arc to arc, in points, so that they can be told apart
STEP = 0.25
HALVINGS = 8
FEW = 4  # rows of a page
WIDE = 720.0  # the width of a page on which bars stand far from their titles
LEADERS = 9.0  # from a title to its bar, of the size of type: further apart a line leads there
EASY = Spacing(18.0, 15.0, 13.0, 8.0, line=16.0)
TIGHT = Spacing(12.0, 15.0, 8.0, 6.0, LEAST_TYPE, 12.5)
SLIM = 12.0  # margins at the sides of a column


@dataclass(frozen=True)
class SpineOptions:
    """The options of a spine.

    Attributes
    ----------
    chain : tuple of int
        Numbers of the events of the chain that is marked, from cause to effect.
    asked : bool
        Whether somebody asked for that chain, or it is the one that the record suggests.
    """

    chain: tuple[int, ...] = ()
    asked: bool = False


DEFAULT = SpineOptions()


def spine(chronicle: Chronicle, frame: Frame, options: SpineOptions = DEFAULT) -> Scene:
    """Lay out a chronicle as one column of events, its causes at the left.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event.
    frame : Frame
        Title, width, notes and language; by default the title is the two ends of the chain.
    options : SpineOptions, optional
        The marked chain.

    Returns
    -------
    Scene
        As high as its rows take; no type is smaller than 7 points.

    Raises
    ------
    ValueError
        If the chronicle is empty.

    Examples
    --------
    >>> spine(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A spine needs at least one event.
    """
    size = min(9.0, max(LEAST_TYPE, (frame.width or WIDTH) / OF_WIDTH))
    return _Spine.of(chronicle, frame, options, size).page(None, 0, 1)


def spine_pages(
    chronicle: Chronicle,
    frame: Frame,
    options: SpineOptions = DEFAULT,
    around: tuple[float, float] = (0.0, 0.0),
) -> tuple[Scene, ...]:
    """Lay out a chronicle as columns of events on as many pages as they take.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event.
    frame : Frame
        As for `spine`; without a height there is one page as high as the rows take, as far as
        there are such pages.
    options : SpineOptions, optional
        The marked chain.
    around : tuple of float, optional
        What further texts take at the head of the first page and at the foot of the last.

    Returns
    -------
    tuple of Scene
        One page, its type as large as it allows but for 7 points; else several of easy type. None
        is higher than the frame, unless one row is.

    Examples
    --------
    >>> spine_pages(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A spine needs at least one event.
    """
    high = frame.height
    if high is None:
        whole = spine(chronicle, frame, options)
        if whole.height <= MOST:
            return (whole,)
        high = MOST
    width = frame.width or WIDTH
    size = min(LARGEST, max(LEAST_TYPE, width / OF_WIDTH))
    sizes = [LEAST_TYPE + STEP * n for n in range(int((size - LEAST_TYPE) / STEP), -1, -1)]
    steps = [*((each, PAD) for each in sizes), *((LEAST_TYPE, pad) for pad in TIGHTER)]
    for foot in dict.fromkeys((around[1], 0.0)):
        for size, pad in steps:
            laid = _Spine.of(chronicle, frame, options, size, pad)
            free = high - laid.page(None, 0, 1).height - around[0] - foot
            if free < 0:
                continue
            laid = laid.with_more(min(SPREAD * size, free / len(laid.rows)))
            if foot == around[1]:
                return (laid.page(None, 0, 1),)
            end = len(laid.rows)  # what follows stands alone on a last page
            return laid.page(None, 0, 2), laid.page(slice(end, end), 1, 2)
    laid = _Spine.of(chronicle, frame, options, min(sizes[0], EASY_TYPE))
    parts = laid.parts(high, around)
    if len(parts) * FEW > len(laid.rows):  # on small pages the legend stands on the last alone
        key = laid.page(None, 0, 1).height
        laid = replace(laid, keyless=True)
        key -= laid.page(None, 0, 2).height
        parts = laid.parts(high, (around[0], around[1] + key))
    return tuple(laid.page(part, at, len(parts)) for at, part in enumerate(parts))


@dataclass(frozen=True)
class _Spine:
    """A spine whose rows are set: what its pages are cut from."""

    chronicle: Chronicle
    frame: Frame
    options: SpineOptions
    columns: Columns
    rows: Sequence[Row]
    causes: Sequence[Cause]
    step: float
    looks: Mapping[str, Look]
    doers: Mapping[int, Event]
    subtitle: str
    title: str
    keyless: bool = False

    @classmethod
    def of(
        cls, chronicle: Chronicle, frame: Frame, options: SpineOptions, size: float,
        pad: float = PAD,
    ) -> "_Spine":  # fmt: skip
        if not chronicle.events:
            raise ValueError("A spine needs at least one event.")
        width = frame.width or WIDTH
        frame = replace(frame, width=width, margin=_margin(width))
        order = rows_in_order(chronicle)
        place = {event.id: at for at, event in enumerate(order)}
        chosen = likeliest_causes(chronicle, order, options.chain)
        least = APART if width >= NARROW else 2.8
        room = ARCS * width - FIRST * size - 6
        causes, levels = outwards(chosen, place, max(1, int(room / least)))
        doers = rolled_up(chronicle).events
        values = {event.intensity for event in order}
        stood = any(event.status not in HAPPENED for event in order)
        bars = any(values) and (stood or len(values) > 1 or len(order) == 1)  # else all the same
        columns = columns_of(
            [doers[event.id] for event in order], frame, width, size, levels, bars, options.chain
        )
        rows = rows_of(order, options.chain, columns, frame, pad * size)
        often = Counter(actor.code for event in doers.values() for actor in event.by)
        acting = sorted(often, key=lambda code: (-often[code], code))
        looks = looks_of(acting, frame.actors.kept, frame.actors.order)
        step = (columns.arcs - FIRST * size - 6) / max(1, levels - 1)
        language = frame.language
        subtitle = _subtitle(chronicle, len(causes), language)
        ends = [chronicle.events[n] for n in options.chain] or list(order)
        title = ends_in_words(ends[0], ends[-1], language)
        title = title or language("Timeline, {span}", span=span_in_words(order, language))
        return cls(
            chronicle, frame, options, columns, rows, causes, step, looks, doers, subtitle, title
        )

    def with_more(self, between: float) -> "_Spine":
        """The same with more between its rows."""
        rows = [replace(row, height=row.height + between) for row in self.rows]
        return replace(self, rows=rows)

    def parts(self, high: float, around: tuple[float, float]) -> list[slice]:
        """Cut the rows into pages of about the same height.

        The last has room for what follows it, if need be alone.
        """
        empty = self.page(None, 0, 2).height - sum(row.whole for row in self.rows)
        room = high - empty
        parts = self._cut(room, around)
        low = min(room, sum(row.whole for row in self.rows) / len(parts))
        for _ in range(HALVINGS):
            middle = (low + room) / 2
            tried = self._cut(middle, around)
            if len(tried) == len(parts):
                room, parts = middle, tried
            else:
                low = middle
        return parts

    def _cut(self, room: float, around: tuple[float, float]) -> list[slice]:
        """Fill pages whose rows have so much room."""
        parts: list[slice] = []
        begin, taken = 0, around[0]
        for at, row in enumerate(self.rows):
            if taken + row.whole > room and at > begin:
                parts.append(slice(begin, at))
                begin, taken = at, -(GAP_NOTE if row.gap else 0.0)
            taken += row.whole
        parts.append(slice(begin, len(self.rows)))
        if around[1] and taken + around[1] > room:
            parts.append(slice(len(self.rows), len(self.rows)))
        return parts

    def page(self, part: slice | None, at: int, of: int) -> Scene:
        """One page: rows from the top down, arcs at their left, the frame around them."""
        columns, language = self.columns, self.frame.language
        rows = self.rows[part] if part is not None else self.rows
        header = HEADER * columns.size if columns.unit and rows else 0.0
        skipped = GAP_NOTE if at and rows and rows[0].gap else 0.0  # a page begins with a row
        tall = header + sum(row.whole for row in rows) - skipped
        shapes: list[Shape] = []
        heights: dict[int, float] = {}
        y = tall - header
        if header:
            shapes += bar_heading(columns, tall - header / 2, y, self.frame)
        for number, row in enumerate(rows):
            if row.gap and not (at and number == 0):
                x = columns.title if columns.stacked else columns.date
                text = (f"⋮ {row.gap}",)
                shapes.append(
                    Label(x, y - GAP_NOTE / 2, text, LEAST_TYPE, theme.MUTED)
                )  # fmt: skip
                y -= GAP_NOTE
            heights[row.event.id] = y - row.first
            shapes += self._row(row, y - row.first)
            y -= row.height
        order = {row.event.id: place for place, row in enumerate(self.rows)}
        shapes += arcs_of(
            self.causes, heights, order, (0.0, tall - header), columns.tips, columns.size,
            self.step, language, self.options.asked,
        )  # fmt: skip
        whole = title = self.frame.title or self.title
        if of > 1:
            title = language("{title} ({n} of {number})", title=title, n=at + 1, number=of)
        frame = replace(self.frame, title=title)
        if at:
            frame = replace(frame, describes=False)
        if self.keyless and at < of - 1:
            shapes = [replace(shape, legend=()) for shape in shapes]
        elif self.keyless:
            whole_spine = replace(self, keyless=False).page(None, 0, 1)
            key = dict.fromkeys(each for shape in whole_spine.shapes for each in shape.legend)
            shapes.append(Rule(0, 0, 0, 0, theme.BACKGROUND, 0.0, legend=tuple(key)))
        width = self.frame.width or WIDTH
        body = Scene.of(shapes, width, tall, title=title)
        scene = framed(body, frame, self.subtitle, spacing=TIGHT if columns.stacked else EASY)
        return replace(scene, title=whole)

    def _row(self, row: Row, y: float) -> list[Shape]:
        """What stands in a row, the middle of its first line at that height."""
        columns, event = self.columns, row.event
        weight = "bold" if row.lit else "normal"
        ink = theme.INK if row.lit else theme.MUTED
        shapes: list[Shape] = []
        title, date = len(row.title) * columns.size, len(row.date) * columns.small
        title_y = y - LEADING * (title - columns.size) / 2
        date_y = y - LEADING * (date - columns.small) / 2
        if columns.stacked:
            title_y = y - LEADING * (date + (title - columns.small) / 2)
        date_x = columns.title if columns.stacked else columns.date
        shapes.append(Label(date_x, date_y, row.date, columns.small, ink, event=event.id))
        shapes.append(
            Label(columns.title, title_y, row.title, columns.size, theme.INK, weight=weight,
                  event=event.id)
        )  # fmt: skip
        shapes += chips_of(self.doers[event.id], y, columns, self.looks, self.frame.language)
        first = row.title[0]
        bold = theme.BOLDER if row.lit else 1.0
        reached = columns.title + self.frame.measure(first, columns.size) * bold
        value = 0.0 if event.status in theme.SIGNS else min(0.0, event.intensity or 0.0)
        start = columns.zero + columns.unit * value
        wide = (self.frame.width or 0.0) >= WIDE
        if wide and columns.unit and start - reached > LEADERS * columns.size:
            left, right = reached + columns.size, start - columns.size
            shapes.append(Rule(left, y, right, y, theme.FAINT, 0.5))
        shapes += value_of(event, y, columns, self.frame.language)
        return shapes


def _margin(width: float) -> float:
    """What is left free at the sides of a canvas."""
    return SLIM if width < NARROW else MARGIN if width > WIDTH - 50 else SLIM * 1.5


def _subtitle(chronicle: Chronicle, drawn: int, language: Language) -> str:
    """What is drawn: how many events, of when, and how many of the links."""
    events = language.counted(len(chronicle.events), "event")
    span = span_in_words(chronicle.events.values(), language)
    pairs = len({(cause, link.effect) for link in chronicle.links for cause in link.causes})
    said = language("{events}, {span}", events=events, span=span)
    if not pairs:
        return said
    links = language.counted(pairs, "link")
    counted = language(
        "{drawn} of {links} drawn, each event’s likeliest cause",
        drawn=language.number(drawn), links=links,
    )  # fmt: skip
    return f"{said}; {counted}"
