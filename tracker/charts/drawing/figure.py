"""A scene as a figure: each kind of shape is a few collections."""

from collections.abc import Iterable, Sequence
from enum import Enum, auto

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.path import Path

from tracker.charts.curves import outline, outlined_span
from tracker.charts.drawing.letters import LINE_SPACING, RISE, label_width, lacks_bold, outlines
from tracker.charts.scene import Area, Arrow, Box, Label, Line, Mark, Rule, Scene, Sign, Span

POINTS_PER_INCH = 72.0
FADE_STEPS = 14
ROUNDING = 3.0
STRIP = 5.0
BACKDROP = 0.88
DASHED = (0, (3.0, 2.0))  # times the width of the line
DOTTED = (0, (2.0, 1.1))
SHARES = {"left": 0.0, "middle": 0.5, "right": 1.0}  # of a text, to the left of its anchor


class Lettering(Enum):
    """The ways of drawing the labels of a scene."""

    TEXTS = auto()
    OUTLINES = auto()  # in half the time
    NONE = auto()  # only what is laid behind them; the texts are written elsewhere


def figure_of(scene: Scene, lettering: Lettering = Lettering.TEXTS) -> Figure:
    """The figure of a scene, with every shape as an artist on one axes.

    Parameters
    ----------
    scene : Scene
        What to draw.
    lettering : Lettering, optional
        Whether labels are texts, or shapes, or left out.

    Returns
    -------
    matplotlib.figure.Figure
        Its size in inches is that of the scene in points over 72.
    """
    figure = Figure(figsize=(scene.width / POINTS_PER_INCH, scene.height / POINTS_PER_INCH))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, scene.width)
    axes.set_ylim(0, scene.height)
    axes.axis("off")
    _draw_boxes(axes, [box for box in scene.boxes if box.edge == "none"], 0, scene.unit)
    _draw_areas(axes, scene.areas)
    _draw_lines(axes, scene.lines)
    _draw_rules(axes, scene.rules)
    _draw_spans(axes, scene.spans)
    _draw_arrows(axes, scene.arrows, scene.unit)
    _draw_boxes(axes, [box for box in scene.boxes if box.edge != "none"], 4, scene.unit)
    _draw_marks(axes, scene.marks, scene.background)
    if lettering is Lettering.TEXTS:
        for label in scene.labels:
            _draw_label(axes, label, scene.language, scene.font)
    else:
        _draw_grounds(axes, scene.labels, scene.font)
    if lettering is Lettering.OUTLINES:
        _draw_outlines(axes, scene.labels, scene.font)
    return figure


def _draw_boxes(axes: Axes, boxes: Sequence[Box], order: float, unit: float) -> None:
    axes.add_collection(
        PathCollection(
            [_rounded(box, ROUNDING * unit) for box in boxes],
            facecolors=[box.fill for box in boxes],
            edgecolors=[box.edge for box in boxes],
            linewidths=0.8 * unit,
            linestyles=[DASHED if box.dashed else "solid" for box in boxes] or "solid",
            zorder=order,
        ),
        autolim=False,
    )
    stripped = [box for box in boxes if box.strip]
    axes.add_collection(
        PathCollection(
            [_left_end(box, STRIP * unit, ROUNDING * unit) for box in stripped],
            facecolors=[str(box.strip) for box in stripped],
            edgecolors=[str(box.strip) if box.dashed else "none" for box in stripped] or "none",
            linewidths=0.8 * unit,
            zorder=order + 0.5,
        ),
        autolim=False,
    )


def _rounded(box: Box, rounding: float) -> Path:
    """A rectangle with rounded corners."""
    r = min(rounding, box.width / 2, box.height / 2)
    left, right, low, high = box.x, box.x + box.width, box.y, box.y + box.height
    points = [
        (left + r, low), (right - r, low), (right, low), (right, low + r),
        (right, high - r), (right, high), (right - r, high),
        (left + r, high), (left, high), (left, high - r),
        (left, low + r), (left, low), (left + r, low), (left + r, low),
    ]  # fmt: skip
    curve = [Path.CURVE3, Path.CURVE3]
    codes = [Path.MOVETO, Path.LINETO, *curve, Path.LINETO, *curve, Path.LINETO, *curve,
             Path.LINETO, *curve, Path.CLOSEPOLY]  # fmt: skip
    return Path(points, codes)


def _left_end(box: Box, width: float, rounding: float) -> Path:
    """A strip whose left corners are those of its box."""
    x, y, height = box.x, box.y, box.height
    r = min(rounding, width, height / 2)
    points = [
        (x + width, y), (x + width, y + height), (x + r, y + height), (x, y + height),
        (x, y + height - r), (x, y + r), (x, y), (x + r, y), (x + width, y),
    ]  # fmt: skip
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.LINETO,
             Path.CURVE3, Path.CURVE3, Path.CLOSEPOLY]  # fmt: skip
    return Path(points, codes)


def _draw_areas(axes: Axes, areas: Sequence[Area]) -> None:
    axes.add_collection(
        PolyCollection(
            [area.points for area in areas],
            facecolors=[to_rgba(area.colour, area.opacity) for area in areas],
            edgecolors="none",
            zorder=0.5,
        ),
        autolim=False,
    )


def _draw_lines(axes: Axes, lines: Sequence[Line]) -> None:
    """One collection for the lines of each pattern, for the patterns are told in widths."""
    for dashes in sorted({line.dashes for line in lines}):
        chosen = [line for line in lines if line.dashes == dashes]
        width = max(line.width for line in chosen)
        axes.add_collection(
            LineCollection(
                [line.points for line in chosen],
                colors=[line.colour for line in chosen],
                linewidths=[line.width for line in chosen],
                linestyles=[(0, tuple(each / width for each in dashes))] if dashes else "solid",
                capstyle="butt" if dashes else "round",
                joinstyle="round",
                zorder=0.8,
            ),
            autolim=False,
        )


def _draw_rules(axes: Axes, rules: Sequence[Rule]) -> None:
    for dashed in (False, True):
        chosen = [rule for rule in rules if rule.dashed == dashed]
        axes.add_collection(
            LineCollection(
                [((rule.x0, rule.y0), (rule.x1, rule.y1)) for rule in chosen],
                colors=[rule.colour for rule in chosen],
                linewidths=[rule.width for rule in chosen],
                linestyles="dashed" if dashed else "solid",
                zorder=1,
            ),
            autolim=False,
        )


def _draw_spans(axes: Axes, spans: Sequence[Span]) -> None:
    """Bars in slices, paler and paler towards a side that fades, pointed at one that is open."""
    slices, shades = [], []
    for span in spans:
        for corners, opacity in outlined_span(span, FADE_STEPS):
            slices.append(corners)
            shades.append((span.colour, opacity))
    axes.add_collection(
        PolyCollection(slices, facecolors=shades, edgecolors="none", zorder=2, antialiased=False),
        autolim=False,
    )


def _draw_arrows(axes: Axes, arrows: Sequence[Arrow], unit: float) -> None:
    """The shafts, solid and dashed, and the heads on them."""
    drawn = [(arrow, outline(arrow, unit)) for arrow in arrows]
    for dashed in (False, True):
        chosen = [
            (arrow, shape) for arrow, shape in drawn if arrow.dashed == dashed and not arrow.dashes
        ]
        axes.add_collection(
            PathCollection(
                [_curve(shape.curve) for _, shape in chosen],
                facecolors="none",
                edgecolors=[to_rgba(arrow.colour, arrow.opacity) for arrow, _ in chosen],
                linewidths=[arrow.width for arrow, _ in chosen],
                linestyles="dashed" if dashed else "solid",
                zorder=3,
            ),
            autolim=False,
        )
    patterned = [(arrow, shape) for arrow, shape in drawn if arrow.dashes]
    if patterned:
        axes.add_collection(
            PathCollection(
                [_curve(shape.curve) for _, shape in patterned],
                facecolors="none",
                edgecolors=[to_rgba(arrow.colour, arrow.opacity) for arrow, _ in patterned],
                linewidths=[arrow.width for arrow, _ in patterned],
                # Matplotlib multiplies dashes by the width of the line.
                linestyles=[
                    (0, tuple(long * unit / arrow.width for long in arrow.dashes))
                    for arrow, _ in patterned
                ],
                capstyle="butt",
                zorder=3,
            ),
            autolim=False,
        )
    axes.add_collection(
        PolyCollection(
            [shape.head for _, shape in drawn if shape.head],
            facecolors=[
                to_rgba(arrow.colour, arrow.opacity) for arrow, shape in drawn if shape.head
            ],
            edgecolors="none",
            zorder=3.1,
        ),
        autolim=False,
    )


def _curve(pieces: Iterable[Sequence[tuple[float, float]]]) -> Path:
    points: list[tuple[float, float]] = []
    for piece in pieces:
        points += piece[1:] if points else piece
    return Path(points, [Path.MOVETO, *[Path.CURVE4] * (len(points) - 1)])


def _draw_marks(axes: Axes, marks: Sequence[Mark], background: str) -> None:
    """One collection for each glyph."""
    looks = [(not mark.below, str(mark.glyph), mark.sign is not None) for mark in marks]
    for look in sorted(set(looks)):
        _, glyph, signed = look
        chosen = [mark for mark, own in zip(marks, looks, strict=True) if own == look]
        axes.scatter(
            [mark.x for mark in chosen],
            [mark.y for mark in chosen],
            s=[mark.size**2 for mark in chosen],
            marker=glyph,
            facecolors=[background if mark.hollow else mark.colour for mark in chosen],
            edgecolors=[mark.colour if mark.hollow else background for mark in chosen],
            linewidths=[1.15 if signed else 1.6 if mark.hollow else 0.7 for mark in chosen],
            linestyles=DOTTED if signed else "solid",
            zorder=5,
        )
    for sign, (shape, share) in SIGNS.items():
        chosen = [mark for mark in marks if mark.sign is sign]
        axes.scatter(
            [mark.x for mark in chosen],
            [mark.y for mark in chosen],
            s=[(share * mark.size) ** 2 for mark in chosen],
            marker=shape,
            facecolors=[mark.colour for mark in chosen],
            edgecolors="none",
            zorder=5.1,
        )


def _bars(*ends: tuple[float, float], thin: float = 0.09) -> Path:
    """Thin bars through the middle, each towards an end and its opposite."""
    points: list[tuple[float, float]] = []
    for x, y in ends:
        long = (x * x + y * y) ** 0.5
        dx, dy = -y / long * thin, x / long * thin
        points += [(-x + dx, -y + dy), (x + dx, y + dy), (x - dx, y - dy), (-x - dx, -y - dy),
                   (-x + dx, -y + dy)]  # fmt: skip
    bar = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(points, bar * len(ends))


# What signs look like, and how large they are beside their mark.
SIGNS: dict[Sign, tuple[str | Path, float]] = {
    Sign.DOT: ("o", 0.36),
    Sign.SLASH: (_bars((1, 1)), 1.4),
    Sign.CROSS: (_bars((1, 1), (1, -1)), 1.4),
}


def _draw_label(axes: Axes, label: Label, language: str, font: str) -> None:
    # Half a title in bold letters would say that the half matters.
    weight = "normal" if lacks_bold(label.text, font) else label.weight
    text = axes.text(
        label.x,
        label.y,
        label.text,
        fontsize=label.size,
        color=label.colour,
        weight=weight,
        ha={"left": "left", "right": "right", "middle": "center"}[label.anchor],
        va="center",
        multialignment={"left": "left", "right": "right", "middle": "center"}[label.anchor],
        linespacing=1.1,
        zorder=7,
    )
    if language and hasattr(text, "set_language"):  # matplotlib 3.11: the letters of a language
        text.set_language(language)
    if label.backdrop:  # a box, not an outline: outlined text would turn to paths in SVG
        text.set_bbox(
            {"facecolor": label.backdrop, "edgecolor": "none", "pad": 0.8, "alpha": BACKDROP}
        )


def _draw_grounds(axes: Axes, labels: Sequence[Label], font: str) -> None:
    """Grounds laid behind labels, so that nothing runs through them."""
    grounds: list[list[tuple[float, float]]] = []
    shades: list[tuple[float, float, float, float]] = []
    for label in labels:
        if not label.backdrop:
            continue
        wide = max(label_width(label, line, font) for line in label.lines)
        half = label.size * LINE_SPACING * len(label.lines) / 2
        left = label.x - SHARES[label.anchor] * wide - 0.8
        right = left + wide + 1.6
        low, high = label.y - half, label.y + half
        grounds.append([(left, low), (right, low), (right, high), (left, high)])
        shades.append(to_rgba(label.backdrop, BACKDROP))
    axes.add_collection(
        PolyCollection(grounds, facecolors=shades, edgecolors="none", zorder=6.9), autolim=False
    )


def _draw_outlines(axes: Axes, labels: Sequence[Label], font: str) -> None:
    """Labels as shapes, in one collection."""
    shapes: list[Path] = []
    colours: list[str] = []
    for label in labels:
        step = label.size * LINE_SPACING
        top = label.y + step * (len(label.lines) - 1) / 2 - label.size * RISE
        share = SHARES[label.anchor]
        lines = [
            (line, label.x - share * label_width(label, line, font) if share else label.x,
             top - step * number)
            for number, line in enumerate(label.lines)
        ]  # fmt: skip
        drawn = list(outlines(lines, label.size, font, label.weight == "bold"))
        shapes += drawn
        colours += [label.colour] * len(drawn)
    axes.add_collection(
        PathCollection(shapes, facecolors=colours, edgecolors="none", zorder=7), autolim=False
    )
