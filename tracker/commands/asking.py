"""Asking at a terminal for what `tracker add` was not told."""

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
) -> tuple[EventDate, str, list[str], list[str], list[str]]:
    """The missing fields, asked for one by one; the optional ones only where all are missing."""
    if on is None:
        on = _ask_date(session)
    if event_type is None:
        event_type = _ask_name(session, db, registers.TYPES, "Type (such as threat)")
    if bare:
        by = _ask_names(session, db, "By whom (empty for unknown, several with commas)")
        to = _ask_names(session, db, "To whom (empty for nobody)")
        source = _ask("Source (empty for none)")
    return on, event_type, by or [], to or [], source or []


def _ask_date(session: Session) -> EventDate:
    while True:
        try:
            return EventDate.parse(_answer("Date"))
        except InvalidInput as error:
            session.say(str(error))


def _ask_name(session: Session, db: Database, register: registers.Register, question: str) -> str:
    while True:
        name = _answer(question)
        try:
            return registers.resolve(db, register, name)
        except NotFound as error:
            session.say(str(error))


def _ask_names(session: Session, db: Database, question: str) -> list[str]:
    while True:
        names = _ask(question, several=True)
        try:
            return [registers.resolve(db, registers.ACTORS, name) for name in names]
        except NotFound as error:
            session.say(str(error))


def _ask(question: str, several: bool = False) -> list[str]:
    answer = _answer(question, needed=False)
    parts = answer.split(",") if several else [answer]
    return [part.strip() for part in parts if part.strip()]


def _answer(question: str, needed: bool = True) -> str:
    """What is typed after a question, which goes to stderr with everything that is no payload."""
    while True:
        try:
            print(f"{question}: ", end="", file=sys.stderr, flush=True)
            answer = input().strip()
        except (KeyboardInterrupt, EOFError):
            print(file=sys.stderr)
            raise typer.Abort from None
        if answer or not needed:
            return answer
