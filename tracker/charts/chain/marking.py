"""Marks on a finished chain: what every chain passes, and the links that would have cut it."""

from collections.abc import Collection
from dataclasses import replace
from functools import cache

from tracker.charts.frame.legend import LINK
from tracker.charts.scene import Arrow, Box, Label, LegendEntry, Scene
from tracker.charts.style import theme
from tracker.charts.words.language import ENGLISH, Language

ABOVE = 7.0
CUT = "#d6006c"


def marked(
    scene: Scene,
    passed: Collection[int] = (),
    no_return: Collection[int] = (),
    cut: Collection[tuple[int, int]] = (),
    language: Language = ENGLISH,
    named: bool = True,
) -> Scene:
    """Mark turning points and off-ramps on the scene of a chain.

    Parameters
    ----------
    scene : Scene
        As `tracker.charts.chain.chain` lays it out, without its frame.
    passed : collection of int
        Numbers of the events that every chain passes.
    no_return : collection of int
        Numbers of the events after which no way out is recorded.
    cut : collection of (int, int)
        Cause and effect of the links that cut every chain.
    language : Language, optional
        What the chart speaks.
    named : bool, optional
        Whether turning points are named above their boxes; in a column, where an arrow comes down
        there, it is said within them.

    Returns
    -------
    Scene
        The boxes of turning points have a dark edge and are named above; the arrows of
        off-ramps have a colour of their own; both bring their entries of the legend. What they
        are called, `chain` writes beside them.

    Examples
    --------
    >>> marked(Scene(10, 10, "#ffffff"), passed=[1]).labels
    ()
    """
    labels = list(scene.labels)
    boxes = []
    for box in scene.boxes:
        said = turning_words(box.event, passed, no_return, language)
        if not said:
            boxes.append(box)
            continue
        entry = _turning_point(language) if box.event in passed else _no_return(language)
        boxes.append(replace(box, edge=theme.INK, legend=(*box.legend, entry)))
        if named:
            y = box.y + box.height + ABOVE
            labels.append(
                Label(box.x, y, (", ".join(said),), theme.SMALL_SIZE, theme.INK, weight="bold")
            )
    arrows = []
    for arrow in scene.arrows:
        if arrow.link is None or arrow.link not in cut:
            arrows.append(arrow)
            continue
        legend = (*arrow.legend, _off_ramp(language))
        wide = max(arrow.width, 1.6)
        arrows.append(replace(arrow, colour=CUT, opacity=1.0, width=wide, legend=legend))
    return replace(scene, boxes=tuple(boxes), arrows=tuple(arrows), labels=tuple(labels))


def turning_words(
    event: int | None, passed: Collection[int], no_return: Collection[int], language: Language
) -> list[str]:
    """What a box says of a turning point: that every chain passes it, that no way leads out.

    >>> turning_words(2, [1, 2], [2], ENGLISH)
    ['every chain', 'no recorded way out after']
    """
    numbers = (("every chain", passed), ("no recorded way out after", no_return))
    return [language(words) for words, those in numbers if event in those]


@cache
def _no_return(language: Language) -> LegendEntry:
    sample = Box(-11, -6, 22, 12, theme.PANEL, theme.INK)
    return LegendEntry(language("no recorded way out after"), (sample,), (LINK, 3, 1))


@cache
def _turning_point(language: Language) -> LegendEntry:
    sample = Box(-11, -6, 22, 12, theme.PANEL, theme.INK)
    return LegendEntry(language("turning point: every chain passes it"), (sample,), (LINK, 3))


@cache
def _off_ramp(language: Language) -> LegendEntry:
    arrow = Arrow(((-13, 0), (11, 0)), CUT, 1.6)
    return LegendEntry(language("off-ramp: what could have been avoided"), (arrow,), (LINK, 4))
