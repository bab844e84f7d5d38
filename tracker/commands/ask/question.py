"""What the questions about two events share: the ends, what lies between them, and no answer."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.commands.filters import filters_said, selection_of
from tracker.commands.options import complete_event, session_of
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from tracker.commands.session import Session
    from tracker.model.chronicle import Chronicle
    from tracker.model.selection import Selection
    from tracker.store.database import Database

CAVEAT = "A statement about the recorded claims, not proof of causation."
MOST = 1_000_000
FirstArgument = Annotated[
    str,
    typer.Argument(metavar="A", help="The event to start from.", autocompletion=complete_event),
]
LastArgument = Annotated[
    str, typer.Argument(metavar="B", help="The event to explain.", autocompletion=complete_event)
]


@dataclass(frozen=True)
class Question:
    """Two events and what lies between them, as far as it meets the filters."""

    session: "Session"
    db: "Database"
    first: int
    last: int
    selection: "Selection"
    cone: "Chronicle"


def question_of(ctx: typer.Context, first: str, last: str, outline: bool = False) -> Question:
    """The two ends resolved, and only what lies between them fetched, or its outline."""
    from tracker.store import chronicle, events

    session = session_of(ctx)
    db = session.reading()
    start, end = events.resolve(db, first), events.resolve(db, last)
    if start == end:
        raise InvalidInput(f"{events.get(db, start).handle} is both ends; name two events.")
    selection = selection_of(ctx)
    fetch = chronicle.outline if outline else chronicle.between
    return Question(session, db, start, end, selection, fetch(db, start, end, selection))


def say_how_far(ctx: typer.Context, asked: Question) -> None:
    """Where no chain leads from A to B, say where the search from either end stops."""
    from tracker.store import cone, events

    db, selection, told = asked.db, asked.selection, filters_said(ctx)
    first, last = events.get(db, asked.first), events.get(db, asked.last)
    sentences = [f"No chain of links leads from {first.handle} to {last.handle}{told}."]
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
                f"The links of {event.handle} {verb} {len(reached)} "
                f"event{'s' * (len(reached) != 1)}, as far as {reached[side].handle}."
            )
        else:
            none = "leads nowhere" if side else "is explained by nothing"
            linked = cone.reach(db, event.id, direction, depth=1)
            more = told or (
                " that happened" if len(linked) > 1 else " yet; `tracker link` adds a link"
            )
            sentences.append(f"{event.handle} {none}{more}.")
    asked.session.say(*sentences)
