"""Draw: the record as pictures, and as one page to explore."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack, cast

from tracker.desk.ask.question import CAVEAT
from tracker.desk.diagrams import Diagrams
from tracker.desk.disputes import Disputes
from tracker.desk.drawn import (
    Drawn,
    always_passed,
    check_ends,
    events_drawn,
    leading_chain,
    links_drawn,
    off_ramp,
    path_between,
    strongest_chain,
)
from tracker.desk.sides import Sides
from tracker.desk.values import date_of
from tracker.errors import InvalidInput, Refused
from tracker.model.inert import inert_values
from tracker.model.numbers import counted
from tracker.model.selection import LinkFilters

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.charts.page.report import Page
    from tracker.charts.picture import Picture
    from tracker.model.chronicle import Chronicle
    from tracker.model.dates import EventDate
    from tracker.model.picture import ChartArguments, LinkedChartArguments, PageTheme
    from tracker.model.timeline_options import LanesBy, Phase, TimelineForm

ALL_LABELS = "all"


class Draw(Sides, Disputes, Diagrams):
    """Charts of the events and links that meet the filters.

    Every call takes the options of a picture (title, subtitle, caption, size, dpi, theme, font,
    language, notes) and the filters of a question.
    """

    def draw(self, chart: str, **options: Any) -> Picture:
        """Draw any chart by its name, those that other packages add too.

        What is neither an option of a picture nor a filter is handed to the chart.
        """
        from tracker.charts.registry import CHARTS, chart_of
        from tracker.model.picture import ChartArguments

        if chart in CHARTS:
            picture: Picture = getattr(self, chart)(**options)
            return picture
        found = chart_of(chart)
        shared = ChartArguments.__annotations__
        own = found.options_of({key: each for key, each in options.items() if key not in shared})
        common = {key: each for key, each in options.items() if key in shared}
        drawn = events_drawn(self._shared(common), cast("ChartArguments", common))
        return drawn.picture(chart, own)

    def timeline(
        self,
        *,
        form: TimelineForm | str | None = None,
        lanes: LanesBy | str | None = None,
        colour_by: str | None = None,
        phases: Iterable[Phase | str] = (),
        highlight: str | None = None,
        focus: EventDate | str | None = None,
        labels: int | str | None = None,
        **options: Unpack[LinkedChartArguments],
    ) -> Picture:
        """Draw events over time: as a spine, a row for each, or in lanes over an axis.

        Without a `form` it is a spine up to some forty events and in columns, and lanes where one
        of the options of lanes is given. A phase is a `Phase` or ``NAME=DATES``, `highlight` the
        ends of a chain as ``A:B``, and `labels` how many events are named, or ``all``.
        """
        from tracker.model.picture import parse_choice
        from tracker.model.timeline_options import (
            LanesBy,
            TimelineForm,
            form_of,
            parse_colour_by,
            parse_lanes,
            parsed_phases,
        )

        shaded, wide = parsed_phases(phases), date_of(focus)
        own = {"lanes": lanes, "colour-by": colour_by, "phase": shaded, "focus": wide,
               "labels": labels}  # fmt: skip
        asked = parse_choice(TimelineForm, form, "form") if form is not None else None
        asked = _form_for([name for name, given in own.items() if given not in (None, ())], asked)
        by = parse_lanes(lanes or LanesBy.ACTOR)
        painted = parse_colour_by(colour_by) if colour_by else None
        named = parse_labels(labels) if isinstance(labels, str) else labels
        from tracker.desk.grouped_pictures import GroupedTimeline, timeline_keys

        crowded = GroupedTimeline(highlight, named)
        drawn = events_drawn(
            self._shared(options), options, happened=False, linked=True,
            keys=timeline_keys(by, painted, named), apart=crowded.choose,
        )  # fmt: skip
        found = form_of(asked, drawn.count, drawn.asked.size)
        if found is TimelineForm.SPINE:
            return _spine(drawn, highlight)
        from tracker.charts.timeline import TimelineOptions

        if drawn.groups is not None:
            lit = crowded.chain
        else:
            lit = strongest_chain(drawn, highlight) if highlight else ()
        _refuse_outside(drawn.chronicle, wide, shaded)
        own_options = TimelineOptions(
            lanes=by,
            colour_by=painted,
            phases=shaded,
            highlight=lit,
            focus=(wide.start, wide.end) if wide is not None else None,
            named=named,
        )
        if drawn.groups is not None:
            own_options = replace(
                own_options, numbers=drawn.groups.numbers, prominent=crowded.named
            )
        return drawn.picture("timeline", own_options)

    def spine(
        self, *, highlight: str | None = None, **options: Unpack[LinkedChartArguments]
    ) -> Picture:
        """Draw events as a spine: time runs down, a row for each, causes as arcs at the left."""
        from tracker.model.event_groups import GroupKey

        drawn = events_drawn(
            self._shared(options),
            options,
            happened=False,
            linked=True,
            keys=(GroupKey.DATE, GroupKey.TONE),
        )
        return replace(_spine(drawn, highlight), name="spine")

    def chain(
        self,
        first: str | int | None = None,
        last: str | int | None = None,
        *,
        turning_points: bool = False,
        offramps: bool = False,
        **options: Unpack[LinkedChartArguments],
    ) -> Picture:
        """Draw causes and effects from left to right: all linked events, or those from A to B.

        `turning_points` marks what every chain from A to B passes, `offramps` the links to
        what could have been avoided.
        """
        check_ends(first, last, turning_points or offramps)
        drawn, ends = links_drawn(self._shared(options), options, first, last)
        from tracker.analysis.circles import refuse_circles
        from tracker.charts.chain import ChainOptions

        found = drawn.chronicle
        refuse_circles(found)
        shown = replace(found, events={event.id: event for event in found.linked()})
        weighing = drawn.selection.weighing
        own = ChainOptions(
            path=path_between(shown, *ends, weighing) if ends else leading_chain(drawn)
        )
        if ends and offramps:
            own = replace(own, cut=off_ramp(shown, *ends, weighing))
        if ends and turning_points:
            passed, no_return = always_passed(shown, *ends, drawn)
            own = replace(own, passed=passed, no_return=no_return)
        return replace(drawn, chronicle=shown).picture("chain", own)

    def calendar(
        self,
        *,
        archive: Path | str | None = None,
        engine: str | None = None,
        **options: Unpack[ChartArguments],
    ) -> Picture:
        """Draw how many events fall on each day; over decades, in each month.

        With an `archive` it is of its rows, counted by an `engine`.
        """
        if archive is not None or engine is not None:
            from tracker.desk.archived_pictures import draw_calendar

            return draw_calendar(self, archive, engine, options)
        from tracker.charts.calendar import CalendarOptions
        from tracker.desk.grouped_pictures import grouped_calendar
        from tracker.model.event_groups import GroupKey

        drawn = events_drawn(self._shared(options), options, keys=(GroupKey.ACT, GroupKey.DATE))
        if drawn.groups is not None:
            return grouped_calendar(drawn)
        return drawn.picture("calendar", CalendarOptions())

    def map(self, *, labels: int | str | None = None, **options: Unpack[ChartArguments]) -> Picture:
        """Draw where events happened, on coastlines and borders; `labels` places have names.

        Up to forty events have the numbers of their rows in a spine and are listed; of more, marks
        are as large as events are many. Events without coordinates are counted.
        """
        from tracker.charts.map import MapOptions

        named = parse_labels(labels) if isinstance(labels, str) else labels
        drawn = events_drawn(self._shared(options), options, happened=False)
        if all(event.coordinates is None for event in drawn.chronicle.events.values()):
            count = counted(len(drawn.chronicle.events), "event")
            raise Refused(
                f"None of {count}{drawn.told} has coordinates, so there is no map; `tracker edit "
                "EVENT --at 36.2,37.16` sets them, and `--at Aleppo` looks them up."
            )
        return drawn.picture("map", MapOptions(named))

    def report(
        self,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        theme: PageTheme | str = "auto",
        language: str | None = None,
        lanes: LanesBy | str | None = None,
        colour_by: str | None = None,
        phases: Iterable[Phase | str] = (),
        highlight: str | None = None,
        focus: EventDate | str | None = None,
        labels: int | str | None = None,
        **filters: Unpack[LinkFilters],
    ) -> Page:
        """Write one page that tells the record and lets it be explored: story, pictures, evidence.

        Lanes, phases, `highlight` and the others are those of `timeline`. It holds all that it
        shows, of more than five thousand events those that matter most, and asks nothing of the
        network. More than 100,000 events are refused.
        """
        given = cast("ChartArguments", filters)
        from tracker.charts.page.report import MOST_HELD, MOST_WEIGHED, report_of

        drawn = events_drawn(
            self._shared(filters), given, purpose="report", happened=False, linked=True,
            most=MOST_WEIGHED,
        )  # fmt: skip
        from tracker.charts.page.options import ReportOptions
        from tracker.charts.timeline import TimelineOptions
        from tracker.model.picture import PageTheme, clean_title, parse_choice
        from tracker.model.timeline_options import (
            LanesBy,
            parse_colour_by,
            parse_lanes,
            parsed_phases,
        )
        from tracker.store.acting_order import acting_order

        shaded, wide = parsed_phases(phases), date_of(focus)
        _refuse_outside(drawn.chronicle, wide, shaded)
        few = len(drawn.chronicle.events) <= MOST_HELD
        chain = strongest_chain(drawn, highlight) if highlight else ()
        options = ReportOptions(
            clean_title(title),
            clean_title(subtitle) if subtitle is not None else None,
            parse_choice(PageTheme, theme, "theme"),
            language or "en",
            TimelineOptions(
                lanes=parse_lanes(lanes or LanesBy.ACTOR),
                colour_by=parse_colour_by(colour_by) if colour_by else None,
                phases=shaded,
                highlight=chain or (leading_chain(drawn) if few else ()),
                focus=(wide.start, wide.end) if wide is not None else None,
                named=parse_labels(labels) if isinstance(labels, str) else labels,
            ),
            asked=highlight is not None,
            order=acting_order(drawn.db),
            caveat=CAVEAT,
            remarks=drawn.remarks,
        )
        shown, inert_options, selection = inert_values((drawn.chronicle, options, drawn.selection))
        return report_of(shown, inert_options, selection)


def parse_labels(text: str) -> int:
    """A number of labels, or ``all``.

    >>> parse_labels("60"), parse_labels("all") == sys.maxsize
    (60, True)
    """
    if text.strip().lower() == ALL_LABELS:
        return sys.maxsize
    if not text.strip().isdigit():
        raise InvalidInput(f"{text[:20]!r} is no number of labels; give one, or `all`.")
    return int(text)


def _refuse_outside(
    found: Chronicle, focus: EventDate | None, phases: Iterable[Phase]
) -> None:  # fmt: skip
    """Refuse a focus or a phase of a time in which no event lies."""
    first = min(event.date.start for event in found.events.values())
    last = max(event.date.end for event in found.events.values())
    for what, date in [("--focus", focus), *((f"--phase {p.name}", p.date) for p in phases)]:
        if date is not None and (date.end < first or date.start > last):
            raise InvalidInput(
                f"{what} {date} lies outside the events drawn, {first.date()} to {last.date()}."
            )


def _form_for(own: Collection[str], form: TimelineForm | None) -> TimelineForm | None:
    """The form asked for, which is lanes where one of the options of lanes is given."""
    from tracker.model.timeline_options import TimelineForm

    if own and form is TimelineForm.SPINE:
        raise InvalidInput(
            f"A spine has no lanes and no axis, so nothing of --{next(iter(own))}; "
            "leave it out, or give --form lanes."
        )
    return TimelineForm.LANES if own else form


def _spine(drawn: Drawn, highlight: str | None) -> Picture:
    """The spine of what is drawn, with the chain asked for, or that into its main outcome."""
    from tracker.charts.spine import SpineOptions
    from tracker.model.timeline_options import MOST_ROWS

    events = drawn.count
    if events > MOST_ROWS:
        raise Refused(
            f"A spine has a row for each event, and {events} are more than the {MOST_ROWS} that can"
            " be read so; narrow them with filters, or give --form lanes."
        )
    chain = strongest_chain(drawn, highlight) if highlight else leading_chain(drawn)
    options = SpineOptions(chain, asked=highlight is not None)
    return replace(drawn.picture("spine", options), name="timeline")
