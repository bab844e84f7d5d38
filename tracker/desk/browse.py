"""Browse: lists, one event whole, full-text search, and the log of changes."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING, Unpack

from tracker.desk.filters import selection_of, undated_remarks
from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName, choice_of, date_of
from tracker.errors import InvalidInput
from tracker.model.selection import Filters, Sort, filters_in_words

if TYPE_CHECKING:
    from tracker.model.answers.browse import (
        Completed,
        EventDetail,
        EventList,
        HistoryLog,
        SearchResults,
    )
    from tracker.model.dates import EventDate


class Browse(OpenRecord):
    """The calls of the panel `browse`."""

    def list(
        self, *, sort: Sort | str = Sort.DATE, limit: int | None = None, **filters: Unpack[Filters]
    ) -> EventList:
        """The events that meet the filters, whatever became of them."""
        from tracker.model.answers.browse import EventList
        from tracker.store import events, listing

        db = self._reading()
        selection = selection_of(
            db, filters, happened=False, limit=limit, sort=choice_of(Sort, sort, "order")
        )
        found = tuple(events.select(db, selection))
        narrowed = filters_in_words(filters)
        nothing = (
            f"No event fits{narrowed}; `tracker list` shows all."
            if narrowed
            else "No events are recorded yet; `tracker add` records one."
        )
        return EventList(
            found,
            listing.sources(db),
            conclusion="" if found else nothing,
            remarks=undated_remarks(db, selection),
        )

    def event(self, name: EventName) -> EventDetail:
        """One event whole: its coding, its sources with their grades, its causes and effects."""
        from tracker.analysis.independence import independent_sources
        from tracker.model.answers.browse import EventDetail
        from tracker.store import events, links, listing

        db = self._reading()
        found = events.get(db, events.resolve(db, str(name)))
        touching = links.touching(db, found.id)
        ends = {end for link in touching for end in (link.cause, link.effect)}
        sources = listing.sources(db)
        return EventDetail(
            found,
            tuple(touching),
            {each.id: each for each in events.fetch(db, ends)},
            sources,
            independent_sources({citation.source for citation in found.citations}, sources),
        )

    def search(
        self, words: str | Iterable[str], *, limit: int = 20, **filters: Unpack[Filters]
    ) -> SearchResults:
        """The events with all the words in title, summary or place, the best match first.

        Word forms are folded; `"a phrase"`, `begin*` and `-without` are understood.
        """
        from tracker.model.answers.browse import SearchResults
        from tracker.store import listing
        from tracker.store.search import search

        db = self._reading()
        selection = selection_of(db, filters, happened=False)
        text = words if isinstance(words, str) else " ".join(words)
        matches = tuple(search(db, text, limit, selection))
        return SearchResults(
            matches,
            listing.sources(db),
            conclusion=""
            if matches
            else "Nothing found; try fewer words, or part of one: missil*.",
            remarks=undated_remarks(db, selection),
        )

    def log(self, *, limit: int | None = 20, by_row: bool = False) -> HistoryLog:
        """The history of commands, newest first; with `by_row` shown as every row they changed."""
        from tracker.model.answers.browse import HistoryLog
        from tracker.store import history

        found = tuple(history.entries(self._reading(), limit))
        nothing = "" if found else "Nothing has been recorded yet."
        return HistoryLog(found, by_row, conclusion=nothing)

    def as_of(self, time: EventDate | str) -> EventList:
        """The events as they were recorded by a time, and how much there is by now."""
        from tracker.model.answers.browse import EventList
        from tracker.store import chronicle, history

        date = date_of(time)
        assert date is not None
        if date.latest is None:
            raise InvalidInput(f"--as-of {date} has no end; name a day or a moment.")
        db = self._reading()
        now = chronicle.load(db)
        with closing(history.as_of(db, f"{date.latest.isoformat()}Z")) as past:
            then = chronicle.load(past)
        kept = sum(then.events.get(number) == event for number, event in now.events.items())
        said = (
            f"By {date}: {len(then.events)} events and {len(then.links) + len(then.denials)} "
            f"links, claimed or denied; now {len(now.events)} and "
            f"{len(now.links) + len(now.denials)}, {kept} of the events as they were then."
        )
        return EventList(
            tuple(then.events.values()),
            then.sources,
            conclusion="" if then.events else f"Nothing had been recorded by {date}.",
            remarks=(said,),
        )

    def complete(self, table: Completed, prefix: str) -> Iterable[tuple[str, str]]:
        """Names that begin so, with what they stand for; those of a new database without one."""
        from tracker.store.completion import beginning_with

        return beginning_with(self._registers(), table, prefix)
