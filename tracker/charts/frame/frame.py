"""The frame that all charts share: a title, a line under it, the legend, margins, the language.

A chart is a function ``lay_out(chronicle, frame, options) -> Scene``. It draws its body on a
canvas of its own, with its floor at height 0, and `framed` puts that between heading and legend.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from tracker.charts.frame.heading import HEIGHT, MARGIN, heading
from tracker.charts.frame.legend import WIDE, Spacing, legend_of
from tracker.charts.scene import Measure, Scene
from tracker.charts.style.moving import moved
from tracker.charts.words.language import ENGLISH, Language
from tracker.model.actor_colours import ActorColours


@dataclass(frozen=True)
class Frame:
    """The options of every chart, whatever it shows.

    Attributes
    ----------
    measure : callable
        Width in points of a text at a font size, as `tracker.charts.drawing.text_width` gives.
    title : str
        The line above; empty for the chart's own.
    narrowed : str
        The conditions by which events were chosen, behind the line under the title.
    width : float or None
        Width of the canvas in points; the chart's own where there is none.
    notes : mapping of int to str
        For events what stands behind their dates, such as the numbers of notes.
    language : Language
        The language of the chart itself.
    describes : bool
        Whether what is drawn is said under the title.
    height : float or None
        Height of a page in points, for a chart that can go on to a further page.
    margin : float
        What is left free on either side; the chart's own frame is laid out for the usual one.
    actors : ActorColours
        The colours of actors.
    bounds : (datetime or None, datetime or None)
        The time from which events were chosen.
    """

    measure: Measure
    title: str = ""
    narrowed: str = ""
    width: float | None = None
    notes: Mapping[int, str] = field(default_factory=dict)
    language: Language = ENGLISH
    describes: bool = True
    height: float | None = None
    margin: float = MARGIN
    actors: ActorColours = field(default_factory=ActorColours)
    bounds: tuple[datetime | None, datetime | None] = (None, None)

    def clipped(
        self, spans: Iterable[tuple[datetime, datetime]]
    ) -> list[tuple[datetime, datetime]]:
        """Cut spans of time to the bounds, so that what lasts stretches no axis beyond them.

        >>> bounds = (None, datetime(2016, 12, 31))
        >>> frame = Frame(lambda text, size: 5.0, bounds=bounds)
        >>> frame.clipped([(datetime(2016, 10, 1), datetime(2020, 1, 1))])[0][1].year
        2016
        """
        first, last = self.bounds
        return [
            (
                start if first is None or end < first else max(start, first),
                end if last is None or start > last else min(end, last),
            )
            for start, end in spans
        ]


def framed(
    body: Scene, frame: Frame, subtitle: str, foot: float = 0.0, spacing: Spacing = WIDE
) -> Scene:
    """Put the body of a chart between its heading and its legend.

    Parameters
    ----------
    body : Scene
        The shapes of the chart with its floor at height 0; its height is what it takes above
        that, its title is the one that stands where the frame has none.
    frame : Frame
        Title, narrowing conditions, measure and language.
    subtitle : str
        What is drawn, for the line under the title.
    foot : float, optional
        How far the chart hangs below its floor, in points.
    spacing : Spacing, optional
        The distances within the legend.

    Returns
    -------
    Scene
        As high as all of it takes, with a legend of the entries that the shapes bring.

    Examples
    --------
    >>> body = Scene(500, 100, "#ffffff", title="Autumn")
    >>> scene = framed(body, Frame(lambda text, size: 5.0 * len(text)), "2 events")
    >>> [label.text for label in scene.labels], scene.height
    (['Autumn', '2 events'], 190.0)
    """
    entries = [entry for shape in body.shapes for entry in shape.legend]
    margin = frame.margin
    key = legend_of(entries, frame.measure, body.width - 2 * margin, spacing, margin)
    lift = min(MARGIN, 2 * margin) + key.height + foot
    title = frame.title or body.title
    under = subtitle + frame.narrowed if frame.describes else ""
    height = lift + body.height + HEIGHT
    head = heading(title, under, body.width, height, frame.measure, margin)
    height += head.height - HEIGHT
    lifted = moved(body, 0, lift)
    return replace(
        lifted,
        height=height,
        boxes=(*lifted.boxes, *key.boxes),
        areas=(*lifted.areas, *key.areas),
        rules=(*lifted.rules, *key.rules),
        spans=(*lifted.spans, *key.spans),
        arrows=(*lifted.arrows, *key.arrows),
        marks=(*lifted.marks, *key.marks),
        labels=(*head.labels, *lifted.labels, *key.labels),
        title=title,
        head=head.head,
        margin=margin,
        language=frame.language.code,
    )
