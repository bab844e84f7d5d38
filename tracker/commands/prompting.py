"""Questions to the person at the terminal, on stderr with everything that is no payload."""

import os
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from tracker.model.inert import inert_line
from tracker.output.talk import talk, width_of_window

if TYPE_CHECKING:
    from tracker.commands.line_editing import Aids

NAMED = 10  # events that a question names
ROOM = 12  # columns to answer in beside a question
MARKS = ("[y/N]", "[Y/n]", "(y/n/d)")


def is_at_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def agrees(statement: str, question: str = "Go on?") -> bool:
    """Whether the person says yes to what a command is about to do; Enter is no."""
    talk(statement)
    return ask(f"{question} [y/N]").casefold() in ("y", "yes")


def agrees_to_many(count: int, verb: str, yes: bool, handles: Sequence[str] = ()) -> None:
    """Say how many events a command is about to change, and stop unless the person agrees.

    Of those that have `handles` the first are named.
    """
    from tracker.errors import Refused
    from tracker.model.numbers import counted

    more = f" and {count - NAMED} more" if count > NAMED else ""
    named = f": {', '.join(handles[:NAMED])}{more}" if handles else ""
    statement = f"This {verb} {counted(count, 'event')}{named}."
    if yes:
        talk(statement)
    elif not is_at_terminal():
        raise Refused(f"{statement} Nothing was changed; add --yes to go on.")
    elif not agrees(statement):
        raise typer.Abort


def refuses(question: str) -> bool:
    """Whether the person says no to a question; Enter is yes."""
    return ask(f"{question} [Y/n]").casefold() in ("n", "no")


def ask(question: str, needed: str = "", aids: "Aids | None" = None) -> str:
    """The answer to a question; where it is `needed`, that is said of an empty one.

    A question that leaves no room to answer beside it stands on lines of its own.
    """
    prompt = f"{inert_line(question)}: "
    if len(prompt) + ROOM > width_of_window():
        head, sign, mark = question.rpartition(" ")
        asked, prompt = (head, f"{mark}: ") if sign and mark in MARKS else (question, "> ")
        talk(asked)
    while True:
        try:
            answer = " ".join(_line(prompt, aids).split())
        except (KeyboardInterrupt, EOFError):
            raise typer.Abort from None
        except UnicodeDecodeError:
            talk("That is not written in the characters of this terminal; type it again.")
            continue
        if answer or not needed:
            return answer
        talk(needed)


def _line(prompt: str, aids: "Aids | None") -> str:
    """A line typed behind a prompt, which goes to stderr with everything that is no payload."""
    from tracker.commands.line_editing import NO_AIDS, can_edit, edited_line  # most ask nothing

    if can_edit():
        return edited_line(prompt, aids or NO_AIDS)
    try:
        print(prompt, end="", file=sys.stderr, flush=True)
        return _typed_line()
    except (KeyboardInterrupt, EOFError):
        print(file=sys.stderr)
        raise


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
