"""Draw: the record as pictures, as letters or a diagram's source, and as one page to explore."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack, cast

from tracker.desk.ask.question import CAVEAT
from tracker.desk.drawn import (
    Drawn,
    always_passed,
    events_drawn,
    leading_chain,
    links_drawn,
    off_ramp,
    path_between,
    split_options,
    strongest_chain,
)
from tracker.desk.filters import selection_of
from tracker.desk.sharing import Shared
from tracker.desk.sides import Sides
from tracker.desk.values import EventName, date_of
from tracker.errors import InvalidInput, Refused
from tracker.model.inert import inert_values
from tracker.model.numbers import counted
from tracker.model.selection import LinkFilters

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.charts.page.report import Page
    from tracker.charts.picture import Picture
    from tracker.model.answers.draw import DiagramSource, TextTimeline
    from tracker.model.chronicle import Chronicle
    from tracker.model.dates import EventDate
    from tracker.model.picture import ChartArguments, ChartSource, LinkedChartArguments, PageTheme
    from tracker.model.timeline_options import LanesBy, Phase, TimelineForm

ALL_LABELS = "all"
COLUMNS = 120  # of letters; wider than that a line is hard to follow


class Draw(Sides):
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
        drawn = events_drawn(self._shared(options), options, happened=False, linked=True)
        found = form_of(asked, len(drawn.chronicle.events), drawn.asked.size)
        if found is TimelineForm.SPINE:
            return _spine(drawn, highlight)
        from tracker.charts.timeline import TimelineOptions

        lit = strongest_chain(drawn, highlight) if highlight else ()
        _refuse_outside(drawn.chronicle, wide, shaded)
        return drawn.picture(
            "timeline",
            TimelineOptions(
                lanes=by,
                colour_by=painted,
                phases=shaded,
                highlight=lit,
                focus=(wide.start, wide.end) if wide is not None else None,
                named=named,
            ),
        )

    def spine(
        self, *, highlight: str | None = None, **options: Unpack[LinkedChartArguments]
    ) -> Picture:
        """Draw events as a spine: time runs down, a row for each, causes as arcs at the left."""
        drawn = events_drawn(self._shared(options), options, happened=False, linked=True)
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

        return events_drawn(self._shared(options), options).picture("calendar", CalendarOptions())

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

    def rivals(
        self, event: EventName | None = None, *explanations: str, **options: Unpack[ChartArguments]
    ) -> Picture:
        """Draw rival explanations of an event against the evidence, a sign for each rated cell.

        Without an event it is of the one that most explain, of several the last.
        """
        from tracker.charts.rivals import RivalsOptions
        from tracker.desk.ask.hypotheses import (
            concluded,
            most_explained,
            table_in_words,
            table_of,
        )

        asked, filters = split_options(options)
        shared = self._shared(options)
        if filters:
            raise InvalidInput("Explanations of one event are drawn whole: leave filters out.")
        of = most_explained(shared.db) if event is None else event
        record, table = table_of(shared.db, of, explanations)
        if not table.columns:
            raise Refused(concluded(table))
        titles = {code: source.title for code, source in record.sources.items()}
        selection = selection_of(shared.whole, filters, happened=False)
        drawn = Drawn(shared, asked, filters, selection, record)
        picture = drawn.picture("rivals", RivalsOptions(table, titles), concluded(table))
        return replace(picture, told=inert_values(tuple(table_in_words(table, titles))))

    def accounts_picture(self, *claimants: str, **options: Unpack[ChartArguments]) -> Picture:
        """Draw what each of several claimants says led to what, as one chain in their colours.

        Without claimants it is of everybody's; links that are only denied are not drawn.
        """
        drawn = events_drawn(self._shared(options), options, allow_none=True)
        from tracker.analysis.circles import refuse_circles
        from tracker.charts.chain import ChainOptions
        from tracker.model.parts import claims_rolled_up
        from tracker.recording.evidence import resolved_claimant
        from tracker.store.links import claimants as all_claimants

        named = tuple(dict.fromkeys(resolved_claimant(drawn.db, name) for name in claimants))
        sides = named or tuple(all_claimants(drawn.db))
        found = drawn.chronicle
        if named and not drawn.selection.exactly:
            found = claims_rolled_up(found, named)
        links = tuple(link for link in found.links if link.claimed_by in sides)
        denials = tuple(link for link in found.denials if link.claimed_by in sides)
        if not links:
            raise Refused(f"These accounts link no events{drawn.told}.")
        told = replace(found, links=links, denials=denials)
        refuse_circles(told)
        shown = replace(told, events={event.id: event for event in told.linked()})
        pairs = {(link.cause, link.effect) for link in links}
        unseen = len({(link.cause, link.effect) for link in denials} - pairs)
        remarks = (f"Not drawn: {counted(unseen, 'link')} only denied.",) if unseen else ()
        drawn = replace(drawn, chronicle=shown, linked=True)
        own = ChainOptions(sides=sides, path=leading_chain(drawn))
        return drawn.picture("chain", own, *remarks)

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
        network.
        """
        given = cast("ChartArguments", filters)
        drawn = events_drawn(
            self._shared(filters), given, purpose="report", happened=False, linked=True
        )
        from tracker.charts.page.options import ReportOptions
        from tracker.charts.page.report import MOST_HELD, report_of
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

    def text_timeline(
        self, *, columns: int = COLUMNS, title: str | None = None, **filters: Unpack[LinkFilters]
    ) -> TextTimeline:
        """Draw events over time with letters, for a terminal of so many columns."""
        whole = self._reading()  # a terminal is its analyst's own
        shared = self._shared(filters) if "max_marking" in filters else Shared.all_of(whole)
        options = cast("ChartArguments", filters)
        drawn = events_drawn(shared, options, happened=False, linked=True)
        from tracker.charts.textual import text_timeline
        from tracker.model.picture import clean_title

        chart = text_timeline(drawn.shown, columns)
        return replace(chart, title=clean_title(title), remarks=drawn.remarks)

    def timeline_source(
        self, format: ChartSource | str, *, title: str | None = None, **filters: Unpack[LinkFilters]  # noqa: A002
    ) -> DiagramSource:  # fmt: skip
        """Write events over time as the source of a diagram: ``mermaid`` or ``dot``."""
        options = cast("ChartArguments", filters)
        drawn = events_drawn(self._shared(filters), options, happened=False, linked=True)
        from tracker.formats import diagrams
        from tracker.model.picture import ChartSource, clean_title, parse_choice

        kind = parse_choice(ChartSource, format, "format")
        if kind is ChartSource.TEXT:
            raise InvalidInput("A timeline of letters is `text_timeline`; its source is mermaid.")
        if kind is ChartSource.DOT:
            return _source(drawn, kind, diagrams.write_dot(drawn.shown))
        lines = diagrams.write_mermaid_timeline(drawn.shown, clean_title(title))
        return _source(drawn, kind, lines)

    def chain_source(
        self, format: ChartSource | str, first: str | int | None = None,  # noqa: A002
        last: str | int | None = None, **filters: Unpack[LinkFilters],
    ) -> DiagramSource:  # fmt: skip
        """Write causes and effects as the source of a diagram: ``mermaid`` or ``dot``."""
        check_ends(first, last, marked=False)
        drawn, _ = links_drawn(self._shared(filters), cast("ChartArguments", filters), first, last)
        from tracker.formats import diagrams
        from tracker.model.picture import ChartSource, parse_choice

        kind = parse_choice(ChartSource, format, "format")
        if kind is ChartSource.TEXT:
            raise InvalidInput(
                "A chain is drawn as mermaid or dot source; `paths` tells it in words."
            )
        write = diagrams.write_dot if kind is ChartSource.DOT else diagrams.write_mermaid
        return _source(drawn, kind, write(drawn.shown))


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


def check_ends(first: str | int | None, last: str | int | None, marked: bool) -> None:
    """Refuse one end alone, and marks that need two."""
    if first is None and marked:
        raise InvalidInput("Turning points and off-ramps are of the chains from A to B: name both.")
    if (first is None) != (last is None):
        raise InvalidInput("A chain has two ends: name A and B, or neither for all linked events.")


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

    events = len(drawn.chronicle.events)
    if events > MOST_ROWS:
        raise Refused(
            f"A spine has a row for each event, and {events} are more than the {MOST_ROWS} that can"
            " be read so; narrow them with filters, or give --form lanes."
        )
    chain = strongest_chain(drawn, highlight) if highlight else leading_chain(drawn)
    options = SpineOptions(chain, asked=highlight is not None)
    return replace(drawn.picture("spine", options), name="timeline")


def _source(drawn: Drawn, kind: ChartSource, lines: Iterable[str]) -> DiagramSource:
    from tracker.model.answers.draw import DiagramSource

    return DiagramSource(kind, tuple(lines), remarks=drawn.remarks)
