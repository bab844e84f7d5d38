"""Lines typed at a terminal: edited with the keys of readline, completed with Tab, brought back.

Prompts go to standard error, and readline writes to standard output: while it reads, the one is
put in the place of the other, so that `handle=$(tracker add …)` gets the handle alone.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from tracker.model.inert import inert_line
from tracker.model.names import common_beginning, folded

STDIN, STDOUT, STDERR = range(3)
STOPPED = "\x03"  # what Ctrl-C types; it shows as ^C
Completer = Callable[[str], Sequence[tuple[str, str]]]
SHOWN = 12  # names that Tab lists at most


@dataclass(frozen=True)
class Aids:
    """What helps to answer a question: what completes it, what was said before, a first text.

    `complete` gives names with what they stand for, for what was typed so far; with `several` only
    the last part is completed, behind a comma. `recent` are earlier answers, the latest first.
    """

    complete: Completer | None = None
    recent: Sequence[str] = ()
    first: str = ""
    several: bool = False


NO_AIDS = Aids()


def can_edit() -> bool:
    """Whether lines can be edited: there is readline, and a terminal at both of its ends."""
    if not (os.isatty(STDIN) and os.isatty(STDERR)) or os.environ.get("TERM") == "dumb":
        return False
    try:
        import readline
    except ImportError:
        return False
    return "libedit" not in (
        readline.__doc__ or ""
    )  # which does without half of what is asked of it


def edited_line(prompt: str, aids: Aids = NO_AIDS) -> str:
    """A line typed at the terminal; KeyboardInterrupt for Ctrl-C, EOFError for Ctrl-D."""
    import readline

    readline.clear_history()
    readline.set_auto_history(False)
    for answer in reversed(aids.recent):
        readline.add_history(inert_line(answer))
    readline.set_completer_delims("")
    readline.set_completer(_Tab(prompt, aids).complete)
    readline.set_startup_hook(lambda: readline.insert_text(aids.first))
    for binding in BINDINGS:
        readline.parse_and_bind(binding)
    try:
        with _prompts_on_stderr(), _ctrl_c_as_a_key():
            line = input(prompt)
    except EOFError:
        print(file=sys.stderr)
        raise
    finally:
        readline.set_startup_hook(None)
        readline.set_completer(None)
    if STOPPED in line:
        raise KeyboardInterrupt
    return line


# Ctrl-C is a key like others while a line is read: a signal that comes in the instant before the
# reading begins would be noted, and heard with the next key. It types itself, quoted, and Enter.
BINDINGS = (
    "tab: complete",
    "set bell-style none",
    "set keymap vi-command", r'"\C-c": "i\C-v\C-c\C-m"',
    "set keymap vi-insert", r'"\C-c": "\C-v\C-c\C-m"',
    "set keymap emacs", r'"\C-c": "\C-v\C-c\C-m"',
)  # fmt: skip


class _Tab:
    """What Tab does: it puts in what all names have in common, else it lists them."""

    def __init__(self, prompt: str, aids: Aids) -> None:
        self.prompt = prompt
        self.aids = aids

    def complete(self, text: str, state: int) -> str | None:
        """The one text that readline is to put in the place of what was typed, as it asks."""
        if state or self.aids.complete is None:
            return None
        try:
            return self._completed(text)
        except Exception:  # readline would swallow it, and nothing is lost without
            return None

    def _completed(self, text: str) -> str | None:
        assert self.aids.complete is not None
        before, typed = self._parted(text)
        found = self.aids.complete(typed)
        if not found:
            return None
        names = [name for name, _ in found]
        common = common_beginning(names)
        if len(names) == 1 or (
            folded(common).startswith(folded(typed)) and len(common) > len(typed)
        ):
            return before + common
        self._list(found, text)
        return None

    def _parted(self, text: str) -> tuple[str, str]:
        """What stands before the name that is being typed, and so much of that as there is."""
        if not self.aids.several or "," not in text:
            return "", text
        before, comma, typed = text.rpartition(",")
        return f"{before}{comma} ", typed.lstrip()

    def _list(self, found: Sequence[tuple[str, str]], text: str) -> None:
        """Show the names with what they stand for, and the line again below them."""
        import readline

        from tracker.output.talk import fitted, width_of_window

        width = width_of_window()
        widest = min(max(len(name) for name, _ in found[:SHOWN]), width // 2)
        print(file=sys.stderr)
        for name, told in found[:SHOWN]:
            print(
                fitted(f"{inert_line(name):{widest}}  {inert_line(told)}", width), file=sys.stderr
            )
        if len(found) > SHOWN:
            print(f"… and {len(found) - SHOWN} more; type on", file=sys.stderr)
        behind = len(readline.get_line_buffer()) - readline.get_endidx()
        line = f"{self.prompt}{readline.get_line_buffer()}" + "\b" * behind
        print(line, end="", file=sys.stderr, flush=True)


@contextmanager
def _prompts_on_stderr() -> Iterator[None]:
    """Let standard output be the terminal of standard error, where readline looks for one."""
    sys.stdout.flush()
    kept = os.dup(STDOUT)
    os.dup2(STDERR, STDOUT)
    try:
        yield
    finally:
        os.dup2(kept, STDOUT)
        os.close(kept)


@contextmanager
def _ctrl_c_as_a_key() -> Iterator[None]:
    """Let the terminal hand on Ctrl-C as it does any key; Ctrl-Z still stops the command."""
    import termios

    before = termios.tcgetattr(STDIN)
    changed: list[Any] = [*before]
    changed[6] = [*before[6]]
    changed[6][termios.VINTR] = b"\0"  # which is none
    termios.tcsetattr(STDIN, termios.TCSANOW, changed)
    try:
        yield
    finally:
        with suppress(OSError, termios.error):
            termios.tcsetattr(STDIN, termios.TCSADRAIN, before)
