"""Questions at a terminal for the fields of an event that `tracker add` was not given."""

import os
import signal
import sys
from collections.abc import Sequence

import typer

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
        said = _answer("Source (empty for none)")
        source = [said] if said else []
    return on, event_type, list(by or ()), list(to or ()), list(source or ())


def _ask_date(session: Session) -> EventDate:
    while True:
        try:
            return EventDate.parse(_answer("Date", "An event needs one, if only a year."))
        except InvalidInput as error:
            session.say(str(error))


def _ask_type(session: Session) -> str:
    codes = ", ".join(each.code for each in session.desk(Manage).types().values)
    while True:
        name = _answer("Type (such as threat; empty lists them)", f"The types are {codes}.")
        try:
            return session.desk(Manage).find_type(name)
        except NotFound as error:
            session.say(str(error))


def _ask_names(session: Session, question: str, new_actors: bool) -> list[str]:
    while True:
        names = session.desk(Manage).split_actors(_answer(question))
        try:
            return [name if new_actors else session.desk(Manage).find_actor(name) for name in names]
        except NotFound as error:
            session.say(str(error))


def _answer(question: str, needed: str = "") -> str:
    """The answer to a question, which goes to stderr with everything that is no payload."""
    while True:
        try:
            print(f"{question}: ", end="", file=sys.stderr, flush=True)
            answer = _typed_line().strip()
        except (KeyboardInterrupt, EOFError):
            print(file=sys.stderr)
            raise typer.Abort from None
        if answer or not needed:
            return answer
        print(needed, file=sys.stderr)


def _typed_line() -> str:
    """Read a line as `input` does, and miss no Ctrl-C that comes just before the reading begins.

    Python looks for signals between its own steps. One that comes after the last look is noted,
    but the reading of the terminal, which then begins, waits for a line all the same. A signal
    that also writes to a pipe ends the waiting for either of the two.
    """
    if os.name == "posix":  # elsewhere nothing waits for a terminal and a pipe at once
        from select import select

        signalled, signals = os.pipe()
        os.set_blocking(signals, False)
        before = signal.set_wakeup_fd(signals)
        try:
            select([sys.stdin, signalled], [], [])
        finally:
            signal.set_wakeup_fd(before)
            os.close(signalled)
            os.close(signals)
    return input()
