"""Questions at a terminal for the fields of an event that `tracker add` was not given."""

from collections.abc import Sequence

from tracker.commands.prompting import ask
from tracker.commands.session import Session
from tracker.desk.manage import Manage
from tracker.desk.record import Record
from tracker.errors import InvalidInput, NotFound
from tracker.model.dates import EventDate


def ask_for_event(
    session: Session,
    on: EventDate | None,
    event_type: str | None,
    by: Sequence[str] | None,
    to: Sequence[str] | None,
    source: Sequence[str] | None,
    bare: bool,
    new_actors: bool = False,
) -> tuple[EventDate, str, list[str], list[str], list[str]]:
    """The missing fields, asked for one by one; the optional ones only where all are missing."""
    session.desk(Record).ensure_writable()
    if on is None:
        on = _ask_date(session)
    if event_type is None:
        event_type = _ask_type(session)
    if bare:
        by = _ask_names(session, "By whom (empty for unknown, several with commas)", new_actors)
        to = _ask_names(session, "To whom (empty for nobody)", new_actors)
        said = ask("Source (empty for none)")
        source = [said] if said else []
    return on, event_type, list(by or ()), list(to or ()), list(source or ())


def _ask_date(session: Session) -> EventDate:
    while True:
        try:
            return EventDate.parse(ask("Date", "An event needs one, if only a year."))
        except InvalidInput as error:
            session.say(str(error))


def _ask_type(session: Session) -> str:
    codes = ", ".join(each.code for each in session.desk(Manage).types().values)
    while True:
        name = ask("Type (such as threat; empty lists them)", f"The types are {codes}.")
        try:
            return session.desk(Manage).find_type(name)
        except NotFound as error:
            session.say(str(error))


def _ask_names(session: Session, question: str, new_actors: bool) -> list[str]:
    while True:
        names = session.desk(Manage).split_actors(ask(question))
        try:
            return [name if new_actors else session.desk(Manage).find_actor(name) for name in names]
        except NotFound as error:
            session.say(str(error))
