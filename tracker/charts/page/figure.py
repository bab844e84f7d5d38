"""A timeline's scene as figures that can be panned and zoomed: the one importer of bokeh.

The figures have the scene's own measures. What depends on the zoom (which labels have room, which
way arrowheads point, the dates under the axis) is left to the page's scripts, which find the
models here by their names. No model carries code: a strict Content-Security-Policy would not run
it.
"""

import json
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from textwrap import wrap
from typing import Any

from bokeh.core.types import ID
from bokeh.embed import json_item
from bokeh.models import (
    ColumnDataSource,
    FixedTicker,
    HoverTool,
    PanTool,
    Range1d,
    RangeTool,
    TapTool,
    WheelZoomTool,
)
from bokeh.plotting import figure
from bokeh.resources import Resources

from tracker.charts.curves import fading_slices, outline, point_at
from tracker.charts.scene import Arrow, Box, Glyph, Label, Scene
from tracker.charts.style import theme

MARKERS = {
    Glyph.CIRCLE: "circle", Glyph.SQUARE: "square", Glyph.TRIANGLE: "triangle",
    Glyph.DIAMOND: "square", Glyph.CROSS: "x",  # a diamond of bokeh is too thin to see
}  # fmt: skip
STEPS = 14  # of an arc; half as many where there are many
MANY = 400
TALL, LOW = 620, 64  # pixels
ASIDE, BESIDE = 40.0, 70.0  # points, left and right of what is drawn; labels are wider here
FADING = 8  # slices of a bar
LEAST = 400.0  # points from the lowest to the uppermost
ROOM = 5.0  # points between a mark and its label
WIDEST = 32  # letters


def scripts() -> list[str]:
    """The code of bokeh that the page carries, one text for each script element."""
    return list(Resources(mode="inline", components=["bokeh"]).js_raw)


def timeline_items(scene: Scene, titles: Mapping[int, str]) -> tuple[str, str]:
    """Make the timeline and the overview under it.

    Parameters
    ----------
    scene : Scene
        As `tracker.charts.timeline.timeline` lays it out.
    titles : mapping of int to str
        For each event what the pointer shows over it.

    Returns
    -------
    tuple of str
        JSON of the two figures, as ``Bokeh.embed.embed_item`` takes it; the same for the same
        scene.
    """
    lanes = [box for box in scene.boxes if box.event is None]
    left, right = scene.stretches[0].x0 - ASIDE, scene.width + BESIDE
    low, high = min(box.y for box in lanes), max(box.y + box.height for box in lanes)
    spare = max(0.0, LEAST - (high - low)) / 2  # few lanes are not drawn taller than they are
    low, high = low - spare, high + spare
    x_range = Range1d(start=left, end=right, bounds=(left - 200, right + 200), name="x")
    y_range = Range1d(start=low, end=high, bounds=(low - 100, high + 100), name="y")
    plot = figure(
        x_range=x_range, y_range=y_range, height=TALL, sizing_mode="stretch_both", tools="",
        toolbar_location=None, outline_line_color=None, name="timeline", min_border_left=96,
        background_fill_alpha=0, border_fill_alpha=0, output_backend="canvas", lod_threshold=None,
    )  # fmt: skip
    plot.grid.visible = False
    _draw_ground(plot, scene, lanes, (left - 200, right + 200))
    _draw_spans(plot, scene)
    arcs = _draw_arcs(plot, scene)
    marks = _draw_marks(plot, scene, titles)
    _draw_labels(plot, scene, titles)
    _name_axes(plot, scene, lanes)
    wheel = WheelZoomTool(zoom_on_axis=True)
    pan = PanTool()
    plot.add_tools(pan, wheel, TapTool(renderers=[marks, *arcs]))
    plot.add_tools(HoverTool(renderers=[marks], tooltips="@title", name="hover"))
    plot.toolbar.active_scroll = wheel
    plot.toolbar.active_drag = pan
    return _as_json(plot, "timeline"), _as_json(
        _overview(scene, (left, right), (low, high)), "overview"
    )


def _draw_ground(
    plot: Any, scene: Scene, lanes: Iterable[Box], across: tuple[float, float]
) -> None:
    """The lanes, and dashed lines where the axis leaves a quiet stretch out."""
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


def _draw_spans(plot: Any, scene: Scene) -> None:
    """Bars in slices, paler and paler towards a side that fades."""
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


def _draw_arcs(plot: Any, scene: Scene) -> list[Any]:
    """Arrows: shafts that can be clicked, dashed ones apart, and heads that scripts turn."""
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


def _draw_marks(plot: Any, scene: Scene, titles: Mapping[int, str]) -> Any:
    """A ring under the marks that scripts lay around what is chosen, and the marks."""
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
            "alpha": [1.0 for _ in marks],
            "event": [mark.event for mark in marks],
            "title": [titles.get(mark.event or 0, "") for mark in marks],
        },
        name="marks",
    )
    return plot.scatter(
        "x", "y", source=source, marker="marker", size="size", angle="angle", fill_color="fill",
        line_color="line", line_width="stroke", fill_alpha="alpha", line_alpha="alpha",
        nonselection_fill_alpha="alpha", nonselection_line_alpha="alpha", name="marks-drawn",
    )  # fmt: skip


def _draw_labels(plot: Any, scene: Scene, titles: Mapping[int, str]) -> None:
    """Labels, of which scripts show those that have room at the zoom.

    In a crowd the scene names but some events; here the others too are named, once they are near.
    """
    labels = [label for label in scene.labels if label.event is not None]
    named = {label.event for label in labels}
    labels += [
        Label(mark.x + mark.size / 2 + ROOM, mark.y, _lines(titles[mark.event]), 8, theme.INK,
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


def _lines(text: str) -> tuple[str, ...]:
    """A title in two lines at the most."""
    return tuple(wrap(text, WIDEST, max_lines=2, placeholder=" …")) or (text,)


def _name_axes(plot: Any, scene: Scene, lanes: Iterable[Box]) -> None:
    names = {box.y + box.height / 2: _lane_name(box, scene.labels) for box in lanes}
    plot.yaxis.ticker = FixedTicker(ticks=sorted(names))
    plot.yaxis.major_label_overrides = names
    plot.yaxis.name = "lanes-axis"
    plot.xaxis.name = "dates-axis"
    plot.xaxis.ticker = FixedTicker(ticks=[], name="dates-ticker")
    for axis in (plot.xaxis, plot.yaxis):
        axis.major_label_text_font = "system-ui, sans-serif"
        axis.major_label_text_font_size = "12px"
        axis.axis_line_color = None
        axis.minor_tick_line_color = None
    plot.yaxis.major_tick_line_color = None
    plot.yaxis.major_label_text_font_style = "bold"


def _lane_name(box: Box, labels: Iterable[Label]) -> str:
    middle = box.y + box.height / 2
    return next(
        (each.text for each in labels if each.weight == "bold" and abs(each.y - middle) < 0.01), ""
    )


def _overview(scene: Scene, across: tuple[float, float], up: tuple[float, float]) -> Any:
    """All marks on a strip, with a window on it that is the timeline's width."""
    plot = figure(
        x_range=Range1d(start=across[0], end=across[1]), y_range=Range1d(start=up[0], end=up[1]),
        height=LOW, sizing_mode="stretch_both", tools="", toolbar_location=None,
        outline_line_color=None, name="overview", min_border_left=96,
        background_fill_alpha=0, border_fill_alpha=0,
    )  # fmt: skip
    plot.grid.visible = False
    plot.axis.visible = False
    marks = [mark for mark in scene.marks if mark.event is not None and not mark.below]
    source = ColumnDataSource(
        {
            "x": [mark.x for mark in marks],
            "y": [mark.y for mark in marks],
            "colour": [mark.colour for mark in marks],
            "alpha": [1.0 for _ in marks],
            "event": [mark.event for mark in marks],
        },
        name="overview-marks",
    )
    plot.scatter("x", "y", source=source, size=4, color="colour", alpha="alpha")
    window = Range1d(start=across[0], end=across[1], name="window")
    tool = RangeTool(x_range=window, start_gesture="none")
    tool.overlay.fill_color = theme.MUTED
    tool.overlay.fill_alpha = 0.16
    plot.add_tools(tool)
    return plot


def stretches(scene: Scene) -> list[list[float]]:
    """The stretches of the axis, for scripts: first and last moment in ms, and where they lie."""
    return [
        [_milliseconds(each.start), _milliseconds(each.end), each.x0, each.x1]
        for each in scene.stretches
    ]


def _milliseconds(moment: datetime) -> float:
    """Milliseconds since 1970, as JavaScript counts them."""
    return (moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000


def _as_json(plot: Any, target: str) -> str:
    """A figure as JSON whose models are numbered from one, whatever was made before."""
    item: dict[str, Any] = {**json_item(plot, ID(target))}
    names: dict[str, str] = {}
    for node in _nodes(item):
        if isinstance(node.get("id"), str):
            names.setdefault(node["id"], f"{target}-{len(names) + 1}")
    for node in _nodes(item):
        if node.get("id") in names:
            node["id"] = names[node["id"]]
    item["root_id"] = names[item["root_id"]]
    return json.dumps(item, ensure_ascii=True, allow_nan=False)


def _nodes(value: Any) -> Iterable[dict[str, Any]]:
    """Every object within a JSON value."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from _nodes(part)
