"""Identity of rows: which recorded event a row without a handle is of, if any.

Acts are told apart by date, doer, target, type, title and place. Rows that are alike in all of
them are so many acts: of a file that is read again, the second is known where there are two.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from tracker.model.actor import NewActors
from tracker.model.dates import EventDate
from tracker.model.event import Event, EventDraft
from tracker.model.event_fields import FIELDS
from tracker.model.names import folded
from tracker.recording.events import event_columns, wanted_handle
from tracker.recording.resolving import resolved_actor, resolved_type
from tracker.store import events, import_lookups, merges, row_ids
from tracker.store.database import Database
from tracker.store.rows import bound_text

KEY_LENGTH = 32  # hexadecimal digits of a key
Acts = dict[str, list[int]]


class KnownRows:
    """Finds the events that the rows of one file are of.

    What was recorded before is what counts: a row is never of an event that came from another row
    of the same file.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        self._last_before = import_lookups.last_event(db)
        self._met: Counter[str] = Counter()
        self._acts: dict[tuple[str | None, str | None], Acts] = {}
        self._came: dict[str, list[int]] = {}

    def key_of(self, draft: EventDraft, remarks: list[str], new_actors: NewActors) -> str:
        """The key of a row: its act, with names resolved; with `new_actors` recorded for it.

        What may not be stored is refused here, so that a row which never was is not counted.
        """
        event_columns({field.name: getattr(draft, field.name) for field in FIELDS})
        by, to = (
            tuple(resolved_actor(self.db, name, remarks, new_actors, draft.date, True)
                  for name in side)
            for side in (draft.by, draft.to)
        )  # fmt: skip
        code = resolved_type(self.db, draft.type)
        return _key(draft.date, draft.title, code, draft.place, by, to)

    def find(self, draft: EventDraft, key: str) -> tuple[int, ...]:
        """The events that a row may be of; none where it is one more than there are."""
        self._met[key] += 1
        came = self._came_before(key)
        same = [number for number in self._at(draft.date).get(key, ()) if number not in came]
        gone = self._merged(draft) if not came and not same and self._has_former_handles else []
        there = (*came, *same, *gone)
        return there if len(there) >= self._met[key] else ()

    def rank(self, key: str) -> int:
        """How many rows of a key there were so far."""
        return self._met[key]

    def _at(self, date: EventDate) -> Acts:
        """The acts of a date as they were before this file, by their keys."""
        bounds = bound_text(date.earliest), bound_text(date.latest)
        if bounds not in self._acts:
            acts: Acts = defaultdict(list)
            for number, title, code, place, (by, to) in row_ids.acts_at(self.db, date):
                if number <= self._last_before:
                    acts[_key(date, title, code, place, by, to)].append(number)
            self._acts[bounds] = acts
        return self._acts[bounds]

    def _came_before(self, key: str) -> list[int]:
        """The events that rows of a key brought, edited and merged ones included."""
        if key not in self._came:
            self._came[key] = row_ids.events_of(self.db, row_ids.UNNAMED, key)
        return self._came[key]

    def _merged(self, draft: EventDraft) -> list[int]:
        """The events of the same sides and type into which one of its date and title was merged.

        Records of an earlier tracker did not note the rows that their events came from.
        """
        handle = wanted_handle(draft)
        return [
            number
            for number in merges.merge_targets(self.db, handle)
            if self._is_like(events.get(self.db, number), draft)
        ]

    def _is_like(self, event: Event, draft: EventDraft) -> bool:
        by, to = ((each.code for each in side) for side in (event.by, event.to))
        there = _key(event.date, draft.title, event.type.code, draft.place, by, to)
        return there == self.key_of(draft, [], False)

    @cached_property
    def _has_former_handles(self) -> bool:
        return import_lookups.has_former_handles(self.db)


def _key(
    date: EventDate,
    title: str,
    code: str,
    place: str | None,
    by: Iterable[str],
    to: Iterable[str],
) -> str:
    """One text for all that tells acts apart; in which order a side is named does not."""
    told = (
        bound_text(date.earliest), bound_text(date.latest), sorted(set(by)), sorted(set(to)),
        code, folded(title), folded(place or ""),
    )  # fmt: skip
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:KEY_LENGTH]
