"""Very many acts on rungs, as counts: for each side how many fall into each stretch of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

from tracker.charts.frame.scale import TimeScale
from tracker.charts.naming import Rectangle
from tracker.charts.scene import Area, LegendEntry, Mark, Rule, Shape
from tracker.charts.stems import RUNG, Act
from tracker.charts.style import theme
from tracker.charts.words.language import Language

BIN = 4.0  # points
PADDING = 5.0  # above and below the counts of a rung
INSET = 2.0  # between those of two sides
MARK = 5.5
OPACITY = 0.85


@dataclass(frozen=True)
class Crowds:
    """The counts of acts by rung and side, each in bins of the width.

    Attributes
    ----------
    scale : TimeScale
        The scale of the axis.
    sides : int
        How many sides there are; those of a rung stand one below the other.
    counts : mapping of (int, int) to sequence of float
        By rung and side.
    """

    scale: TimeScale
    sides: int
    counts: dict[tuple[int, int], list[float]]

    @property
    def highest(self) -> float:
        """The greatest number in one bin, by which the height of all is measured."""
        return max((max(each) for each in self.counts.values()), default=0.0)

    def floor(self, rung: int, side: int) -> float:
        """Where the counts of a side stand, the first side uppermost."""
        return RUNG * rung + PADDING + self._tall * (self.sides - 1 - side)

    @property
    def _tall(self) -> float:
        return (RUNG - 2 * PADDING) / self.sides

    def top(self, rung: int, side: int, x: float) -> float:
        """The upper end of the counts at a place, where a mark may stand."""
        counts = self.counts.get((rung, side))
        if not counts:
            return self.floor(rung, side)
        left, step = self._bins
        number = counts[max(0, min(len(counts) - 1, int((x - left) / step)))]
        return self.floor(rung, side) + number / self.highest * (self._tall - INSET)

    def areas(self) -> Iterator[Rectangle]:
        """The rectangles that counts take, bin by bin."""
        left, step = self._bins
        unit = (self._tall - INSET) / self.highest
        for (rung, side), counts in self.counts.items():
            low = self.floor(rung, side)
            for place, number in enumerate(counts):
                if number:
                    x = left + step * place
                    yield x, low - 1, x + step, low + unit * number + 1

    def mark(self, act: Act) -> Mark:
        """The sign of an act that is named, upon the counts of its time."""
        y = self.top(act.rung, act.side, act.x)
        return Mark(act.x, y, act.look.glyph, act.look.colour, MARK + 1, event=act.event.id)

    @property
    def _bins(self) -> tuple[float, float]:
        left, right = self.scale.stretches[0].x0, self.scale.stretches[-1].x1
        return left, (right - left) / bins_of(self.scale)

    def shapes(self, acts: Sequence[Act], names: Sequence[str], language: Language) -> list[Shape]:
        """The counts as areas in steps, on a thin line with the sign of their side."""
        left, step = self._bins
        right = self.scale.stretches[-1].x1
        looks = {act.side: act.look for act in acts}
        most = language.number(max(1, ceil(self.highest - 1e-9)))
        shapes: list[Shape] = []
        for (rung, side), counts in sorted(self.counts.items()):
            look, low = looks[side], self.floor(rung, side)
            unit = (self._tall - INSET) / self.highest
            upper = [
                (left + step * (place + end), low + unit * number)
                for place, number in enumerate(counts)
                for end in (0, 1)
            ]
            entry = LegendEntry(names[side], (Mark(0, 0, look.glyph, look.colour, 7.5),), (0, side))
            shapes += [
                Rule(left, low, right, low, theme.FAINT, 0.5),
                Area(((left, low), *upper, (right, low)), look.colour, OPACITY,
                     legend=(_count_entry(most, language),)),
                Mark(left - 7, low + MARK / 2 + 1, look.glyph, look.colour, MARK, legend=(entry,)),
            ]  # fmt: skip
        return shapes


def bins_of(scale: TimeScale) -> int:
    """How many bins the width of an axis has."""
    return max(1, round((scale.stretches[-1].x1 - scale.stretches[0].x0) / BIN))


def counted(acts: Sequence[Act], sides: int, scale: TimeScale) -> Crowds:
    """Count acts by rung, side and where they lie on the page.

    Parameters
    ----------
    acts : sequence of Act
        Of all sides.
    sides : int
        How many there are.
    scale : TimeScale
        The scale of the axis; bins are four points wide.

    Returns
    -------
    Crowds
        An act of a known day counts in one bin; one that lasts or is imprecise is spread evenly
        over its time, and so makes no false peak.

    Examples
    --------
    >>> from datetime import datetime
    >>> from tracker.charts.frame.scale import Stretch
    >>> scale = TimeScale((Stretch(datetime(2016, 10, 1), datetime(2016, 10, 31), 0, 300),))
    >>> counted([], 2, scale).highest
    0.0
    """
    bins = bins_of(scale)
    left, right = scale.stretches[0].x0, scale.stretches[-1].x1
    step = (right - left) / bins
    found: dict[tuple[int, int], list[float]] = {}
    for act in acts:
        counts = found.setdefault((act.rung, act.side), [0.0] * bins)
        # What is open counts where it is known to have been.
        x0, x1 = (act.x, act.x) if act.is_open else (act.x0, act.x1)
        first = max(0, min(bins - 1, int((x0 - left) / step)))
        last = max(first, min(bins - 1, int((x1 - left) / step)))
        share = 1 / (last - first + 1)
        for place in range(first, last + 1):
            counts[place] += share
    return Crowds(scale, sides, found)


@cache
def _count_entry(most: str, language: Language) -> LegendEntry:
    tops = (4.0, 9.0, 12.0, 7.0, 5.0)
    steps = [(-12 + 4.4 * (n + end), high - 6) for n, high in enumerate(tops) for end in (0, 1)]
    sample = Area(((-12, -6), *steps, (10, -6)), theme.UNCODED, OPACITY)
    return LegendEntry(language("how many acts, at most {n}", n=most), (sample,), (1,))
