"""The ladder of escalation: how far each side climbed, step by step, over time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.charts.frame.axis import axis, break_captions, grid
from tracker.charts.frame.heading import heading
from tracker.charts.frame.scale import TimeScale, time_scale
from tracker.charts.scene import Box, Glyph, Label, Mark, Measure, Rule, Scene
from tracker.charts.style import theme
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import QuadClass
from tracker.model.event import Event

WIDTH = 1120.0
MARGIN = 28.0
GUTTER = 138.0
HEADER = 62.0
AXIS = 44.0
KEY = 30.0
RUNG = 70.0
APART = 3.5  # points between the lines of two sides that stand on one rung
LABEL_WIDTH = 104.0
LEADING = 10.6
MOST_SIDES = 4
# The Correlates of War hostility levels; below them words, and below those cooperation.
RUNGS = (
    "cooperation", "words and\npolitical acts", "threat to use force", "display of force",
    "use of force", "war",
)  # fmt: skip


Area = tuple[float, float, float, float]
"""Left, lower, right and upper end."""


@dataclass(frozen=True)
class Step:
    """An event with the rung to which it takes a side."""

    event: Event
    rung: int
    rise: bool


def ladder(
    chronicle: Chronicle,
    measure: Measure,
    sides: Sequence[str] = (),
    title: str = "",
    narrowed: str = "",
    width: float = WIDTH,
    behind: Mapping[int, str] | None = None,
    language: Language = ENGLISH,
) -> Scene:
    """Lay out how each side of a crisis climbed, and came down, from event to event.

    Parameters
    ----------
    chronicle : Chronicle
        Events, at least one by one of the sides.
    measure : callable
        Width in points of a text at a font size, as `tracker.charts.drawing.text_width` gives.
    sides : sequence of str, optional
        Codes of the actors whose acts are steps, up to four; by default the two that act most.
    title : str, optional
        What stands above; by default the sides and the time.
    narrowed : str, optional
        By what conditions the events were chosen, for the line under the title.
    width : float, optional
        Width of the canvas in points.
    behind : mapping of int to str, optional
        For events what stands behind their titles, such as the numbers of notes.
    language : Language, optional
        What the chart itself speaks.

    Returns
    -------
    Scene
        A line for each side, which every act of it moves to a rung and which stays there until
        the next. An act that takes a side up from its last, to a threat of force or beyond, is
        named where there is room.

    Raises
    ------
    ValueError
        If no event is by one of the sides.

    Notes
    -----
    The rungs are the hostility levels 2 to 5 of the Correlates of War; what has none of them, or
    level 1, stands on the rung of words, or on that of cooperation if its QuadClass is
    cooperative. A joint act is a step of each side that takes part in it.

    Examples
    --------
    >>> ladder(Chronicle(), lambda text, size: 5.0)
    Traceback (most recent call last):
    ValueError: A ladder needs at least one event by one of its sides.
    """
    sides = list(sides or busiest(chronicle))[:MOST_SIDES]
    climbs = {side: climb(chronicle, side) for side in sides}
    steps = [step for climbed in climbs.values() for step in climbed]
    if not steps:
        raise ValueError("A ladder needs at least one event by one of its sides.")
    top = max(step.rung for step in steps)
    floor = MARGIN + KEY + AXIS
    ceiling = floor + RUNG * (top + 1)
    height = ceiling + HEADER
    scale = time_scale(
        [(step.event.date.start, step.event.date.end) for step in steps],
        MARGIN + GUTTER + 16, width - MARGIN - 24,
    )  # fmt: skip
    boxes, labels = _rungs(top, floor, width, language)
    lines: list[Rule] = []
    marks: list[Mark] = []
    named: list[Label] = []
    for number, side in enumerate(sides):
        colour = theme.SIDES[number % len(theme.SIDES)]
        drawn, dots = _line(
            climbs[side], scale, floor, APART * (number - (len(sides) - 1) / 2), colour
        )
        lines += drawn
        marks += dots
    taken = [(mark.x - 5, mark.y - 5, mark.x + 5, mark.y + 5) for mark in marks]
    taken += [
        (min(r.x0, r.x1) - 2, min(r.y0, r.y1) - 2, max(r.x0, r.x1) + 2, max(r.y0, r.y1) + 2)
        for r in lines
    ]
    area = (MARGIN + GUTTER, floor, width - MARGIN, ceiling + 12)
    for number, side in enumerate(sides):
        aside = APART * (number - (len(sides) - 1) / 2)
        colour = theme.SIDES[number % len(theme.SIDES)]
        for step in climbs[side]:
            if step.rise:
                at = (_x(step.event, scale), _y(step.rung, floor) + aside)
                note = (behind or {}).get(step.event.id, "")
                named += _named(step.event, note, at, colour, taken, measure, area)
    names = {code: chronicle.actors[code].name if code in chronicle.actors else code
             for code in sides}  # fmt: skip
    head = title or language(
        "The climb of {sides}, {span}", sides=_joined(list(names.values()), language),
        span=span_in_words([step.event for step in steps], language),
    )  # fmt: skip
    acts = len({step.event.id for step in steps})
    under = language(
        "{acts}; rungs by the hostility levels of the Correlates of War",
        acts=language.counted(acts, "act"),
    )
    return Scene(
        width=width,
        height=height,
        background=theme.BACKGROUND,
        boxes=tuple(boxes),
        rules=(*grid(scale, floor, ceiling), *lines),
        marks=(*marks, *_key_marks(sides, names, measure)),
        labels=(
            *heading(head, under + narrowed, width, height, measure), *labels,
            *axis(scale, floor, language), *break_captions(scale, floor, language), *named,
            *_key_labels(sides, names, measure, language),
        ),
        title=head,
        language=language.code,
    )  # fmt: skip


def busiest(chronicle: Chronicle) -> list[str]:
    """The codes of the two actors that act most; of equals the one that acts first.

    >>> busiest(Chronicle())
    []
    """
    acts = Counter(actor.code for event in chronicle.events.values() for actor in event.by)
    return [code for code, _ in acts.most_common(2)]


def climb(chronicle: Chronicle, side: str) -> list[Step]:
    """The acts of a side in order of time, each with its rung.

    Parameters
    ----------
    chronicle : Chronicle
        The events.
    side : str
        Code of the actor.

    Returns
    -------
    list of Step
        `rise` is true for an act that takes the side up, to a threat of force or beyond.

    Examples
    --------
    >>> climb(Chronicle(), "RUS")
    []
    """
    steps = []
    before = 0
    for event in chronicle.events.values():
        if any(actor.code == side for actor in event.by):
            rung = rung_of(event)
            steps.append(Step(event, rung, rung > max(before, 1)))
            before = rung
    return steps


def rung_of(event: Event) -> int:
    """The rung of an event, 0 for cooperation to 5 for war.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> kind = EventType("clash", "Clash", hostility=4)
    >>> rung_of(Event(1, "e", "E", EventDate.parse("2016"), kind))
    4
    """
    level = event.type.hostility or 1
    cooperative = (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)
    return 0 if level == 1 and event.quad in cooperative else level


def _x(event: Event, scale: TimeScale) -> float:
    """A known day at its noon, an interval at its beginning, an imprecise date in the middle."""
    start, end = scale(event.when.start), scale(event.when.end)
    return start if event.date.is_interval and event.date.earliest else (start + end) / 2


def _y(rung: int, floor: float) -> float:
    return floor + RUNG * (rung + 0.5)


def _rungs(
    top: int, floor: float, width: float, language: Language
) -> tuple[list[Box], list[Label]]:
    boxes, labels = [], []
    for rung in range(top + 1):
        ground = theme.PANEL if rung % 2 == 0 else theme.BACKGROUND
        boxes.append(Box(MARGIN, floor + RUNG * rung, width - 2 * MARGIN, RUNG, ground))
        lines = tuple(language(RUNGS[rung]).split("\n"))
        labels.append(
            Label(MARGIN + 8, _y(rung, floor), lines, theme.LANE_SIZE, theme.INK, weight="bold")
        )
    return boxes, labels


def _line(
    climbed: Sequence[Step], scale: TimeScale, floor: float, aside: float, colour: str
) -> tuple[list[Rule], list[Mark]]:
    """A line that runs level from act to act and upright at each, and a dot for each act."""
    rules: list[Rule] = []
    marks: list[Mark] = []
    # By where they stand: an imprecise act may be drawn after one that begins later.
    placed = sorted(climbed, key=lambda step: _x(step.event, scale))
    at: tuple[float, float] | None = None
    for step in placed:
        x, y = _x(step.event, scale), _y(step.rung, floor) + aside
        if at is not None:
            rules.append(Rule(at[0], at[1], x, at[1], colour, 1.8))
            rules.append(Rule(x, at[1], x, y, colour, 1.8))
        at = x, y
        vague = not step.event.date.is_day and not step.event.date.is_interval
        marks.append(Mark(x, y, Glyph.CIRCLE, colour, 6.5, hollow=vague, event=step.event.id))
    if at is not None:
        end = scale.stretches[-1].x1 + 8
        rules.append(Rule(at[0], at[1], max(at[0], end), at[1], colour, 1.8))
    return rules, marks


def _named(
    event: Event, note: str, at: tuple[float, float], colour: str,
    taken: list[Area], measure: Measure, within: Area,
) -> list[Label]:  # fmt: skip
    """The title of an event beside its dot, where there is room; else nothing."""
    lines = theme.wrapped(event.titled + note, LABEL_WIDTH, theme.LABEL_SIZE, measure, 4)
    wide = max(measure(line, theme.LABEL_SIZE) for line in lines)
    tall = LEADING * len(lines)
    x, y = at
    for up in (tall / 2 + 7, -tall / 2 - 7, tall / 2 + 18, -tall / 2 - 18, tall / 2 + 30):
        for left in (x - wide - 4, x + 4, x - wide / 2):
            area = (left, y + up - tall / 2, left + wide, y + up + tall / 2)
            inside = all(a >= b for a, b in zip(area[:2], within[:2], strict=True)) and all(
                a <= b for a, b in zip(area[2:], within[2:], strict=True)
            )
            if inside and not any(_meet(area, other) for other in taken):
                taken.append(area)
                return [Label(left, y + up, lines, theme.LABEL_SIZE, colour, event=event.id)]
    return []


def _meet(one: Area, other: Area) -> bool:
    return (
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    )  # fmt: skip


def _key_places(
    sides: Sequence[str], names: dict[str, str], measure: Measure
) -> list[tuple[str, float]]:
    places, x = [], MARGIN + 10
    for side in sides:
        places.append((side, x))
        x += measure(names[side], theme.LABEL_SIZE) + 44
    places.append(("", x))
    return places


def _key_marks(sides: Sequence[str], names: dict[str, str], measure: Measure) -> list[Mark]:
    *own, (_, x) = _key_places(sides, names, measure)
    marks = [
        Mark(place, MARGIN, Glyph.CIRCLE, theme.SIDES[number % len(theme.SIDES)], 7.5)
        for number, (_, place) in enumerate(own)
    ]
    return [*marks, Mark(x, MARGIN, Glyph.CIRCLE, theme.UNCODED, 7.5, hollow=True)]


def _key_labels(
    sides: Sequence[str], names: dict[str, str], measure: Measure, language: Language
) -> list[Label]:
    *own, (_, x) = _key_places(sides, names, measure)
    labels = [
        Label(place + 10, MARGIN, (names[side],), theme.LABEL_SIZE, theme.MUTED)
        for side, place in own
    ]
    said = language("some time about then; named: a step up, to a threat of force or beyond")
    return [*labels, Label(x + 10, MARGIN, (said,), theme.LABEL_SIZE, theme.MUTED)]


def _joined(names: Sequence[str], language: Language) -> str:
    """`Russia and United States`, or more, with commas before the last two."""
    *front, last = names
    if not front:
        return last
    return language("{first} and {last}", first=", ".join(front), last=last)
