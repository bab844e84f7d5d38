"""What a picture says, as data: frozen shapes on a canvas measured in points.

The canvas has its origin at the lower left; one unit is one point (1/72 inch), so that text
and shapes share a measure and nothing depends on an axis.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tracker.charts.frame.scale import Stretch
from tracker.errors import InvalidInput

SUFFIXES = (".png", ".svg", ".pdf")

Measure = Callable[[str, float], float]
"""Width in points of a text at a font size in points."""


class Glyph(StrEnum):
    """The shape of a mark; each QuadClass has its own, so that grey print loses nothing."""

    CIRCLE = "o"
    SQUARE = "s"
    TRIANGLE = "^"
    DIAMOND = "D"
    CROSS = "X"


@dataclass(frozen=True, slots=True)
class Mark:
    """An event at a point; hollow where its date is known only to a span.

    One that is `below` lies under all others, as a ring around one of them does.
    """

    x: float
    y: float
    glyph: Glyph
    colour: str
    size: float
    hollow: bool = False
    event: int | None = None
    below: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time; it fades on a side that is not known to the day.

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


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link, drawn through its points as one smooth curve; the last point has the head."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    opacity: float = 1.0
    bend: float = 0.0
    dashed: bool = False
    link: tuple[int, int] | None = None


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

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, with a coloured strip along its left side where `strip` is given."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = "none"
    strip: str | None = None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape on the ground: how dense events are, or a phase that they fall into."""

    points: tuple[tuple[float, float], ...]
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: a lane's border, a tick of the time axis, the mark of a break."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    width: float = 0.6
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture: lanes, areas and rules below, then spans, arrows, boxes, marks, labels.

    `stretches` are those of its time axis, for who draws another under it.
    `unit` is how long a point of the layout is, where the scene was made larger or smaller.
    `font` is the family or file of its letters, empty for the font of charts; `language` is the
    code of the language that the chart itself speaks.
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
    unit: float = 1.0
    stretches: tuple[Stretch, ...] = ()
    font: str = ""
    language: str = ""


def checked_suffix(target: Path) -> str:
    """The suffix of a picture's file, refused where it is none of ours.

    Examples
    --------
    >>> checked_suffix(Path("chain.SVG"))
    '.svg'
    """
    kind = target.suffix.lower()
    if kind not in SUFFIXES:
        raise InvalidInput(
            f"{target}: a picture ends in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}."
        )
    return kind
