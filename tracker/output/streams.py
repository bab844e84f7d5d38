"""Standard output and standard error as people see them: inert, and sure of what was stored.

`installed` puts these in the place of `sys.stdout` and `sys.stderr` for one run. Whatever is
written there is made inert, so that no view has to think of it; `payload` and `styled` are the two
ways around, for files that go to a pipe and for the colours of our own.
"""

import os
import sys
from codecs import lookup
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any, TextIO, cast

from tracker.errors import OutputFailed
from tracker.model.inert import inert


class ShownStream:
    """A standard stream of which everything that acts without being seen is spelled out.

    Where it cannot be written to, `OutputFailed` is raised, unless `goes_on` says that the command
    has to be finished all the same: then `failure` holds what was wrong, and the rest is dropped.
    """

    def __init__(self, stream: TextIO, goes_on: Callable[[], bool]) -> None:
        self.stream = stream
        self.goes_on = goes_on
        self.styles_pass = False
        self.failure: OSError | None = None

    def write(self, text: str) -> int:
        """Write text, inert."""
        self.write_as_it_is(text if self.styles_pass else inert(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts, inert."""
        for line in lines:
            self.write(line)

    def write_as_it_is(self, text: str) -> None:
        """Write text that is inert already, or is not for people."""
        self._attempt(lambda: self.stream.write(text))

    def write_data(self, text: str) -> None:
        """Write text of a file as UTF-8, whatever the encoding of the stream is."""
        stream = self.stream
        if isinstance(stream, TextIOWrapper) and not is_utf8(stream.encoding):
            self._attempt(stream.flush)
            data = text.encode("utf-8", "backslashreplace")
            self._attempt(lambda: stream.buffer.write(data))
        else:
            self.write_as_it_is(text)

    def flush(self) -> None:
        """Hand on what is waiting to be written."""
        self._attempt(self.stream.flush)

    def _attempt(self, action: Callable[[], object]) -> None:
        if self.failure is not None:
            return
        try:
            action()
        except (OSError, ValueError) as error:  # a ValueError where the stream was closed
            failure = error if isinstance(error, OSError) else OSError(None, str(error))
            self.failure = failure
            self._discard()
            if not self.goes_on():
                raise OutputFailed(failure) from None

    def _discard(self) -> None:
        """Let what still waits in the buffer go nowhere, or Python would try again at its end."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            try:
                os.dup2(nowhere, self.stream.fileno())
            finally:
                os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class _AsItIs:
    """A way into a `ShownStream` for text that is not to be changed."""

    def __init__(self, shown: ShownStream) -> None:
        self.shown = shown

    def write(self, text: str) -> int:
        self.shown.write_as_it_is(text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.shown.write_as_it_is(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.shown, name)


class _Data(_AsItIs):
    """A way into a `ShownStream` for what other programs read."""

    def write(self, text: str) -> int:
        self.shown.write_data(text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.shown.write_data(line)


def is_utf8(encoding: str) -> bool:
    """Whether an encoding is UTF-8 by one of its names.

    >>> is_utf8("UTF8"), is_utf8("cp1252")
    (True, False)
    """
    return lookup(encoding).name == "utf-8"


def styled(stream: TextIO) -> TextIO:
    """The stream for text that is inert already and carries colours of our own."""
    return cast(TextIO, _AsItIs(stream)) if isinstance(stream, ShownStream) else stream


def payload() -> TextIO:
    """Standard output for a file: unchanged and UTF-8 to a pipe, inert on a terminal.

    The one is read by programs, to which escapes of another encoding would be other data; on the
    other people look.
    """
    if sys.stdout.isatty() or not isinstance(sys.stdout, ShownStream):
        return sys.stdout
    return cast(TextIO, _Data(sys.stdout))


@contextmanager
def with_styles() -> Iterator[None]:
    """Let the colours of a library pass that writes nothing but our own text, such as help."""
    shown = sys.stdout
    if not isinstance(shown, ShownStream):
        yield
        return
    before, shown.styles_pass = shown.styles_pass, True
    try:
        yield
    finally:
        shown.styles_pass = before


@contextmanager
def installed(stored: Callable[[], bool]) -> Iterator[ShownStream]:
    """Stand in for both standard streams during a run; yields the one for standard output.

    `stored` tells whether something was stored by now: a command that did is then finished, however
    little can be printed of it. What is said on stderr never keeps a command from anything.
    """
    before = sys.stdout, sys.stderr
    _hold_standard_numbers()
    shown = ShownStream(_ready(sys.stdout), stored)
    said = ShownStream(_ready(sys.stderr), lambda: True)
    sys.stdout, sys.stderr = cast(TextIO, shown), cast(TextIO, said)
    try:
        yield shown
    finally:
        said.flush()
        sys.stdout, sys.stderr = before
        for stand_in, closed in zip((shown, said), before, strict=True):
            if closed is None:
                stand_in.stream.close()


def _ready(stream: TextIO | None) -> TextIO:
    """The stream, able to write any text; one into nothing where it was closed from the start."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123
    if isinstance(stream, TextIOWrapper):  # a narrow encoding is no reason to fail
        stream.reconfigure(errors="backslashreplace")
    return stream


def _hold_standard_numbers() -> None:
    """Let no file that is opened later have the number of a standard stream that was closed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
