"""Recording of the rows of a file: each is added, known, or corrects what is recorded of it."""

from dataclasses import replace
from functools import cached_property

from tracker.errors import InvalidInput, excerpt
from tracker.model.chronicle import Batch
from tracker.model.event import EventDraft
from tracker.recording.corrections import KnownIds, Outcome, correct
from tracker.recording.differences import differences
from tracker.recording.events import store_event, wanted_handle
from tracker.recording.identity import KnownRows
from tracker.store import events, row_ids
from tracker.store.database import Database
from tracker.store.removals import last_number, removed_numbers

HIGHEST_NUMBER = 10**12  # that a file may bring: the highest of all would leave no next one


class RowRecorder:
    """Records the events of one batch, one by one."""

    def __init__(
        self, db: Database, batch: Batch, remarks: list[str], new_actors: bool = False
    ) -> None:
        self.db = db
        self.batch = batch
        self.remarks = remarks
        self.new_actors = new_actors
        self.differences: list[str] = []
        self.edited = 0
        self._rows = KnownRows(db)
        self._numbers = _Numbers(db)
        self._met: dict[str, int] = {}

    def record(self, place: int) -> Outcome | None:
        """Record the event of a place, counted from 0; None where it is new."""
        draft = self.batch.events[place]
        if draft.handle is not None:
            handle = wanted_handle(draft)
            named = events.by_handle(self.db, handle)
            if named is None:
                self._store(draft)
                return None
            if named.handle == handle:
                self.differences += differences(self.db, draft, named)
            return Outcome.SAME
        if self.batch.ids:
            return self._record_by_id(draft, place)
        key = self._rows.key_of(draft, self.remarks, self.new_actors)
        there = self._rows.find(draft, key)
        if not there:
            row_ids.keep(self.db, self._store(draft), row_ids.UNNAMED, key)
            return None
        if len(there) == 1:
            self.differences += differences(self.db, draft, events.get(self.db, there[0]))
        return Outcome.SAME

    def _record_by_id(self, draft: EventDraft, place: int) -> Outcome | None:
        """Record a row that has an id of its own, once in a file."""
        name = self.batch.ids[place]
        if name in self._met:
            line = self.batch.lines[self._met[name]] if self.batch.lines else self._met[name] + 1
            raise InvalidInput(f"The {self.batch.id_column} {excerpt(name)} is line {line}'s, too.")
        self._met[name] = place
        if (known := self._ids.find(name)) is not None:
            outcome, event, edited = correct(
                self.db, known, draft, self.batch.fields, self.remarks, self.new_actors
            )
            self._ids.keep(name, event, draft, edited)
            self.edited += outcome is Outcome.EDITED_HERE
            return outcome
        key = self._rows.key_of(draft, self.remarks, self.new_actors)
        free = [each for each in self._rows.find(draft, key) if not row_ids.has_id(self.db, each)]
        number = free[0] if free else self._store(draft)
        self._ids.keep(name, events.get(self.db, number), draft)
        return Outcome.SAME if free else None

    def _store(self, draft: EventDraft) -> int:
        numbered = self._numbers.kept(draft)
        return store_event(self.db, numbered, self.remarks, self.new_actors, anyway=True)

    @cached_property
    def _ids(self) -> KnownIds:
        return KnownIds(self.db, self.batch)


class _Numbers:
    """The numbers that the events of a file may keep, in a database that has given some already.

    One that was given before is kept only by the event that had it, and is free of it.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        self.last = last_number(db)

    @cached_property
    def removed(self) -> dict[int, str]:
        """The numbers of the events that are gone, with their handles."""
        return removed_numbers(self.db)

    def kept(self, draft: EventDraft) -> EventDraft:
        """The draft under its own number where it may have that, else under the next one."""
        number = draft.id
        if number is None:
            return draft
        was = self.removed.get(number) if number <= self.last else None
        fresh = self.last < number <= HIGHEST_NUMBER
        free = events.is_free(self.db, number)
        if free and (fresh or (was is not None and was == wanted_handle(draft))):
            return draft
        return replace(draft, id=None)
