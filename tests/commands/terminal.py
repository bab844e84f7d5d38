"""A terminal of our own to run `tracker` in."""

import codecs
import contextlib
import os
import select
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pytest

LACKING = "needs pseudo-terminals, which this system lacks"
pty = pytest.importorskip("pty", reason=LACKING)
fcntl = pytest.importorskip("fcntl", reason=LACKING)
termios = pytest.importorskip("termios", reason=LACKING)
KEYS = ("\x03", "\x04")
# A key that comes in the instant between Python's last look for signals and its reading of the
# terminal waits for the next key; people are not that quick.
HESITATION = 0.3  # seconds
PATIENCE = 30.0  # seconds until a command that says nothing more is given up


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
) -> Seen:
    """Run a command whose stdin and stderr are a terminal, answering each prompt in turn.

    An answer is typed with the enter key, but for Ctrl-C and Ctrl-D. With `stdout_too`, stdout
    is the terminal as well.
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
    while _is_ready(ours):
        piece = _read(ours)
        if not piece:
            break
        screen += decoder.decode(piece)
        while waiting and waiting[0][0] in screen[unread:]:
            prompt, answer = waiting.pop(0)
            unread = screen.index(prompt, unread) + len(prompt)
            time.sleep(HESITATION if answer in KEYS else 0)
            os.write(ours, (answer if answer in KEYS else f"{answer}\n").encode())
    else:
        process.kill()
    stdout = process.stdout.read().decode() if process.stdout else ""
    if process.stdout:
        process.stdout.close()
    os.close(ours)
    code = process.wait()
    assert not waiting, f"never asked {waiting[0][0]!r}:\n{screen}"
    return Seen(code, stdout, screen.replace("\r\n", "\n"))


def _is_ready(terminal: int) -> bool:
    return bool(select.select([terminal], [], [], PATIENCE)[0])


def _read(terminal: int) -> bytes:
    with contextlib.suppress(OSError):  # the other side has closed
        return os.read(terminal, 65536)
    return b""
