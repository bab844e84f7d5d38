"""Record: put events, links and citations into the record, and take them out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

from tracker.desk.adding import Adding
from tracker.desk.judging import Judging
from tracker.desk.links import Claimant, Links, recorded_link
from tracker.desk.many import Many
from tracker.desk.values import (
    EventName,
    Grades,
    cited,
    count_of,
    date_of,
    text_of,
    text_required,
    values_of,
)
from tracker.errors import InvalidInput
from tracker.model.answer import Recorded
from tracker.model.event import Event, EventClaim, EventValues, Names
from tracker.model.names import names_of
from tracker.model.numbers import counted

if TYPE_CHECKING:
    from tracker.model.actor import NewActors
    from tracker.model.answers.record import RecordedLink
    from tracker.model.chronicle import Batch
    from tracker.model.dates import EventDate
    from tracker.model.history import Entry, UndoPlan, Verb
    from tracker.model.source import Citation


class Record(Adding, Many, Links, Judging):
    """The calls of the panel `record`.

    An event is named by its number, its handle or unique words of its title, an actor, a type or
    a source by its code or any of its names; the values themselves do as well.
    """

    def edit(
        self,
        event: EventName,
        *,
        title: str | None = None,
        on: EventDate | str | None = None,
        new_actors: NewActors = False,
        rehandle: bool = False,
        **fields: Unpack[EventValues],
    ) -> Recorded[Event]:
        """Change an event; what is not named stays, and an empty text clears.

        `by` and `to` replace all actors of that side, as labels do all of their kind;
        `intensity="codebook"` goes back to the value of the type. With `rehandle` the handle gets
        the day of its date; the old one still finds the event.
        """
        from tracker.recording.revisions import EventEdit, edit_event

        changes = EventEdit(title=title, date=date_of(on), **values_of(fields))
        if changes == EventEdit() and not rehandle:
            raise InvalidInput(
                "Nothing to change: name at least one option, such as --on or --title."
            )
        return edit_event(self._writing(), str(event), changes, new_actors, rehandle)

    def remove(self, event: EventName) -> Recorded[Event]:
        """Remove an event, its links and its citations; `undo` brings them back."""
        from tracker.recording.revisions import remove_event

        done = remove_event(self._writing(), str(event))
        gone = done.value
        return Recorded(gone, remarks=(f"Removed event {gone.id} ({gone.handle}).", *done.remarks))

    def cite(
        self,
        event: EventName,
        effect: EventName | None = None,
        *,
        source: Names,
        grade: Grades = None,
        locator: str | None = None,
        quotation: str | None = None,
        supports: str | Iterable[str] | None = None,
        claimed_by: Claimant = None,
        marking: str | None = None,
        if_true: float | str | None = None,
        if_false: float | str | None = None,
        not_found: bool = False,
        reliance: float | None = None,
    ) -> Recorded[Event] | RecordedLink:
        """Cite sources for an event, or for some fields of it; with `effect` for the link to that.

        `claimed_by` says whose link is meant where several speak of it; `marking`, a label of
        TLP 2.0, is that of the citation.

        A citation of a link may test the claim: `if_true` and `if_false` say how likely the
        evidence is if the claim holds and if not, `not_found` that it was looked for in vain, and
        `reliance`, 0 to 1, how far the analyst relies on the report.
        """
        from tracker.recording.events import cite_event
        from tracker.recording.links import cite_link

        _check_citation(source, effect, supports, claimed_by)

        def tested(citation: Citation) -> Citation:
            return replace(
                citation,
                if_true=text_of(if_true),
                if_false=text_of(if_false),
                not_found=not_found,
                reliance=reliance,
            )

        pairs = [
            (tested(citation), given)
            for field in names_of(supports) or (None,)
            for citation, given in cited(source, grade, locator, quotation, field, marking)
        ]
        db = self._writing()
        if effect is None:
            done = cite_event(db, str(event), pairs)
            said = f"Cited {len(pairs)} for event {done.value.id}."
            return Recorded(done.value, remarks=(*done.remarks, said))
        found = cite_link(db, str(event), str(effect), pairs, text_of(claimed_by))
        what = "denial" if found.value.denied else "link"
        said = f"Cited {len(pairs)} for the {what} by {found.value.claimed_by}."
        tests = _tests_in_words(pairs) if if_true is not None else ()
        return recorded_link(db, found.value, (*found.remarks, said, *tests))

    def uncite(
        self,
        event: EventName,
        effect: EventName | None = None,
        *,
        source: Names,
        locator: str | None = None,
        supports: str | Iterable[str] | None = None,
        claimed_by: Claimant = None,
    ) -> Recorded[int]:
        """Take out citations of sources, of all fields and places or of some; how many went."""
        from tracker.recording.events import uncite_event
        from tracker.recording.links import uncite_link

        _check_citation(source, effect, supports, claimed_by)
        db, sources = self._writing(), names_of(source)
        gone = (
            uncite_event(db, str(event), sources, names_of(supports), locator)
            if effect is None
            else uncite_link(db, str(event), str(effect), sources, text_of(claimed_by), locator)
        ).value
        return Recorded(gone, remarks=(f"Removed {counted(gone, 'citation')}.",))

    def note(self, event: EventName, text: str, *, marking: str | None = None) -> Recorded[Event]:
        """Add a note to an event: a dated remark, signed by who works at the desk."""
        from tracker.recording.notes import add_note

        done = add_note(self._writing(), str(event), text_required(text, "note"), marking)
        noted = done.value
        said = f"Noted on event {noted.id} ({counted(len(noted.notes), 'note')})."
        return Recorded(noted, remarks=(*done.remarks, said))

    def remove_note(self, event: EventName, number: int) -> Recorded[Event]:
        """Remove a note of an event by its number, which no other note ever gets."""
        from tracker.recording.notes import remove_note

        done = remove_note(
            self._writing(), str(event), count_of(number, "The number of a note")
        ).value
        said = f"Removed note {number}; `tracker undo` brings it back."
        return Recorded(done, remarks=(said,))

    def claim(
        self,
        event: EventName,
        *,
        by: Names = None,
        denied_by: Names = None,
        because: str = "",
        remove: bool = False,
    ) -> Recorded[Event]:
        """Record who says that an event happened, and who denies it, with the reason given.

        With `remove` that is taken back: of those named, else of all.
        """
        from tracker.recording import claims

        named = [EventClaim(name, False, because) for name in names_of(by)]
        named += [EventClaim(name, True, because) for name in names_of(denied_by)]
        if not named and not remove:
            raise InvalidInput("Name who says that it happened with --by, or --denied-by.")
        if remove and because:
            raise InvalidInput("What is taken back needs no reason; leave --because out.")
        change = claims.remove_claims if remove else claims.add_claims
        return change(self._writing(), str(event), named)

    def undo(self, command: int | None = None, *, anyone: bool = False) -> Recorded[Entry]:
        """Take back one's own last command, whole; again, the one before it.

        `command` is the number of another one in the log, `anyone` means the last of anybody's.
        One on which later commands rest is refused.
        """
        from tracker.recording import undoing

        entry = undoing.undo(self._writing(), _number(command), anyone)
        return _undone(entry, "Undone", "`tracker redo` brings it back.")

    def redo(self, command: int | None = None, *, anyone: bool = False) -> Recorded[Entry]:
        """Bring back what one undid last, whole; again, what was undone before it.

        `command` is the number of an undone one in the log, `anyone` means what anybody undid.
        """
        from tracker.recording import undoing

        entry = undoing.redo(self._writing(), _number(command), anyone)
        return _undone(entry, "Redone")

    def plan_undo(
        self, verb: Verb = "undo", command: int | None = None, *, anyone: bool = False
    ) -> UndoPlan:
        """What `undo` or `redo` would do now: to which command, whose, and how much."""
        from tracker.recording import undoing

        return undoing.plan(self._writing(), verb, _number(command), anyone)

    def record_batch(self, batch: Batch, name: str) -> Recorded[Any]:
        """Record all drafts of a batch as one command; what is there already stays as it is."""
        from tracker.recording.batches import record_batch

        with self._starting() as (db, created):
            tally = record_batch(db, batch, name)
        return Recorded(tally, remarks=(*created, *tally.remarks, str(tally)))


def _number(command: int | None) -> int | None:
    return None if command is None else count_of(command, "The number of a command")


def _undone(entry: Entry, done: str, *more: str) -> Recorded[Entry]:
    """A command that was undone or redone: which, whose, and when it was recorded."""
    said = (
        f"{done}: {entry.command} ({counted(entry.rows, 'row')}); it was command {entry.id}, by "
        f"{entry.who} on {entry.moment}."
    )
    return Recorded(entry, remarks=(said, *more))


def _tests_in_words(pairs: Iterable[tuple[Citation, Any]]) -> Iterator[str]:
    """What kind of test each citation is that was just recorded."""
    from tracker.analysis.evidence_tests import weighed_evidence

    # Of several sources each is the same test.
    for citation, _ in tuple(pairs)[:1]:
        told = weighed_evidence(citation).told
        yield f"{told[0].upper()}{told[1:]}."


def _check_citation(
    source: Names,
    effect: EventName | None,
    supports: str | Iterable[str] | None,
    claimed_by: Claimant,
) -> None:
    """Refuse a citation of nothing, and what goes only with an event or only with a link."""
    if not names_of(source):
        raise InvalidInput("Nothing to cite: add --source with a code, a title or a web address.")
    if effect is not None and supports is not None:
        raise InvalidInput("--supports names a field of an event; a link is cited as a whole.")
    if effect is None and claimed_by is not None:
        raise InvalidInput("--claimed-by says whose link is cited: name its EFFECT too.")
