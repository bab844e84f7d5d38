"""A picture as data: frozen shapes on a canvas measured in points.

The canvas has its origin at the lower left; one unit is one point (1/72 inch), so that text
and shapes share a measure and nothing depends on an axis. A shape brings the entries of the legend
that explain it, so that a legend explains what is drawn and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tracker.charts.frame.scale import Stretch

Measure = Callable[[str, float], float]
"""Width in points of a text at a font size in points."""


class Glyph(StrEnum):
    """The shape of a mark; each Tone has its own, so that grey print loses nothing."""

    CIRCLE = "o"
    SQUARE = "s"
    TRIANGLE = "^"
    DIAMOND = "D"
    CROSS = "X"
    PLUS = "P"
    PENTAGON = "p"
    STAR = "*"


class Sign(StrEnum):
    """What a mark carries whose event did not happen; its edge is dashed and it is hollow."""

    EMPTY = "empty"
    DOT = "dot"
    SLASH = "slash"
    CROSS = "cross"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """The meaning of a kind of shape, and a sample of it.

    The shapes of the sample lie around the origin of the canvas, within 13 points to either side.
    Entries stand in the order of their ranks, equals in the order in which they are met; one that
    several shapes bring stands once.
    """

    text: str
    sample: "tuple[Shape, ...]"
    rank: tuple[int, ...] = (50,)


Legend = tuple[LegendEntry, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An event at a point; hollow where its date is known only to a span.

    One with a `sign` did not happen. One that is `below` lies under all others, as a ring around
    one of them does.
    """

    x: float
    y: float
    glyph: Glyph
    colour: str
    size: float
    hollow: bool = False
    event: int | None = None
    below: bool = False
    sign: Sign | None = None
    legend: Legend = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time; it fades on a side that is not known to the day.

    On a side that is not known at all it opens: it ends in a point, which is no part of the time.
    A derived one stands within a recorded one, as far as claims of order have narrowed it.
    """

    x0: float
    x1: float
    y: float
    height: float
    colour: str
    fades_left: bool = False
    fades_right: bool = False
    derived: bool = False
    event: int | None = None
    opens_left: bool = False
    opens_right: bool = False
    legend: Legend = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link, drawn through its points as one smooth curve; the last point has the head.

    One of two points with `handles` is a Bézier curve that leaves room for the marks at its ends.
    The points of a `spline` are those of such curves, three for each after the first. One that is
    not `headed` goes on elsewhere, as on a further page. `dashes` are on and off in points, none
    for a whole line.
    """

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    opacity: float = 1.0
    bend: float = 0.0
    dashed: bool = False
    link: tuple[int, int] | None = None
    spline: bool = False
    handles: tuple[tuple[float, float], ...] = ()
    headed: bool = True
    dashes: tuple[float, ...] = ()
    legend: Legend = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Label:
    """Text, line by line; `x` and `y` are the middle of the anchored edge.

    `backdrop` is the colour laid behind it where something may run through below.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    colour: str
    anchor: str = "left"
    weight: str = "normal"
    backdrop: str | None = None
    event: int | None = None
    legend: Legend = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, with a coloured strip along its left side where `strip` is given.

    Its edge is `dashed` around what did not happen.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = "none"
    strip: str | None = None
    event: int | None = None
    dashed: bool = False
    legend: Legend = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape on the ground: how dense events are, or a phase that they fall into."""

    points: tuple[tuple[float, float], ...]
    colour: str
    opacity: float = 1.0
    legend: Legend = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: a lane's border, a tick of the axis, the mark of a break.

    One of an `event` joins the marks that it has in several lanes.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    width: float = 0.6
    dashed: bool = False
    event: int | None = None
    legend: Legend = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A line through many points, such as a coast or a border.

    `dashes` are on and off in points, none for a whole line.
    """

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 0.6
    dashes: tuple[float, ...] = ()
    legend: Legend = field(default=(), repr=False)


HEAD = 33.0  # of a title of one line
SIDE = 28.0
GROUND = "#ffffff"  # charts are laid out on white; a palette paints them over
KINDS: Mapping[type, str] = {
    Box: "boxes", Area: "areas", Line: "lines", Rule: "rules", Span: "spans", Arrow: "arrows",
    Mark: "marks", Label: "labels",
}  # fmt: skip
Shape = Mark | Span | Arrow | Label | Box | Area | Line | Rule


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture, from below: lanes, areas, lines, rules, spans, arrows, boxes, marks, labels.

    `stretches` are those of its time axis, for who draws another under it.
    `unit` is how long a point of the layout is, where the scene was made larger or smaller.
    `font` is the family or file of its letters, empty for the font of charts; `language` is the
    code of the language that the chart itself speaks.
    `head` is how far its title hangs from its upper edge, `margin` what is free at its sides.
    `remark` is what a reader must be told besides, such as what there was no room for.
    """

    width: float
    height: float
    background: str
    boxes: tuple[Box, ...] = ()
    rules: tuple[Rule, ...] = ()
    spans: tuple[Span, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()
    title: str = ""
    description: str = ""
    areas: tuple[Area, ...] = ()
    lines: tuple[Line, ...] = ()
    unit: float = 1.0
    stretches: tuple[Stretch, ...] = ()
    font: str = ""
    language: str = ""
    head: float = HEAD
    margin: float = SIDE
    remark: str = ""

    @classmethod
    def of(cls, shapes: Iterable[Shape], width: float, height: float, **more: Any) -> "Scene":
        """A scene of shapes of whatever kinds; those of a kind keep their order.

        >>> len(Scene.of([Rule(0, 0, 9, 9, "#000000")], 10, 10).rules)
        1
        """
        by_kind: dict[str, list[Shape]] = {}
        for shape in shapes:
            by_kind.setdefault(KINDS[type(shape)], []).append(shape)
        kept: dict[str, Any] = {kind: tuple(some) for kind, some in by_kind.items()}
        return cls(width, height, **{"background": GROUND, **kept, **more})

    @property
    def shapes(self) -> Iterator[Shape]:
        """Every shape, kind by kind."""
        for kind in KINDS.values():
            yield from getattr(self, kind)
