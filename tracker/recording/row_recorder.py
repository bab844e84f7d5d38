"""Recording of the rows of a file: each is added, known, or corrects what is recorded of it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from tracker.errors import InvalidInput, NotFound, excerpt
from tracker.model.chronicle import Batch
from tracker.model.event import Event, EventDraft
from tracker.model.link import LinkDraft
from tracker.model.names import folded
from tracker.recording.corrections import KnownIds, Outcome, correct
from tracker.recording.differences import differences
from tracker.recording.events import store_event, wanted_handle
from tracker.recording.evidence import resolved_claimant
from tracker.recording.identity import KnownRows
from tracker.recording.links import store_link
from tracker.recording.resolving import number_of_handle
from tracker.recording.updates import COMPARED, in_words, link_update, update
from tracker.store import events, links, row_ids
from tracker.store.database import Database
from tracker.store.removals import last_number, removed_numbers

HIGHEST_NUMBER = 10**12  # that a file may bring: the highest of all would leave no next one


class RowRecorder:
    """Records the events of one batch, one by one."""

    def __init__(
        self,
        db: Database,
        batch: Batch,
        remarks: list[str],
        new_actors: bool = False,
        updates: bool = False,
    ) -> None:
        self.db = db
        self.updates = updates
        self.batch = batch
        self.remarks = remarks
        self.new_actors = new_actors
        self.differences: list[str] = []
        self.edited = 0
        self._rows = KnownRows(db)
        self._numbers = _Numbers(db)
        self._met: dict[str, int] = {}
        self._recorded: dict[int, int] = {}  # the events of the rows, by their places

    def record(self, place: int) -> Outcome | None:
        """Record the event of a place, counted from 0; None where it is new."""
        draft = self._signed(self.batch.events[place])
        if draft.handle is not None:
            handle = wanted_handle(draft)
            named = events.by_handle(self.db, handle)
            self._recorded[place] = self._store(draft) if named is None else named.id
            if named is None:
                return None
            return self._known(named, draft) if named.handle == handle else Outcome.SAME
        if self.batch.ids:
            return self._record_by_id(draft, place)
        key = self._rows.key_of(draft, self.remarks, self.new_actors)
        there = self._rows.find(draft, key)
        if not there:
            self._recorded[place] = self._store(draft)
            row_ids.keep(self.db, self._recorded[place], row_ids.UNNAMED, key)
            return None
        self._recorded[place] = there[self._rows.rank(key) - 1]
        return self._known(events.get(self.db, self._recorded[place]), draft)

    def links_of(self, place: int) -> Iterator[LinkDraft]:
        """The links to the event of a place from those that its row names, by their handles.

        A cause is named by the id of its row in the same table, else by the handle of its event.
        """
        if place not in self._recorded or not self.batch.causes:
            return
        effect = events.get(self.db, self._recorded[place]).handle
        for link in self.batch.causes[place]:
            cause = self._cause(link.cause)
            if cause is None:
                raise NotFound(
                    "event", link.cause, hint="A cause is named by its id or its handle."
                )
            yield replace(link, cause=events.get(self.db, cause).handle, effect=effect)

    def renew_link(self, draft: LinkDraft) -> bool:
        """Let a link that is there be as a row has it where that is asked for, else say how it is.

        Whether it was changed.
        """
        cause, effect = (number_of_handle(self.db, end) for end in (draft.cause, draft.effect))
        claimant = resolved_claimant(self.db, draft.claimed_by)
        for there in links.between(self.db, cause, effect, claimant):
            changes = link_update(there, draft, self.batch.fields)
            if there.partners or there.denied or not changes:
                continue
            told = f"{draft.cause} → {draft.effect}: {in_words(there, changes)}"
            if not self.updates:
                self.differences.append(f"The file has the link {told}; it stays as it is.")
                return False
            self.remarks.append(f"{told}.")
            kept = replace(
                draft, citations=there.citations, marking=there.marking, needed=there.needed,
                relation=there.relation, likelihood=there.likelihood, because=there.because,
                in_words=there.in_words and "likelihood" not in changes,
            )  # fmt: skip
            store_link(self.db, replace(kept, **changes), self.remarks, replace=True)
            return True
        return False

    def _cause(self, name: str) -> int | None:
        """The event of an id of this table, now or as it was read before, or of a handle."""
        if name in self._met:
            return self._recorded.get(self._met[name])
        if self.batch.ids and (known := self._ids.find(name)) is not None:
            return known.event
        return events.with_any_handle(self.db, folded(name))

    def _known(self, event: Event, draft: EventDraft) -> Outcome:
        """Take over what a row says otherwise where that is asked for, else say it."""
        if not self.updates:
            self.differences += differences(self.db, draft, event, self.batch.fields)
            return Outcome.SAME
        fields = self.batch.fields or frozenset(COMPARED)
        after = update(self.db, event, draft, fields, self.remarks, self.new_actors)
        return Outcome.SAME if after == event else Outcome.CORRECTED

    def _signed(self, draft: EventDraft) -> EventDraft:
        """The draft with its notes dated and signed, where its file does not say by whom."""
        notes = tuple(
            note if note.who else replace(note, at=self.db.now(), who=self.db.analyst)
            for note in draft.notes
        )
        return replace(draft, notes=notes) if notes != draft.notes else draft

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
            self._recorded[place] = event.id
            self.edited += outcome is Outcome.EDITED_HERE
            return outcome
        key = self._rows.key_of(draft, self.remarks, self.new_actors)
        free = [each for each in self._rows.find(draft, key) if not row_ids.has_id(self.db, each)]
        number = self._recorded[place] = free[0] if free else self._store(draft)
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
