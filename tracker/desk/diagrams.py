"""Diagrams as text: events over time as letters, and charts as the source of another program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack, cast

from tracker.desk.drawn import Drawn, check_ends, events_drawn, links_drawn
from tracker.desk.sharing import Shared, Sharing
from tracker.errors import InvalidInput
from tracker.model.selection import LinkFilters

if TYPE_CHECKING:
    from tracker.model.answers.draw import DiagramSource, TextTimeline
    from tracker.model.picture import ChartArguments, ChartSource

COLUMNS = 120  # of letters; wider than that a line is hard to follow


class Diagrams(Sharing):
    """Charts that are text: for a terminal, for Mermaid and for Graphviz."""

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


def _source(drawn: Drawn, kind: ChartSource, lines: Iterable[str]) -> DiagramSource:
    from tracker.model.answers.draw import DiagramSource

    return DiagramSource(kind, tuple(lines), remarks=drawn.remarks)
