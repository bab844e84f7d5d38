"""Scenes as SVG within a page: its colours follow the page's theme, its rows know their events.

Matplotlib's SVG has its colours written in, and does not say which of its shapes are of which
event; a page needs both, and nothing else of what matplotlib can draw.
"""

import math
from collections.abc import Iterable, Iterator
from html import escape

from tracker.charts.curves import outline, outlined_span
from tracker.charts.drawing.letters import LINE_SPACING, RISE, family_of
from tracker.charts.drawing.svg import ANCHORS, READERS
from tracker.charts.scene import (
    Area,
    Arrow,
    Box,
    Glyph,
    Label,
    Line,
    Mark,
    Rule,
    Scene,
    Shape,
    Sign,
    Span,
)

SLICES = 8  # of a bar that fades
# The corners of each glyph around its middle, y downwards, of a mark of size 1; a circle has none.
GLYPHS: dict[Glyph, tuple[tuple[float, float], ...]] = {
    Glyph.SQUARE: ((-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)),
    Glyph.TRIANGLE: ((0, -0.52), (0.52, 0.45), (-0.52, 0.45)),
    Glyph.DIAMOND: ((0, -0.62), (0.62, 0), (0, 0.62), (-0.62, 0)),
    Glyph.CROSS: (
        (-0.5, -0.25), (-0.25, -0.5), (0, -0.25), (0.25, -0.5), (0.5, -0.25), (0.25, 0),
        (0.5, 0.25), (0.25, 0.5), (0, 0.25), (-0.25, 0.5), (-0.5, 0.25), (-0.25, 0),
    ),
    Glyph.PLUS: (
        (-0.17, -0.5), (0.17, -0.5), (0.17, -0.17), (0.5, -0.17), (0.5, 0.17), (0.17, 0.17),
        (0.17, 0.5), (-0.17, 0.5), (-0.17, 0.17), (-0.5, 0.17), (-0.5, -0.17), (-0.17, -0.17),
    ),
}  # fmt: skip


def _star(corners: int, inner: float) -> tuple[tuple[float, float], ...]:
    """A star, or a regular shape where all corners are equally far out."""
    turns = [math.pi * n / corners for n in range(2 * corners)]
    return tuple(
        (round(math.sin(turn) * r, 3), round(-math.cos(turn) * r, 3))
        for n, turn in enumerate(turns)
        for r in (0.55 if n % 2 == 0 else inner,)
    )


GLYPHS[Glyph.STAR] = _star(5, 0.22)
GLYPHS[Glyph.PENTAGON] = _star(5, 0.445)


def inline_svg(scene: Scene, name: str = "") -> str:
    """Write a scene as an SVG element of a page.

    Parameters
    ----------
    scene : Scene
        What to draw; its y axis points upwards, that of SVG downwards.
    name : str, optional
        What it is called where it is read aloud; by default its title.

    Returns
    -------
    str
        The element, every text escaped. A colour is a variable of the page with its own as the
        one to fall back on; the shapes of an event carry its number as ``data-event``.

    Examples
    --------
    >>> inline_svg(Scene(10, 10, "#ffffff"), "Empty").startswith('<svg viewBox="0 0 10 10" role=')
    True
    """
    fonts = f"'{family_of(scene.font)}', {READERS}"
    language = f' lang="{escape(scene.language)}"' if scene.language else ""
    body = "".join(_shapes(scene.shapes, scene.height))
    return (
        f'<svg viewBox="0 0 {scene.width:g} {scene.height:g}" role="img" '
        f'aria-label="{escape(name or scene.title)}" font-family="{escape(fonts)}"{language}>'
        f"{body}</svg>"
    )


def sample_svg(sample: Iterable[Shape]) -> str:
    """Write the sample of an entry of a legend, whose shapes lie around the origin.

    >>> sample_svg(()).startswith('<svg viewBox="-15 -9 30 18" ')
    True
    """
    body = "".join(_shapes(sample, 0.0))
    return f'<svg viewBox="-15 -9 30 18" width="30" height="18" aria-hidden="true">{body}</svg>'


def paint(colour: str) -> str:
    """A colour as the page's theme has it.

    >>> paint("#ffffff"), paint("none")
    ('var(--c-ffffff,#ffffff)', 'none')
    """
    return f"var(--c-{colour[1:]},{colour})" if colour.startswith("#") else colour


def _shapes(shapes: Iterable[Shape], high: float) -> Iterator[str]:
    for shape in shapes:
        if isinstance(shape, Box):
            yield from _box(shape, high)
        elif isinstance(shape, Area):
            points = _points(shape.points, high)
            yield (
                f'<polygon points="{points}" fill="{paint(shape.colour)}" '
                f'opacity="{shape.opacity:g}"/>'
            )
        elif isinstance(shape, Line):
            dashes = (
                f' stroke-dasharray="{" ".join(map(str, shape.dashes))}"' if shape.dashes else ""
            )
            yield (
                f'<polyline points="{_points(shape.points, high)}" fill="none" '
                f'stroke="{paint(shape.colour)}" stroke-width="{shape.width:g}"{dashes}/>'
            )
        elif isinstance(shape, Rule):
            yield (
                f'<line x1="{shape.x0:.1f}" y1="{high - shape.y0:.1f}" x2="{shape.x1:.1f}" '
                f'y2="{high - shape.y1:.1f}" stroke="{paint(shape.colour)}" '
                f'stroke-width="{shape.width:g}"{_dashed(shape.dashed)}{_event(shape.event)}/>'
            )
        elif isinstance(shape, Span):
            for corners, opacity in outlined_span(shape, SLICES):
                yield (
                    f'<polygon points="{_points(corners, high)}" '
                    f'fill="{paint(shape.colour)}" opacity="{opacity:.2f}"{_event(shape.event)}/>'
                )
        elif isinstance(shape, Arrow):
            yield from _arrow(shape, high)
        elif isinstance(shape, Mark):
            yield from _mark(shape, high)
        else:
            yield from _label(shape, high)


def _event(number: int | None) -> str:
    return "" if number is None else f' data-event="{number}"'


def _dashed(dashed: bool) -> str:
    return ' stroke-dasharray="3 2"' if dashed else ""


def _points(points: Iterable[tuple[float, float]], high: float) -> str:
    return " ".join(f"{x:.1f},{high - y:.1f}" for x, y in points)


def _box(box: Box, high: float) -> Iterator[str]:
    edge = f' stroke="{paint(box.edge)}" stroke-width="0.7"' if box.edge != "none" else ""
    top = high - box.y - box.height
    yield (
        f'<rect x="{box.x:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'fill="{paint(box.fill)}"{edge}{_dashed(box.dashed)}{_event(box.event)}/>'
    )
    if box.strip:
        yield (
            f'<rect x="{box.x:.1f}" y="{top:.1f}" width="3" height="{box.height:.1f}" '
            f'fill="{paint(box.strip)}"/>'
        )


def _arrow(arrow: Arrow, high: float) -> Iterator[str]:
    drawn = outline(arrow)
    if not drawn.curve:
        return
    path = "M{:.1f} {:.1f}".format(*_flipped(drawn.curve[0][0], high))
    for _, one, other, end in drawn.curve:
        path += "C" + " ".join(
            f"{x:.1f} {y:.1f}" for x, y in (_flipped(point, high) for point in (one, other, end))
        )
    dashes = f' stroke-dasharray="{" ".join(map(str, arrow.dashes))}"' if arrow.dashes else ""
    colour = paint(arrow.colour)
    yield (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{arrow.width:.2f}" '
        f'opacity="{arrow.opacity:.2f}"{dashes or _dashed(arrow.dashed)}/>'
    )
    if drawn.head:
        head = _points(drawn.head, high)
        yield f'<polygon points="{head}" fill="{colour}" opacity="{arrow.opacity:.2f}"/>'


def _flipped(point: tuple[float, float], high: float) -> tuple[float, float]:
    return point[0], high - point[1]


def _mark(mark: Mark, high: float) -> Iterator[str]:
    x, y = mark.x, high - mark.y
    ink, ground = paint(mark.colour), paint("#ffffff")
    fill = "none" if mark.below else ground if mark.hollow else ink
    line = ink if mark.hollow or mark.below else ground
    style = (
        f'fill="{fill}" stroke="{line}" stroke-width="{1.4 if mark.hollow else 0.6}"'
        f"{_dashed(mark.sign is not None)}{_event(mark.event)}"
    )
    if mark.glyph is Glyph.CIRCLE:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{mark.size / 2:.2f}" {style}/>'
    else:
        corners = " ".join(
            f"{x + mark.size * dx:.1f},{y + mark.size * dy:.1f}" for dx, dy in GLYPHS[mark.glyph]
        )
        yield f'<polygon points="{corners}" {style}/>'
    r = mark.size / 2
    if mark.sign is Sign.DOT:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r * 0.35:.1f}" fill="{ink}"/>'
    strokes = {Sign.SLASH: ((-1, 1),), Sign.CROSS: ((-1, 1), (-1, -1))}
    for dx, dy in strokes.get(mark.sign, ()) if mark.sign else ():
        yield (
            f'<line x1="{x + r * dx:.1f}" y1="{y + r * dy:.1f}" x2="{x - r * dx:.1f}" '
            f'y2="{y - r * dy:.1f}" stroke="{ink}" stroke-width="1.2"/>'
        )


def _label(label: Label, high: float) -> Iterator[str]:
    step = label.size * LINE_SPACING
    y = high - label.y - step * (len(label.lines) - 1) / 2 + label.size * RISE
    bold = ' font-weight="700"' if label.weight == "bold" else ""
    for number, line in enumerate(label.lines):
        yield (
            f'<text x="{label.x:.1f}" y="{y + step * number:.1f}" font-size="{label.size:g}"{bold} '
            f'text-anchor="{ANCHORS[label.anchor]}" fill="{paint(label.colour)}"'
            f"{_event(label.event)}>{escape(line, quote=False)}</text>"
        )
