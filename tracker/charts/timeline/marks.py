"""The shapes of an event on a timeline: its mark, the bar of an imprecise date, its label."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.charts.curves import fading_slices
from tracker.charts.frame.extent import FREE, POINT, Extent, extent_of
from tracker.charts.frame.legend import class_entry, standing_entry
from tracker.charts.frame.scale import TimeScale
from tracker.charts.scene import Label, LegendEntry, Mark, Measure, Rule, Span
from tracker.charts.style import theme
from tracker.charts.timeline.colours import LabelColours
from tracker.charts.timeline.key import (
    JOINED,
    begun_entry,
    derived_entry,
    doubt_entry,
    earlier_entry,
    imprecise_entry,
    interval_entry,
    joint_entry,
    later_entry,
    ongoing_entry,
    open_entry,
    size_entry,
)
from tracker.charts.timeline.packing import GAP, ROW, LaneItem
from tracker.charts.words.dating import is_vague, short_date
from tracker.charts.words.language import ENGLISH, Language
from tracker.charts.words.wording import in_brackets
from tracker.model.dates import EventDate, Precision
from tracker.model.event import Event, Status

DERIVED = 3.0
MOST_JOINED = 24  # acts of which that line is drawn whole
STUB = 9.0  # of others
MOST_LINES = 4  # of a label in a column
SHADES = 14  # slices of a bar, of which each has one shade


def brackets(
    places: Sequence[Mapping[int, tuple[float, float]]],
    home: Mapping[int, int],
    language: Language = ENGLISH,
) -> list[Rule]:
    """Join the marks that one act has in the lanes of those who did it.

    Parameters
    ----------
    places : sequence of mapping of int to (float, float)
        For each lane where the marks of its events stand.
    home : mapping of int to int
        The lane of each event in which it has its label; of none where lanes are not of actors.
    language : Language, optional
        The language of the legend.

    Returns
    -------
    list of Rule
        A thin line from the uppermost to the lowest mark of an act that has several. Where more
        than two dozen acts have several, such lines would run through the labels of others: then
        short ones at each mark, towards the next.

    Examples
    --------
    >>> [(rule.y0, rule.y1) for rule in brackets([{1: (5.0, 9.0)}, {1: (5.0, 2.0)}], {1: 0})]
    [(9.0, 2.0)]
    """
    several = {
        number: stands
        for number in home
        if len(stands := [own[number] for own in places if number in own]) > 1
    }
    entry = (joint_entry(language),)
    lines = []
    for number, stands in several.items():
        whole = len(several) <= MOST_JOINED
        for (x, top), (_, low) in pairwise(stands) if not whole else [(stands[0], stands[-1])]:
            ends = [(top, low)] if whole else [(top, top - STUB), (low + STUB, low)]
            lines += [
                Rule(x, high, x, foot, theme.MUTED, JOINED, event=number, legend=entry)
                for high, foot in ends
            ]
    return lines


@dataclass(frozen=True)
class EventShapes:
    """The shapes of each event of a timeline, with their entries of the legend.

    Between `edges`, those of a column, a label stands at the side of its mark that has more room.
    """

    scale: TimeScale
    measure: Measure
    behind: Mapping[int, str]
    named: Collection[int]
    room: float
    tall: float
    language: Language
    years: bool
    paint: LabelColours | None = None
    edges: tuple[float, float] | None = None
    reach: tuple[float, float] = (FREE, POINT)  # of points out of the axis

    def item(self, event: Event, at_home: bool = True) -> LaneItem:
        """The event with its label and the room that it takes in a row.

        Beside its home, in the lanes of those with whom it was done, it has no label.
        """
        lines: tuple[str, ...] = ()
        x, size = self._x(event), theme.mark_size(event.intensity)
        first, last = x - size / 2, x + size / 2
        if at_home and event.id in self.named:
            date = self._dated(event.date)
            dated = date + self.behind.get(event.id, "")
            most = 2 if self.edges is None else MOST_LINES
            lines = theme.wrapped(
                f"{dated}: {event.title}",
                self._room(x, size),
                theme.LABEL_SIZE,
                self.measure,
                most=most if self.tall == ROW else 1,
                ending=in_brackets(event, self.language),
            )
            wide = max(self.measure(line, theme.LABEL_SIZE) for line in lines)
            if self._is_turned(x):
                first, last = first - GAP - wide, last + GAP
            else:
                first, last = first - GAP, last + GAP + wide
        if not event.date.is_day or event.date.is_approximate:
            ends = self._extent(event)
            first, last = min(first, ends.x0), max(last, ends.x1)
        return LaneItem(event, lines, first, last)

    def shapes(
        self, item: LaneItem, y: float, ground: str
    ) -> tuple[list[Span], Mark, Label | None]:
        """The bars (none for a known day), the mark and the label of an event on its row."""
        event, date = item.event, item.event.date
        colour = self.paint.colour(event) if self.paint else theme.colour_of(event.tone)
        tall = self.tall - 7 if item.lines else 7.0
        span = narrowed = None
        if not date.is_day or date.is_approximate:
            span = self._span(event, self._extent(event), y, tall, colour)
        apart = [
            self._span(event, extent_of(member, self.scale, reach=self.reach), y, tall, colour)
            for member in date.members
            if span and len(date.members) > 1  # one of several: each is drawn, not what is between
        ]
        if span and event.derived_text:
            # A line under the bar, so that the label stays legible.
            low = y - span.height / 2 + DERIVED / 2
            first, last = self.scale(event.when.start), self.scale(event.when.end)
            narrowed = replace(
                span, x0=first, x1=last, y=low, height=DERIVED, derived=True,
                opens_left=False, opens_right=False, legend=(derived_entry(self.language),),
            )  # fmt: skip
        x, size = self._x(event), theme.mark_size(event.intensity)
        begun = date.is_interval and date.earliest is not None
        vague = (date.is_approximate or not date.is_day) and not begun
        entries = [class_entry(event.tone, self.language, plain=self.paint is not None)]
        if self.paint:
            entries.append(self.paint.entry(event, self.language))
        if abs(event.intensity or 0) >= 1:
            entries.append(size_entry(self.language))
        sign = theme.SIGNS.get(event.status)
        if sign:
            entries.append(standing_entry(event.status, self.language))
        mark = Mark(
            x, y, theme.glyph_of(event.tone), colour, size, hollow=vague or sign is not None,
            event=event.id, sign=sign, legend=tuple(entries),
        )  # fmt: skip
        label = None
        if item.lines:
            turned = self._is_turned(x)
            away = size / 2 + GAP - 2
            label = Label(
                x - away if turned else x + away, y, item.lines, theme.LABEL_SIZE, theme.INK,
                "right" if turned else "left",
                backdrop=self._behind(
                    span, item, x - away if turned else x + away, ground, turned
                ),
                event=event.id,
            )  # fmt: skip
        return [bar for bar in (*(apart or (span,)), narrowed) if bar], mark, label

    def _is_turned(self, x: float) -> bool:
        """Whether a label stands at the left of its mark."""
        return self.edges is not None and x > sum(self.edges) / 2

    def _room(self, x: float, size: float) -> float:
        """How wide a label may be: in a column as far as its edge is away."""
        if self.edges is None:
            return self.room
        left, right = self.edges
        return min(self.room, max(x - left, right - x) - size / 2 - 2 * GAP)

    def _behind(
        self, span: Span | None, item: LaneItem, x: float, ground: str, turned: bool
    ) -> str | None:
        """The colour laid behind a label that begins at some place, or ends there.

        It hides what runs behind the label. On a bar it is that of the bar; none where a bar ends
        within the label, which would be made longer or shorter than it is.
        """
        wide = max(self.measure(line, theme.LABEL_SIZE) for line in item.lines)
        first, last = (x - wide, x) if turned else (x, x + wide)
        if span is None or span.x1 <= first or span.x0 >= last:
            return ground
        if not span.x0 <= first <= last <= span.x1:
            return None
        middle = (first + last) / 2
        slices = fading_slices(span, SHADES)
        strength = next((opacity for one, other, opacity in slices if one <= middle <= other), 0.0)
        return theme.mixed(ground, span.colour, strength)

    def _dated(self, date: EventDate) -> str:
        """The date of a label; where the axis names the day over its hours, the clock."""
        if self.scale.shows_hours and date.precision is Precision.TIME:
            return f"{date.start:%H:%M}"
        return short_date(date, self.language, self.years)

    def _extent(self, event: Event) -> Extent:
        """Where its date lies; what is open takes in what claims of order have found of it."""
        extent = extent_of(event.date, self.scale, event.status is Status.ONGOING, self.reach)
        if event.date.is_open and event.derived_text:
            first, last = self.scale(event.when.start), self.scale(event.when.end)
            if extent.opens_left:
                return replace(extent, x0=min(extent.x0, first))
            return replace(extent, x1=max(extent.x1, last))
        return extent

    def _span(self, event: Event, extent: Extent, y: float, tall: float, colour: str) -> Span:
        """The bar of a date that is no known day, with its entries of the legend."""
        date = event.date
        begin, _, end = date.text.partition("/")
        fades_left = not date.is_interval or is_vague(begin)
        fades_right = not date.is_interval or is_vague(end)
        if extent.opens_left or extent.opens_right:
            entries = [_open_entry_of(event, extent)]
            fades_left, fades_right = (
                date.is_interval and fades_left and extent.opens_right,
                date.is_interval and fades_right and extent.opens_left,
            )
        else:
            entries = [interval_entry if date.is_interval else imprecise_entry]
        if date.is_approximate:  # beside what lasts, or in place of what is only imprecise
            entries = [*entries[: date.is_interval], doubt_entry]
        return Span(
            extent.x0, extent.x1, y, tall, colour, fades_left, fades_right, event=event.id,
            opens_left=extent.opens_left, opens_right=extent.opens_right,
            legend=tuple(entry(self.language) for entry in entries),
        )  # fmt: skip

    def _x(self, event: Event) -> float:
        """A known day at its noon, an interval at its beginning, else the middle."""
        if len(event.date.members) > 1:  # between two that it may be lies what it is not
            first = extent_of(event.date.members[0], self.scale)
            if first.opens_left:
                return first.x1
            return (first.x0 + first.x1) / 2
        start, end = self.scale(event.said_when.start), self.scale(event.said_when.end)
        if event.date.is_interval and event.date.earliest is not None:
            return start
        return (start + end) / 2


def _open_entry_of(event: Event, extent: Extent) -> Callable[[Language], LegendEntry]:
    """What tells of an open date: what lasts has no end or no beginning, a moment may be any."""
    if not event.date.is_interval:
        return earlier_entry if extent.opens_left else later_entry
    if extent.opens_left:
        return begun_entry
    return ongoing_entry if event.status is Status.ONGOING else open_entry
