"""CodeResolver: the actor and event codes of feeds, resolved to the registers or counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from tracker.errors import TrackerError
from tracker.model.actor import Actor
from tracker.model.cameo import ACTOR, state_code
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.model.state_names import alive
from tracker.recording.resolving import COW, find_type, resolved_actor
from tracker.store import import_lookups, registers
from tracker.store.actor_names import bearers
from tracker.store.database import Database
from tracker.store.registers import TYPES

MOST_REMEMBERED = 50_000  # so that memory stays flat
MOST_NAMED = 12
Names = tuple[str, ...]


class Side(NamedTuple):
    """The actors on one side of an event, and the names there that stand for nobody."""

    actors: Names
    unknown: Names


class CodeResolver:
    """Resolves codes and names, each once, and counts those that stand for nobody.

    With `new_actors` names that nobody has yet are recorded; codes never are.
    """

    def __init__(self, db: Database, new_actors: bool = False) -> None:
        self.db = db
        self.new_actors = new_actors
        self.recorded: list[str] = []
        self.new_types: dict[str, EventType] = {}  # roots that the codebook does not have yet
        self._unknown: Counter[str] = Counter()
        self._type = lru_cache(MOST_REMEMBERED)(self._find_type)
        self._undated = lru_cache(MOST_REMEMBERED)(self._find_undated)
        self._bearers = lru_cache(MOST_REMEMBERED)(self._find_bearers)

    def types(self, names: Iterable[str]) -> list[str | None]:
        """The types that names or event codes stand for, else their nearest ancestors; or None."""
        return list(map(self._type, names))

    def sides(self, named: Sequence[Names], dates: Sequence[EventDate]) -> list[Side]:
        """The actors whom the names of each side stand for at its event's date."""
        found = list(map(self._undated, named))
        return [
            self._find_side(names, date) if side is None else side
            for side, names, date in zip(found, named, dates, strict=True)
        ]

    def undated(self, names: Names) -> Names | None:
        """The actors whom names stand for at any date; None where it depends on the date."""
        side = self._undated(names)
        return None if side is None else side.actors

    def record_actors(self, named: Iterable[Names]) -> None:
        """Record the actors that are new, now that their events are accepted."""
        if not self.new_actors:
            return
        before = len(self.recorded)
        for name in dict.fromkeys(chain.from_iterable(named)):
            if not ACTOR.fullmatch(name) and not COW.fullmatch(name):
                with suppress(TrackerError):  # nobody can be called so
                    resolved_actor(self.db, name, self.recorded, True, anyway=True)
        if len(self.recorded) > before:
            self._undated.cache_clear()
            self._bearers.cache_clear()

    def count_unknown(self, sides: Iterable[Side]) -> None:
        """Count the names that stand for nobody, now that their events are accepted."""
        self._unknown.update(chain.from_iterable(side.unknown for side in sides))

    def record_type(self, code: str) -> None:
        """Record a type that the codebook does not have yet, now that an event is of it."""
        if code in self.new_types:
            registers.insert(self.db, TYPES, self.new_types[code])

    def remarks(self) -> list[str]:
        """Sentences about new actors, and about unknown codes, the most frequent first."""
        if not self._unknown:
            return self.recorded
        frequent = sorted(self._unknown.items(), key=lambda met: (-met[1], met[0]))[:MOST_NAMED]
        named = [f"{_shown(name)} ({count:,})" for name, count in frequent]
        more = len(self._unknown) - len(named)
        rest = f" and {more:,} more" if more > 0 else ""
        left = f"Stand for nobody here, left out: {', '.join(named)}{rest}."
        return [*self.recorded, left]

    def _find_type(self, name: str) -> str | None:
        found = find_type(self.db, name)
        if isinstance(found, EventType):
            self.new_types[found.code] = found
            return found.code
        return found

    def _find_undated(self, names: Names) -> Side | None:
        """The actors of a side, or None where it depends on the date who they are."""
        is_dated = any(COW.fullmatch(name) or len(self._bearers(name)) > 1 for name in names)
        return None if is_dated else self._find_side(names)

    def _find_bearers(self, name: str) -> tuple[Actor, ...]:
        return () if ACTOR.fullmatch(name) else bearers(self.db, name)

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
        if met := self._bearers(name):
            return alive(met, at).code
        if not COW.fullmatch(name):
            return None
        try:
            return resolved_actor(self.db, name, [], False, at)
        except TrackerError:  # nobody's number
            return None

    def _state(self, code: str) -> str | None:
        state = state_code(code)
        return import_lookups.actor_by_cameo(self.db, state) if state else None


def _shown(name: str) -> str:
    return (
        f"code {name.partition(':')[2]}" if ACTOR.fullmatch(name) or COW.fullmatch(name) else name
    )
