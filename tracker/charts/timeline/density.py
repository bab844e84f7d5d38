"""Density of many events: their number on each stretch of a lane, by class."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from tracker.charts.frame.axis import bin_in_words
from tracker.charts.frame.legend import BESIDE_CLASSES, class_entry
from tracker.charts.frame.scale import TimeScale
from tracker.charts.scene import Area, LegendEntry
from tracker.charts.style import theme
from tracker.charts.words.language import ENGLISH, Language
from tracker.model.codebook import Tone
from tracker.model.event import Event

BIN = 4.0  # points
# From the ground up: the hardest conflict lowest, so that its height can be compared.
STACK = (
    Tone.MATERIAL_CONFLICT, Tone.VERBAL_CONFLICT, None, Tone.NEUTRAL, Tone.VERBAL_COOPERATION,
    Tone.MATERIAL_COOPERATION,
)  # fmt: skip

Density = Mapping[Tone | None, Sequence[float]]
"""For each class how many events fall into each bin of the width."""


def density(
    events: Iterable[Event], scale: TimeScale, numbers: Mapping[int, int] | None = None
) -> Density:
    """Count events by class and by where they lie on the page.

    Parameters
    ----------
    events : iterable of Event
        The events of a lane.
    scale : TimeScale
        Where moments lie; bins are four points wide.
    numbers : mapping of int to int, optional
        How many events one of them stands for, where it is not one.

    Returns
    -------
    mapping of Tone to sequence of float
        An event of a known day counts at its noon; one of an imprecise date is spread
        evenly over the time within which it may lie, and so makes no false peak.

    Examples
    --------
    >>> from tracker.charts.frame.scale import time_scale
    >>> from datetime import datetime
    >>> density([], time_scale([(datetime(2016, 1, 1), datetime(2016, 1, 9))], 0, 400))
    {}
    """
    left, right = scale.stretches[0].x0, scale.stretches[-1].x1
    bins = max(1, round((right - left) / BIN))
    step = (right - left) / bins
    counted: dict[Tone | None, Counter[tuple[int, int]]] = {}
    places: dict[Hashable, tuple[int, int]] = {}  # of dates, of which many are the same
    for event in events:
        date = event.date.text, event.derived_earliest, event.derived_latest
        if date not in places:
            start, end = scale(event.when.start), scale(event.when.end)
            if event.date.is_day:  # at its noon, as its mark is
                start = end = (start + end) / 2
            first = min(bins - 1, int((start - left) / step))
            places[date] = first, max(first, min(bins - 1, int((end - left) / step)))
        times = (numbers or {}).get(event.id, 1)
        counted.setdefault(event.tone, Counter())[places[date]] += times
    found: dict[Tone | None, list[float]] = {}
    for tone, own in counted.items():
        counts = found[tone] = [0.0] * bins
        for (first, last), times in sorted(own.items()):  # whatever the order of the events
            for place in range(first, last + 1):
                counts[place] += times / (last - first + 1)
    return found


def highest(densities: Iterable[Density]) -> float:
    """Find the greatest number of events, of all classes, in one bin of any lane.

    Parameters
    ----------
    densities : iterable of mapping
        The densities of the lanes, as `density` counts them.

    Returns
    -------
    float
        0 without events.

    Examples
    --------
    >>> highest([])
    0.0
    """
    return max(
        (max(map(sum, zip(*each.values(), strict=True)), default=0.0) for each in densities),
        default=0.0,
    )


def density_entry(most: int, language: Language = ENGLISH, time: str = "") -> LegendEntry:
    """The legend's entry of densities: how many events the highest place has, and in what time.

    >>> density_entry(12, time="7 d").text
    'at the foot: how many in 7 d each, at most 12'
    """
    tops = (4.0, 9.0, 13.0, 7.0, 5.0)
    steps = [(-13 + 5.2 * (n + end), high - 6) for n, high in enumerate(tops) for end in (0, 1)]
    sample = Area(((-13, -6), *steps, (13, -6)), theme.UNCODED, 0.9)
    text = language(
        "at the foot: how many in {time} each, at most {n}", n=language.number(most), time=time
    )
    return LegendEntry(text, (sample,), (BESIDE_CLASSES, 0))


def ribbon(
    counted: Density, scale: TimeScale, floor: float, tall: float, most: float,
    language: Language = ENGLISH,
) -> list[Area]:  # fmt: skip
    """Draw a density as areas of the colours of the classes, one on the other.

    Parameters
    ----------
    counted : Density
        As `density` counts.
    scale : TimeScale
        The scale that it was counted on.
    floor : float
        Where the ribbon stands, in points.
    tall : float
        Its height where as many events fall into a bin as fall into any.
    most : float
        That number of events.
    language : Language, optional
        The language of the legend.

    Returns
    -------
    list of Area
        One for each class that occurs; in steps, since counts are of bins.
    """
    if not counted or not most:
        return []
    left, right = scale.stretches[0].x0, scale.stretches[-1].x1
    bins = len(next(iter(counted.values())))
    step = (right - left) / bins
    below = [floor] * bins
    highest_entry = (
        (density_entry(round(most), language, bin_in_words(scale, BIN, language)),)
        if round(most)
        else ()
    )
    areas = []
    for quad in STACK:
        if quad not in counted:
            continue
        above = [low + tall * n / most for low, n in zip(below, counted[quad], strict=True)]
        upper = [(left + step * (n + end), high) for n, high in enumerate(above) for end in (0, 1)]
        lower = [(left + step * (n + end), low) for n, low in enumerate(below) for end in (0, 1)]
        entries = (class_entry(quad, language), *highest_entry)
        outline = (*upper, *reversed(lower))
        areas.append(Area(outline, theme.colour_of(quad), 0.9, legend=entries))
        below = above
    return areas
