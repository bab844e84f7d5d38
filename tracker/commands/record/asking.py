"""Questions at a terminal for the fields of an event that `tracker add` was not given."""

from collections.abc import Iterable, Sequence

from tracker.commands.prompting import ask
from tracker.commands.session import Session
from tracker.desk.manage import Manage
from tracker.desk.record import Record
from tracker.errors import InvalidInput, NotFound
from tracker.model.actor import KINDS, UNKNOWN_KIND
from tracker.model.dates import EventDate
from tracker.output.talk import talk


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


def ask_about_new_actors(
    session: Session, *sides: Sequence[str] | None
) -> tuple[list[list[str] | None], dict[str, str]]:
    """The sides with the actors that are meant, and the kinds of those that are new.

    A name that nobody has may be a slip for one that is known, or be several with a comma between
    them: both are asked before an actor is made of it, and then what it is.
    """
    kinds: dict[str, str] = {}
    meant = [None if side is None else list(_meant(session, side, kinds)) for side in sides]
    return meant, kinds


def ask_whether_occurred(on: EventDate, status: str | None) -> str | None:
    """The status of an event on a day that is to come, asked for where none was named."""
    from datetime import datetime, timedelta

    from tracker.model.event import Status, parse_status

    if status is not None or on.earliest is None:
        return status
    if on.earliest <= datetime.now() + timedelta(days=1):
        return None
    while True:
        said = ask(f"{on} lies ahead: is it planned or threatened, or did it occur [planned]")
        try:
            return parse_status(said or Status.PLANNED).value
        except InvalidInput as error:
            talk(str(error))


def _meant(session: Session, names: Iterable[str], kinds: dict[str, str]) -> Iterable[str]:
    desk = session.desk(Manage)
    for name in names:
        parts = () if desk.is_actor(name) else desk.split_actors(name)
        if not name.strip() or desk.is_actor(name) or name in kinds:
            yield name
        elif len(parts) > 1 and not _refuses(f"Are {' and '.join(parts)} meant, each by itself?"):
            yield from _meant(session, parts, kinds)
        elif known := _chosen(name, desk.near_actors(name)):
            yield known
        else:
            kinds[name] = ask_kind(session, name)
            yield name


def _chosen(name: str, near: Sequence[str]) -> str | None:
    """The code of the near actor that is meant, or None where the name is a new one's."""
    for each in near:
        if not _refuses(f"There is no actor {name}. Is {each} meant?"):
            return each.partition(" ")[0]
    return None


def _refuses(question: str) -> bool:
    """Whether the person says no; Enter is yes."""
    return ask(f"{question} [Y/n]").casefold() in ("n", "no")


def ask_kind(session: Session, name: str) -> str:
    """What a new actor is; nothing is unknown."""
    while True:
        kind = ask(f"What is {name} (state, armed-group, …; empty for unknown)") or UNKNOWN_KIND
        if kind in KINDS:
            return kind
        session.say(f"The kinds are {', '.join(KINDS)}.")


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
