"""The ladder of escalation: a line for each side, which its acts move from rung to rung."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tracker.charts.frame.axis import axis, break_captions, grid
from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import NARROW
from tracker.charts.frame.scale import TimeScale, time_scale
from tracker.charts.scene import Box, Glyph, Label, LegendEntry, Mark, Rule, Scene
from tracker.charts.style import theme
from tracker.charts.words.language import Language
from tracker.charts.words.wording import span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import Rung
from tracker.model.event import Event

WIDTH = 1120.0
GUTTER = 138.0
AXIS = 44.0
RUNG = 70.0
APART = 3.5  # points between the lines of two sides that stand on one rung
LABEL_WIDTH = 104.0
LEADING = 10.6
MOST_SIDES = 4
# By `Rung`: the Correlates of War hostility levels; below them what has none, by its tone.
RUNGS = (
    "cooperation", "neutral words\nand thought", "hostile words\nand measures",
    "threat to use force", "display of force", "use of force", "war",
)  # fmt: skip


Rectangle = tuple[float, float, float, float]
"""Left, lower, right and upper end."""


@dataclass(frozen=True)
class Climb:
    """An event with the rung to which it takes a side."""

    event: Event
    rung: int
    rise: bool


@dataclass(frozen=True)
class LadderOptions:
    """The options of a ladder.

    Attributes
    ----------
    sides : tuple of str
        Codes of the actors whose acts are steps, up to four; by default the two that act most.
    """

    sides: tuple[str, ...] = ()


DEFAULT = LadderOptions()


def ladder(chronicle: Chronicle, frame: Frame, options: LadderOptions = DEFAULT) -> Scene:
    """Lay out how each side of a crisis climbed, and came down, from event to event.

    Parameters
    ----------
    chronicle : Chronicle
        Events, at least one by one of the sides.
    frame : Frame
        Title, width, notes and language; the title is by default the sides and the time.
    options : LadderOptions, optional
        Whose acts are steps.

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
    The rungs are the hostility levels 2 to 5 of the Correlates of War. What has none of them
    stands below, as cooperation, neutral or hostile; what has neither level nor QuadClass is not
    coded, stands nowhere, and is counted in the subtitle. A joint act is a step of each side that
    takes part in it.

    Examples
    --------
    >>> ladder(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A ladder needs at least one event by one of its sides.
    """
    sides = list(options.sides or busiest(chronicle))[:MOST_SIDES]
    climbs = {side: climb(chronicle, side) for side in sides}
    steps = [step for climbed in climbs.values() for step in climbed]
    if not steps:
        raise ValueError("A ladder needs at least one event by one of its sides.")
    language, width = frame.language, frame.width or WIDTH
    top = max(step.rung for step in steps)
    ceiling = RUNG * (top + 1)
    scale = time_scale(
        [(step.event.date.start, step.event.date.end) for step in steps],
        MARGIN + GUTTER + 16, width - MARGIN - 24,
    )  # fmt: skip
    names = {code: chronicle.actors[code].name if code in chronicle.actors else code
             for code in sides}  # fmt: skip
    boxes, labels = _rungs(top, width, language)
    lines: list[Rule] = []
    marks: list[Mark] = []
    named: list[Label] = []
    for number, side in enumerate(sides):
        drawn, dots = _line(climbs[side], scale, _aside(number, sides), number, names[side],
                            language)  # fmt: skip
        lines += drawn
        marks += dots
    taken = [(mark.x - 5, mark.y - 5, mark.x + 5, mark.y + 5) for mark in marks]
    taken += [
        (min(r.x0, r.x1) - 2, min(r.y0, r.y1) - 2, max(r.x0, r.x1) + 2, max(r.y0, r.y1) + 2)
        for r in lines
    ]
    within = (MARGIN + GUTTER, 0.0, width - MARGIN, ceiling + 12)
    for number, side in enumerate(sides):
        for step in climbs[side]:
            if step.rise:
                at = (_x(step.event, scale), _y(step.rung) + _aside(number, sides))
                named += _named(step.event, at, _colour(number), taken, frame, within)
    span = span_in_words([step.event for step in steps], language)
    joined = _joined(list(names.values()), language)
    body = Scene(
        width=width,
        height=ceiling,
        background=theme.BACKGROUND,
        boxes=tuple(boxes),
        rules=(*grid(scale, 0, ceiling), *lines),
        marks=tuple(marks),
        labels=(
            *labels, *axis(scale, 0, language), *break_captions(scale, 0, language), *named,
        ),
        title=language("The climb of {sides}, {span}", sides=joined, span=span),
    )  # fmt: skip
    acts = len({step.event.id for step in steps})
    under = language(
        "{acts}; rungs by the hostility levels of the Correlates of War",
        acts=language.counted(acts, "act"),
    )
    under += "; " + language("below them, no level")
    if uncoded := _uncoded(chronicle, sides):
        under += "; " + language(
            "{acts} not coded, left out", acts=language.counted(uncoded, "act")
        )
    return framed(body, frame, under, AXIS, NARROW)


def _uncoded(chronicle: Chronicle, sides: Sequence[str]) -> int:
    """How many acts of the sides have no rung."""
    return sum(
        rung_of(event) is None and any(actor.code in sides for actor in event.by)
        for event in chronicle.events.values()
    )


def _aside(number: int, sides: Sequence[str]) -> float:
    """The height of a side's line over the middle of its rung."""
    return APART * (number - (len(sides) - 1) / 2)


def _colour(number: int) -> str:
    return theme.SIDES[number % len(theme.SIDES)]


@cache
def _side_entry(number: int, name: str) -> LegendEntry:
    return LegendEntry(name, (Mark(0, 0, Glyph.CIRCLE, _colour(number), 7.5),), (0, number))


@cache
def _imprecise_entry(language: Language) -> LegendEntry:
    """The entry of hollow dots, which says as well which dots have names."""
    said = language("some time about then; named: a step up, to a threat of force or beyond")
    sample = Mark(0, 0, Glyph.CIRCLE, theme.UNCODED, 7.5, hollow=True)
    return LegendEntry(said, (sample,), (1,))


def busiest(chronicle: Chronicle) -> list[str]:
    """Find the two actors that act most.

    Parameters
    ----------
    chronicle : Chronicle
        The events.

    Returns
    -------
    list of str
        Their codes; of equals the one that acts first stands first.

    Examples
    --------
    >>> busiest(Chronicle())
    []
    """
    acts = Counter(actor.code for event in chronicle.events.values() for actor in event.by)
    return [code for code, _ in acts.most_common(2)]


def climb(chronicle: Chronicle, side: str) -> list[Climb]:
    """The acts of a side in order of time, each with its rung.

    Parameters
    ----------
    chronicle : Chronicle
        The events.
    side : str
        Code of the actor.

    Returns
    -------
    list of Climb
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
            if rung is None:
                continue
            steps.append(Climb(event, rung, rung > max(before, Rung.HOSTILE)))
            before = rung
    return steps


def rung_of(event: Event) -> Rung | None:
    """The rung of an event, from cooperation to war; None where its type is not coded.

    Examples
    --------
    >>> from tracker.model.codebook import EventType
    >>> from tracker.model.dates import EventDate
    >>> kind = EventType("clash", "Clash", hostility=4)
    >>> rung_of(Event(1, "e", "E", EventDate.parse("2016"), kind))
    <Rung.FORCE: 5>
    """
    return event.type.rung


def _x(event: Event, scale: TimeScale) -> float:
    """A known day at its noon, an interval at its beginning, an imprecise date in the middle."""
    start, end = scale(event.said_when.start), scale(event.said_when.end)
    return start if event.date.is_interval and event.date.earliest else (start + end) / 2


def _y(rung: int) -> float:
    return RUNG * (rung + 0.5)


def _rungs(top: int, width: float, language: Language) -> tuple[list[Box], list[Label]]:
    boxes, labels = [], []
    for rung in range(top + 1):
        ground = theme.PANEL if rung % 2 == 0 else theme.BACKGROUND
        boxes.append(Box(MARGIN, RUNG * rung, width - 2 * MARGIN, RUNG, ground))
        lines = tuple(language(RUNGS[rung]).split("\n"))
        labels.append(Label(MARGIN + 8, _y(rung), lines, theme.LANE_SIZE, theme.INK, weight="bold"))
    return boxes, labels


def _line(
    climbed: Sequence[Climb], scale: TimeScale, aside: float, number: int, name: str,
    language: Language,
) -> tuple[list[Rule], list[Mark]]:  # fmt: skip
    """A line that runs level from act to act and upright at each, and a dot for each act."""
    rules: list[Rule] = []
    marks: list[Mark] = []
    colour = _colour(number)
    # By where they stand: an imprecise act may be drawn after one that begins later.
    placed = sorted(climbed, key=lambda step: _x(step.event, scale))
    at: tuple[float, float] | None = None
    for step in placed:
        x, y = _x(step.event, scale), _y(step.rung) + aside
        if at is not None:
            rules.append(Rule(at[0], at[1], x, at[1], colour, 1.8))
            rules.append(Rule(x, at[1], x, y, colour, 1.8))
        at = x, y
        vague = not step.event.date.is_day and not step.event.date.is_interval
        entries = [_side_entry(number, name)]
        if vague:
            entries.append(_imprecise_entry(language))
        marks.append(
            Mark(x, y, Glyph.CIRCLE, colour, 6.5, hollow=vague, event=step.event.id,
                 legend=tuple(entries))
        )  # fmt: skip
    if at is not None:
        end = scale.stretches[-1].x1 + 8
        rules.append(Rule(at[0], at[1], max(at[0], end), at[1], colour, 1.8))
    return rules, marks


def _named(
    event: Event, at: tuple[float, float], colour: str,
    taken: list[Rectangle], frame: Frame, within: Rectangle,
) -> list[Label]:  # fmt: skip
    """The title of an event beside its dot, where there is room; else nothing."""
    said = event.titled + frame.notes.get(event.id, "")
    lines = theme.wrapped(said, LABEL_WIDTH, theme.LABEL_SIZE, frame.measure, 4)
    wide = max((frame.measure(line, theme.LABEL_SIZE) for line in lines), default=0.0)
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
                entries = (_imprecise_entry(frame.language),)
                return [Label(left, y + up, lines, theme.LABEL_SIZE, colour, event=event.id,
                              legend=entries)]  # fmt: skip
    return []


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return (
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    )  # fmt: skip


def _joined(names: Sequence[str], language: Language) -> str:
    """`Russia and United States`, or more, with commas before the last two."""
    *front, last = names
    if not front:
        return last
    return language("{first} and {last}", first=", ".join(front), last=last)
