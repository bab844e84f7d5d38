"""The timeline: lanes over a time axis, a mark for each event, an arrow for each link."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tracker.charts.frame import legend
from tracker.charts.frame.axis import axis, break_captions, grid
from tracker.charts.frame.heading import heading
from tracker.charts.frame.scale import TimeScale, time_scale
from tracker.charts.scene import Box, Label, Mark, Measure, Scene, Span
from tracker.charts.style import theme
from tracker.charts.timeline.arcs import arcs, claimant_colours, rings
from tracker.charts.timeline.density import density, highest, ribbon
from tracker.charts.timeline.lanes import OTHERS, UNKNOWN, Lane, LanesBy, lanes_of
from tracker.charts.timeline.packing import GAP, ROW, SLIM, Entry, Row, packed
from tracker.charts.timeline.phases import Phase, shaded
from tracker.charts.timeline.prominence import most_prominent
from tracker.charts.words.dating import is_vague, short_date
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import claimant_name, claims_in_words, span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import Event

WIDTH = 1152.0
MARGIN = 28.0
GUTTER = 104.0
DERIVED = 3.0
LANE_PADDING = 7.0
LABEL_WIDTH = 162.0
LONG_LABEL = 236.0  # of one line, where many are named
MANY_NAMED = 120
LONG = timedelta(days=1500)  # an unbroken axis of so many days does not tell one year from another
HEADER = 62.0
AXIS = 28.0
RIBBON = 38.0
MOST_NAMED = 60
MOST_MARKS = 600


@dataclass(frozen=True)
class Plan:
    """What is asked of a timeline.

    Attributes
    ----------
    lanes : LanesBy
        What a lane stands for.
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
    """

    lanes: LanesBy = LanesBy.ACTOR
    phases: tuple[Phase, ...] = ()
    highlight: tuple[int, ...] = ()
    focus: tuple[datetime, datetime] | None = None
    named: int | None = None
    most_marks: int = MOST_MARKS


PLAIN = Plan()


def timeline(
    chronicle: Chronicle,
    measure: Measure,
    title: str = "",
    width: float = WIDTH,
    narrowed: str = "",
    behind: Mapping[int, str] | None = None,
    plan: Plan = PLAIN,
    language: Language = ENGLISH,
) -> Scene:
    """Lay out a chronicle as lanes of events over a time axis.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event.
    measure : callable
        Width in points of a text at a font size, as `tracker.charts.drawing.text_width` gives.
    title : str, optional
        What stands above; by default the span of time and the numbers.
    width : float, optional
        Width of the canvas in points.
    narrowed : str, optional
        By what conditions the events were chosen, for the line under the title.
    behind : mapping of int to str, optional
        For events what stands behind their dates, such as the numbers of notes.
    plan : Plan, optional
        Lanes, phases, a highlighted chain, a focus, and how many events are named.
    language : Language, optional
        What the chart itself speaks.

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
    imprecise date a bar that fades on both sides under a hollow mark. Of more than six hundred
    events only those named have marks; all are in the density at the foot of each lane.

    Examples
    --------
    >>> timeline(Chronicle(), lambda text, size: 5.0)
    Traceback (most recent call last):
    ValueError: A time axis needs at least one event.
    """
    events = chronicle.events
    named = _named(chronicle, plan)
    room = LABEL_WIDTH if len(named) <= MANY_NAMED else LONG_LABEL
    tall = ROW if len(named) <= MANY_NAMED else SLIM
    crowded = len(events) > plan.most_marks and len(named) < len(events)
    spans = [(event.date.start, event.date.end) for event in events.values()]
    scale = time_scale(spans, GUTTER + MARGIN, width - MARGIN - room - 2 * GAP, focus=plan.focus)
    years = scale.stretches[-1].end - scale.stretches[0].start > LONG and not any(scale.breaks)
    lanes = lanes_of(chronicle, plan.lanes)
    drawn = _Marks(scale, measure, behind or {}, named, room, tall, language, years)
    rows = [packed([drawn.entry(e) for e in lane.events if e.id in named or not crowded], tall)
            for lane in lanes]  # fmt: skip
    counted = [density(lane.events, scale) if crowded else {} for lane in lanes]
    most = highest(counted)
    foot = RIBBON if crowded else 0.0
    heights = [2 * LANE_PADDING + sum(row.height for row in each) + foot for each in rows]
    colours = claimant_colours(chronicle)
    shown = replace(chronicle, events={number: events[number] for number in events
                                       if number in named or not crowded})  # fmt: skip
    key = legend.of_timeline(
        shown, measure, width - 2 * MARGIN, colours, list(events.values()),
        round(most) if crowded else 0, bool(plan.highlight), language,
    )  # fmt: skip
    floor = MARGIN + key.height + AXIS
    ceiling = floor + sum(heights)
    phases = shaded(plan.phases, scale, floor, ceiling, measure)
    height = ceiling + phases.height + HEADER

    head = title or language("Timeline, {span}", span=span_in_words(events.values(), language))
    under = _subtitle(chronicle, scale, len(named), plan, language) + narrowed
    names = [_spoken(lane, plan.lanes, chronicle, language) for lane in lanes]
    stack = _stacked(names, rows, heights, ceiling, width, drawn)
    ribbons = [
        area
        for each, foot in zip(counted, stack.floors, strict=True)
        for area in ribbon(each, scale, foot, RIBBON - 4, most)
    ]
    places = {
        (lane.name, number): place
        for lane, own in zip(lanes, stack.places, strict=True)
        for number, place in own.items()
    }
    apart = plan.lanes is LanesBy.ACCOUNT
    return Scene(
        width=width,
        height=height,
        background=theme.BACKGROUND,
        boxes=stack.boxes,
        areas=(*phases.bands, *ribbons, *key.areas),
        rules=(*grid(scale, floor, ceiling), *phases.borders),
        spans=(*stack.spans, *key.spans),
        arrows=(*arcs(chronicle, places, plan.highlight, colours, apart), *key.arrows),
        marks=(*rings(stack.marks, plan.highlight), *stack.marks, *key.marks),
        labels=(
            *heading(head, under, width, height, measure), *stack.names, *phases.names,
            *axis(scale, floor, language), *break_captions(scale, floor, language),
            *stack.labels, *key.labels,
        ),
        title=head,
        stretches=scale.stretches,
        language=language.code,
    )  # fmt: skip


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
    width: float, drawn: "_Marks",
) -> _Stack:  # fmt: skip
    """Every event on its row, from the uppermost lane down."""
    boxes, said, floors, places = [], [], [], []
    spans: list[Span] = []
    marks: list[Mark] = []
    labels: list[Label] = []
    for number, (name, own, tall) in enumerate(zip(names, rows, heights, strict=True)):
        ground = theme.PANEL if number % 2 == 0 else theme.BACKGROUND
        boxes.append(Box(MARGIN, top - tall, width - 2 * MARGIN, tall, ground))
        room = (GUTTER - 20) / theme.BOLDER
        lines = theme.wrapped(name, room, theme.LANE_SIZE, drawn.measure)
        middle = top - tall / 2
        said.append(Label(MARGIN + 8, middle, lines, theme.LANE_SIZE, theme.INK, weight="bold"))
        y = top - LANE_PADDING
        found: dict[int, tuple[float, float]] = {}
        for row in own:
            for entry in row.entries:
                bars, mark, label = drawn.shapes(entry, y - row.height / 2, ground)
                spans += bars
                marks.append(mark)
                labels += [label] if label else []
                found[entry.event.id] = mark.x, mark.y
            y -= row.height
        places.append(found)
        top -= tall
        floors.append(top)
    return _Stack(
        tuple(boxes), tuple(said), tuple(floors), tuple(places), tuple(spans), tuple(marks),
        tuple(labels),
    )  # fmt: skip


def _named(chronicle: Chronicle, plan: Plan) -> frozenset[int]:
    """The events that have labels."""
    count = MOST_NAMED if plan.named is None else plan.named
    if len(chronicle.events) <= count:
        return frozenset(chronicle.events)
    return most_prominent(chronicle, count, plan.highlight)


@dataclass(frozen=True)
class _Marks:
    """How each event of a timeline is drawn."""

    scale: TimeScale
    measure: Measure
    behind: Mapping[int, str]
    named: Collection[int]
    room: float
    tall: float
    language: Language
    years: bool

    def entry(self, event: Event) -> Entry:
        """The event with its label and the room that it takes in a row."""
        lines: tuple[str, ...] = ()
        x, size = self._x(event), theme.mark_size(event.intensity)
        first, last = x - size / 2, x + size / 2
        if event.id in self.named:
            date = short_date(event.date, self.language, self.years)
            said = date + self.behind.get(event.id, "")
            lines = theme.wrapped(
                f"{said}: {event.titled}",
                self.room,
                theme.LABEL_SIZE,
                self.measure,
                most=2 if self.tall == ROW else 1,
            )
            wide = max(self.measure(line, theme.LABEL_SIZE) for line in lines)
            first, last = first - GAP, last + GAP + wide
        if not event.date.is_day:
            begin, end = self._ends(event.date)
            first, last = min(first, begin), max(last, end)
        return Entry(event, lines, first, last)

    def shapes(self, entry: Entry, y: float, ground: str) -> tuple[list[Span], Mark, Label | None]:
        """The bars (none for a known day), the mark and the label of an event on its row."""
        event, date = entry.event, entry.event.date
        colour = theme.colour_of(event.quad)
        tall = self.tall - 7 if entry.lines else 7.0
        span = narrowed = None
        if not date.is_day:
            begin, _, end = date.text.partition("/")
            span = Span(
                *self._ends(date), y, tall, colour,
                fades_left=not date.is_interval or is_vague(begin),
                fades_right=not date.is_interval or is_vague(end),
                event=event.id,
            )  # fmt: skip
        if span and event.derived_text:
            # A line under the bar, so that the label stays legible.
            low = y - span.height / 2 + DERIVED / 2
            first, last = self.scale(event.when.start), self.scale(event.when.end)
            narrowed = replace(span, x0=first, x1=last, y=low, height=DERIVED, derived=True)
        x, size = self._x(event), theme.mark_size(event.intensity)
        begun = date.is_interval and date.earliest is not None
        vague = (date.is_approximate or not date.is_day) and not begun
        mark = Mark(x, y, theme.glyph_of(event.quad), colour, size, hollow=vague, event=event.id)
        label = None
        if entry.lines:
            label = Label(
                x + size / 2 + GAP - 2, y, entry.lines, theme.LABEL_SIZE, theme.INK,
                backdrop=None if span else ground, event=event.id,
            )  # fmt: skip
        return [bar for bar in (span, narrowed) if bar], mark, label

    def _ends(self, date: EventDate) -> tuple[float, float]:
        """Where a date begins and ends on the page; what is open runs to the end of the axis."""
        first, last = self.scale.stretches[0].x0, self.scale.stretches[-1].x1
        return (
            first if date.earliest is None else self.scale(date.start),
            last if date.latest is None else self.scale(date.end),
        )

    def _x(self, event: Event) -> float:
        """A known day at its noon, an interval at its beginning, else the middle."""
        start, end = self.scale(event.when.start), self.scale(event.when.end)
        if event.date.is_interval and event.date.earliest is not None:
            return start
        return (start + end) / 2


def _spoken(lane: Lane, by: LanesBy, chronicle: Chronicle, language: Language) -> str:
    """A lane's name, in the chart's language where it is the chart's own."""
    if lane.name in (OTHERS, *UNKNOWN.values()):
        return language(lane.name)
    return claimant_name(lane.name, chronicle) if by is LanesBy.ACCOUNT else lane.name


def _subtitle(
    chronicle: Chronicle, scale: TimeScale, named: int, plan: Plan, language: Language
) -> str:
    events = len(chronicle.events)
    parts = [language.counted(events, "event")]
    if named < events:
        parts[0] += language(", {number} of them named", number=language.number(named))
    if claims := claims_in_words(chronicle.links, language):
        parts.append(claims)
    if any(scale.breaks):
        parts.append(language("quiet stretches are left out of the axis"))
    if plan.focus:
        first, last = (language.full_day(moment) for moment in plan.focus)
        parts.append(language("drawn wider: {first} to {last}", first=first, last=last))
    return "; ".join(parts)
