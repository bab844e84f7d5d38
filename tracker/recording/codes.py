"""The codes of feeds at the door: resolved to what is recorded here, or counted, never guessed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from tracker.errors import TrackerError
from tracker.model.cameo import ACTOR, state_code
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.recording.resolving import COW, find_type, resolved_actor
from tracker.store import registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, TYPES

MOST_REMEMBERED = 50_000  # so that memory stays flat
MOST_NAMED = 12
Names = tuple[str, ...]


class Side(NamedTuple):
    """Who stands on one side of an event, and the names there that stand for nobody."""

    actors: Names
    nobody: Names


class Codes:
    """What codes stand for, found once each, and how often each was met that stands for nobody.

    With `new_actors` names that nobody has yet are recorded; codes never are.
    """

    def __init__(self, db: Database, new_actors: bool = False) -> None:
        self.db = db
        self.new_actors = new_actors
        self.recorded: list[str] = []
        self.fresh_types: dict[str, EventType] = {}  # roots that the codebook does not have yet
        self._unknown: Counter[str] = Counter()
        self._kind = lru_cache(MOST_REMEMBERED)(self._find_kind)
        self._undated = lru_cache(MOST_REMEMBERED)(self._find_undated)

    def kinds(self, names: Iterable[str]) -> list[str | None]:
        """The types that names or event codes stand for, their nearest ancestors' if need be."""
        return list(map(self._kind, names))

    def sides(self, named: Sequence[Names], dates: Sequence[EventDate]) -> list[Side]:
        """Those whom the names of a side stand for at its event's date."""
        found = list(map(self._undated, named))
        return [
            self._find_side(names, date) if side is None else side
            for side, names, date in zip(found, named, dates, strict=True)
        ]

    def record_actors(self, named: Iterable[Names]) -> None:
        """Record those whom nobody is called like yet, now that their events are taken."""
        if not self.new_actors:
            return
        before = len(self.recorded)
        for name in dict.fromkeys(chain.from_iterable(named)):
            if not ACTOR.fullmatch(name) and not COW.fullmatch(name):
                with suppress(TrackerError):  # nobody can be called so
                    resolved_actor(self.db, name, self.recorded, new_actors=True)
        if len(self.recorded) > before:
            self._undated.cache_clear()

    def count(self, sides: Iterable[Side]) -> None:
        """Count those who stand for nobody, now that their events are taken."""
        self._unknown.update(chain.from_iterable(side.nobody for side in sides))

    def record_kind(self, kind: str) -> None:
        """Record a type that the codebook does not have yet, now that an event is of it."""
        if kind in self.fresh_types:
            registers.insert(self.db, TYPES, self.fresh_types[kind])

    def remarks(self) -> list[str]:
        """Who was recorded on the way, and how many were not known, the most frequent first."""
        if not self._unknown:
            return self.recorded
        frequent = sorted(self._unknown.items(), key=lambda met: (-met[1], met[0]))[:MOST_NAMED]
        named = [f"{_said(name)} ({count:,})" for name, count in frequent]
        more = len(self._unknown) - len(named)
        rest = f" and {more:,} more" if more > 0 else ""
        left = f"Stand for nobody here, left out: {', '.join(named)}{rest}."
        return [*self.recorded, left]

    def _find_kind(self, name: str) -> str | None:
        found = find_type(self.db, name)
        if isinstance(found, EventType):
            self.fresh_types[found.code] = found
            return found.code
        return found

    def _find_undated(self, names: Names) -> Side | None:
        """Those who are the same at any date; None where it depends on the date who it is."""
        return None if any(map(COW.fullmatch, names)) else self._find_side(names)

    def _find_side(self, names: Names, at: EventDate | None = None) -> Side:
        found = {name: self._actor(name, at) for name in names}
        return Side(
            tuple(dict.fromkeys(code for code in found.values() if code is not None)),
            tuple(name for name, code in found.items() if code is None),
        )

    def _actor(self, name: str, at: EventDate | None) -> str | None:
        match = ACTOR.fullmatch(name)
        if match:
            return self._state(match[1])
        try:
            return resolved_actor(self.db, name, [], False, at)
        except TrackerError:  # nobody's name, or one that nobody can have
            return None

    def _state(self, code: str) -> str | None:
        state = state_code(code)
        row = state and self.db.row(
            f"SELECT code FROM {ACTORS.table} WHERE cameo = ? ORDER BY valid_to IS NOT NULL, rowid",
            (state,),
        )
        return str(row["code"]) if row else None


def _said(name: str) -> str:
    return (
        f"code {name.partition(':')[2]}" if ACTOR.fullmatch(name) or COW.fullmatch(name) else name
    )
