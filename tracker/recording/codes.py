"""The codes of feeds at the door: resolved to what is recorded here, or counted, never guessed."""

from collections import Counter
from dataclasses import dataclass, field, replace

from tracker.errors import NotFound
from tracker.model.cameo import ACTOR, EVENT, ancestors, root_type, state_code
from tracker.model.event import EventDraft
from tracker.recording.events import resolved_actor
from tracker.store import registers
from tracker.store.database import Database
from tracker.store.registers import ACTORS, TYPES


@dataclass
class Codes:
    """What codes stand for, found once each, and how often each was met that stands for nothing."""

    db: Database
    types: dict[str, str | None] = field(default_factory=dict)
    actors: dict[str, str | None] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)

    def resolved(self, draft: EventDraft) -> EventDraft | None:
        """The draft with what its codes stand for; None where its type is none of CAMEO's.

        A side loses the actors that are not known here; the event stays.
        """
        match = EVENT.fullmatch(draft.type)
        kind = self._type(match[1]) if match else draft.type
        if kind is None:
            self.unknown[f"event code {draft.type.removeprefix('cameo:')}"] += 1
            return None
        by, to = (
            tuple(
                dict.fromkeys(code for name in side if (code := self._actor(name, draft)))
            )
            for side in (draft.by, draft.to)
        )  # fmt: skip
        return replace(draft, type=kind, by=by, to=to)

    def remarks(self) -> list[str]:
        """How many were not known, the most frequent first."""
        if not self.unknown:
            return []
        named = [f"{code} ({count})" for code, count in self.unknown.most_common(12)]
        more = len(self.unknown) - len(named)
        rest = f" and {more} more" if more > 0 else ""
        return [f"Codes that stand for nobody here, left out: {', '.join(named)}{rest}."]

    def _type(self, code: str) -> str | None:
        if code not in self.types:
            self.types[code] = self._nearest(code)
        return self.types[code]

    def _nearest(self, code: str) -> str | None:
        for above in ancestors(code):
            row = self.db.row(
                "SELECT code FROM types WHERE cameo = ? ORDER BY rowid LIMIT 1", (above,)
            )
            if row is not None:
                return str(row["code"])
        root = root_type(code)
        if root is not None:
            registers.insert(self.db, TYPES, root)
        return root.code if root else None

    def _actor(self, name: str, draft: EventDraft) -> str | None:
        match = ACTOR.fullmatch(name)
        if not match:
            try:
                return resolved_actor(self.db, name, [], False, draft.date)
            except NotFound:
                self.unknown[f"actor {name}"] += 1
                return None
        code = match[1]
        if code not in self.actors:
            self.actors[code] = self._state(code)
        if self.actors[code] is None:
            self.unknown[f"actor code {code}"] += 1
        return self.actors[code]

    def _state(self, code: str) -> str | None:
        state = state_code(code)
        row = state and self.db.row(
            f"SELECT code FROM {ACTORS.table} WHERE cameo = ? ORDER BY valid_to IS NOT NULL, rowid",
            (state,),
        )
        return str(row["code"]) if row else None
