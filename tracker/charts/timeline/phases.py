"""Phases: stretches of time with a name, shaded behind the events of a timeline."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts.frame.scale import TimeScale
from tracker.charts.scene import Area, Label, Measure, Rule
from tracker.charts.style import theme
from tracker.charts.words.dating import is_vague
from tracker.model.dates import EventDate
from tracker.model.timeline_options import Phase

TALL = 15.0
GAP = 7.0
SHADE = 0.13


@dataclass(frozen=True)
class Shaded:
    """The shapes of phases, and the height of the strip above the lanes that has their names."""

    height: float
    bands: tuple[Area, ...] = ()
    borders: tuple[Rule, ...] = ()
    names: tuple[Label, ...] = ()


def shaded(
    phases: Sequence[Phase], scale: TimeScale, floor: float, ceiling: float, measure: Measure
) -> Shaded:
    """Shade phases over the lanes of a timeline.

    Parameters
    ----------
    phases : sequence of Phase
        In any order; they may overlap.
    scale : TimeScale
        Where moments lie.
    floor, ceiling : float
        Between which heights the lanes stand, in points.
    measure : callable
        Width in points of a text at a font size.

    Returns
    -------
    Shaded
        A border is dashed where that end of a phase is not known to the day; names never
        overlap, for which the strip has as many rows as are needed.

    Examples
    --------
    >>> from datetime import datetime
    >>> from tracker.charts.frame.scale import time_scale
    >>> scale = time_scale([(datetime(2016, 9, 1), datetime(2016, 10, 31))], 0, 600)
    >>> talks = Phase("Talks", EventDate.parse("2016-09-09/2016-10-03"))
    >>> shaded([talks], scale, 0, 100, lambda text, size: 5.0 * len(text)).height
    15.0
    """
    bands, borders, names = [], [], []
    taken: list[list[tuple[float, float]]] = []
    for number, phase in enumerate(sorted(phases, key=lambda each: each.date.start)):
        left, right = scale(phase.date.start), scale(phase.date.end)
        wide = measure(phase.name, theme.SMALL_SIZE) * theme.BOLDER
        middle = max((left + right) / 2, scale.stretches[0].x0 + wide / 2)
        room = (min(left, middle - wide / 2) - GAP, max(right, middle + wide / 2) + GAP)
        level = next(
            (n for n, row in enumerate(taken)
             if all(room[1] <= one or room[0] >= other for one, other in row)),
            len(taken),
        )  # fmt: skip
        if level == len(taken):
            taken.append([])
        taken[level].append(room)
        high = ceiling + TALL * (level + 1)
        colour = theme.PHASES[number % len(theme.PHASES)]
        corners = ((left, floor), (right, floor), (right, high - 2), (left, high - 2))
        bands.append(Area(corners, colour, SHADE))
        borders += [
            Rule(x, floor, x, high - 2, colour, 0.7, dashed=vague)
            for x, vague in zip((left, right), _open_ends(phase.date), strict=True)
        ]
        names.append(
            Label(middle, high - TALL / 2 - 1, (phase.name,), theme.SMALL_SIZE, theme.INK,
                  "middle", "bold")
        )  # fmt: skip
    return Shaded(TALL * len(taken), tuple(bands), tuple(borders), tuple(names))


def _open_ends(date: EventDate) -> tuple[bool, bool]:
    """Whether the beginning and the end of a phase are not known to the day."""
    begin, _, end = date.text.partition("/")
    return is_vague(begin), is_vague(end or begin)
