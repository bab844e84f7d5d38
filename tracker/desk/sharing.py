"""Sharing: the record without what is marked above a limit, for all that leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.desk.filters import marking_of
from tracker.desk.opening import OpenRecord
from tracker.errors import NotFound, Refused

if TYPE_CHECKING:
    from tracker.model.marking import Marking
    from tracker.model.selection import Selection
    from tracker.store.database import Database

OPTION = "max_marking"


@dataclass(frozen=True)
class Shared:
    """The record as far as it may be shared, and the whole of it for whoever shares it.

    All that is written or drawn is read from `db`; `whole` serves the sentences on what was left
    out, and names in filters.
    """

    db: Database
    whole: Database
    limit: Marking

    @classmethod
    def all_of(cls, whole: Database) -> Shared:
        """The whole record, for whoever works on it."""
        from tracker.model.marking import Marking

        return cls(whole, whole, Marking.RED)

    def remarks(self, selection: Selection) -> tuple[str, ...]:
        """The sentence on what meets the selection and was left out, or none."""
        from tracker.store.limits import left_out

        return () if self.db is self.whole else left_out(self.whole, selection, self.limit).remarks

    def resolve(self, reference: str | int) -> int:
        """The number of an event that may be shared; one that may not is refused by its limit."""
        from tracker.model.marking import Marking
        from tracker.store import events
        from tracker.store.references import resolve

        try:
            return resolve(self.db, str(reference))
        except NotFound:
            event = events.get(self.whole, resolve(self.whole, str(reference)))
            if event.marking is None:
                raise
            raise Refused(
                f"{event.handle} is marked {event.marking}, above {self.limit}; --max-marking "
                f"{Marking(event.marking).word} shows it."
            ) from None


class Sharing(OpenRecord):
    """A desk whose exports and pictures are limited."""

    def _shared(self, options: Mapping[str, Any]) -> Shared:
        """The record up to the limit among some options, else up to that of the settings."""
        from tracker.model.marking import Marking

        limit = marking_of(options.get(OPTION)) or Marking.parse(self.max_marking)
        whole = self._reading()
        if not limit.above:
            return Shared(whole, whole, limit)
        return Shared(self._limited_to(limit), whole, limit)

    def _limited_to(self, limit: Marking) -> Database:
        """The database opened once more, without what is above a limit; one is kept open.

        What others may have marked meanwhile is left out, too: it is opened anew for each call.
        """
        from tracker.store.database import open_for_reading
        from tracker.store.limits import limit_to

        if self._limited is not None:
            self._limited.close()
        self._limited = db = open_for_reading(self.path, self.analyst)
        if limit_to(db, limit):
            from tracker.recording.order import derive_bounds

            derive_bounds(db)
        return db


def without_limit(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options without the limit, which is no filter of what is shared but its border.

    >>> without_limit({"actor": "RUS", "max_marking": "AMBER"})
    {'actor': 'RUS'}
    """
    return {name: value for name, value in options.items() if name != OPTION}
