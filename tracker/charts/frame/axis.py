"""A time axis as shapes: what stands under every chart that runs from left to right in time."""

from datetime import timedelta

from tracker.charts.frame.scale import TimeScale
from tracker.charts.scene import Label, Rule
from tracker.charts.style import theme
from tracker.charts.words.language import ENGLISH, Language

YEAR = 365.2425  # days


def grid(scale: TimeScale, floor: float, ceiling: float) -> list[Rule]:
    """The axis on the floor, a line up from each tick, the marks of its breaks and seams."""
    rules = [Rule(tick.x, floor - 4, tick.x, ceiling, theme.FAINT, 0.5) for tick in scale.ticks()]
    rules.append(
        Rule(scale.stretches[0].x0, floor, scale.stretches[-1].x1, floor, theme.MUTED, 0.8)
    )
    for left, right, _ in scale.breaks:
        for x in (left + 8, right - 8):
            rules.append(Rule(x - 2.5, floor - 5, x + 2.5, floor + 5, theme.MUTED, 1.0))
            rules.append(Rule(x, floor, x, ceiling, theme.FAINT, 0.8, dashed=True))
    rules += [Rule(x, floor - 8, x, ceiling, theme.MUTED, 0.7, dashed=True) for x in scale.seams]
    return rules


def axis(scale: TimeScale, floor: float, language: Language = ENGLISH) -> list[Label]:
    """The dates under the ticks, and the years."""
    labels = []
    for tick in scale.ticks(language):
        labels.append(
            Label(tick.x, floor - 11, (tick.text,), theme.LABEL_SIZE, theme.MUTED, "middle")
        )
        if tick.year:
            labels.append(
                Label(
                    tick.x, floor - 22, (tick.year,), theme.LABEL_SIZE, theme.INK, "middle", "bold"
                )
            )
    return labels


def _left_out(gap: timedelta, language: Language) -> str:
    """The length of a break: in days, or where that is more than three years, in those."""
    if gap.days > 3 * YEAR:
        return language("{years} y", years=language.number(round(gap.days / YEAR)))
    return language("{days} d", days=gap.days)


def break_captions(scale: TimeScale, floor: float, language: Language = ENGLISH) -> list[Label]:
    """The time that each break leaves out, written under it."""
    return [
        Label(
            (left + right) / 2,
            floor - 22,
            (_left_out(gap, language),),
            theme.SMALL_SIZE,
            theme.MUTED,
            "middle",
        )
        for left, right, gap in scale.breaks
    ]
