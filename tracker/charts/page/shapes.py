"""The shapes of a timeline's scene as glyphs of bokeh, each kind with a data source of its own.

The page's scripts find the data sources by their names: lanes, breaks, spans, brackets, arcs,
denied, heads, rings, marks, labels.
"""

import math
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

from bokeh.models import ColumnDataSource

from tracker.charts.curves import fading_slices, outline, point_at
from tracker.charts.scene import Arrow, Box, Glyph, Label, Scene, Sign
from tracker.charts.style import theme

MARKERS = {
    Glyph.CIRCLE: "circle", Glyph.SQUARE: "square", Glyph.TRIANGLE: "triangle",
    Glyph.DIAMOND: "square",  # a diamond of bokeh is too thin to see
    Glyph.CROSS: "x", Glyph.PLUS: "plus", Glyph.PENTAGON: "hex", Glyph.STAR: "star",
}  # fmt: skip
SIGNS = {  # the glyph of a sign, its size beside the mark's, and its angle
    None: ("dot", 0.0, 0.0), Sign.EMPTY: ("dot", 0.0, 0.0), Sign.DOT: ("dot", 1.0, 0.0),
    Sign.SLASH: ("dash", 1.5, math.pi / 4), Sign.CROSS: ("x", 1.3, 0.0),
}  # fmt: skip
STEPS = 14  # of an arc; half as many where there are many
MANY = 400
FADING = 8  # slices of a bar
ROOM = 5.0  # points between a mark and its label
WIDEST = 32  # letters


def draw_ground(plot: Any, scene: Scene, lanes: Iterable[Box], across: tuple[float, float]) -> None:
    """Draw the lanes, and dashed lines where the axis leaves a quiet stretch out."""
    ground = [box for box in lanes if box.fill != scene.background]
    source = ColumnDataSource(
        {
            "left": [across[0] for _ in ground],
            "right": [across[1] for _ in ground],
            "bottom": [box.y for box in ground],
            "top": [box.y + box.height for box in ground],
            "colour": [box.fill for box in ground],
        },
        name="lanes",
    )
    plot.quad("left", "right", "top", "bottom", source=source, color="colour", level="image")
    seams = [
        (before.x1 + after.x0) / 2
        for before, after in zip(scene.stretches, scene.stretches[1:], strict=False)
        if after.x0 > before.x1
    ]
    breaks = ColumnDataSource({"x": seams, "colour": [theme.UNCODED for _ in seams]}, name="breaks")
    plot.vspan("x", source=breaks, line_color="colour", line_dash="dotted", level="image")


def draw_spans(plot: Any, scene: Scene) -> None:
    """Draw bars in slices, paler and paler towards a side that fades."""
    columns: dict[str, list[Any]] = {
        name: [] for name in ("left", "right", "bottom", "top", "colour", "shade", "event")
    }
    for span in scene.spans:
        if span.event is None:
            continue  # of the key
        for left, right, opacity in fading_slices(span, FADING):
            columns["left"].append(left)
            columns["right"].append(right)
            columns["bottom"].append(span.y - span.height / 2)
            columns["top"].append(span.y + span.height / 2)
            columns["colour"].append(span.colour)
            columns["shade"].append(opacity)
            columns["event"].append(span.event)
    columns["alpha"] = list(columns["shade"])
    source = ColumnDataSource(columns, name="spans")
    plot.quad("left", "right", "top", "bottom", source=source, fill_color="colour",
              fill_alpha="alpha", line_color=None)  # fmt: skip


def draw_brackets(plot: Any, scene: Scene) -> None:
    """Draw the lines that join the marks of a joint act."""
    joined = [rule for rule in scene.rules if rule.event is not None]
    source = ColumnDataSource(
        {
            "x": [rule.x0 for rule in joined],
            "top": [rule.y0 for rule in joined],
            "low": [rule.y1 for rule in joined],
            "colour": [rule.colour for rule in joined],
            "alpha": [1.0 for _ in joined],
            "event": [rule.event for rule in joined],
        },
        name="brackets",
    )
    plot.segment("x", "top", "x", "low", source=source, line_color="colour", line_alpha="alpha")


def draw_arcs(plot: Any, scene: Scene) -> list[Any]:
    """Draw arrows: shafts to be clicked (dashed ones by themselves), heads that scripts turn."""
    made = [arrow for arrow in scene.arrows if arrow.link is not None]
    steps = STEPS if len(made) <= MANY else STEPS // 2
    drawn = []
    for name, dashed in (("arcs", False), ("denied", True)):
        chosen = [arrow for arrow in made if arrow.dashed == dashed]
        source = ColumnDataSource(_arc_columns(chosen, steps), name=name)
        drawn.append(
            plot.multi_line(
                "xs", "ys", source=source, line_color="colour", line_width="width",
                line_alpha="alpha", line_dash="dashed" if dashed else "solid",
                nonselection_line_alpha="alpha", name=f"{name}-drawn",
            )
        )  # fmt: skip
    heads = ColumnDataSource(
        {
            "x": [arrow.points[-1][0] for arrow in made],
            "y": [arrow.points[-1][1] for arrow in made],
            "end_x": [arrow.points[-1][0] for arrow in made],
            "end_y": [arrow.points[-1][1] for arrow in made],
            "from_x": [outline(arrow).curve[-1][2][0] for arrow in made],
            "from_y": [outline(arrow).curve[-1][2][1] for arrow in made],
            "angle": [0.0 for _ in made],
            "colour": [arrow.colour for arrow in made],
            "size": [5.0 + 1.6 * arrow.width for arrow in made],
            "shade": [arrow.opacity for arrow in made],
            "alpha": [arrow.opacity for arrow in made],
            "link": ["-".join(map(str, arrow.link or ())) for arrow in made],
        },
        name="heads",
    )
    plot.scatter("x", "y", source=heads, marker="triangle", size="size", angle="angle",
                 color="colour", alpha="alpha")  # fmt: skip
    return drawn


def _arc_columns(arrows: Iterable[Arrow], steps: int) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {
        name: [] for name in ("xs", "ys", "colour", "ink", "width", "shade", "alpha", "link")
    }
    for arrow in arrows:
        points = [
            point_at(piece, number / steps)
            for piece in outline(arrow).curve
            for number in range(steps + 1)
        ]
        columns["xs"].append([round(x, 2) for x, _ in points])
        columns["ys"].append([round(y, 2) for _, y in points])
        columns["colour"].append(arrow.colour)
        columns["ink"].append(arrow.colour)
        columns["width"].append(arrow.width + 0.4)
        columns["shade"].append(arrow.opacity)
        columns["alpha"].append(arrow.opacity)
        columns["link"].append("-".join(map(str, arrow.link or ())))
    return columns


def draw_marks(plot: Any, scene: Scene, titles: Mapping[int, str]) -> Any:
    """Draw the marks, and under them a ring that scripts lay around what is chosen."""
    rings = ColumnDataSource({"x": [], "y": [], "size": [], "colour": []}, name="rings")
    plot.scatter("x", "y", source=rings, size="size", fill_color=None, line_color="colour",
                 line_width=2.2)  # fmt: skip
    marks = [mark for mark in scene.marks if mark.event is not None and not mark.below]
    source = ColumnDataSource(
        {
            "x": [mark.x for mark in marks],
            "y": [mark.y for mark in marks],
            "marker": [MARKERS[mark.glyph] for mark in marks],
            "size": [mark.size * (1.0 if mark.glyph is Glyph.DIAMOND else 1.15) for mark in marks],
            "angle": [math.pi / 4 if mark.glyph is Glyph.DIAMOND else 0.0 for mark in marks],
            "fill": [scene.background if mark.hollow else mark.colour for mark in marks],
            "line": [mark.colour if mark.hollow else scene.background for mark in marks],
            "stroke": [1.8 if mark.hollow else 0.8 for mark in marks],
            "dash": [[2, 2] if mark.sign else [] for mark in marks],
            "sign": [SIGNS[mark.sign][0] for mark in marks],
            "sign_size": [mark.size * SIGNS[mark.sign][1] for mark in marks],
            "sign_angle": [SIGNS[mark.sign][2] for mark in marks],
            "alpha": [1.0 for _ in marks],
            "event": [mark.event for mark in marks],
            "title": [titles.get(mark.event or 0, "") for mark in marks],
        },
        name="marks",
    )
    drawn = plot.scatter(
        "x", "y", source=source, marker="marker", size="size", angle="angle", fill_color="fill",
        line_color="line", line_width="stroke", line_dash="dash", fill_alpha="alpha",
        line_alpha="alpha", nonselection_fill_alpha="alpha", nonselection_line_alpha="alpha",
        name="marks-drawn",
    )  # fmt: skip
    plot.scatter(
        "x", "y", source=source, marker="sign", size="sign_size", angle="sign_angle",
        fill_color="line", line_color="line", line_width=1.4, fill_alpha="alpha",
        line_alpha="alpha", nonselection_fill_alpha="alpha", nonselection_line_alpha="alpha",
    )  # fmt: skip
    return drawn


def draw_labels(
    plot: Any, scene: Scene, titles: Mapping[int, str], endings: Mapping[int, str]
) -> None:
    """Draw labels, of which scripts show those that have room at the zoom.

    In a crowd the scene names but some events; here the others too are named, once they are near.
    """
    labels = [label for label in scene.labels if label.event is not None]
    named = {label.event for label in labels}
    labels += [
        Label(mark.x + mark.size / 2 + ROOM, mark.y,
              _lines(titles[mark.event], endings.get(mark.event, "")), 8, theme.INK,
              backdrop=scene.background, event=mark.event)
        for mark in scene.marks
        if mark.event is not None and mark.event not in named and not mark.below
    ]  # fmt: skip
    source = ColumnDataSource(
        {
            "x": [label.x for label in labels],
            "y": [label.y for label in labels],
            "text": [label.text for label in labels],
            "colour": [label.colour for label in labels],
            "ground": [label.backdrop or scene.background for label in labels],
            "behind": [0.8 if label.backdrop else 0.0 for label in labels],
            "event": [label.event for label in labels],
        },
        name="labels",
    )
    plot.text("x", "y", "text", source=source, text_font_size="11px", text_baseline="middle",
              text_font={"value": "system-ui, sans-serif"}, text_color="colour",
              text_line_height=1.1,
              background_fill_color="ground", background_fill_alpha="behind")  # fmt: skip


def _lines(text: str, ending: str) -> tuple[str, ...]:
    """Wrap a title into two lines at the most; its ending, how it stands, is never cut off."""
    lines = wrap(text.removesuffix(ending), WIDEST, max_lines=2, placeholder=" …")
    if not ending or not lines:
        return tuple(lines) or (text,)
    last = lines[-1]
    if len(last) + len(ending) > WIDEST and len(lines) == 2:
        last = wrap(last.removesuffix(" …"), WIDEST - len(ending), max_lines=1, placeholder=" …")[0]
    return (*lines[:-1], f"{last}{ending}")
