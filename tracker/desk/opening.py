"""The database behind a desk: opened when it is first needed, made with the first event."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tracker.model.margins import Margins, set_margins

if TYPE_CHECKING:
    from tracker.store.database import Database

DEFAULT_LIMIT = "TLP:CLEAR"


class OpenRecord:
    """An open database and who works at it.

    Nothing is opened before it is needed: for reading, in a way that cannot write; for writing,
    when something is recorded. It closes with `close`, or at the end of a `with` block. `now`
    gives the moments that the history notes, in its own form; without it they are the present.
    `margins` are those of dates in doubt, for all desks of this process.
    What is marked above `max_marking` stays out of exports and pictures that name no other limit.
    """

    def __init__(
        self,
        path: Path | str,
        analyst: str = "analyst",
        now: Callable[[], str] | None = None,
        max_marking: str = DEFAULT_LIMIT,
        margins: Margins | None = None,
    ) -> None:
        self.path = Path(path)
        self.analyst = analyst
        self.stored: list[str] = []  # the commands that the history has by now, as it writes them
        self.max_marking = max_marking
        self._now = now
        self._open: Database | None = None
        self._limited: Database | None = None
        self._shipped: Database | None = None
        if margins is not None:
            set_margins(margins)
        self.notices: list[str] = []  # what was repaired in the database, in sentences

    def close(self) -> None:
        """Close the database, if it was opened."""
        for database in (self._open, self._limited, self._shipped):
            if database is not None:
                database.close()
        self._open = self._limited = self._shipped = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r}, analyst={self.analyst!r})"

    def ensure_writable(self) -> None:
        """Raise now what would keep anything from being recorded later.

        A face that asks a person several questions calls it first, so that no answer is lost.
        """
        from tracker.store.connecting import is_unmade

        if os.path.lexists(self.path) and not is_unmade(self.path):
            self._writing()
            return
        from tracker.store.connecting import refuse_sample
        from tracker.store.creation import create_database, remove_unused

        refuse_sample(self.path)
        if create_database(self.path):
            remove_unused(self.path)

    def refuse_to_overwrite(self, *files: Path, force: bool = False) -> None:
        """Refuse files that are there, unless by `force`; the database itself in any case."""
        from tracker.files import refuse_to_overwrite

        for file in files:
            refuse_to_overwrite(file, force, self.path)

    def _reading(self) -> "Database":
        """The database, opened so that nothing can be written."""
        from tracker.store.database import open_for_reading

        self._open = self._open or open_for_reading(self.path, self.analyst)
        return self._open

    def _registers(self) -> "Database":
        """The database for a look into its registers; without one, what a new one begins with."""
        if self._open is None and not os.path.lexists(self.path):
            from tracker.store.creation import shipped

            self._shipped = self._shipped or shipped(self.analyst)
            return self._shipped
        return self._reading()

    def _writing(self) -> "Database":
        """The database to change; it must be there."""
        from tracker.store.database import open_for_writing

        self.close()
        self._open = open_for_writing(self.path, self.analyst)
        self.notices += self._open.repairs
        self._open.stored = self.stored
        if self._now is not None:
            self._open.now = self._now
        return self._open

    @contextmanager
    def _starting(self) -> Iterator[tuple["Database", list[str]]]:
        """The database to change, made first where there is none; and what to say of that.

        One that was made for a command that then fails goes away again with it.
        """
        created: list[str] = []
        database = self._made(created)
        try:
            yield database, created
        except BaseException:
            self.close()
            if created:
                from tracker.store.creation import remove_unused

                remove_unused(self.path)
            raise

    def _made(self, created: list[str]) -> "Database":
        """The database to change, made where there is none; `created` gets the sentence on that.

        Another process may take away one that it made in vain, just before it would be opened.
        """
        from tracker.errors import NoDatabase, shown
        from tracker.store.connecting import is_unmade, refuse_sample

        while True:
            if is_unmade(self.path) or not os.path.lexists(self.path):
                from tracker.store.creation import create_database

                refuse_sample(self.path)
                if create_database(self.path):
                    created[:] = [f"Created {shown(self.path)}."]
            try:
                return self._writing()
            except NoDatabase:
                if os.path.islink(self.path):  # noqa: PTH114  one that leads nowhere
                    raise
