"""The time axis of a chart as shapes: its line, ticks, dates and breaks."""

from datetime import timedelta

from tracker.charts.frame.scale import BREAK_WIDTH, TimeScale
from tracker.charts.scene import Label, Rule
from tracker.charts.style import theme
from tracker.charts.words.language import ENGLISH, Language

YEAR = 365.2425  # days


def grid(scale: TimeScale, floor: float, ceiling: float) -> list[Rule]:
    """Lay out the line of the axis, a line up from each tick, the marks of breaks and seams.

    Parameters
    ----------
    scale : TimeScale
        The scale of the axis.
    floor : float
        Height of the axis.
    ceiling : float
        Upper end of the lines.

    Returns
    -------
    list of Rule
        The lines of the ticks first.

    Examples
    --------
    >>> from datetime import datetime
    >>> from tracker.charts.frame.scale import Stretch
    >>> scale = TimeScale((Stretch(datetime(2016, 10, 1), datetime(2016, 10, 31), 0, 300),))
    >>> grid(scale, 0, 100)[-1].x1
    300
    """
    rules = [Rule(tick.x, floor - 4, tick.x, ceiling, theme.FAINT, 0.5) for tick in scale.ticks()]
    rules.append(
        Rule(scale.stretches[0].x0, floor, scale.stretches[-1].x1, floor, theme.MUTED, 0.8)
    )
    for left, right, _ in scale.breaks:
        inset = min(8.0, (right - left) * 0.3)  # between the two lines is the break
        for x in (left + inset, right - inset):
            rules.append(Rule(x - 2.5, floor - 5, x + 2.5, floor + 5, theme.MUTED, 1.0))
            rules.append(Rule(x, floor, x, ceiling, theme.FAINT, 0.8, dashed=True))
    rules += [Rule(x, floor - 8, x, ceiling, theme.MUTED, 0.7, dashed=True) for x in scale.seams]
    return rules


def axis(scale: TimeScale, floor: float, language: Language = ENGLISH) -> list[Label]:
    """Lay out the dates under the ticks, and the years.

    Parameters
    ----------
    scale : TimeScale
        The scale of the axis.
    floor : float
        Height of the axis.
    language : Language, optional
        The language of the months.

    Returns
    -------
    list of Label
        In order of time; a year stands under the first tick of it.

    Examples
    --------
    >>> from datetime import datetime
    >>> from tracker.charts.frame.scale import Stretch
    >>> scale = TimeScale((Stretch(datetime(2016, 10, 1), datetime(2016, 10, 31), 0, 300),))
    >>> axis(scale, 0)[1].text
    '2016'
    """
    labels = []
    begun = [right for _, right, _ in scale.breaks]
    for tick in scale.ticks(language):
        # Right behind a break, whose caption stands in its middle, there is no room to the left.
        crowded = any(abs(tick.x - x) < BREAK_WIDTH / 2 for x in begun)
        anchor = "left" if crowded else "middle"
        labels.append(
            Label(tick.x, floor - 11, (tick.text,), theme.LABEL_SIZE, theme.MUTED, "middle")
        )
        if tick.year:
            labels.append(
                Label(tick.x, floor - 22, (tick.year,), theme.LABEL_SIZE, theme.INK, anchor, "bold")
            )
    return labels


def _left_out(gap: timedelta, language: Language) -> str:
    """The length of a break: in days, or where that is more than three years, in those."""
    if gap.days > 3 * YEAR:
        return language("{years} y", years=language.number(round(gap.days / YEAR)))
    return language("{days} d", days=gap.days)


def break_captions(scale: TimeScale, floor: float, language: Language = ENGLISH) -> list[Label]:
    """Write under each break the time that it leaves out.

    Parameters
    ----------
    scale : TimeScale
        The scale of the axis.
    floor : float
        Height of the axis.
    language : Language, optional
        The language of the captions.

    Returns
    -------
    list of Label
        One for each break.

    Examples
    --------
    >>> from datetime import datetime
    >>> from tracker.charts.frame.scale import Stretch
    >>> scale = TimeScale((Stretch(datetime(2016, 10, 1), datetime(2016, 10, 31), 0, 300),))
    >>> break_captions(scale, 0)
    []
    """
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


def bin_in_words(scale: TimeScale, points: float, language: Language = ENGLISH) -> str:
    """Say how much time so many points of the axis stand for, on its longest stretch.

    >>> from datetime import datetime
    >>> from tracker.charts.frame.scale import Stretch
    >>> scale = TimeScale((Stretch(datetime(2016, 10, 1), datetime(2016, 10, 31), 0, 300),))
    >>> bin_in_words(scale, 20), bin_in_words(scale, 4)
    ('2 d', '10 h')
    """
    longest = max(scale.stretches, key=lambda each: each.x1 - each.x0)
    days = (longest.end - longest.start) / timedelta(days=1)
    days *= points / (longest.x1 - longest.x0)
    if days < 1.5:
        return language("{n} h", n=max(1, round(days * 24)))
    return language("{days} d", days=language.number(round(days)))
