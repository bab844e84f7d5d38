"""Browse: lists, one event whole, full-text search, and the log of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Unpack

from tracker.desk.filters import omissions, selection_of
from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName, choice_of, date_of, moment_of, prior_of
from tracker.errors import InvalidInput
from tracker.model.selection import Filters, Sort, filters_in_words

if TYPE_CHECKING:
    from tracker.model.answers.browse import (
        Completed,
        EventDetail,
        EventHistory,
        EventList,
        HistoryLog,
        Recent,
        SearchResults,
    )
    from tracker.model.dates import EventDate
    from tracker.model.event import Event
    from tracker.model.evidence_tests import WeighedClaim
    from tracker.model.link import Link
    from tracker.model.source import Source
    from tracker.store.database import Database


class Browse(OpenRecord):
    """The calls of the panel `browse`."""

    def list(
        self, *, sort: Sort | str = Sort.DATE, limit: int | None = None, **filters: Unpack[Filters]
    ) -> EventList:
        """The events that meet the filters, whatever became of them.

        `list_archive` lists those of an archive.
        """
        from tracker.model.answers.browse import EventList
        from tracker.store import events

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
            _sources_of(db, found),
            conclusion="" if found else nothing,
            remarks=omissions(db, selection),
        )

    def event(self, name: EventName, *, prior: float | str | None = None) -> EventDetail:
        """One event whole: its coding, its sources with their grades, its causes and effects.

        Evidence that tests the claim of a link is weighed from `prior` on, by default even odds.
        """
        from tracker.analysis.independence import independent_sources
        from tracker.model.answers.browse import EventDetail
        from tracker.model.claimants import claimant_names
        from tracker.store import events, links, listing
        from tracker.store.references import resolve

        db = self._reading()
        found = events.get(db, resolve(db, str(name)))
        touching = [
            link.seen_from(found.id) if found.id in link.partners else link
            for link in links.touching(db, found.id)
        ]
        ends = {end for link in touching for end in (*link.causes, link.effect)}
        sources = listing.sources(db)
        claimants = {link.claimed_by for link in touching}
        tested = any(citation.is_tested for link in touching for citation in link.citations)
        return EventDetail(
            found,
            tuple(touching),
            {each.id: each for each in events.fetch(db, ends)},
            sources,
            independent_sources({citation.source for citation in found.citations}, sources),
            _weighed(touching, sources, prior) if tested else (),
            claimant_names(touching, listing.actors(db, claimants), sources),
        )

    def search(
        self, words: str | Iterable[str], *, limit: int = 20, **filters: Unpack[Filters]
    ) -> SearchResults:
        """The events with all the words in them or in what is said of them, the best match first.

        Word forms are folded; `"a phrase"`, `begin*`, `one OR other`, `NOT this` and `-without` are
        understood.
        """
        from tracker.model.answers.browse import SearchResults
        from tracker.store.search import search

        db = self._reading()
        selection = selection_of(db, filters, happened=False)
        text = words if isinstance(words, str) else " ".join(words)
        matches = tuple(search(db, text, limit, selection))
        return SearchResults(
            matches,
            _sources_of(db, (match.event for match in matches)),
            conclusion=""
            if matches
            else "Nothing found; try fewer words, or part of one: missil*.",
            remarks=omissions(db, selection),
        )

    def log(self, *, limit: int | None = 20, by_row: bool = False) -> HistoryLog:
        """The history of commands, newest first; with `by_row` shown as every row they changed."""
        from tracker.model.answers.browse import HistoryLog
        from tracker.store import history

        found = tuple(history.entries(self._reading(), limit, values=by_row))
        nothing = "" if found else "Nothing has been recorded yet."
        return HistoryLog(found, by_row, conclusion=nothing)

    def history(self, event: EventName, *, limit: int | None = None) -> EventHistory:
        """The past of one event, newest first: its row, sides, links, sources, notes and tags.

        An event that is gone is named by its number or by a handle that it had.
        """
        from tracker.model.answers.browse import EventHistory
        from tracker.store import event_history

        db = self._reading()
        number = event_history.resolve(db, event)
        found = tuple(event_history.past_of(db, number, limit))
        others = {
            row[end]
            for entry in found
            for change in entry.changes
            for row in (change.old, change.new)
            if row is not None
            for end in ("cause", "effect", "before", "after", "one", "other", "event")
            if row.get(end) is not None
        }
        nothing = "" if found else f"The history says nothing of event {number}."
        return EventHistory(number, found, event_history.names_of(db, others), conclusion=nothing)

    def as_of(self, time: EventDate | str, *, limit: int | None = None) -> EventList:
        """The events as they were recorded by a time, and how much there is by now."""
        from tracker.model.answers.browse import EventList
        from tracker.model.selection import Selection
        from tracker.store import events, inspection, listing, past

        date = date_of(time)
        assert date is not None
        if date.latest is None:
            raise InvalidInput(f"--as-of {date} has no end; name a day or a moment.")
        db = self._reading()
        with closing(past.as_of(db, moment_of(date))) as record:
            found = tuple(events.select(record, Selection(limit=limit)))
            sources = listing.sources(record)
            then, now = inspection.sizes(record), inspection.sizes(db)
            kept = past.events_kept(db, record)
        said = (
            f"By {date}: {then['events']} events and {then['links']} links, claimed or denied; "
            f"now {now['events']} and {now['links']}, {kept} of the events as they were then."
        )
        return EventList(
            found,
            sources,
            conclusion="" if then["events"] else f"Nothing had been recorded by {date}.",
            remarks=(said,),
        )

    def handle_of(self, name: EventName) -> str:
        """The handle of an event, by any of its names."""
        from tracker.store import events
        from tracker.store.references import resolve

        db = self._reading()
        return str(events.get(db, resolve(db, str(name))).handle)

    def complete(self, table: Completed, typed: str) -> Iterable[tuple[str, str]]:
        """Names that what was typed may be the beginning of, with what they stand for.

        A word of a title, or of another name, will do. Without a database they are those of a new
        one.
        """
        from tracker.store.completion import matching

        return matching(self._registers(), table, typed)

    def recent(self, field: Recent) -> Sequence[str]:
        """What was recorded last in a field, the latest first: what is likely to come again."""
        from tracker.store.completion import recent

        return recent(self._registers(), field)


def _sources_of(db: Database, events: Iterable[Event]) -> dict[str, Source]:
    """The sources that some events cite, with those whose word they pass on."""
    from tracker.store import listing

    return listing.sources(db, {cited.source for event in events for cited in event.citations})


def _weighed(
    links: Iterable[Link], sources: Mapping[str, Source], prior: float | str | None
) -> tuple[WeighedClaim, ...]:
    """The claims among some links that evidence tests, weighed."""
    from tracker.analysis.evidence_tests import weigh

    weighed = (weigh(link, sources, prior_of(prior)) for link in links if not link.denied)
    return tuple(each for each in weighed if each is not None)
