"""Texts around a finished scene (a subtitle, a caption, notes), and another palette over it.

Every chart is laid out on white; these are functions from a Scene to a Scene, so that each new
chart has them without doing anything.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from tracker.charts.scene import Label, Measure, Rule, Scene
from tracker.charts.style import theme
from tracker.charts.style.moving import each_shape, moved
from tracker.charts.style.palettes import PALETTES
from tracker.model.picture import Palette

LINE = 11.5
COLUMN_GAP = 24.0
NARROWER = 0.94  # small type is drawn a little wider than it measures


def recoloured(scene: Scene, palette: Palette) -> Scene:
    """Draw a scene in another palette.

    Parameters
    ----------
    scene : Scene
        As laid out, in the light palette.
    palette : Palette
        The other one.

    Returns
    -------
    Scene
        The same shapes; a colour that the palette does not name stays.

    Examples
    --------
    >>> recoloured(Scene(10, 10, theme.BACKGROUND), Palette.DARK).background
    '#14171c'
    """
    colours = PALETTES[palette]

    def dressed(shape: Any) -> Any:
        changed = {
            field.name: colours[value]
            for field in fields(shape)
            if isinstance(value := getattr(shape, field.name), str) and value in colours
        }
        return replace(shape, **changed) if changed else shape

    if not colours:
        return scene
    ground: Scene = dressed(scene)
    return each_shape(ground, dressed)


def with_text(
    scene: Scene,
    measure: Measure,
    subtitle: str = "",
    caption: str = "",
    notes: Sequence[str] = (),
) -> Scene:
    """Put a subtitle under the title, and a caption and numbered notes under the chart.

    Parameters
    ----------
    scene : Scene
        A chart with its title at the upper left.
    measure : callable
        Width in points of a text at a font size.
    subtitle, caption : str, optional
        Each on its own line or lines, broken between words.
    notes : sequence of str, optional
        Each is numbered, from 1; they stand in two columns where there are many.

    Returns
    -------
    Scene
        Higher by what the texts take.

    Examples
    --------
    >>> scene = Scene(400, 100, "#ffffff")
    >>> with_text(scene, lambda text, size: 5.0 * len(text), caption="By the desk.").height
    123.0
    """
    margin = scene.margin
    room = scene.width - 2 * margin
    above = theme.wrapped(subtitle, room, theme.SUBTITLE_SIZE, measure, 3) if subtitle else ()
    below = theme.wrapped(caption, room, theme.LABEL_SIZE, measure, 6) if caption else ()
    columns = 2 if len(notes) > 6 and room > 560 else 1
    wide = (room - COLUMN_GAP * (columns - 1)) / columns
    numbered = [
        theme.wrapped(f"{number}. {note}", wide * NARROWER, theme.SMALL_SIZE, measure, 3)
        for number, note in enumerate(notes, start=1)
    ]
    stacks = _columns(numbered, columns)
    under = max((sum(map(len, stack)) for stack in stacks), default=0)
    raised = LINE * len(below) + (LINE if below else 0) + LINE * under + (LINE if under else 0)
    lifted = replace(moved(scene, 0, raised), height=scene.height + raised)
    top = scene.height + raised + LINE * len(above)
    labels = [
        replace(label, y=label.y + LINE * len(above))
        if label.y > lifted.height - scene.head
        else label
        for label in lifted.labels
    ]
    for number, line in enumerate(above):
        y = top - scene.head - 10 - LINE * number
        labels.append(Label(margin, y, (line,), theme.SUBTITLE_SIZE, theme.INK))
    y = raised - LINE / 2
    for line in below:
        labels.append(Label(margin, y, (line,), theme.LABEL_SIZE, theme.MUTED))
        y -= LINE
    y -= LINE if below else 0
    rules = list(lifted.rules)
    if under:
        rules.append(Rule(margin, y + LINE, scene.width - margin, y + LINE, theme.FAINT))
    for place, stack in enumerate(stacks):
        at = y
        for lines in stack:
            for line in lines:
                x = margin + place * (wide + COLUMN_GAP)
                labels.append(Label(x, at, (line,), theme.SMALL_SIZE, theme.MUTED))
                at -= LINE
    return replace(lifted, height=top, labels=tuple(labels), rules=tuple(rules))


def _columns(notes: Sequence[tuple[str, ...]], count: int) -> list[list[tuple[str, ...]]]:
    """The notes in so many columns, read down one and then the next."""
    total = sum(map(len, notes))
    stacks: list[list[tuple[str, ...]]] = [[]]
    for note in notes:
        filled = sum(map(len, stacks[-1]))
        if len(stacks) < count and filled * count >= total:
            stacks.append([])
        stacks[-1].append(note)
    return stacks if notes else []
