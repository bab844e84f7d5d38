"""The label of the Traffic Light Protocol on a picture: in its colours, at the upper right."""

from collections.abc import Mapping
from dataclasses import replace

from tracker.charts.scene import Box, Label, Measure, Scene
from tracker.model.chronicle import Chronicle
from tracker.model.marking import Marking

SIZE = 12.0  # the least that TLP 2.0 asks for
HEIGHT = 24.0
PADDING = 5.0
GROUND = "#000000"
COLOURS = {  # of TLP 2.0, each on black
    Marking.CLEAR: "#FFFFFF",
    Marking.GREEN: "#33FF00",
    Marking.AMBER: "#FFC000",
    Marking.AMBER_STRICT: "#FFC000",
    Marking.RED: "#FF2B2B",
}


def with_marking(scene: Scene, marking: Marking | None, measure: Measure) -> Scene:
    """Put the highest marking of what a picture shows above its title.

    Parameters
    ----------
    scene : Scene
        A finished chart.
    marking : Marking or None
        Without one the scene stays as it is.
    measure : callable
        Width in points of a text at a font size.

    Returns
    -------
    Scene
        Higher by the line that the label takes.

    Examples
    --------
    >>> scene = Scene(400, 100, "#ffffff")
    >>> marked = with_marking(scene, Marking.AMBER, lambda text, size: 6.0 * len(text))
    >>> marked.height, marked.labels[-1].text
    (124.0, 'TLP:AMBER')
    """
    if marking is None:
        return scene
    wide = measure(marking, SIZE) + 2 * PADDING
    left, floor = scene.width - scene.margin - wide, scene.height + PADDING / 2
    tall = HEIGHT - PADDING
    ground = Box(left, floor, wide, tall, GROUND)
    label = Label(left + PADDING, floor + tall / 2, (marking.value,), SIZE, COLOURS[marking])
    return replace(
        scene,
        height=scene.height + HEIGHT,
        boxes=(*scene.boxes, ground),
        labels=(*scene.labels, label),
    )


def with_markings(chronicle: Chronicle, behind: Mapping[int, str]) -> dict[int, str]:
    """Put the marking of each event behind its date.

    Parameters
    ----------
    chronicle : Chronicle
        The events drawn.
    behind : mapping of int to str
        What else stands there, such as the numbers of notes.

    Returns
    -------
    dict of int to str
        The same for the events that are not marked.

    Examples
    --------
    >>> with_markings(Chronicle(), {1: " [2]"})
    {1: ' [2]'}
    """
    marked = {
        event.id: f" [{event.marking}]{behind.get(event.id, '')}"
        for event in chronicle.events.values()
        if event.marking
    }
    return {**behind, **marked}
