"""Questions at a terminal for the fields of an event that `tracker add` was not given."""

from collections.abc import Iterable, Sequence

from tracker.commands.prompting import ask, refuses
from tracker.commands.record.questions import ask_date, ask_kind, ask_type
from tracker.commands.session import Session
from tracker.desk.manage import Manage
from tracker.desk.record import Record
from tracker.errors import InvalidInput
from tracker.model.dates import EventDate
from tracker.output.talk import talk


def ask_for_event(
    session: Session, on: EventDate | None, event_type: str | None
) -> tuple[EventDate, str]:
    """The date and the type of an event, each asked for where it is missing."""
    session.desk(Record).ensure_writable()
    if on is None:
        on = EventDate.parse(ask_date(session))
    return on, event_type or ask_type(session)


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
        elif len(parts) > 1 and not refuses(f"Are {' and '.join(parts)} meant, each by itself?"):
            yield from _meant(session, parts, kinds)
        elif known := _chosen(name, desk.near_actors(name)):
            yield known
        else:
            kinds[name] = ask_kind(session, name)
            yield name


def _chosen(name: str, near: Sequence[str]) -> str | None:
    """The code of the near actor that is meant, or None where the name is a new one's."""
    for each in near:
        if not refuses(f"There is no actor {name}. Is {each} meant?"):
            return each.partition(" ")[0]
    return None
