"""Progress bars for files that are read, on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import shown
from tracker.model.inert import inert_line

Advance = Callable[[int], None]
STANDARD = Path("-")


@contextmanager
def progress_bars() -> Iterator[Callable[[Path], Advance | None]]:
    """A function that makes a bar for a file; none are shown where stderr is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda path: None
        return
    from rich.markup import escape
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    from tracker.output.rendering import console

    bars = Progress(
        "{task.description}", BarColumn(), DownloadColumn(), TimeRemainingColumn(),
        console=console(stderr=True), transient=True,
    )  # fmt: skip

    def bar(path: Path) -> Advance | None:
        if path == STANDARD:
            return None
        size = path.stat().st_size if path.is_file() else None  # of a pipe nobody knows it
        task = bars.add_task(escape(inert_line(shown(path.name))), total=size)
        return lambda read: bars.update(task, completed=read)

    with bars:
        yield bar
