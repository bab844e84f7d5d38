"""The block of an event in the person's editor."""

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from tracker.commands.prompting import ask, is_at_terminal
from tracker.commands.session import Session
from tracker.desk.syncing import Syncing
from tracker.errors import InvalidInput, TrackerError, shown

EDITORS = ("VISUAL", "EDITOR")


def edit_as_text(session: Session, event: str) -> None:
    """Open the block of an event in an editor, and take over what is changed there.

    What cannot be taken over is told, and the editor opens again with what was written, so that
    nothing of it is lost.
    """
    desk = session.desk(Syncing)
    before = desk.event_text(event)

    def take(text: str) -> None:
        if text == before:
            session.say("Nothing has changed.")
            return
        done = desk.edit_text(event, before, text)
        session.confirm(done, done.value.handle)

    edit_until(session, before, take)


def edit_until(session: Session, before: str, take: Callable[[str], None]) -> None:
    """Open a text in an editor, again and again until what comes back is taken."""
    program = _editor()
    text = before
    with TemporaryDirectory(prefix="tracker-") as folder:
        file = Path(folder, "event.txt")
        while True:
            file.write_text(text, encoding="utf-8")
            _open(program, file)
            try:
                text = file.read_text(encoding="utf-8")
                take(text)
            except (TrackerError, UnicodeDecodeError) as error:
                _or_give_up(session, error, text)
                continue
            return


def _editor() -> list[str]:
    """The editor that the environment names."""
    named = next((os.environ[name] for name in EDITORS if os.environ.get(name)), "")
    if not named:
        raise InvalidInput(
            "There is nothing to change: name a field, such as --title or --on, or set EDITOR to "
            "the program in which the event opens as text."
        )
    return shlex.split(named)


def _open(program: list[str], file: Path) -> None:
    try:
        done = subprocess.run([*program, str(file)], check=False)
    except OSError as error:
        raise InvalidInput(
            f"The editor {shown(program[0])} cannot be started: {error.strerror}; set EDITOR to "
            "another one."
        ) from None
    if done.returncode:
        raise InvalidInput(
            f"The editor {shown(program[0])} ended with {done.returncode}; nothing was changed."
        )


def _or_give_up(session: Session, error: Exception, text: str) -> None:
    """Say what is wrong; whoever does not want to go on gets the text back, printed."""
    if not is_at_terminal():
        raise error
    session.say(str(error))
    if ask("Edit it again? [Y/n]").casefold() in ("n", "no"):
        session.say("", *text.splitlines(), "", "Nothing was changed.")
        raise typer.Abort
