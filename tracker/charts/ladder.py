"""The ladder of escalation: each act of a side as a stem to the rung of what it did."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tracker.analysis.dyads import acts_upon_one_another, count_dyads, most_active_pair, tallies
from tracker.charts.crowds import BIN, counted
from tracker.charts.frame.axis import axis, bin_in_words, break_captions, grid
from tracker.charts.frame.extent import extent_of, known_span
from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import Spacing
from tracker.charts.frame.scale import TimeScale, time_scale
from tracker.charts.naming import Named, Room, placed_names
from tracker.charts.scene import Box, Label, LegendEntry, Rule, Scene
from tracker.charts.stems import (
    GROUND,
    RUNG,
    Act,
    areas_of,
    dot_size,
    heights_of,
    shapes_of,
    stems,
)
from tracker.charts.style import theme
from tracker.charts.style.actors import looks_of
from tracker.charts.words.language import Language
from tracker.charts.words.wording import joined_names, span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import Rung
from tracker.model.event import Event, Status

WIDTH = 1120.0
GUTTER = 138.0
AXIS = 44.0
COLUMN = 560.0  # a width below that: names of rungs stand within them
COLUMN_MARGIN = 12.0
LEAST_SLIM, SLIM_BREAK = 12.0, 14.0  # of a column: stretches of its axis, and breaks
CAPTIONS = 10.0  # how much lower those of breaks stand there, clear of the years
SLIM_KEY = Spacing(14.0, 14.0, 8.0, 10.0)
ASIDE = 2.4  # points between the stems of two sides that act on one day
MOST_SIDES = 4
MOST_DOTS = 1200  # beyond that acts are counts, for dots would lie on one another
MOST_TRIED = 60  # to be named
SPACING = Spacing(28.0, 14.0, 18.0, 11.0)
# By `Rung`: the Correlates of War hostility levels; below them what has none, by its tone.
RUNGS = (
    "cooperation", "neutral words\nand thought", "hostile words\nand measures",
    "threat to use force", "display of force", "use of force", "war",
)  # fmt: skip


@dataclass(frozen=True)
class LadderOptions:
    """The options of a ladder.

    Attributes
    ----------
    sides : tuple of str
        Codes of the actors whose acts are drawn, up to four; by default the two that act most
        upon one another.
    whole : bool
        Whether acts upon others are drawn too; of one side they always are.
    """

    sides: tuple[str, ...] = ()
    whole: bool = False


DEFAULT = LadderOptions()


def ladder(chronicle: Chronicle, frame: Frame, options: LadderOptions = DEFAULT) -> Scene:
    """Lay out the acts of each side on the rungs of what was done.

    Parameters
    ----------
    chronicle : Chronicle
        Events, at least one by one of the sides.
    frame : Frame
        Title, width, notes and language; the title is by default the sides and the time.
    options : LadderOptions, optional
        Whose acts are drawn, and whether those upon others are.

    Returns
    -------
    Scene
        A dot for each act on its rung: on a stem where its day is known, at the beginning of a
        bar where it lasts, hollow within a band where it is of some time within. An act says
        nothing about the days after it. Threats of force and what is beyond are named where there
        is room, the highest first. Of more than 1,200 acts dots would lie on one another: they are
        counts, the sides of a rung one below the other.

    Raises
    ------
    ValueError
        If no event that is coded is by one of the sides, or by one of several upon another.

    Notes
    -----
    The rungs are the hostility levels 2 to 5 of the Correlates of War. What has none of them
    stands below, as cooperation, neutral or hostile; what has neither level nor QuadClass is not
    coded, stands nowhere, and is counted in the subtitle. Stems rise from the middle of what is
    neutral, and hang from it to cooperation. A joint act stands on the ladder of each side that
    takes part in it.

    Examples
    --------
    >>> ladder(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A ladder needs at least one event by one of its sides.
    """
    sides = list(options.sides or default_sides(chronicle))[:MOST_SIDES]
    mutual = not options.whole and len(sides) > 1
    events = events_on_ladder(chronicle, sides, options.whole)
    coded = [event for event in events.values() if rung_of(event) is not None]
    if not coded:
        raise ValueError("A ladder needs at least one event by one of its sides.")
    language, width = frame.language, frame.width or WIDTH
    slim = width < COLUMN
    margin = COLUMN_MARGIN if slim else MARGIN
    frame = replace(frame, margin=margin)
    left = margin if slim else margin + GUTTER
    aside = (10.0, 14.0) if slim else (16.0, 24.0)  # free before the first act, behind the last
    spans = frame.clipped(known_span(event.when) for event in coded)
    ends = left + aside[0], width - margin - aside[1]
    scale = time_scale(spans, *ends, *((LEAST_SLIM, None, SLIM_BREAK) if slim else ()))
    looks = looks_of(sides, frame.actors.kept, frame.actors.order)
    acts = [replace(act, look=looks[side]) for number, side in enumerate(sides)
            for act in acts_of(coded, side, number, len(sides), scale)]  # fmt: skip
    top = max(Rung.NEUTRAL, *(act.rung for act in acts))
    ceiling = RUNG * (top + 1)
    names = [chronicle.actors[code].name if code in chronicle.actors else code for code in sides]
    boxes, labels = _rungs(top, width, margin, slim, language)
    crowded = len(acts) > MOST_DOTS
    crowds = counted(acts, len(sides), scale) if crowded else None
    heights = {} if crowded else heights_of(acts)
    lines = [] if crowded else stems(acts, heights)
    shapes = crowds.shapes(acts, names, language) if crowds else []
    named: list[tuple[Act, Named]] = []
    for act in acts:
        if crowds is None:
            y = heights[act.event.id, act.side]
            shapes += shapes_of(act, y, names[act.side], language, dot_size(acts))
        elif act.rung >= Rung.THREAT:
            y = crowds.top(act.rung, act.side, act.x)
        if act.rung >= Rung.THREAT:
            said = act.event.titled + frame.notes.get(act.event.id, "")
            entry = (_named_entry(language),)
            text = Named(said, act.x, y, act.look.colour, act.event.id, entry)
            named.append((act, text))
    room = Room((left, 0.0, width - margin, ceiling + 12))
    if slim:
        room.take(
            (label.x, label.y - 6, label.x + frame.measure(label.text, label.size) * theme.BOLDER,
             label.y + 6) for label in labels
        )  # fmt: skip
    room.take(crowds.areas() if crowds else areas_of((*shapes, *lines)))
    named.sort(key=lambda each: (-each[0].rung, each[0].x0))
    first = list({each.event: each for _, each in reversed(named)}.values())[::-1]
    names_placed = placed_names(first[:MOST_TRIED], room, frame.measure)
    if crowds:  # of so many only what is named has a mark
        told = {shape.event for shape in names_placed if isinstance(shape, Label)}
        shapes += [crowds.mark(act) for act, text in named if text.event in told]
    span = span_in_words(coded, language)
    phrase = "What {sides} did to one another, {span}" if mutual else "What {sides} did, {span}"
    ground = Rule(left, GROUND, width - margin, GROUND, theme.UNCODED, 0.8)
    body = Scene.of(
        (
            *boxes, *grid(scale, 0, ceiling), ground, *lines, *shapes, *labels,
            *axis(scale, 0, language),
            *break_captions(scale, -CAPTIONS if slim else 0, language), *names_placed,
        ),
        width, ceiling, background=theme.BACKGROUND,
        title=language(phrase, sides=joined_names(names, language), span=span),
    )  # fmt: skip
    under = language(
        "{acts}; rungs by the hostility levels of the Correlates of War",
        acts=language.counted(len({act.event.id for act in acts}), "act"),
    )
    under += "; " + language("below them, no level")
    if crowds:
        under += "; " + language(
            "drawn as counts, each of {time}", time=bin_in_words(scale, BIN, language)
        )
    if uncoded := len(events) - len(coded):
        under += "; " + language(
            "{acts} not coded, left out", acts=language.counted(uncoded, "act")
        )
    foot = AXIS + (CAPTIONS if slim else 0)
    return framed(body, frame, under, foot, SLIM_KEY if slim else SPACING)


def events_on_ladder(
    chronicle: Chronicle, sides: Sequence[str], whole: bool = False
) -> dict[int, Event]:
    """Choose the events of a ladder.

    Parameters
    ----------
    chronicle : Chronicle
        The events.
    sides : sequence of str
        Codes of the actors.
    whole : bool, optional
        Whether acts upon others are among them; of one side they always are.

    Returns
    -------
    dict of int to Event
        Those by a side; of several without `whole` only those upon another of them.

    Examples
    --------
    >>> events_on_ladder(Chronicle(), ("RUS", "USA"))
    {}
    """
    if len(sides) > 1 and not whole:
        return acts_upon_one_another(chronicle, sides)
    return {
        number: event
        for number, event in chronicle.events.items()
        if any(actor.code in sides for actor in event.by)
    }


def default_sides(chronicle: Chronicle) -> list[str]:
    """Find the two actors that act most upon one another.

    Parameters
    ----------
    chronicle : Chronicle
        The events.

    Returns
    -------
    list of str
        Their codes, or the code of the one that acts most where nobody acts upon another.

    Examples
    --------
    >>> default_sides(Chronicle())
    []
    """
    if pair := most_active_pair(count_dyads(tallies(chronicle.events.values()))):
        return list(pair)
    acts = Counter(actor.code for event in chronicle.events.values() for actor in event.by)
    return [code for code, _ in acts.most_common(1)]


def acts_of(
    events: Iterable[Event], side: str, number: int, sides: int, scale: TimeScale
) -> list[Act]:
    """The acts of a side, each with its rung and its place on the axis.

    Parameters
    ----------
    events : iterable of Event
        The events on the ladder.
    side : str
        Code of the actor.
    number, sides : int
        Its place among the sides, and how many there are.
    scale : TimeScale
        The scale of the axis.

    Returns
    -------
    list of Act
        In order of their beginning on the page; what is open has a point beyond what is known.

    Examples
    --------
    >>> from datetime import datetime
    >>> from tracker.charts.frame.scale import Stretch
    >>> scale = TimeScale((Stretch(datetime(2016, 10, 1), datetime(2016, 10, 31), 0, 300),))
    >>> acts_of([], "RUS", 0, 2, scale)
    []
    """
    found = []
    aside = ASIDE * (number - (sides - 1) / 2)
    for event in events:
        rung = rung_of(event)
        if rung is not None and any(actor.code == side for actor in event.by):
            when = event.when
            first, last = scale(when.start), scale(when.end)
            if when.is_open:
                extent = extent_of(event.date, scale, event.status is Status.ONGOING)
                shift = aside * extent.opens_right
                act = Act(event, number, rung, extent.x0 + shift, extent.x1)
                left, right = extent.opens_left, extent.opens_right
                found.append(replace(act, opens_left=left, opens_right=right))
                continue
            if event.date.is_day:
                first = last = (first + last) / 2 + aside
            elif event.date.is_interval:
                first += aside  # the stems of a joint act stand beside one another
            found.append(Act(event, number, rung, first, last))
    return sorted(found, key=lambda act: (act.x0, act.event.id))


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


@cache
def _named_entry(language: Language) -> LegendEntry:
    sample = Label(0, 0, ("Abc",), theme.SMALL_SIZE, theme.MUTED, "middle")
    text = language("named where there is room: from a threat of force on, the highest first")
    return LegendEntry(text, (sample,), (4,))


def _rungs(
    top: int, width: float, margin: float, slim: bool, language: Language
) -> tuple[list[Box], list[Label]]:
    """The grounds of rungs with their names, beside them or in a column at their top."""
    boxes, labels = [], []
    for rung in range(top + 1):
        ground = theme.PANEL if rung % 2 == 0 else theme.BACKGROUND
        boxes.append(Box(margin, RUNG * rung, width - 2 * margin, RUNG, ground))
        name = language(RUNGS[rung])
        if slim:
            one, size = (name.replace("\n", " "),), theme.LABEL_SIZE
            y = RUNG * (rung + 1) - 8
            said = Label(margin + 4, y, one, size, theme.INK, weight="bold", backdrop=ground)
        else:
            y, lines = RUNG * (rung + 0.5), tuple(name.split("\n"))
            said = Label(margin + 8, y, lines, theme.LANE_SIZE, theme.INK, weight="bold")
        labels.append(said)
    return boxes, labels
