"""What one run of tracker shares: its settings, its database, and where its talk goes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.config import Config, Format

if TYPE_CHECKING:
    from tracker.store.database import Database


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

    def writing(self, create: bool = False) -> "Database":
        """The database to change; with `create` it is made first where there is none."""
        from tracker.store.database import open_for_writing

        fresh = create and not self.path.exists()
        self.close()
        self._open = open_for_writing(self.path, self.config.analyst, create)
        if fresh:
            self.say(f"Created {self.path}.")
        return self._open

    def format(self, asked: Format | None) -> Format:
        """The format asked for, else the configured one."""
        return asked or self.config.format

    def say(self, *sentences: str) -> None:
        """Talk to the person, apart from what a program would read."""
        for sentence in sentences:
            print(sentence, file=sys.stderr)

    def close(self) -> None:
        """Close the database, if it was opened."""
        if self._open is not None:
            self._open.close()
            self._open = None
