"""The codes of feeds at the door: resolved to what is recorded here, or counted, never guessed."""

from collections import Counter

from tracker.errors import TrackerError
from tracker.model.cameo import ACTOR, EVENT, ancestors, root_type, state_code
from tracker.model.codebook import EventType
from tracker.model.dates import EventDate
from tracker.recording.events import COW, resolved_actor
from tracker.store import registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, TYPES

MOST_REMEMBERED = 50_000  # so that memory stays flat
MOST_NAMED = 12
Names = tuple[str, ...]


class Codes:
    """What codes stand for, found once each, and how often each was met that stands for nobody.

    With `new_actors` names that nobody has yet are recorded; codes never are.
    """

    def __init__(self, db: Database, new_actors: bool = False) -> None:
        self.db = db
        self.new_actors = new_actors
        self.recorded: list[str] = []
        self.fresh_types: dict[str, EventType] = {}  # roots that the codebook does not have yet
        self._kinds: dict[str, str | None] = {}
        self._sides: dict[Names, Names] = {}
        self._lacking: dict[Names, list[str]] = {}
        self._met: Counter[Names] = Counter()
        self._unknown: Counter[str] = Counter()

    def kind(self, name: str) -> str | None:
        """The type that a name or an event code stands for, its nearest ancestor's if need be."""
        if name not in self._kinds:
            match = EVENT.fullmatch(name)
            self._kinds[name] = (
                self._nearest(match[1]) if match else registers.find(self.db, TYPES, name)
            )
        return self._kinds[name]

    def record_kind(self, kind: str) -> None:
        """Record a type that the codebook does not have yet, now that an event is of it."""
        if kind in self.fresh_types:
            registers.insert(self.db, TYPES, self.fresh_types[kind])

    def side(self, names: Names, at: EventDate) -> Names:
        """The actors that names or codes stand for at a date; the others are left out."""
        known = self._sides.get(names)
        if known is None:
            found = {name: self._actor(name, at) for name in names}
            known = tuple(dict.fromkeys(code for code in found.values() if code is not None))
            unknown = [name for name, code in found.items() if code is None]
            if len(self._sides) >= MOST_REMEMBERED:
                self._forget()
            if unknown:
                self._lacking[names] = unknown
            if not any(COW.fullmatch(name) for name in names):  # whose it is depends on the date
                self._sides[names] = known
        return known

    def note(self, names: Names) -> None:
        """Count those of a side that stand for nobody, now that its event is taken."""
        if names in self._lacking:
            self._met[names] += 1

    def _forget(self) -> None:
        """Count who was met and not known, side by side, and begin anew."""
        for names, times in self._met.items():
            for name in self._lacking[names]:
                self._unknown[name] += times
        for memory in (self._sides, self._lacking, self._met):
            memory.clear()

    def remarks(self) -> list[str]:
        """Who was recorded on the way, and how many were not known, the most frequent first."""
        self._forget()
        if not self._unknown:
            return self.recorded
        frequent = self._unknown.most_common(MOST_NAMED)
        named = [f"{_said(name)} ({count:,})" for name, count in frequent]
        more = len(self._unknown) - len(named)
        rest = f" and {more:,} more" if more > 0 else ""
        left = f"Stand for nobody here, left out: {', '.join(named)}{rest}."
        return [*self.recorded, left]

    def _nearest(self, code: str) -> str | None:
        for above in ancestors(code):
            row = self.db.row(
                "SELECT code FROM types WHERE cameo = ? ORDER BY rowid LIMIT 1", (above,)
            )
            if row is not None:
                return str(row["code"])
        root = root_type(code)
        if root is None:
            return None
        self.fresh_types[root.code] = root
        return root.code

    def _actor(self, name: str, at: EventDate) -> str | None:
        match = ACTOR.fullmatch(name)
        if match:
            return self._state(match[1])
        try:
            return resolved_actor(self.db, name, self.recorded, self.new_actors, at)
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
