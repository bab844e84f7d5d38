"""A timeline's scene as figures of bokeh that can be panned and zoomed.

The figures have the scene's own measures. What depends on the zoom (which labels have room, which
way arrowheads point, the dates under the axis) is left to the page's scripts, which find the
models here by their names. No model carries code: a strict Content-Security-Policy would not run
it.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
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

from tracker.charts.page.shapes import (
    draw_arcs,
    draw_brackets,
    draw_ground,
    draw_labels,
    draw_marks,
    draw_spans,
)
from tracker.charts.scene import Box, Label, Scene
from tracker.charts.style import theme

TALL, LOW = 620, 64  # pixels
ASIDE, BESIDE = 40.0, 70.0  # points, left and right of what is drawn; labels are wider here
LEAST = 400.0  # points from the lowest to the uppermost


def scripts() -> list[str]:
    """The code of bokeh that the page carries, one text for each script element."""
    return list(Resources(mode="inline", components=["bokeh"]).js_raw)


def timeline_items(
    scene: Scene, titles: Mapping[int, str], endings: Mapping[int, str]
) -> tuple[str, str]:
    """Make the timeline and the overview under it.

    Parameters
    ----------
    scene : Scene
        As `tracker.charts.timeline.timeline` lays it out.
    titles : mapping of int to str
        For each event what the pointer shows over it.
    endings : mapping of int to str
        For those that did not happen how they stand, with which their titles end.

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
    draw_ground(plot, scene, lanes, (left - 200, right + 200))
    draw_spans(plot, scene)
    draw_brackets(plot, scene)
    arcs = draw_arcs(plot, scene)
    marks = draw_marks(plot, scene, titles)
    draw_labels(plot, scene, titles, endings)
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
    """List the stretches of the axis for scripts.

    Parameters
    ----------
    scene : Scene
        The scene of a timeline.

    Returns
    -------
    list of list of float
        For each its first and last moment in ms since 1970, and its ends on the page.

    Examples
    --------
    >>> stretches(Scene(10, 10, "#ffffff"))
    []
    """
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
