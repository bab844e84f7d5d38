"""Many events changed at once, as one command: those that filters let through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Unpack

from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName, Grades, cited, date_of, text_required, values_of
from tracker.errors import InvalidInput
from tracker.model.answer import Recorded
from tracker.model.event import EventValues, Names
from tracker.model.event_fields import label_field
from tracker.model.names import names_of
from tracker.model.numbers import counted

if TYPE_CHECKING:
    from datetime import date

    from tracker.model.actor import NewActors
    from tracker.model.dates import EventDate
    from tracker.model.selection import Filters

BACK = "`tracker undo` takes all of it back."


class Many(OpenRecord):
    """The calls of the panel `record` that change all events of a selection."""

    def matching(self, filters: Filters) -> tuple[int, ...]:
        """The numbers of the events that filters let through, whatever became of them."""
        from tracker.desk.filters import selection_of
        from tracker.store import events

        if not filters:
            raise InvalidInput("Name an event, or filters such as --actor and --since.")
        db = self._reading()
        selection = selection_of(db, filters, happened=False)
        numbers = tuple(event.id for event in events.select(db, selection))
        if not numbers:
            from tracker.model.selection import filters_in_words

            raise InvalidInput(f"No event fits{filters_in_words(filters)}; nothing was changed.")
        return numbers

    def edit_many(
        self,
        numbers: Iterable[int],
        *,
        title: str | None = None,
        on: EventDate | date | str | None = None,
        new_actors: NewActors = False,
        rehandle: bool = False,
        **fields: Unpack[EventValues],
    ) -> Recorded[int]:
        """Change many events alike; what is not named stays."""
        from tracker.recording.revisions import EventEdit, edit_events

        if fields.get("handle") is not None:
            raise InvalidInput("A handle is of one event; leave --handle out.")
        edit = EventEdit(title=title, date=date_of(on), **values_of(fields))
        if edit == EventEdit() and not rehandle:
            raise InvalidInput("Nothing to change: name at least one option, such as --place.")
        done = edit_events(self._writing(), tuple(numbers), edit, new_actors, rehandle)
        said = f"Changed {counted(done.value, 'event')}; {BACK}"
        return Recorded(done.value, remarks=(*done.remarks, said))

    def tag(
        self, label: str, numbers: Iterable[int | str], *, remove: bool = False, kind: str = "tag"
    ) -> Recorded[int]:
        """Give many events a label beside those that they have, or take it from them."""
        from tracker.recording.revisions import tag_events
        from tracker.store.references import resolve_to_change

        field = label_field(kind)
        assert field is not None
        db = self._writing()
        chosen = tuple(dict.fromkeys(resolve_to_change(db, number) for number in numbers))
        changed = tag_events(db, chosen, field, text_required(label, kind), remove)
        verb = "Took" if remove else "Gave"
        said = f"{verb} {label} {'from' if remove else 'to'} {counted(changed, 'event')}"
        same = len(chosen) - changed
        also = f"; {counted(same, 'event')} had it {'not' if remove else 'already'}" if same else ""
        return Recorded(
            changed, remarks=(f"{said}{also}; {BACK}" if changed else f"{said}{also}.",)
        )

    def remove_many(self, numbers: Iterable[int]) -> Recorded[int]:
        """Remove many events with their links and citations."""
        from tracker.recording.revisions import remove_events

        chosen = tuple(numbers)
        gone = remove_events(self._writing(), chosen)
        said = f"Removed {counted(len(chosen), 'event')} and {counted(gone, 'link')}; "
        return Recorded(len(chosen), remarks=(f"{said}`tracker undo` brings everything back.",))

    def cite_many(
        self,
        numbers: Iterable[int],
        *,
        source: Names,
        grade: Grades = None,
        locator: str | None = None,
        quotation: str | None = None,
        supports: str | Iterable[str] | None = None,
        marking: str | None = None,
    ) -> Recorded[int]:
        """Cite sources for many events alike."""
        from tracker.recording.events import cite_events

        if not names_of(source):
            raise InvalidInput("Nothing to cite: add --source with a code, a title or an address.")
        pairs = [
            pair
            for field in names_of(supports) or (None,)
            for pair in cited(source, grade, locator, quotation, field, marking)
        ]
        chosen = tuple(numbers)
        done = cite_events(self._writing(), chosen, pairs)
        said = f"Cited {len(pairs)} for each of {counted(len(chosen), 'event')}; {BACK}"
        return Recorded(len(chosen), remarks=(*done.remarks, said))


def named_or_matching(event: EventName | None, filters: Any) -> None:
    """Refuse both a single event and filters, and neither of them."""
    if event is not None and filters:
        raise InvalidInput("Name one event, or filters for many; not both.")
    if event is None and not filters:
        raise InvalidInput("Name an event, or filters such as --actor and --since.")
