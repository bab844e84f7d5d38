"""Ask a person of pairs of events whether the one would have come without the other."""

from typing import Annotated

import typer

from tracker.commands.filters import FILTERS
from tracker.commands.options import complete_event
from tracker.commands.prompting import ask, is_at_terminal
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.record import Record
from tracker.errors import InvalidInput, TrackerError
from tracker.model.counterfactuals import OpenPair, WouldHaveCome
from tracker.model.event import Event
from tracker.model.selection import Filters
from tracker.output.rendering import worded

app = typer.Typer(rich_markup_mode="markdown")

ANSWERS = {
    "y": WouldHaveCome.YES, "yes": WouldHaveCome.YES, "n": WouldHaveCome.NO,
    "no": WouldHaveCome.NO, "d": WouldHaveCome.UNKNOWN,
}  # fmt: skip
QUIT = ("q", "quit")
KEYS = (
    "y it would, n it would not (then it is linked), d you do not know; Enter leaves it for "
    "later, q ends. Each answer is kept at once; `tracker undo` takes back the last."
)


@app.command()
@desk_command(FILTERS, dated=True)
def interview(
    session: Session,
    filters: Filters,
    event: Annotated[
        str | None,
        typer.Argument(
            metavar="[EVENT]",
            help="Ask only what led to this event.",
            autocompletion=complete_event,
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="Ask of so many pairs at most.")
    ] = None,
) -> None:
    """Ask what would have come without what, and record the answers as links of the analyst.

    It asks of pairs that share an actor and are not linked, the nearest in time first: would the
    later event have come without the earlier one, and did that need something else as well? Of a
    pair that was answered it does not ask again. It asks in a terminal only.

    Example: `tracker interview`

    Example: `tracker interview nsc-syria --since 2016-09 -n 10`
    """
    if not is_at_terminal():
        raise InvalidInput("An interview asks at a terminal; `tracker link` records a link.")
    desk = session.desk(Record)
    pairs = desk.open_pairs(event, **filters)
    desk.ensure_writable()
    asked = kept = 0
    for pair in pairs:
        if asked == limit:
            break
        if not desk.is_open(pair):  # linked as the partner of another cause meanwhile
            continue
        if not asked:
            session.say(KEYS)
        asked += 1
        answer = _answer(session, pair, asked)
        if answer is None:
            break
        if answer and _is_kept(session, pair, answer):
            kept += 1
    if not asked:
        session.say("Nothing is left to ask: all pairs that share an actor are linked or answered.")
    else:
        session.say(f"Answered {kept:,} of {asked:,}; the rest can be asked again.")


def _answer(session: Session, pair: OpenPair, place: int) -> str | None:
    """The answer to the question of a pair: nothing for later, None where the person ends."""
    session.say("", f"{place}. {_told(pair.cause)}", f"   {_told(pair.effect)}")
    while True:
        said = ask(f"Would “{pair.effect.title}” have come without “{pair.cause.title}”? (y/n/d)")
        if said.casefold() in QUIT:
            return None
        if not said or said.casefold() in ANSWERS:
            return ANSWERS[said.casefold()].value if said else ""
        session.say(KEYS)


def _told(event: Event) -> str:
    return f"{worded(event.date.text)}  {event.title}  ({event.sides})"


def _is_kept(session: Session, pair: OpenPair, answer: str) -> bool:
    """Record an answer, with the link that follows from it; whether it was."""
    desk, ends = session.desk(Record), (pair.cause.handle, pair.effect.handle)
    if answer != WouldHaveCome.NO:
        session.confirm(desk.answer(*ends, answer))
        return True
    while True:
        likelihood = ask("How likely is it that the one led to the other (words or a number)")
        if not likelihood:
            session.say("Not linked, and left for later.")
            return False
        relation = ask("How, as provokes or enables (Enter: leads-to)")
        partner = ask(f"Did “{pair.cause.title}” need another event as well? (Enter: none)")
        because = ask("Why (Enter: no reason)")
        try:
            done = desk.answer(
                *ends,
                answer,
                likelihood=likelihood,
                relation=relation or None,
                with_causes=[partner] if partner else [],
                because=because,
            )
        except TrackerError as error:
            session.say(str(error))
        else:
            session.confirm(done)
            return True
