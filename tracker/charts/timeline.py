"""The timeline: a lane for each actor, a mark for each event, an arrow for each link."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import permutations

from tracker.charts import legend, theme
from tracker.charts.axis import axis, break_captions, grid
from tracker.charts.scale import TimeScale, time_scale
from tracker.charts.scene import Arrow, Box, Label, Mark, Measure, Rule, Scene, Span
from tracker.charts.wording import claims_in_words, span_in_words
from tracker.model.chronicle import Chronicle
from tracker.model.dates import EventDate
from tracker.model.event import Event
from tracker.model.link import Link

WIDTH = 1152.0
MARGIN = 28.0
GUTTER = 104.0
ROW = 25.0
DERIVED = 3.0
LANE_PADDING = 7.0
LABEL_WIDTH = 162.0
GAP = 7.0
HEADER = 62.0
AXIS = 28.0
MOST_LANES = 10
UNKNOWN = "unattributed"
OTHERS = "others"
MOST_TRIED = 7
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def timeline(
    chronicle: Chronicle,
    measure: Measure,
    title: str = "",
    width: float = WIDTH,
    narrowed: str = "",
    behind: Mapping[int, str] | None = None,
) -> Scene:
    """Lay out a chronicle as swimlanes by actor over a time axis.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event. An event stands in the lane of the first actor it is by; of more
        than ten actors the least busy share a lane.
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
    imprecise date a bar that fades on both sides under a hollow mark. Lanes are ordered so
    that the arrows are short: all orders are tried up to seven lanes, beyond that the busiest
    come first.

    Examples
    --------
    >>> timeline(Chronicle(), lambda text, size: 5.0)
    Traceback (most recent call last):
    ValueError: A time axis needs at least one event.
    """
    events = tuple(chronicle.events.values())
    spans = [(event.date.start, event.date.end) for event in events]
    scale = time_scale(spans, GUTTER + MARGIN, width - MARGIN - LABEL_WIDTH - 2 * GAP)
    lanes = _lanes(chronicle)
    packed = [_packed(lane, scale, measure, behind or {}) for _, lane in lanes]
    heights = [2 * LANE_PADDING + ROW * len(rows) for rows in packed]
    key = legend.of_timeline(chronicle, measure, width - 2 * MARGIN)
    floor = MARGIN + key.height + AXIS
    ceiling = floor + sum(heights)
    height = ceiling + HEADER

    boxes: list[Box] = []
    rules: list[Rule] = []
    labels = list(_heading(chronicle, title, width, height, measure, any(scale.breaks), narrowed))
    places: dict[int, tuple[float, float]] = {}
    drawn: list[tuple[list[Span], Mark, Label]] = []
    top = ceiling
    for number, ((name, _), rows, tall) in enumerate(zip(lanes, packed, heights, strict=True)):
        ground = theme.PANEL if number % 2 == 0 else theme.BACKGROUND
        boxes.append(Box(MARGIN, top - tall, width - 2 * MARGIN, tall, ground))
        lines = theme.wrapped(name, GUTTER - 20, theme.LANE_SIZE, measure)
        middle = top - tall / 2
        labels.append(Label(MARGIN + 8, middle, lines, theme.LANE_SIZE, theme.INK, weight="bold"))
        for place, row in enumerate(rows):
            y = top - LANE_PADDING - ROW * (place + 0.5)
            for entry in row:
                shapes = _drawn(entry, scale, y, ground)
                drawn.append(shapes)
                places[entry[0].id] = (shapes[1].x, y)
        top -= tall
    rules += grid(scale, floor, ceiling)
    labels += [*axis(scale, floor), *break_captions(scale, floor)]
    return Scene(
        width=width,
        height=height,
        background=theme.BACKGROUND,
        boxes=(*boxes, *key.boxes),
        rules=(*rules, *key.rules),
        spans=(*(span for bars, _, _ in drawn for span in bars), *key.spans),
        arrows=(*_arrows(chronicle.links, places), *key.arrows),
        marks=(*(mark for _, mark, _ in drawn), *key.marks),
        labels=(*labels, *(label for _, _, label in drawn), *key.labels),
        title=title or _default_title(chronicle),
    )


Entry = tuple[Event, tuple[str, ...]]
"""An event with the lines of its label, which stand to the right of its mark."""


def _lanes(chronicle: Chronicle) -> list[tuple[str, list[Event]]]:
    """The lanes from top to bottom, each with its name and its events in order of time."""
    found: dict[str, list[Event]] = {}
    for event in chronicle.events.values():
        found.setdefault(event.by[0].name if event.by else UNKNOWN, []).append(event)
    busiest = sorted(found, key=lambda name: (-len(found[name]), name))
    if len(busiest) > MOST_LANES:
        kept, rest = busiest[: MOST_LANES - 1], busiest[MOST_LANES - 1 :]
        joined = [event for event in chronicle.events.values() if _lane_of(event) in rest]
        found = {name: found[name] for name in kept} | {OTHERS: joined}
        busiest = [*kept, OTHERS]
    home = {event.id: name for name, lane in found.items() for event in lane}
    pairs = [
        (home[link.cause], home[link.effect])
        for link in chronicle.links
        if home[link.cause] != home[link.effect]
    ]
    if len(busiest) <= MOST_TRIED:
        busiest = list(min(permutations(busiest), key=lambda order: _length(order, pairs)))
    return [(name, found[name]) for name in busiest]


def _lane_of(event: Event) -> str:
    return event.by[0].name if event.by else UNKNOWN


def _length(order: Iterable[str], pairs: Sequence[tuple[str, str]]) -> int:
    """How many lanes the arrows cross in all, in this order of lanes."""
    place = {name: number for number, name in enumerate(order)}
    return sum(abs(place[one] - place[other]) for one, other in pairs)


def _packed(
    lane: Sequence[Event], scale: TimeScale, measure: Measure, behind: Mapping[int, str]
) -> list[list[Entry]]:
    """The events of a lane in as few rows as keep their marks, bars and labels apart."""
    rows: list[list[Entry]] = []
    ends: list[list[tuple[float, float]]] = []
    for event in lane:
        lines = theme.wrapped(
            f"{_short_date(event.date)}{behind.get(event.id, '')}: {event.titled}",
            LABEL_WIDTH,
            theme.LABEL_SIZE,
            measure,
            most=2,
        )
        wide = max(measure(line, theme.LABEL_SIZE) for line in lines)
        x = _mark_x(event, scale)
        reach = GAP + theme.mark_size(event.intensity) / 2
        first, last = x - reach, x + reach + wide
        if not event.date.is_day:
            first = min(first, scale(event.date.start))
            last = max(last, scale(event.date.end))
        taken = (first - GAP, last + GAP)
        for number, busy in enumerate(ends):
            if all(taken[1] <= one or taken[0] >= other for one, other in busy):
                rows[number].append((event, lines))
                busy.append((first, last))
                break
        else:
            rows.append([(event, lines)])
            ends.append([(first, last)])
    return rows


def _mark_x(event: Event, scale: TimeScale) -> float:
    """A known day at its noon, an interval at its first day, an imprecise date in the middle."""
    start, end = scale(event.when.start), scale(event.when.end)
    if event.date.is_interval and event.date.earliest is not None:
        return start
    return (start + end) / 2


def _drawn(entry: Entry, scale: TimeScale, y: float, ground: str) -> tuple[list[Span], Mark, Label]:
    """The bars (none for a known day), the mark and the label of an event on its row."""
    event, lines = entry
    date, colour = event.date, theme.colour_of(event.quad)
    span = None
    if not date.is_day:
        begin, _, end = date.text.partition("/")
        span = Span(
            scale(date.start), scale(date.end), y, ROW - 7, colour,
            fades_left=not date.is_interval or _is_vague(begin),
            fades_right=not date.is_interval or _is_vague(end),
            event=event.id,
        )  # fmt: skip
    narrowed = None
    if span and event.derived_text:
        # A line under the bar, so that the label stays legible.
        low = y - span.height / 2 + DERIVED / 2
        first, last = scale(event.when.start), scale(event.when.end)
        narrowed = replace(span, x0=first, x1=last, y=low, height=DERIVED, derived=True)
    x, size = _mark_x(event, scale), theme.mark_size(event.intensity)
    begun = date.is_interval and date.earliest is not None
    vague = (date.is_approximate and not begun) or (not date.is_day and not begun)
    mark = Mark(x, y, theme.glyph_of(event.quad), colour, size, hollow=vague, event=event.id)
    beside = x + size / 2 + GAP - 2
    backdrop = None if span else ground
    label = Label(beside, y, lines, theme.LABEL_SIZE, theme.INK, backdrop=backdrop, event=event.id)
    return [bar for bar in (span, narrowed) if bar], mark, label


def _is_vague(end: str) -> bool:
    """Whether an end of an interval is not a plain day."""
    return len(end) != 10 or not end[-1].isdigit()


def _short_date(date: EventDate) -> str:
    """The date for a label: `3 Oct`, `~Oct`, `22 Sep to ~Oct`; the year stands on the axis."""
    first, _, last = date.text.partition("/")
    ends = [_short_end(first, date.start)]
    if last:
        ends.append(_short_end(last, date.end))
        if last[:4].isdigit() and first[:4].isdigit() and last[:4] != first[:4]:
            ends[1] = f"{ends[1]} {last[:4]}" if last[:4] not in ends[1] else ends[1]
    return " to ".join(ends)


def _short_end(text: str, moment: datetime) -> str:
    """One end of a date, as finely as its text says, without its year."""
    if text == "..":
        return "…"
    about = "~" if text[-1] in "~%" else ""
    doubt = "?" if text[-1] in "?%" else ""
    plain = text.rstrip("?~%").replace("-XX", "")
    if len(plain) == 4 or "X" in plain:
        said = plain
    elif int(plain[5:7]) > 12:
        said = SEASONS[int(plain[5:7])]
    else:
        said = f"{moment:%b}" if len(plain) == 7 else f"{moment.day} {moment:%b}"
    return f"{about}{said}{doubt}"


def _arrows(links: Sequence[Link], places: dict[int, tuple[float, float]]) -> list[Arrow]:
    """One arrow for each pair of linked events, as strong as the likeliest claim."""
    best: dict[tuple[int, int], Link] = {}
    for link in links:
        pair = (link.cause, link.effect)
        if pair not in best or link.likelihood > best[pair].likelihood:
            best[pair] = link
    weakest_first = sorted(best.items(), key=lambda item: (item[1].likelihood, item[0]))
    return [
        Arrow(
            (places[cause], places[effect]),
            theme.LINK,
            theme.link_width(link.likelihood),
            opacity=0.25 + 0.4 * link.likelihood,
            bend=0.18 if places[cause][1] >= places[effect][1] else -0.18,
            link=(cause, effect),
        )
        for (cause, effect), link in weakest_first
    ]


def _heading(
    chronicle: Chronicle, title: str, width: float, height: float, measure: Measure, broken: bool,
    narrowed: str,
) -> list[Label]:  # fmt: skip
    room = (width - 2 * MARGIN) / 1.14  # bold letters are wider than those measured
    said = theme.wrapped(title or _default_title(chronicle), room, theme.TITLE_SIZE, measure, 1)
    under = theme.wrapped(
        _subtitle(chronicle, broken) + narrowed, width - 2 * MARGIN, theme.SUBTITLE_SIZE, measure, 1
    )
    return [
        Label(MARGIN, height - 24, said, theme.TITLE_SIZE, theme.INK, weight="bold"),
        Label(MARGIN, height - 43, under, theme.SUBTITLE_SIZE, theme.MUTED),
    ]


def _default_title(chronicle: Chronicle) -> str:
    return f"Timeline, {span_in_words(chronicle.events.values())}"


def _subtitle(chronicle: Chronicle, broken: bool) -> str:
    events = len(chronicle.events)
    claims = claims_in_words(chronicle.links)
    quiet = "; quiet stretches are left out of the axis" if broken else ""
    said = f"{events} event{'s' * (events != 1)}"
    return f"{said}; {claims}{quiet}" if claims else said + quiet
