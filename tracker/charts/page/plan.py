"""Data from which the page's scripts draw its timeline: lanes, places in time, signs, colours.

Places in time are on a scale of `WIDE` units that leaves quiet stretches out; scripts widen it when
a reader zooms, and put the events of each lane in rows for the width of the window.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tracker.charts.frame.axis import break_captions
from tracker.charts.frame.extent import POINT, known_span
from tracker.charts.frame.frame import Frame
from tracker.charts.frame.scale import Stretch, TimeScale, time_scale
from tracker.charts.page.inline_svg import GLYPHS
from tracker.charts.scene import LegendEntry, Scene
from tracker.charts.style import theme
from tracker.charts.timeline import TimelineOptions
from tracker.charts.timeline.arcs import claimant_looks
from tracker.charts.timeline.colours import label_colours
from tracker.charts.timeline.lanes import home_lanes, lanes_of
from tracker.charts.timeline.layout import MOST_NAMED, lane_name
from tracker.charts.timeline.marks import EventShapes
from tracker.charts.timeline.packing import SLIM, LaneItem
from tracker.charts.timeline.phases import shaded
from tracker.charts.timeline.prominence import most_prominent
from tracker.charts.words.language import Language
from tracker.model.chronicle import Chronicle
from tracker.model.event import Event
from tracker.model.timeline_options import LanesBy

WIDE = 1000.0
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def plan_of(chronicle: Chronicle, frame: Frame, options: TimelineOptions) -> dict[str, Any]:
    """Plan a timeline for the page's scripts.

    Parameters
    ----------
    chronicle : Chronicle
        What the page holds, at least one event.
    frame : Frame
        Measure, language, colours of actors and the time from which events were chosen.
    options : TimelineOptions
        Lanes, colours, phases, a focus and how many events are named.

    Returns
    -------
    dict
        ``lanes`` by their names, ``marks`` in the order of the events, ``stretches`` and ``breaks``
        of the axis, ``phases``, and the ``looks`` of claimants, all as JSON takes them.

    Raises
    ------
    ValueError
        If the chronicle is empty.

    Examples
    --------
    >>> plan_of(Chronicle(), Frame(lambda text, size: 5.0), TimelineOptions())
    Traceback (most recent call last):
    ValueError: A time axis needs at least one event.
    """
    events, language = chronicle.events, frame.language
    spans = frame.clipped(known_span(event.date) for event in events.values())
    scale = time_scale(spans, 0.0, WIDE, focus=options.focus)
    lanes = lanes_of(chronicle, options.lanes)
    home = home_lanes(lanes, chronicle, options.lanes)
    within: dict[int, list[int]] = {}
    for place, lane in enumerate(lanes):
        for event in lane.events:
            within.setdefault(event.id, []).append(place)
    paint = label_colours(chronicle, options.colour_by) if options.colour_by else None
    shapes = EventShapes(
        scale, frame.measure, {}, frozenset(), 0.0, SLIM, language, years=False, paint=paint,
        reach=(POINT, POINT),
    )  # fmt: skip
    apart = options.lanes is LanesBy.ACCOUNT
    looks = {} if paint else claimant_looks(chronicle, frame.actors)
    named = MOST_NAMED if options.named is None else options.named
    return {
        "wide": WIDE,
        "lanes": [lane_name(lane, options.lanes, chronicle, language) for lane in lanes],
        "accounts": {lane.name: place for place, lane in enumerate(lanes)} if apart else None,
        "marks": _marks(events.values(), shapes, within, home),
        "named": sorted(most_prominent(chronicle, min(named, len(events)), options.highlight)),
        "stretches": stretches(scale.stretches),
        "breaks": _breaks(scale, language),
        "phases": _phases(scale, frame, options),
        "looks": {code: [look.colour, look.glyph.value] for code, look in looks.items()},
        "link": theme.LINK,
        "shared": theme.SHARED,
        "glyphs": {glyph.value: corners for glyph, corners in GLYPHS.items()},
        "tones": _tones(shapes, events.values()),
        "months": list(language.short_months),
        "day": language("{day} {month}", day="{day}", month="{month}"),
        "joint": _joint(chronicle),
    }


def _marks(
    events: Collection[Event],
    shapes: EventShapes,
    within: Mapping[int, Sequence[int]],
    home: Mapping[int, int],
) -> list[dict[str, Any]]:
    """For each event where it stands and what it looks like; what is as usual is left out."""
    found = []
    for event in events:
        bars, mark, _ = shapes.shapes(LaneItem(event, (), 0.0, 0.0), 0.0, theme.BACKGROUND)
        each: dict[str, Any] = {
            "x": round(mark.x, 3), "g": mark.glyph.value, "c": mark.colour,
            "s": round(mark.size, 1), "l": within.get(event.id, [0]),
        }  # fmt: skip
        if event.id in home and len(each["l"]) > 1:
            each["home"] = home[event.id]
        if mark.hollow:
            each["hollow"] = 1
        if mark.sign:
            each["sign"] = mark.sign.value
        if bars:
            each["bars"] = [
                # Points at open ends are as long as the page has them, at every zoom.
                [round(bar.x0 + POINT * bar.opens_left, 3),
                 round(bar.x1 - POINT * bar.opens_right, 3), int(bar.fades_left),
                 int(bar.fades_right), int(bar.derived),
                 *((int(bar.opens_left), int(bar.opens_right))
                   if bar.opens_left or bar.opens_right else ())]
                for bar in bars
            ]  # fmt: skip
        found.append(each)
    return found


def _tones(shapes: EventShapes, events: Collection[Event]) -> list[str]:
    """The colours of marks as they lie on one another in the density: conflict lowest."""
    order = ("#b94700", "#e69f00", theme.UNCODED, "#cc79a7", "#56b4e9", "#0072b2")
    used = {shapes.paint.colour(e) if shapes.paint else theme.colour_of(e.tone) for e in events}
    return [*(each for each in order if each in used), *sorted(used - set(order))]


def _breaks(scale: TimeScale, language: Language) -> list[list[Any]]:
    """Each break: where it begins and ends, and how long it is in words."""
    captions = break_captions(scale, 0, language)
    return [
        [round(left, 3), round(right, 3), caption.text]
        for (left, right, _), caption in zip(scale.breaks, captions, strict=True)
    ]


def _phases(scale: TimeScale, frame: Frame, options: TimelineOptions) -> list[list[Any]]:
    """Each phase: its name, where it begins and ends, its colour."""
    bands = shaded(options.phases, scale, 0, 10, frame.measure)
    return [
        [name.text, round(band.points[0][0], 3), round(band.points[1][0], 3), band.colour]
        for name, band in zip(bands.names, bands.bands, strict=True)
    ]


def _joint(chronicle: Chronicle) -> list[list[int]]:
    """The causes of claims that need them together, each with the effect at its end."""
    return [[*link.causes, link.effect] for link in chronicle.links if link.partners]


def stretches(axis: Sequence[Stretch]) -> list[list[float]]:
    """List the stretches of an axis for scripts.

    Parameters
    ----------
    axis : sequence of Stretch
        Those of a scale.

    Returns
    -------
    list of list of float
        For each its first and last moment in ms since 1970, and its ends on the scale.

    Examples
    --------
    >>> stretches([Stretch(datetime(1970, 1, 1), datetime(1970, 1, 2), 0, 100)])
    [[0.0, 86400000.0, 0, 100]]
    """
    return [[_milliseconds(each.start), _milliseconds(each.end), each.x0, each.x1] for each in axis]


def _milliseconds(moment: datetime) -> float:
    """Milliseconds since 1970, as JavaScript counts them."""
    return (moment.replace(tzinfo=UTC) - EPOCH).total_seconds() * 1000


def key_of(scene: Scene) -> list[LegendEntry]:
    """The entries of the legend of a scene, each once, in their order.

    Parameters
    ----------
    scene : Scene
        A finished chart.

    Returns
    -------
    list of LegendEntry
        Those that its shapes bring.

    Examples
    --------
    >>> key_of(Scene(10, 10, "#ffffff"))
    []
    """
    met = {id(entry): entry for shape in scene.shapes for entry in shape.legend}
    return sorted(dict.fromkeys(met.values()), key=lambda entry: entry.rank)
