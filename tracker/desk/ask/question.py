"""A question about two events: its ends, what lies between them, and why there is no chain."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.desk.filters import selection_of
from tracker.desk.values import EventName
from tracker.errors import InvalidInput
from tracker.model.numbers import counted
from tracker.model.selection import Filters, filters_in_words

if TYPE_CHECKING:
    from tracker.model.chronicle import Chronicle
    from tracker.model.selection import Selection
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


def question_between(
    db: "Database", first: EventName, last: EventName, filters: Filters, outline: bool = False
) -> Question:
    """The two ends resolved, and only what lies between them fetched, or its outline."""
    from tracker.store import chronicle, events

    start, end = events.resolve(db, first), events.resolve(db, last)
    if start == end:
        raise InvalidInput(f"{events.get(db, start).handle} is both ends; name two events.")
    selection = selection_of(db, filters, happened=True)
    fetch = chronicle.outline if outline else chronicle.between
    between = fetch(db, start, end, selection)
    return Question(db, start, end, selection, between, filters_in_words(filters))


def no_chain_remarks(asked: Question) -> tuple[str, ...]:
    """Sentences on two events without a chain: where the search from either end stops."""
    from tracker.store import cone, events

    db, selection, narrowed = asked.db, asked.selection, asked.filters
    first, last = events.get(db, asked.first), events.get(db, asked.last)
    sentences = [f"No chain of links leads from {first.handle} to {last.handle}{narrowed}."]
    if cone.between(db, last.id, first.id, selection):
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
        reached = [
            each
            for each in events.fetch(db, cone.reach(db, event.id, direction, selection=selection))
            if each.id != event.id
        ]
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
