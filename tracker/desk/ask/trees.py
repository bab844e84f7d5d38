"""Questions about causes and effects: trees, root causes, outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from tracker.desk.ask.question import CAVEAT
from tracker.desk.filters import omissions, selection_of
from tracker.desk.opening import OpenRecord
from tracker.desk.values import EventName
from tracker.model.numbers import counted
from tracker.model.selection import QuestionFilters, filters_in_words

if TYPE_CHECKING:
    from tracker.model.answers.ask import Tree
    from tracker.model.answers.browse import EventList


class Trees(OpenRecord):
    """Whatever led to an event, or followed from it."""

    def causes(
        self, event: EventName, *, depth: int | None = None, **filters: Unpack[QuestionFilters]
    ) -> Tree:
        """The events that led to an event, link by link."""
        return self._tree(event, depth, filters, back=True)

    def effects(
        self, event: EventName, *, depth: int | None = None, **filters: Unpack[QuestionFilters]
    ) -> Tree:
        """The events that an event led to, link by link."""
        return self._tree(event, depth, filters, back=False)

    def roots(self, **filters: Unpack[QuestionFilters]) -> EventList:
        """The events that nothing explains and that explain others."""
        return self._ends(filters, begin=True)

    def outcomes(self, **filters: Unpack[QuestionFilters]) -> EventList:
        """The events that are explained and lead to nothing further."""
        return self._ends(filters, begin=False)

    def _tree(
        self, reference: EventName, depth: int | None, filters: QuestionFilters, back: bool
    ) -> Tree:
        from tracker.analysis.graph import graph_of
        from tracker.analysis.reach import causes_of, effects_of
        from tracker.model.answers.ask import Tree
        from tracker.model.claimants import claimant_names
        from tracker.store import chronicle, cone
        from tracker.store.references import resolve

        db, narrowed = self._reading(), filters_in_words(filters)
        number = resolve(db, reference)
        direction = cone.Direction.CAUSES if back else cone.Direction.EFFECTS
        selection = selection_of(db, filters, happened=True, question=True)
        reached = cone.reach(db, number, direction, depth, selection)
        around = chronicle.load_events(db, reached.keys(), selection)
        steps = (causes_of if back else effects_of)(
            graph_of(around, selection.weighing), number, depth
        )
        event = around.events[number]
        met = counted(len({step.event.id for step in steps}), "event")
        happened = f"{met} {'led to' if back else 'followed from'} {event.told}{narrowed}. {CAVEAT}"
        what = "explains" if back else "follows from"
        nothing = f"Nothing recorded {what} {event.handle}{narrowed}."
        return Tree(
            event,
            steps,
            claimant_names((*around.links, *around.denials), around.actors, {}),
            conclusion=happened if steps else nothing,
            remarks=omissions(db, selection, linked=True),
        )

    def _ends(self, filters: QuestionFilters, begin: bool) -> EventList:
        from tracker.analysis.graph import graph_of
        from tracker.analysis.reach import first_causes, last_effects
        from tracker.model.answers.browse import EventList
        from tracker.store import chronicle, events

        db, narrowed = self._reading(), filters_in_words(filters)
        selection = selection_of(db, filters, happened=True, question=True)
        found = chronicle.load_linked(db, selection)
        graph = graph_of(found, selection.weighing)
        ends = (first_causes if begin else last_effects)(graph)
        joined = sum(graph.degree(number) > 0 for number in graph)
        alone = events.count(db, selection) - joined
        stand = "stands" if alone == 1 else "stand"
        apart = f" {counted(alone, 'event')} {stand} alone, without links."
        return EventList(
            ends,
            found.sources,
            conclusion=f"Here the recorded explanations {'begin' if begin else 'end'}{narrowed}."
            f"{apart if alone else ''} {CAVEAT}"
            if ends
            else f"No two events are linked{narrowed}.",
            remarks=omissions(db, selection, linked=True),
        )
