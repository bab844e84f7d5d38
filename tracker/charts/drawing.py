"""From a Scene to a file: the one place where matplotlib is imported.

Figures are made without pyplot, in points, on one axes that fills the canvas. The same Scene
gives the same bytes: hashes are salted, dates left out of the metadata.
"""

import logging
import warnings
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path as Outline

from tracker.charts.scene import Arrow, Box, Label, Mark, Rule, Scene, Span, checked_suffix
from tracker.errors import InvalidInput

POINTS_PER_INCH = 72.0
DPI = 150
FAMILY = "DejaVu Sans"
READERS = ("Verdana", "Arial", "Helvetica")  # for readers of the SVG who have no DejaVu
# For the scripts that DejaVu lacks: whichever of these the machine has is asked next.
FALLBACKS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Zen Hei", "Droid Sans Fallback", "Microsoft YaHei", "PingFang SC", "Hiragino Sans",
    "Malgun Gothic", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari",
    "Noto Sans Thai", "Nirmala UI", "Arial Unicode MS", "Noto Emoji", "Segoe UI Emoji",
)  # fmt: skip
SETTINGS: Any = {
    "font.family": [FAMILY, *READERS, *FALLBACKS, "sans-serif"],
    "svg.fonttype": "none",  # text stays text: searchable, and a third of the size
    "svg.hashsalt": "tracker",
    "pdf.fonttype": 42,
    "text.parse_math": False,  # a title may hold dollars
}
HEAD = "-|>,head_length=0.42,head_width=0.19"
FADE_STEPS = 14
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # most are never there


def save(scene: Scene, target: Path, dpi: int = DPI) -> None:
    """Draw a scene into a file whose suffix says the format.

    Parameters
    ----------
    scene : Scene
        What to draw; its size in points is the size of the picture.
    target : Path
        A file ending in .png, .svg or .pdf; one that is there is replaced.
    dpi : int, optional
        Pixels an inch, for PNG.

    Raises
    ------
    InvalidInput
        If the suffix is another one, or the file cannot be written.

    Examples
    --------
    >>> save(Scene(10, 10, "#ffffff"), Path("picture.gif"))
    Traceback (most recent call last):
    tracker.errors.InvalidInput: picture.gif: a picture ends in .png, .svg or .pdf.
    """
    kind = checked_suffix(target)
    metadata: dict[str, Any] = {"Title": scene.title}
    if scene.description:
        metadata["Subject" if kind == ".pdf" else "Description"] = scene.description
    if kind == ".svg":
        metadata["Date"] = None
    elif kind == ".pdf":
        metadata["CreationDate"] = None
    with mpl.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # see `without_glyph`
        figure = figure_of(scene)
        building = target.with_name(f".{target.name}.part{kind}")
        try:
            figure.savefig(building, dpi=dpi, metadata=metadata, facecolor=scene.background)
            building.replace(target)
        except OSError as error:
            raise InvalidInput(
                f"{target} cannot be written: {error.strerror}. Choose another place with -o."
            ) from error
        finally:
            with suppress(OSError):  # a name too long was never made
                building.unlink(missing_ok=True)


def figure_of(scene: Scene) -> Figure:
    """The figure of a scene, with every shape as an artist on one axes.

    Parameters
    ----------
    scene : Scene
        What to draw.

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
    _draw_boxes(axes, scene.boxes)
    _draw_rules(axes, scene.rules)
    _draw_spans(axes, scene.spans)
    _draw_arrows(axes, scene.arrows)
    _draw_marks(axes, scene.marks, scene.background)
    for label in scene.labels:
        _draw_label(axes, label)
    return figure


@cache
def text_width(text: str, size: float) -> float:
    """Width in points of a line of text at a font size in points."""
    font = get_font(_font_files())
    font.set_size(size, POINTS_PER_INCH)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        font.set_text(text, 0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64


def without_glyph(scene: Scene) -> str:
    """The characters of a scene's labels that no font of this machine can draw.

    Parameters
    ----------
    scene : Scene
        What is to be drawn.

    Returns
    -------
    str
        Each such character once, in the order of the alphabet; empty where all can be drawn.
    """
    wanted = {ord(letter) for label in scene.labels for letter in label.text if letter > "~"}
    for file in _font_files():
        wanted -= get_font(file).get_charmap().keys()
    return "".join(sorted(map(chr, wanted)))


@cache
def _font_files() -> tuple[str, ...]:
    """The files of the fonts that are asked for a glyph, one after the other."""
    there = {entry.name for entry in fontManager.ttflist}
    families = [FAMILY, *(family for family in FALLBACKS if family in there)]
    return tuple(str(findfont(FontProperties(family=family))) for family in families)


def _draw_boxes(axes: Axes, boxes: Sequence[Box]) -> None:
    for box in boxes:
        style = "round,pad=0,rounding_size=3"
        outline = FancyBboxPatch(
            (box.x, box.y), box.width, box.height, boxstyle=style,
            facecolor=box.fill, edgecolor=box.edge, linewidth=0.8,
            zorder=0 if box.edge == "none" else 4,
        )  # fmt: skip
        axes.add_patch(outline)
        if box.strip:
            strip = FancyBboxPatch(
                (box.x, box.y), 5, box.height, boxstyle="square,pad=0",
                facecolor=box.strip, edgecolor="none", zorder=4.5,
            )  # fmt: skip
            strip.set_clip_path(outline)
            axes.add_patch(strip)


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
    """Bars in slices, paler and paler towards a side that fades."""
    slices, shades = [], []
    for span in spans:
        low, high = span.y - span.height / 2, span.y + span.height / 2
        step = (span.x1 - span.x0) / FADE_STEPS
        for number in range(FADE_STEPS):
            left = span.x0 + step * number
            share = (number + 0.5) / FADE_STEPS
            strength = 1.0
            if span.fades_left and share < 0.5:
                strength = share / 0.5
            if span.fades_right and share > 0.5:
                strength = min(strength, (1 - share) / 0.5)
            slices.append([(left, low), (left + step, low), (left + step, high), (left, high)])
            shades.append((span.colour, 0.7 if span.derived else 0.06 + 0.26 * strength))
    axes.add_collection(
        PolyCollection(slices, facecolors=shades, edgecolors="none", zorder=2, antialiased=False),
        autolim=False,
    )


def _draw_arrows(axes: Axes, arrows: Sequence[Arrow]) -> None:
    for arrow in arrows:
        shape: dict[str, Any]
        if len(arrow.points) == 2 and arrow.bend:
            shape = {
                "posA": arrow.points[0],
                "posB": arrow.points[1],
                "connectionstyle": f"arc3,rad={arrow.bend}",
                "shrinkA": 5,
                "shrinkB": 6,
            }
        else:
            shape = {"path": _smooth(arrow.points), "shrinkA": 0, "shrinkB": 0}
        axes.add_patch(
            FancyArrowPatch(
                **shape,
                arrowstyle=HEAD,
                mutation_scale=9 + 2.2 * arrow.width,
                linewidth=arrow.width,
                color=arrow.colour,
                alpha=arrow.opacity,
                linestyle="dashed" if arrow.dashed else "solid",
                joinstyle="miter",
                capstyle="butt",
                zorder=3,
            )
        )


def _smooth(points: Sequence[tuple[float, float]]) -> Outline:
    """A curve through the points that leaves and enters each of them level."""
    vertices, codes = [points[0]], [Outline.MOVETO]
    for (x0, y0), (x1, y1) in pairwise(points):
        if y0 == y1:
            vertices.append((x1, y1))
            codes.append(Outline.LINETO)
            continue
        middle = (x0 + x1) / 2
        vertices += [(middle, y0), (middle, y1), (x1, y1)]
        codes += [Outline.CURVE4] * 3
    return Outline(vertices, codes)


def _draw_marks(axes: Axes, marks: Sequence[Mark], background: str) -> None:
    """One collection for each glyph."""
    for glyph in sorted({mark.glyph for mark in marks}):
        chosen = [mark for mark in marks if mark.glyph == glyph]
        axes.scatter(
            [mark.x for mark in chosen],
            [mark.y for mark in chosen],
            s=[mark.size**2 for mark in chosen],
            marker=str(glyph),
            facecolors=[background if mark.hollow else mark.colour for mark in chosen],
            edgecolors=[mark.colour if mark.hollow else background for mark in chosen],
            linewidths=[1.6 if mark.hollow else 0.7 for mark in chosen],
            zorder=5,
        )


def _draw_label(axes: Axes, label: Label) -> None:
    text = axes.text(
        label.x,
        label.y,
        label.text,
        fontsize=label.size,
        color=label.colour,
        weight=label.weight,
        ha={"left": "left", "right": "right", "middle": "center"}[label.anchor],
        va="center",
        multialignment="right"
        if label.anchor == "right"
        else "left"
        if label.anchor == "left"
        else "center",
        linespacing=1.1,
        zorder=7,
    )
    if label.backdrop:  # a box, not an outline: outlined text would turn to paths in SVG
        text.set_bbox({"facecolor": label.backdrop, "edgecolor": "none", "pad": 0.8, "alpha": 0.94})
