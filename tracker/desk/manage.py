"""Manage: the registers of actors, sources and types, the checks, and the database itself."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from tracker.desk.filters import omissions, selection_of
from tracker.desk.labels import Labels
from tracker.desk.registers import Registers
from tracker.desk.safekeeping import Safekeeping
from tracker.desk.values import EventName
from tracker.errors import InvalidInput, shown
from tracker.model.answer import Recorded
from tracker.model.event import Event
from tracker.model.names import names_of
from tracker.model.selection import Filters

if TYPE_CHECKING:
    from tracker.model.answers.manage import (
        CheckReport,
        DatabaseInfo,
        DuplicateList,
        ImportList,
        MergedEvents,
    )


class Manage(Registers, Labels, Safekeeping):
    """The calls of the panel `manage`."""

    def check(
        self,
        *,
        rule: str | Iterable[str] | None = None,
        fail_on: str | Iterable[str] | None = None,
    ) -> CheckReport:
        """Check the record by all rules or by some, for what deserves a second look.

        What would change an answer comes first. Shown to people, what changes none is one line for
        each rule that finds many, unless the rule is asked for.

        The report has `failed` where a rule of `fail_on` found anything. Rows that another program
        wrote and that cannot be read are found first; the other rules look at the rest.
        """
        from tracker.analysis.validation import RULES
        from tracker.desk.checking import findings_of
        from tracker.model.answers.manage import CheckReport
        from tracker.store.soundness import ROW_RULES, unsound_rows, without_unreadable_rows

        rules, failing = names_of(rule), names_of(fail_on)
        every = (*ROW_RULES, *RULES)
        if unknown := sorted({*failing, *rules}.difference(every)):
            raise InvalidInput(
                f"There is no rule {unknown[0]!r}; the rules are {', '.join(every)}."
            )
        if rules and (unasked := sorted(set(failing) - set(rules))):
            raise InvalidInput(
                f"--fail-on {unasked[0]} needs that rule applied: add --rule {unasked[0]}, or "
                "leave --rule out."
            )
        db = self._reading()
        unsound = tuple(unsound_rows(db))
        part = None
        if any(row.unreadable for row in unsound):
            part = without_unreadable_rows(db)
        try:
            found = (
                *(row.finding() for row in unsound if not rules or row.rule in rules),
                *findings_of(part or db, rules or RULES),
            )
        finally:
            if part is not None:
                part.close()
        return CheckReport(
            found,
            failed=any(finding.rule in failing for finding in found),
            is_whole=bool(rules),
            conclusion="" if found else "Nothing to report.",
        )

    def first_unsound_row(self) -> str:
        """What is wrong with the first row that cannot be read; nothing where all can be.

        A face asks when a command failed for no reason that it knows.
        """
        from tracker.store.soundness import unsound_rows

        found = next((each for each in unsound_rows(self._reading()) if each.unreadable), None)
        return "" if found is None else f"{found.about}: {found.reason}"

    def duplicates(
        self, *, at_least: float | None = None, **filters: Unpack[Filters]
    ) -> DuplicateList:
        """Pairs of events that may be the same, reported again by one feed or by another.

        `at_least` is the similarity from which a pair is proposed, 0 to 1; it weighs time, sides,
        type and the words of the titles, and is a hint, not a probability.
        """
        from tracker.analysis.likeness import LIKELY
        from tracker.analysis.similarity import find_duplicates
        from tracker.model.answers.manage import MOST_PAIRS, DuplicateList
        from tracker.store import streaming

        db = self._reading()
        selection = selection_of(db, filters, happened=False)
        least = LIKELY if at_least is None else at_least
        with db.snapshot():
            likely = find_duplicates(streaming.load(db, selection), least)
            found = tuple(islice(likely, MOST_PAIRS))
            more = sum(1 for _ in islice(likely, 1))
        told = (
            f"These are the {MOST_PAIRS:,} likeliest pairs, and there are more; filters, or a "
            "higher --at-least, narrow them.",
        )
        return DuplicateList(
            found,
            conclusion="" if found else "No two events look like the same.",
            remarks=(*(told if more else ()), *omissions(db, selection)),
        )

    def merge_events(self, events: Iterable[EventName]) -> Recorded[Event]:
        """Let the first event take over what was said of the others, which then are gone."""
        from tracker.recording.merges import merge_events

        return merge_events(self._writing(), names_of(events))

    def merge_duplicates(self, **filters: Unpack[Filters]) -> MergedEvents:
        """Merge all events that say the same but for their sources, each into the first one."""
        from tracker.analysis.similarity import find_identical
        from tracker.model.answers.manage import MergedEvents
        from tracker.recording.merges import merge_groups
        from tracker.store import chronicle

        selection = selection_of(self._reading(), filters, happened=False)
        db = self._writing()
        groups = find_identical(chronicle.load(db, selection))
        if not groups:
            said: tuple[str, ...] = ("No two events say the same in everything.",)
            return MergedEvents((), remarks=(*said, *omissions(db, selection)))
        done = merge_groups(db, groups)
        merged = tuple(tuple(group) for group in done.value)
        gone = sum(len(group) - 1 for group in merged)
        said = (
            *done.remarks,
            f"Merged {gone:,} into {len(merged):,}; `tracker undo` parts them again.",
        )
        return MergedEvents(merged, remarks=(*said, *omissions(db, selection)))

    def mark_distinct(self, events: Iterable[EventName]) -> Recorded[tuple[Event, ...]]:
        """Note that events which look alike are several, so that they are not proposed again."""
        from tracker.recording.merges import mark_distinct

        several = mark_distinct(self._writing(), names_of(events)).value
        said = f"Kept apart: {', '.join(event.handle for event in several)}."
        return Recorded(several, remarks=(said,))

    def info(self) -> DatabaseInfo:
        """Facts about the database: where it is, what is in it and whether it is sound."""
        from tracker.model.answers.manage import DatabaseInfo
        from tracker.store.inspection import describe

        return DatabaseInfo(describe(self._reading()))

    def imports(self) -> ImportList:
        """The files that were read and not taken back, with what became of their rows."""
        from tracker.model.answers.manage import ImportList
        from tracker.store.imports import everything

        found = tuple(everything(self._reading()))
        return ImportList(found, conclusion="" if found else "Nothing was read from a file yet.")

    def migrate(self) -> Recorded[Path | None]:
        """Bring the database of an older tracker up to date; gives the backup that it keeps."""
        from tracker.store.creation import migrate

        self.close()
        old, kept = migrate(self.path)
        if kept is not None:
            from tracker.recording.order import derive_again

            self.stored.append(f"database migrate {self.path}")
            derive_again(self._writing())
        said = (
            f"{shown(self.path)} is up to date (schema {old})."
            if kept is None
            else f"{shown(self.path)} was brought up from schema {old}; "
            f"the old one is {shown(kept)}."
        )
        return Recorded(kept, remarks=(said,))
