"""Questions about what a record rests on: what-if and sensitivity."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from tracker.desk.ask.question import CAVEAT, no_chain_remarks, question_between
from tracker.desk.filters import omissions, selection_of
from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName
from tracker.errors import InvalidInput, Refused
from tracker.model.names import names_of
from tracker.model.numbers import counted
from tracker.model.selection import QuestionFilters, filters_in_words

if TYPE_CHECKING:
    from tracker.model.answers.ask import Sensitivity, WhatIf
    from tracker.model.chronicle import Chronicle
    from tracker.model.selection import Selection
    from tracker.store.database import Database


class Doubts(OpenRecord):
    """Conclusions without an event, a source, a link or a grade."""

    def whatif(
        self,
        *,
        without: EventName | Iterable[EventName] = (),
        without_source: str | Iterable[str] = (),
        **filters: Unpack[QuestionFilters],
    ) -> "WhatIf":
        """The outcomes that lose explanation or strength when events or sources are taken away."""
        from tracker.analysis.whatif import what_if
        from tracker.model.doubts import Fate
        from tracker.store import chronicle, events, registers
        from tracker.store.references import resolve

        taken, doubted = names_of(without), names_of(without_source)
        if not taken and not doubted:
            raise InvalidInput("Take something away: --without EVENT or --without-source SOURCE.")
        db, narrowed = self._reading(), filters_in_words(filters)
        gone = [resolve(db, name) for name in taken]
        sources = [registers.resolve(db, registers.SOURCES, name) for name in doubted]
        selection = selection_of(db, filters, happened=True, question=True)
        whole = chronicle.load(db, selection)
        if unmet := [number for number in gone if number not in whole.events]:
            handle = events.get(db, unmet[0]).handle
            raise Refused(f"{handle} is not among the events{narrowed or ' that happened'} anyway.")
        averted = _with_averted(db, whole, selection)
        found = what_if(whole, gone, sources, selection.min_grade, selection.weighing, averted)
        same = sum(
            each.fate is Fate.AS_BEFORE and each.ways == each.ways_after for each in found.outcomes
        )
        links = counted(found.links, "further link" if found.events else "link")
        taken_away = " and ".join(
            told
            for told, count in (
                (counted(len(found.events), "event"), len(found.events)),
                (links, found.links or not found.events),
            )
            if count
        )
        nothing = "No outcome is affected.\n" if same == len(found.outcomes) else ""
        return replace(
            found,
            conclusion=f"{nothing}Without {taken_away}{narrowed}; {same} of {len(found.outcomes)} "
            f"outcomes stay as they were.{_fallen_in_words(found)} Claims are taken as certain "
            f"here. {CAVEAT}",
            remarks=omissions(db, selection, linked=True),
        )

    def sensitivity(
        self, first: EventName, last: EventName, **filters: Unpack[QuestionFilters]
    ) -> "Sensitivity":
        """Every single link, source or grade that, if worth less, changes the best chain."""
        from tracker.analysis.sensitivity import weaknesses
        from tracker.model.answers.ask import Sensitivity

        asked = question_between(self._reading(), first, last, filters)
        selection = asked.selection
        found = weaknesses(
            asked.between, asked.first, asked.last, selection.min_grade, selection.weighing
        )
        linked = asked.is_linked
        return Sensitivity(
            found,
            asked.between,
            conclusion=f"Each taken by itself{asked.filters}; what is not listed can be worth less "
            f"without changing the best chain. {CAVEAT}"
            if linked
            else "",
            remarks=(
                *(() if linked else no_chain_remarks(asked)),
                *omissions(asked.db, asked.selection, linked=True),
            ),
        )


def _with_averted(db: "Database", whole: "Chronicle", selection: "Selection") -> "Chronicle | None":
    """The events that are asked about with those that were averted, or None where none was."""
    from tracker.store import chronicle, links

    averted = links.averted(db) - whole.events.keys()
    if not averted:
        return None
    return chronicle.load_events(db, {*whole.events, *averted}, selection)


def _fallen_in_words(found: "WhatIf") -> str:
    """How many events fall with what is taken away, and what would be possible again."""
    from tracker.model.doubts import Fate

    said = []
    needed = sum(each.fate is Fate.FALLS for each in found.fallen)
    if found.fallen:
        falls = "falls" if len(found.fallen) == 1 else "fall"
        some = f" {needed} of them" if needed < len(found.fallen) else ""
        why = f",{some} for want of a needed cause" if needed else ""
        said.append(f"{counted(len(found.fallen), 'other event')} {falls} with that{why}.")
    if found.possible_again:
        titles = "; ".join(event.told for event in found.possible_again)
        said.append(f"Nothing that stands averts any more: {titles}.")
    return "".join(f" {each}" for each in said)
