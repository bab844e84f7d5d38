"""Two records, or two states of one, compared."""

from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from tracker.desk.ask.question import CAVEAT
from tracker.desk.filters import selection_of
from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName, date_of, moment_of
from tracker.errors import InvalidInput, NotFound
from tracker.model.selection import QuestionFilters, filters_in_words

if TYPE_CHECKING:
    from tracker.model.answers.ask import RecordComparison
    from tracker.store.database import Database


class Compare(OpenRecord):
    """A record beside another, or beside itself at another time."""

    def compare(
        self,
        old: str,
        new: str | None = None,
        *,
        between: tuple[EventName, EventName] | None = None,
        **filters: Unpack[QuestionFilters],
    ) -> "RecordComparison":
        """Two databases, or two points in the history of one, and the conclusions of either.

        `old` and `new` are files or times; without `new` it is the record as it is.
        """
        from tracker.analysis.comparison import compare_records
        from tracker.store import chronicle

        both_files = new is not None and _is_file(old) and _is_file(new)
        with ExitStack() as opened:
            records = [self._state(each, opened, between is not None) for each in (old, new)]
            # Where both are files, the names in filters are those of the newer one.
            named = records[1] if both_files else self._reading()
            selection = selection_of(named, filters, happened=False, question=True)
            before, after = (chronicle.load(db, selection, registers=True) for db in records)
            ends = between and (_handle(records, between[0]), _handle(records, between[1]))
        other = new or "the record as it is"
        return replace(
            compare_records(before, after, ends, selection.weighing),
            conclusion=f"Compared {old} with {other}{filters_in_words(filters)}. {CAVEAT}",
        )

    def _state(self, name: str | None, opened: ExitStack, searched: bool) -> "Database":
        """The record that a file, a time, or nothing names; `opened` closes all but our own."""
        from tracker.errors import NoDatabase
        from tracker.store import past
        from tracker.store.database import open_for_reading

        if name is None:
            return self._reading()
        if _is_file(name):
            if not Path(name).exists():
                raise NoDatabase(Path(name), "Name a file that is there, or a time.")
            return opened.enter_context(closing(open_for_reading(Path(name), self.analyst)))
        try:
            time = date_of(name)
        except InvalidInput:
            raise NotFound(
                "database", name, hint="Name a file, or a time such as yesterday."
            ) from None
        if time is None or time.latest is None:
            raise InvalidInput(f"{name} has no end; name a day or a moment.")
        moment = moment_of(time)
        return opened.enter_context(closing(past.as_of(self._reading(), moment, searched)))


def _handle(records: "list[Database]", name: EventName) -> str:
    """The handle of an event of the newer record, or of one that only the older one has."""
    from tracker.store import events
    from tracker.store.references import resolve

    newer, older = records[1], records[0]
    try:
        return events.get(newer, resolve(newer, name)).handle
    except NotFound as unknown:
        try:
            return events.get(older, resolve(older, name)).handle
        except NotFound:
            raise unknown from None


def _is_file(name: str) -> bool:
    return Path(name).exists() or Path(name).suffix in (".db", ".sqlite")
