"""A terminal of our own to run `tracker` in."""

import codecs
import contextlib
import os
import select
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

LACKING = "needs pseudo-terminals, which this system lacks"
pty = pytest.importorskip("pty", reason=LACKING)
fcntl = pytest.importorskip("fcntl", reason=LACKING)
termios = pytest.importorskip("termios", reason=LACKING)
KEYS = ("\x03", "\x04")
# Seconds of silence after which a command is taken to hang. Nothing waits for them to pass: a prompt
# is answered as soon as it is there, and a command has ended when the terminal is closed.
PATIENCE = 300.0


@dataclass(frozen=True)
class Seen:
    """What a command left: its exit code, its stdout, and what the terminal showed."""

    code: int
    stdout: str
    screen: str


def at_terminal(
    command: Sequence[str],
    environment: dict[str, str],
    answers: Sequence[tuple[str, str]] = (),
    stdout_too: bool = False,
    once_asleep: bool = False,
) -> Seen:
    """Run a command whose stdin and stderr are a terminal, answering each prompt in turn.

    An answer is typed with the enter key, but for Ctrl-C and Ctrl-D, and at once: faster than
    anybody could; with `once_asleep` as soon as the command does nothing but wait for it. With
    `stdout_too`, stdout is the terminal as well.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=theirs,
        stdout=theirs if stdout_too else subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=partial(fcntl.ioctl, theirs, termios.TIOCSCTTY, 0),  # so that Ctrl-C arrives
    )
    os.close(theirs)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    screen = ""
    waiting = list(answers)
    unread = 0
    hangs = False
    while not (hangs := not _is_ready(ours)):
        piece = _read(ours)
        if not piece:
            break
        screen += decoder.decode(piece)
        while waiting and waiting[0][0] in screen[unread:]:
            prompt, answer = waiting.pop(0)
            unread = screen.index(prompt, unread) + len(prompt)
            while once_asleep and not _is_asleep(process.pid):
                os.sched_yield()
            os.write(ours, (answer if answer in KEYS else f"{answer}\n").encode())
    if hangs:
        process.kill()
    stdout = process.stdout.read().decode() if process.stdout else ""
    if process.stdout:
        process.stdout.close()
    os.close(ours)
    code = process.wait()
    assert not hangs, f"says nothing more and does not end:\n{screen}"
    assert not waiting, f"never asked {waiting[0][0]!r}:\n{screen}"
    return Seen(code, stdout, screen.replace("\r\n", "\n"))


def _is_asleep(process: int) -> bool:
    """Whether a process waits within a system call, as Linux has it."""
    stat = Path(f"/proc/{process}/stat").read_text()
    return stat.rpartition(")")[2].split()[0] in "SZ"


def _is_ready(terminal: int) -> bool:
    return bool(select.select([terminal], [], [], PATIENCE)[0])


def _read(terminal: int) -> bytes:
    with contextlib.suppress(OSError):  # the other side has closed
        return os.read(terminal, 65536)
    return b""
