"""A question about two events: its ends, what lies between them, and why there is no chain."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from tracker.desk.filters import selection_of
from tracker.desk.values import EventName
from tracker.errors import InvalidInput
from tracker.model.numbers import counted
from tracker.model.selection import QuestionFilters, filters_in_words

if TYPE_CHECKING:
    from tracker.analysis.graph import Graph
    from tracker.model.chronicle import Chronicle
    from tracker.model.event import Event
    from tracker.model.selection import Selection
    from tracker.store.cone import Direction
    from tracker.store.database import Database

CAVEAT = "A statement about the recorded claims, not proof of causation."


@dataclass(frozen=True)
class Question:
    """Two events and what lies between them, as far as it meets the filters.

    `filters` are those in words, for a sentence: ` with --account RUS`; else nothing.
    """

    db: "Database"
    first: int
    last: int
    selection: "Selection"
    between: "Chronicle"
    filters: str

    @cached_property
    def graph(self) -> "Graph[int]":
        """What lies between the two as a graph, of the claims that count."""
        from tracker.analysis.graph import graph_of

        return graph_of(self.between, self.selection.weighing)

    @property
    def is_linked(self) -> bool:
        """Whether a chain of links that count leads from the one to the other."""
        from tracker.analysis.subgraphs import subgraph_between

        return bool(subgraph_between(self.graph, [self.first], self.last))


def question_between(
    db: "Database",
    first: EventName,
    last: EventName,
    filters: QuestionFilters,
    outline: bool = False,
) -> Question:
    """The two ends resolved, and only what lies between them fetched, or its outline."""
    from tracker.store import chronicle, events
    from tracker.store.references import resolve

    start, end = resolve(db, first), resolve(db, last)
    if start == end:
        raise InvalidInput(f"{events.get(db, start).handle} is both ends; name two events.")
    selection = selection_of(db, filters, happened=True, question=True)
    fetch = chronicle.outline if outline else chronicle.between
    between = fetch(db, start, end, selection)
    return Question(db, start, end, selection, between, filters_in_words(filters))


def no_chain_remarks(asked: Question) -> tuple[str, ...]:
    """Sentences on two events without a chain: where the search from either end stops."""
    from tracker.store import cone, events

    db, selection, narrowed = asked.db, asked.selection, asked.filters
    first, last = events.get(db, asked.first), events.get(db, asked.last)
    sentences = [f"No chain of links leads from {first.handle} to {last.handle}{narrowed}."]
    if asked.between.links:
        sentences.append(_why_none_counts(asked))
    elif cone.between(db, last.id, first.id, selection):
        sentences.append("There is one the other way round: swap the two.")
    elif last.id in cone.reach(db, first.id, cone.Direction.EFFECTS, selection=selection):
        sentences.append(
            f"Links lead there, but by way of what begins only after {last.handle} can have begun."
        )
    if selection.statuses and cone.between(db, first.id, last.id, replace(selection, statuses=())):
        sentences.append("There is one by way of what did not happen: --status any shows it.")
    for event, direction, verb, side in (
        (first, cone.Direction.EFFECTS, "reach forward to", -1),
        (last, cone.Direction.CAUSES, "reach back to", 0),
    ):
        reached = _reached(db, event.id, direction, selection)
        if reached:
            sentences.append(
                f"The links of {event.handle} {verb} {counted(len(reached), 'event')}, as far as "
                f"{reached[side].handle}."
            )
        else:
            none = "leads nowhere" if side else "is explained by nothing"
            linked = cone.reach(db, event.id, direction, depth=1)
            more = narrowed or (
                " that happened" if len(linked) > 1 else " yet; `tracker link` adds a link"
            )
            sentences.append(f"{event.handle} {none}{more}.")
    return tuple(sentences)


def _why_none_counts(asked: Question) -> str:
    """Why there is no chain though links are recorded: which of them count, and which do not."""
    from tracker.analysis.graph import graph_of
    from tracker.analysis.subgraphs import subgraph_between
    from tracker.model.weighing import Weighing

    weighing = asked.selection.weighing
    whole = tuple({link.relation for link in asked.between.links})
    for changed, said in (
        (replace(weighing, min_likelihood=None), "with links that are less likely"),
        (
            replace(weighing, relations=whole),
            "with other relations" if weighing.relations else "with what only justifies another",
        ),
        (
            replace(weighing, any_account=True),
            "with --any-account, whatever the analyst denies",
        ),
        (Weighing(any_account=True, relations=whole), "with links that do not count here"),
    ):
        if subgraph_between(graph_of(asked.between, changed), [asked.first], asked.last):
            return f"There is one {said}."
    return "The dates of the recorded links contradict them; `tracker check --rule order` says how."


def _reached(
    db: "Database", number: int, direction: "Direction", selection: "Selection"
) -> "list[Event]":
    """The events that links which count lead to, or lead from, in order of time."""
    from tracker.analysis.graph import graph_of
    from tracker.analysis.reach import causes_of, effects_of
    from tracker.store import chronicle, cone

    around = chronicle.load_events(
        db, cone.reach(db, number, direction, selection=selection), selection
    )
    walk = effects_of if direction is cone.Direction.EFFECTS else causes_of
    met = {step.event.id for step in walk(graph_of(around, selection.weighing), number)}
    return [event for event in around.events.values() if event.id in met]
