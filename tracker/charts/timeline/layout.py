"""The timeline: lanes over a time axis, a mark for each event, an arrow for each link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tracker.charts.frame.axis import axis, break_captions, grid
from tracker.charts.frame.extent import FREE, POINT, known_span
from tracker.charts.frame.frame import Frame, framed
from tracker.charts.frame.heading import MARGIN
from tracker.charts.frame.legend import WIDE, Spacing
from tracker.charts.frame.scale import TimeScale, time_scale
from tracker.charts.registry import INTERNAL
from tracker.charts.scene import Box, Label, Mark, Scene, Span
from tracker.charts.style import theme
from tracker.charts.timeline.arcs import arcs, claimant_looks, rings
from tracker.charts.timeline.colours import label_colours
from tracker.charts.timeline.density import density, highest, ribbon
from tracker.charts.timeline.lanes import NO_LABEL, OTHERS, UNKNOWN, Lane, home_lanes, lanes_of
from tracker.charts.timeline.marks import EventShapes, brackets
from tracker.charts.timeline.packing import GAP, ROW, SLIM, Row, packed
from tracker.charts.timeline.phases import shaded
from tracker.charts.timeline.prominence import most_prominent
from tracker.charts.timeline.routing import obstacles_of
from tracker.charts.words.language import Language
from tracker.charts.words.titles import ends_in_words
from tracker.charts.words.wording import claimant_name, claims_in_words, span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.timeline_options import LanesBy, Phase

WIDTH = 1152.0
GUTTER = 104.0
LANE_PADDING = 7.0
LABEL_WIDTH = 162.0
LONG_LABEL = 236.0  # of one line, where many are named
MANY_NAMED = 120
LONG = timedelta(days=1500)  # an unbroken axis of so many days does not tell one year from another
AXIS = 28.0
LEAST_SLIM, SLIM_BREAK = 12.0, 14.0  # of a column: stretches of its axis, and breaks
CAPTIONS = 10.0  # how much lower those of breaks stand there, clear of the years
SLIM_KEY = Spacing(14.0, 16.0, 8.0, 10.0)
RIBBON = 38.0
COLUMN = 560.0  # a width below that: names of lanes stand above them, labels at either side
COLUMN_MARGIN = 12.0
NAME = 15.0  # of a lane's name above it
MOST_NAMED = 60
MOST_MARKS = 600
MOST_ARCS = 120  # that can be told apart


@dataclass(frozen=True)
class TimelineOptions:
    """The options of a timeline.

    Attributes
    ----------
    lanes : LanesBy or str
        What a lane stands for; a text is the name of a label, such as a tag.
    colour_by : str or None
        The label whose colours marks have; by default marks are coloured by QuadClass.
    phases : tuple of Phase
        Stretches of time to shade.
    highlight : tuple of int
        Numbers of the events of a chain, from cause to effect; the rest is drawn paler.
    focus : (datetime, datetime) or None
        A time that is drawn wider than the rest.
    named : int or None
        How many events have a label; by default all up to sixty, and of more the sixty that
        matter most.
    most_marks : int
        Of more events than that only those named have marks; the rest are density.
    most_arcs : int
        Of more links than that the likeliest are drawn.
    numbers : mapping of int to int
        How many events one of the chronicle stands for, where it is not one; such a one is
        counted, and neither named nor marked.
    prominent : frozenset of int, optional
        The events that are named, where the chronicle does not tell.
    """

    lanes: LanesBy | str = LanesBy.ACTOR
    colour_by: str | None = None
    phases: tuple[Phase, ...] = ()
    highlight: tuple[int, ...] = ()
    focus: tuple[datetime, datetime] | None = None
    named: int | None = None
    most_marks: int = MOST_MARKS
    most_arcs: int = MOST_ARCS
    numbers: Mapping[int, int] = field(default_factory=dict, metadata=INTERNAL)
    prominent: frozenset[int] | None = field(default=None, metadata=INTERNAL)

    def count(self, chronicle: Chronicle) -> int:
        """The number of events that those of a chronicle stand for."""
        return sum(self.numbers.get(number, 1) for number in chronicle.events)


DEFAULT = TimelineOptions()


def timeline(chronicle: Chronicle, frame: Frame, options: TimelineOptions = DEFAULT) -> Scene:
    """Lay out a chronicle as lanes of events over a time axis.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event.
    frame : Frame
        Title, width, notes and language; the title is by default the span of time.
    options : TimelineOptions, optional
        Lanes, phases, a highlighted chain, a focus, and how many events are named.

    Returns
    -------
    Scene
        The height follows from the number of rows: an event's mark and label never share a
        row with another's, so that labels cannot overlap.

    Raises
    ------
    ValueError
        If the chronicle is empty.

    Notes
    -----
    A date known to the day is a solid mark. An interval is a bar from its first day, and an
    imprecise date a bar that fades on both sides under a hollow mark. An open date is what is known
    of it and a point. A joint act has a mark in the
    lane of each who did it, a label in the first's, and a thin line joins its marks. Of more
    than six hundred events only those named have marks; all are in the density at the foot of each
    lane.

    Examples
    --------
    >>> timeline(Chronicle(), Frame(lambda text, size: 5.0))
    Traceback (most recent call last):
    ValueError: A time axis needs at least one event.
    """
    events, language, numbers = chronicle.events, frame.language, options.numbers
    width = frame.width or WIDTH
    slim = width < COLUMN
    margin = COLUMN_MARGIN if slim else MARGIN
    frame = replace(frame, margin=margin)
    named = _named(chronicle, options)
    room = LABEL_WIDTH if len(named) <= MANY_NAMED else LONG_LABEL
    tall = ROW if len(named) <= MANY_NAMED else SLIM
    count = options.count(chronicle)
    crowded = count > options.most_marks and len(named) < count
    spans = frame.clipped(known_span(event.date) for event in events.values())
    times = [numbers.get(number, 1) for number in events]
    if slim:
        scale = time_scale(
            spans, margin + GAP, width - margin - GAP, LEAST_SLIM, options.focus, SLIM_BREAK, times
        )
    else:
        right = width - margin - room - 2 * GAP
        scale = time_scale(spans, GUTTER + margin, right, focus=options.focus, numbers=times)
    years = scale.stretches[-1].end - scale.stretches[0].start > LONG and not any(scale.breaks)
    lanes = lanes_of(chronicle, options.lanes, numbers)
    by = options.colour_by
    paint = label_colours(chronicle, by, numbers) if by else None
    drawn = EventShapes(
        scale, frame.measure, frame.notes, named, room, tall, language, years, paint,
        (margin, width - margin) if slim else None, (FREE, FREE if slim else POINT),
    )  # fmt: skip
    home = home_lanes(lanes, chronicle, options.lanes)
    rows = [
        packed(
            [drawn.item(event, home.get(event.id, place) == place)
             for event in lane.events if event.id in named or not crowded],
            tall,
        )
        for place, lane in enumerate(lanes)
    ]  # fmt: skip
    counted = [density(lane.events, scale, numbers) if crowded else {} for lane in lanes]
    most = highest(counted)
    foot = RIBBON if crowded else 0.0
    names = [lane_name(lane, options.lanes, chronicle, language) for lane in lanes]
    above = NAME if slim else 0.0
    heights = [
        max(
            above + 2 * LANE_PADDING + sum(row.height for row in each) + foot,
            0.0 if slim else _height_of_name(name, drawn),
        )
        for name, each in zip(names, rows, strict=True)
    ]
    ceiling = sum(heights)
    phases = shaded(options.phases, scale, 0, ceiling, frame.measure)
    stack = _stacked(names, rows, heights, ceiling, (width, margin, above), drawn)
    ribbons = [
        area
        for each, foot in zip(counted, stack.floors, strict=True)
        for area in ribbon(each, scale, foot, RIBBON - 4, most, language)
    ]
    places = {
        (lane.name, number): place
        for at, (lane, own) in enumerate(zip(lanes, stack.places, strict=True))
        for number, place in own.items()
        if home.get(number, at) == at
    }
    at_home = set(places.values())  # where arrows end, and so the ring of a joint act
    stand = [mark for mark in stack.marks if (mark.x, mark.y) in at_home]
    apart = options.lanes is LanesBy.ACCOUNT
    # One scheme of colours at a time: where labels have them, arcs are grey.
    looks = {} if paint else claimant_looks(chronicle, frame.actors)
    obstacles = obstacles_of(stack.marks, stack.labels, 0, ceiling, frame.measure)
    curves, junctions = arcs(
        chronicle, places, options.highlight, looks, apart, obstacles, options.most_arcs, language
    )
    shown = {arrow.link for arrow in curves}
    body = Scene(
        width=width,
        height=ceiling + phases.height,
        background=theme.BACKGROUND,
        boxes=stack.boxes,
        areas=(*phases.bands, *ribbons),
        rules=(*grid(scale, 0, ceiling), *phases.borders, *brackets(stack.places, home, language)),
        spans=stack.spans,
        arrows=tuple(curves),
        marks=(*rings(stand, options.highlight, language), *stack.marks, *junctions),
        labels=(
            *stack.names, *phases.names, *axis(scale, 0, language),
            *break_captions(scale, -CAPTIONS if slim else 0, language), *stack.labels,
        ),
        title=_title(chronicle, options.highlight, language),
        stretches=scale.stretches,
    )  # fmt: skip
    under = _subtitle(chronicle, scale, len(named), len(shown), options, language)
    return framed(body, frame, under, AXIS + (CAPTIONS if slim else 0), SLIM_KEY if slim else WIDE)


@dataclass(frozen=True)
class _Stack:
    """Lanes one below the other: their grounds and names, and what stands in them."""

    boxes: tuple[Box, ...]
    names: tuple[Label, ...]
    floors: tuple[float, ...]
    places: tuple[Mapping[int, tuple[float, float]], ...]
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]


def _stacked(
    names: Sequence[str], rows: Sequence[Sequence[Row]], heights: Sequence[float], top: float,
    ends: tuple[float, float, float], drawn: EventShapes,
) -> _Stack:  # fmt: skip
    """Every event on its row, from the uppermost lane down.

    The ends are the width, the margin, and what a name takes above its lane.
    """
    width, margin, above = ends
    boxes, said, floors, places = [], [], [], []
    spans: list[Span] = []
    marks: list[Mark] = []
    labels: list[Label] = []
    for number, (name, own, tall) in enumerate(zip(names, rows, heights, strict=True)):
        ground = theme.PANEL if number % 2 == 0 else theme.BACKGROUND
        boxes.append(Box(margin, top - tall, width - 2 * margin, tall, ground))
        if above:
            room = (width - 2 * margin - 8) / theme.BOLDER
            lines = theme.wrapped(name, room, theme.LABEL_SIZE, drawn.measure, 1)
            at = Label(margin + 4, top - above / 2, lines, theme.LABEL_SIZE, theme.INK,
                       weight="bold", backdrop=ground)  # fmt: skip
        else:
            at = Label(margin + 8, top - tall / 2, _name_lines(name, drawn), theme.LANE_SIZE,
                       theme.INK, weight="bold")  # fmt: skip
        said.append(at)
        y = top - LANE_PADDING - above
        found: dict[int, tuple[float, float]] = {}
        for row in own:
            for item in row.items:
                bars, mark, label = drawn.shapes(item, y - row.height / 2, ground)
                spans += bars
                marks.append(mark)
                labels += [label] if label else []
                found[item.event.id] = mark.x, mark.y
            y -= row.height
        places.append(found)
        top -= tall
        floors.append(top)
    return _Stack(
        tuple(boxes), tuple(said), tuple(floors), tuple(places), tuple(spans), tuple(marks),
        tuple(labels),
    )  # fmt: skip


def _name_lines(name: str, drawn: EventShapes) -> tuple[str, ...]:
    """A lane's name in bold letters, line by line."""
    return theme.wrapped(name, (GUTTER - 20) / theme.BOLDER, theme.LANE_SIZE, drawn.measure)


def _height_of_name(name: str, drawn: EventShapes) -> float:
    """The height that a lane needs so that its name does not run into the next."""
    return theme.LANE_SIZE * 1.2 * len(_name_lines(name, drawn)) + 4.0


def _named(chronicle: Chronicle, options: TimelineOptions) -> frozenset[int]:
    """The events that have labels."""
    if options.prominent is not None:
        return options.prominent
    count = MOST_NAMED if options.named is None else options.named
    if len(chronicle.events) <= count:
        return frozenset(chronicle.events)
    return most_prominent(chronicle, count, options.highlight)


def lane_name(lane: Lane, by: LanesBy | str, chronicle: Chronicle, language: Language) -> str:
    """A lane's name, in the chart's language where it is the chart's own."""
    if lane.name in (OTHERS, NO_LABEL, *UNKNOWN.values()):
        return language(lane.name)
    if by is LanesBy.ACCOUNT:
        return language.word(claimant_name(lane.name, chronicle))
    return lane.name


def _title(chronicle: Chronicle, highlight: Sequence[int], language: Language) -> str:
    """The two ends of the highlighted chain, else of the time; the span of what has one title."""
    events = chronicle.events
    ends = [events[number] for number in highlight if number in events] or list(events.values())
    span = span_in_words(events.values(), language)
    return ends_in_words(ends[0], ends[-1], language) or language("Timeline, {span}", span=span)


def _subtitle(
    chronicle: Chronicle, scale: TimeScale, named: int, shown: int, options: TimelineOptions,
    language: Language,
) -> str:  # fmt: skip
    events = options.count(chronicle)
    span = span_in_words(chronicle.events.values(), language)
    parts = [language("{events}, {span}", events=language.counted(events, "event"), span=span)]
    if named < events:
        parts.append(language("{number} of them named", number=language.number(named)))
    if claims := claims_in_words(chronicle.links, language):
        parts.append(claims)
    links = len({(cause, link.effect) for link in chronicle.links for cause in link.causes})
    if shown < links:
        parts.append(
            language("{drawn} of {links} drawn", drawn=language.number(shown),
                     links=language.counted(links, "link"))
        )  # fmt: skip
    if any(scale.breaks):
        parts.append(language("quiet stretches are left out of the axis"))
    if options.focus:
        first, last = (language.full_day(moment) for moment in options.focus)
        parts.append(language("drawn wider: {first} to {last}", first=first, last=last))
    return "; ".join(parts)
