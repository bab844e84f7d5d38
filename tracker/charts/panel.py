"""A panel of tension: two curves of one direction, with the acts that made their steps."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise

from tracker.analysis.tension import Level, left_of
from tracker.charts.frame.frame import Frame
from tracker.charts.frame.scale import TimeScale
from tracker.charts.naming import Attempt, Named, Rectangle, Room, best_attempt, place_name
from tracker.charts.scene import Area, Glyph, Label, LegendEntry, Mark, Rule, Shape
from tracker.charts.style import theme
from tracker.charts.words.dating import short_date
from tracker.charts.words.language import Language
from tracker.model.codebook import QuadClass
from tracker.model.dyads import Sense
from tracker.model.event import Event

MOST_NAMED = 9
TICKS = 4
NAMES = 150.0  # their width at the most
SLOPE = 2.0  # a step lower than that is drawn as a slope
SAMPLE = 2.0  # points between two of a curve
COLOURS = {
    Sense.HOSTILE: theme.COLOURS[QuadClass.MATERIAL_CONFLICT],
    Sense.COOPERATIVE: theme.COLOURS[QuadClass.MATERIAL_COOPERATION],
}
DAY = timedelta(days=1)
Curve = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Panel:
    """A direction of tension on the page.

    Attributes
    ----------
    scale : TimeScale
        The scale of the axis.
    zero : float
        The height of a sum of 0.
    unit : float
        The height of one point of intensity.
    half_life : timedelta
        The time after which half of an act is left.
    frame : Frame
        Measure, notes and language.
    """

    scale: TimeScale
    zero: float
    unit: float
    half_life: timedelta
    frame: Frame

    def y(self, level: float) -> float:
        """The height of a sum: hostile ones, which are negative, stand above zero."""
        return self.zero - level * self.unit

    def x(self, day: date) -> float:
        """The beginning of a day on the page."""
        return self.scale(datetime(day.year, day.month, day.day))

    def ruled(self, reach: dict[Sense, float]) -> list[Shape]:
        """The line of zero, and lines at round sums with their numbers and what they are."""
        language = self.frame.language
        left, right = self.scale.stretches[0].x0, self.scale.stretches[-1].x1
        step = _round_step(max(reach.values()) / TICKS)
        shapes: list[Shape] = [Rule(left, self.zero, right, self.zero, theme.UNCODED, 0.9)]
        shapes.append(Label(left - 6, self.zero, ("0",), theme.SMALL_SIZE, theme.MUTED, "right"))
        for sense, sign in ((Sense.HOSTILE, -1), (Sense.COOPERATIVE, 1)):
            for number in range(1, int(reach[sense] / step + 1e-9) + 1):
                value = sign * step * number
                y = self.y(value)
                shapes.append(Rule(left, y, right, y, theme.FAINT, 0.6))
                shapes.append(Label(left - 6, y, (language.signed(value),), theme.SMALL_SIZE,
                                    theme.MUTED, "right"))  # fmt: skip
        return shapes

    def curve(self, found: Sequence[Level]) -> Curve:
        """The points of a curve: a step up at each level, and what is left until the next."""
        if not found:
            return ()
        end = self.scale.stretches[-1].end
        points = []
        for level, after in pairwise((*found, None)):
            assert level is not None
            x, y = self.x(level.day), self.y(level.after)
            if abs(self.y(level.before) - y) >= SLOPE:
                points.append((x, self.y(level.before)))
            points.append((x, y))
            until = end.date() if after is None else after.day
            right = self.scale.stretches[-1].x1 if after is None else self.x(until)
            days = (until - level.day).days
            parts = min(days, int((right - x) / SAMPLE))
            points += [
                (self.x(day), self.y(left_of(level, day, self.half_life)))
                for day in (level.day + days * part // parts * DAY for part in range(1, parts))
            ]
            if after is None:
                points.append((right, self.y(left_of(level, until, self.half_life))))
        return points

    def areas(self, found: Mapping[Sense, Sequence[Level]]) -> list[Area]:
        """What lies between the two curves and zero."""
        areas = []
        for sense in Sense:
            if curve := self.curve(found[sense]):
                points = ((curve[0][0], self.zero), *curve, (curve[-1][0], self.zero))
                entry = (_sense_entry(sense, self.frame.language),)
                areas.append(Area(points, COLOURS[sense], 0.75, legend=entry))
        return areas

    def taken(self, curve: Curve) -> Iterable[Rectangle]:
        """The rectangles between a curve and zero, in which no name may stand."""
        columns: dict[int, tuple[float, float]] = {}
        for (x0, y0), (x1, y1) in pairwise(curve):
            for column in range(int(x0 // 3), int(x1 // 3) + 1):
                low, high = columns.get(column, (self.zero, self.zero))
                columns[column] = min(low, y0, y1), max(high, y0, y1)
        for column, (low, high) in columns.items():
            yield 3.0 * column, low - 1, 3.0 * column + 3, high + 1

    def named_steps(
        self, events: Iterable[Event], found: Mapping[Sense, Sequence[Level]], room: Room,
        number: int, numbers: Mapping[int, int] | None = None,
    ) -> tuple[list[Shape], list[str]]:  # fmt: skip
        """The acts that made the highest steps: dots with names, and lines for a list below.

        Acts of one day make one step, which has the name of the most intense; an act of several
        days makes a slope, whose dot is at its end, so that its name has its days. What has no
        room for its name gets a number, from `number` on, and a line of the list. `numbers` says
        how many acts an event stands for, where it is not one.
        """
        stands_for = numbers or {}
        for sense in Sense:
            room.take(self.taken(self.curve(found[sense])))
        made: dict[tuple[date, bool, Sense], list[Event]] = {}
        for event in events:
            if event.intensity:
                sense = Sense.HOSTILE if event.intensity < 0 else Sense.COOPERATIVE
                first, last = event.when.start.date(), event.when.end.date()
                made.setdefault((last, first == last, sense), []).append(event)
        highest = sorted(
            made.items(),
            key=lambda item: (-abs(_summed(item[1], stands_for)), item[0]),
        )[:MOST_NAMED]
        steps = [
            self._step(day, sense, acts, found[sense], stands_for)
            for (day, _, sense), acts in highest
        ]
        room.take((mark.x - 4, mark.y - 4, mark.x + 4, mark.y + 4) for mark, _, _ in steps)

        def lay_out(order: Sequence[int]) -> Attempt:
            free = room.copy()
            found = {n: place_name(steps[n][1], free, self.frame.measure, NAMES, rightwards=True)
                     for n in order}  # fmt: skip
            worth = [2 if found[n] else 0 for n in range(len(steps))]
            lines: list[str] = []
            for n in sorted((n for n in order if not found[n]), key=lambda n: steps[n][0].x):
                _, named, when = steps[n]
                said = f"({number + len(lines)})"
                found[n] = place_name(replace(named, text=said), free, self.frame.measure)
                if found[n]:
                    worth[n] = 1
                    lines.append(f"{said} {f'{when}: ' if when else ''}{named.text}")
            shapes = [shape for n, (mark, _, _) in enumerate(steps) if found[n]
                      for shape in (mark, *found[n])]  # fmt: skip
            left = [n for n in order if not found[n]]
            return Attempt(shapes, left, [-len(left), *worth], lines)

        best = best_attempt(len(steps), lay_out)
        return best.shapes, best.lines

    def _step(
        self,
        day: date,
        sense: Sense,
        acts: Sequence[Event],
        found: Sequence[Level],
        numbers: Mapping[int, int],
    ) -> tuple[Mark, Named, str]:
        """The dot of a step, the name of its most intense act, and the date of that.

        The date is in the name where it is of several days.
        """
        language, colour = self.frame.language, COLOURS[sense]
        level = max((each for each in found if each.day <= day), key=lambda each: each.day)
        x, y = self.x(day), self.y(left_of(level, day, self.half_life))
        most = max(acts, key=lambda event: abs(event.intensity or 0))
        several = most.when.start.date() != most.when.end.date()
        days = f" ({short_date(most.date, language)})" if several else ""
        said = most.titled + days + self.frame.notes.get(most.id, "")
        count = sum(numbers.get(event.id, 1) for event in acts)
        if count > 1:
            said = language("{first} and {n} more", first=said, n=language.number(count - 1))
        mark = Mark(x, y, Glyph.CIRCLE, colour, 5.5, event=most.id,
                    legend=(_named_entry(language),))  # fmt: skip
        when = "" if several else short_date(most.date, language, with_year=True)
        return mark, Named(said, x, y, theme.INK, most.id), when


def _summed(acts: Iterable[Event], numbers: Mapping[int, int]) -> float:
    """The sum of the intensities of some acts, the same however many an event stands for."""
    counts: Counter[float] = Counter()
    for event in acts:
        counts[event.intensity or 0.0] += numbers.get(event.id, 1)
    return sum(intensity * times for intensity, times in sorted(counts.items()))


def _round_step(rough: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is not much below a number.

    >>> _round_step(7.2), _round_step(0.0)
    (10.0, 1.0)
    """
    if rough <= 0:
        return 1.0
    power = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 0.1
    return next(power * times for times in (1, 2, 5, 10) if power * times >= 0.85 * rough)


@cache
def _sense_entry(sense: Sense, language: Language) -> LegendEntry:
    corners = ((-11, -4), (11, -4), (11, 4), (-11, 4))
    if sense is Sense.HOSTILE:
        text = language("up: hostile acts, 0 to −10 each")
    else:
        text = language("down: cooperative acts, 0 to +10 each")
    return LegendEntry(text, (Area(corners, COLOURS[sense], 0.75),), (0, list(Sense).index(sense)))


@cache
def _named_entry(language: Language) -> LegendEntry:
    text = language("named or numbered: the acts that made the highest steps")
    return LegendEntry(text, (Mark(0, 0, Glyph.CIRCLE, theme.UNCODED, 5.5),), (1,))
