"""Browse: lists, one event whole, full-text search, and the log of changes."""

from typing import Unpack

from tracker.desk.filters import selection_of, undated_remarks
from tracker.desk.opening import OpenRecord
from tracker.model.event_answers import EventList
from tracker.model.selection import Filters, Sort, filters_in_words


class Browse(OpenRecord):
    """What is recorded, looked at."""

    def list(
        self, *, sort: Sort = Sort.DATE, limit: int | None = None, **filters: Unpack[Filters]
    ) -> EventList:
        """The events that meet the filters, whatever became of them."""
        from tracker.store import events, listing

        db = self._reading()
        selection = selection_of(db, filters, happened=False, limit=limit, sort=sort)
        found = tuple(events.select(db, selection))
        told = filters_in_words(filters)
        nothing = (
            f"No event fits{told}; `tracker list` shows all."
            if told
            else "No events are recorded yet; `tracker add` records one."
        )
        return EventList(
            found,
            listing.sources(db),
            conclusion="" if found else nothing,
            remarks=undated_remarks(db, selection),
        )
