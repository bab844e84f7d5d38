"""Asking at a terminal for what `tracker add` was not told."""

import os
import signal
import sys

import typer

from tracker.errors import InvalidInput, NotFound
from tracker.model.dates import EventDate
from tracker.session import Session
from tracker.store import registers
from tracker.store.database import Database


def ask_for_event(
    session: Session,
    db: Database,
    on: EventDate | None,
    event_type: str | None,
    by: list[str] | None,
    to: list[str] | None,
    source: list[str] | None,
    bare: bool,
    new_actors: bool = False,
) -> tuple[EventDate, str, list[str], list[str], list[str]]:
    """The missing fields, asked for one by one; the optional ones only where all are missing."""
    if on is None:
        on = _ask_date(session)
    if event_type is None:
        event_type = _ask_type(session, db)
    if bare:
        by = _ask_names(session, db, "By whom (empty for unknown, several with commas)", new_actors)
        to = _ask_names(session, db, "To whom (empty for nobody)", new_actors)
        said = _answer("Source (empty for none)")
        source = [said] if said else []
    return on, event_type, by or [], to or [], source or []


def _ask_date(session: Session) -> EventDate:
    while True:
        try:
            return EventDate.parse(_answer("Date", "An event needs one, if only a year."))
        except InvalidInput as error:
            session.say(str(error))


def _ask_type(session: Session, db: Database) -> str:
    codes = ", ".join(row["code"] for row in db.rows("SELECT code FROM types ORDER BY rowid"))
    while True:
        name = _answer("Type (such as threat; empty lists them)", f"The types are {codes}.")
        try:
            return registers.resolve(db, registers.TYPES, name)
        except NotFound as error:
            session.say(str(error))


def _ask_names(session: Session, db: Database, question: str, new_actors: bool) -> list[str]:
    while True:
        names = _names(db, _answer(question))
        try:
            if new_actors:
                return names
            return [registers.resolve(db, registers.ACTORS, name) for name in names]
        except NotFound as error:
            session.say(str(error))


def _names(db: Database, answer: str) -> list[str]:
    """The names in an answer; a comma parts them, unless it belongs to a name that is known."""
    if registers.find(db, registers.ACTORS, answer) is not None:
        return [answer]
    return [name for part in answer.replace(";", ",").split(",") if (name := part.strip())]


def _answer(question: str, needed: str = "") -> str:
    """What is typed after a question, which goes to stderr with everything that is no payload."""
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
