"""A timeline of letters, for a terminal: a row for each event, with its place in time."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.charts.frame.scale import TimeScale, time_scale
from tracker.charts.margins import KEY, link_margin
from tracker.charts.style import theme
from tracker.charts.words.dating import short_date
from tracker.charts.words.wording import standing
from tracker.model.answers.draw import TextRow, TextTimeline, date_lines
from tracker.model.chronicle import Chronicle
from tracker.model.codebook import Tone
from tracker.model.date_display import dates_are_edtf
from tracker.model.event import Event, Status
from tracker.model.marking import labelled

# Shapes as in the pictures, so that colour is not needed.
SIGNS = {
    Tone.VERBAL_COOPERATION: "○",
    Tone.MATERIAL_COOPERATION: "■",
    Tone.VERBAL_CONFLICT: "▲",
    Tone.MATERIAL_CONFLICT: "◆",
    Tone.NEUTRAL: "+",
}
UNCODED = "×"
# What did not happen has a sign of its own, in the colour of its class.
STANDING = {
    Status.PLANNED: "◌",
    Status.THREATENED: "!",
    Status.DENIED: "⊘",
    Status.DID_NOT_OCCUR: "⊗",
}
EARLIER, LATER = "←", "→"
POINTS = 12.0  # of the axis, to a column of letters
LEAST_TRACK = 8
BETWEEN = 2  # blanks between two columns
MOST_LINES, COLUMNS_A_LINE = 8, 20  # of links beside one another: 4 at 80 columns


def text_timeline(chronicle: Chronicle, width: int) -> TextTimeline:
    """Lay out a chronicle as rows of letters.

    Parameters
    ----------
    chronicle : Chronicle
        At least one event, and links, of which each event's likeliest cause is drawn.
    width : int
        Columns of the terminal; the track takes about a third of what the date leaves.

    Returns
    -------
    TextTimeline
        A row for each event, in order of time.

    Raises
    ------
    ValueError
        If the chronicle is empty.

    Examples
    --------
    >>> text_timeline(Chronicle(), 80)
    Traceback (most recent call last):
    ValueError: A time axis needs at least one event.
    """
    events = tuple(chronicle.events.values())
    margin = link_margin(chronicle, events, min(MOST_LINES, width // COLUMNS_A_LINE))
    in_words = not dates_are_edtf()
    dates = [
        short_date(event.date, with_year=True) if in_words else event.date.text for event in events
    ]
    taken = [max((len(line) for date in dates for line in date_lines(date)), default=0)]
    taken += [len(margin.rows[0])] if margin.drawn else []
    columns = max(LEAST_TRACK, (width - sum(taken) - BETWEEN * len(taken)) // 3)
    spans = [(event.date.start, event.date.end) for event in events]
    scale = time_scale(spans, 0, POINTS * (columns - 1), least=POINTS * 2)
    rows = []
    before = ""
    for event, said, links, below in zip(events, dates, margin.rows, margin.below, strict=True):
        row = _row(event, scale, columns, "" if said == before else said)
        rows.append(replace(row, links=links, below=below))
        before = said
    done = [event for event in events if event.status not in STANDING]
    quads = [quad for quad in Tone if any(event.tone is quad for event in done)]
    key = [f"{SIGNS[quad]} {quad.label}" for quad in quads]
    if any(event.tone is None for event in done):
        key.append(f"{UNCODED} not coded")
    statuses = {event.status for event in events}
    key += [f"{sign} {standing(each)}" for each, sign in STANDING.items() if each in statuses]
    key += _bars_of(events)
    if any(scale.breaks):
        key.append("· quiet time left out")
    if margin.links:
        key.append(KEY)
        if margin.drawn < margin.links:
            key.append(f"{margin.drawn:,} of {margin.links:,} links drawn")
    return TextTimeline(tuple(rows), _axis(scale, columns), "   ".join(key))


def _row(event: Event, scale: TimeScale, columns: int, date: str) -> TextRow:
    track = [" "] * columns
    for start, end, _ in scale.breaks:
        for place in range(_column(start) + 1, _column(end)):
            track[place] = "·"
    first, last = _column(scale(event.when.start)), _column(scale(event.when.end))
    if not event.date.is_day:
        track[first : last + 1] = "─" * (last + 1 - first)
    if event.when.is_open:  # no end is drawn, for none is known
        first = last = _open_column(event, scale, track)
    begun = event.date.is_interval and event.date.earliest is not None
    place = first if begun or event.date.is_day else (first + last) // 2
    track[place] = STANDING.get(event.status) or (SIGNS[event.tone] if event.tone else UNCODED)
    text = labelled(f"{event.titled}  ({event.sides})", event.marking)
    return TextRow(date, "".join(track), place, theme.colour_of(event.tone), text)


def _open_column(event: Event, scale: TimeScale, track: list[str]) -> int:
    """The column of what is known of an open date, with an arrow to where it may go on."""
    later = event.when.latest is None
    known = _column(scale(event.when.start if later else event.when.end))
    if later and event.status is Status.ONGOING:
        track[known:] = "─" * (len(track) - known)
        track[-1] = LATER
    elif later and known + 1 < len(track):
        track[known + 1] = LATER
    elif not later and known > 0:
        track[known - 1] = EARLIER
    return known


def _bars_of(events: Sequence[Event]) -> list[str]:
    """What the lines beside signs say: a stretch, a time within which, an end that is not known."""
    dated = [event.date for event in events if not event.date.is_day]
    closed = [date for date in dated if not date.is_open]
    said = {
        "from its first day to its last": any(date.is_interval for date in closed),
        "some time within": any(not date.is_interval for date in closed),
    }
    signs = {"from its first day to its last": "◆─", "some time within": "─◆─"}
    found = [f"{signs[text]} {text}" for text, there in said.items() if there]
    if any(date.latest is None for date in dated):
        found.append(f"{LATER} end not known")
    if any(date.earliest is None for date in dated):
        found.append(f"{EARLIER} beginning not known")
    return found


def _axis(scale: TimeScale, columns: int) -> tuple[str, ...]:
    """The ticks with their dates, and below the years."""
    days, years = [" "] * columns, [" "] * columns
    free = free_of_years = 0
    for tick in scale.ticks():
        place = _column(tick.x)
        if place < free or place + len(tick.text) > columns:
            continue
        days[place : place + len(tick.text)] = tick.text
        if tick.year:
            first = min(max(place, free_of_years), columns - len(tick.year))
            if first >= free_of_years:
                years[first : first + len(tick.year)] = tick.year
                free_of_years = first + len(tick.year) + 1
        free = place + len(tick.text) + 1
    return _kept("".join(days[:columns]), "".join(years[:columns]))


def _kept(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line.strip())


def _column(x: float) -> int:
    return round(x / POINTS)
