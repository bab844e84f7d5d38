"""What one run of tracker shares: its settings, its database, and where its talk goes."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.config import Config, Format

if TYPE_CHECKING:
    from tracker.store.database import Database


def talk(sentence: str) -> None:
    """Write a sentence to stderr; a terminal gets it broken between words."""
    if sys.stderr is None:  # closed by whoever started us
        return
    if sys.stderr.isatty():
        from shutil import get_terminal_size
        from textwrap import fill

        width = max(20, get_terminal_size().columns)
        sentence = "\n".join(
            fill(
                line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
            )
            for line in sentence.splitlines()
        )
    print(sentence, file=sys.stderr)


class Session:
    """Opens the database when a command first asks for it, and closes it at the end."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.path = config.db
        self._open: Database | None = None

    def use(self, path: Path | None) -> None:
        """Take another database than the configured one."""
        if path is not None:
            self.path = path

    def reading(self) -> "Database":
        """The database, opened so that nothing can be written."""
        from tracker.store.database import open_for_reading

        self._open = self._open or open_for_reading(self.path, self.config.analyst)
        return self._open

    def registers(self) -> "Database":
        """The database for a look into its registers; without one, what a new one begins with."""
        if self._open is None and not os.path.lexists(self.path):
            from tracker.store.migrations import shipped

            self._open = shipped(self.config.analyst)
        return self.reading()

    def writing(self) -> "Database":
        """The database to change; it must be there."""
        from tracker.store.database import open_for_writing

        self.close()
        self._open = open_for_writing(self.path, self.config.analyst)
        return self._open

    @contextmanager
    def starting(self) -> Iterator["Database"]:
        """The database to change, made first where there is none.

        One that was made for a command that then fails goes away again with it.
        """
        from tracker.store.database import refuse_sample

        fresh = not os.path.lexists(self.path)
        if fresh:
            from tracker.store.migrations import create_database

            refuse_sample(self.path)
            create_database(self.path)
        try:
            yield self.writing()
        except BaseException:
            self.close()
            if fresh:
                from tracker.store.migrations import remove_unused

                remove_unused(self.path)
            raise
        if fresh:
            self.say(f"Created {self.path}.")

    def format(self, asked: Format | None) -> Format:
        """The format asked for, else the configured one."""
        return asked or self.config.format

    def say(self, *sentences: str) -> None:
        """Talk to the person, apart from what a program would read."""
        for sentence in sentences:
            talk(sentence)

    def close(self) -> None:
        """Close the database, if it was opened."""
        if self._open is not None:
            self._open.close()
            self._open = None
