"""An example package that adds a chart to tracker: a strip with a dot for each event."""

from dataclasses import dataclass

from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import class_entry
from tracker.charts.frame.scale import time_scale
from tracker.charts.registry import Chart
from tracker.charts.scene import Mark, Rule, Scene
from tracker.charts.style import theme
from tracker.model.chronicle import Chronicle

WIDTH, HEIGHT = 600.0, 40.0


@dataclass(frozen=True)
class StripOptions:
    """The options of a strip: the diameter of its dots in points, as text or as a number."""

    dot: float | str = 8.0


def strip(chronicle: Chronicle, frame: Frame, options: StripOptions) -> Scene:
    """Lay out a strip of time with a dot for each event."""
    width = frame.width or WIDTH
    dates = [event.date for event in chronicle.events.values()]
    scale = time_scale([(date.start, date.end) for date in dates], MARGIN, width - MARGIN)
    middle = HEIGHT / 2
    marks = [
        Mark(
            scale(event.date.start), middle, theme.glyph_of(event.quad),
            theme.colour_of(event.quad), float(options.dot), event=event.id,
            legend=(class_entry(event.quad, frame.language),),
        )
        for event in chronicle.events.values()
    ]  # fmt: skip
    line = Rule(MARGIN, middle, width - MARGIN, middle, theme.MUTED)
    body = Scene.of((line, *marks), width, HEIGHT, title="Strip", stretches=scale.stretches)
    return framed(body, frame, frame.language.counted(len(marks), "event"))


CHART = Chart(strip, StripOptions)


@dataclass(frozen=True)
class StrictOptions(StripOptions):
    """Options that refuse every value."""

    def __post_init__(self) -> None:
        raise ValueError("no dot is big enough")


STRICT = Chart(strip, StrictOptions)
PLAIN = Chart(lambda chronicle, frame, options: strip(chronicle, frame, StripOptions()))
ODD = Chart(strip, dict)
