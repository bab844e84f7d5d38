"""What one run of tracker shares: its settings, its database, and where its talk goes."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.config import Config, Format
from tracker.desk import Desk
from tracker.model.answer import Answer

if TYPE_CHECKING:
    from tracker.output.rendering import Column
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
    """What one run has: its settings and its desk."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.desk = Desk(config.db, config.analyst)

    def use(self, path: Path | None) -> None:
        """Take another database than the configured one."""
        if path is not None:
            self.desk = Desk(path, self.config.analyst)

    @property
    def path(self) -> Path:
        """The database in use."""
        return self.desk.path

    def reading(self) -> "Database":
        """The database, opened so that nothing can be written."""
        return self.desk._reading()

    def registers(self) -> "Database":
        """The database for a look into its registers; without one, what a new one begins with."""
        return self.desk._registers()

    def writing(self) -> "Database":
        """The database to change; it must be there."""
        return self.desk._writing()

    @contextmanager
    def starting(self) -> Iterator["Database"]:
        """The database to change, made first where there is none."""
        with self.desk._starting() as (db, created):
            yield db
        self.say(*created)

    def show(self, answer: Answer, asked: Format | None, further: "Sequence[Column]" = ()) -> None:
        """Show an answer in the format asked for, and say what belongs to it."""
        from tracker.output.sheets import show_answer

        style = self.format(asked)
        show_answer(answer, style, further)
        if style is Format.TABLE and answer.conclusion:
            self.say(answer.conclusion)
        self.say(*answer.remarks)

    def format(self, asked: Format | None) -> Format:
        """The format asked for, else the configured one."""
        return asked or self.config.format

    def say(self, *sentences: str) -> None:
        """Talk to the person, apart from what a program would read."""
        for sentence in sentences:
            talk(sentence)

    def close(self) -> None:
        """Close the database, if it was opened."""
        self.desk.close()
