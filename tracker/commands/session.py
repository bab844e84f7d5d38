"""One run of tracker: its settings, its desk, and the answers that it shows."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tracker.config import Config, Format, load_config
from tracker.desk.opening import OpenRecord
from tracker.errors import TrackerError, UnsoundRecord, shown
from tracker.model.answer import Answer
from tracker.model.margins import margins_of
from tracker.output.talk import talk

if TYPE_CHECKING:
    from tracker.output.rendering import Column

Panel = TypeVar("Panel", bound=OpenRecord)


class Session:
    """The settings and the desk of one run."""

    def __init__(self) -> None:
        self.stored: list[str] = []  # what the history, or a backup, has by now
        self.files: list[str] = []  # pictures and pages, which may be made again
        self._path: Path | None = None
        self._panels: dict[type[OpenRecord], OpenRecord] = {}

    @cached_property
    def config(self) -> Config:
        """The settings, read when they are first asked for."""
        return load_config()

    @property
    def path(self) -> Path:
        """The database to work at."""
        return self._path or self.config.db

    def use(self, path: Path | None) -> None:
        """Work at another database than the configured one."""
        self._path = path or self._path

    def show_dates(self, edtf: bool) -> None:
        """Have dates shown in EDTF, or in the words of a language, as asked for or set."""
        from tracker.model.date_display import set_date_words  # which `add` needs not
        from tracker.model.date_wording import words_of

        plain = edtf or self.config.dates == "edtf"
        set_date_words(None if plain else words_of(self.config.language))

    def desk(self, panel: type[Panel]) -> Panel:
        """The calls of one panel of the desk, so that a command loads no other."""
        if panel not in self._panels:
            self._panels[panel] = panel(
                self.path,
                self.config.analyst,
                max_marking=self.config.max_marking,
                margins=margins_of(self.config),
            )
            self._panels[panel].stored = self.stored
        there = self._panels[panel]
        assert isinstance(there, panel)
        return there

    def show(self, answer: Answer, asked: Format | None, further: "Sequence[Column]" = ()) -> None:
        """Show an answer in the format asked for, else the configured one, with its sentences."""
        from tracker.output.sheets import show_answer

        style = asked or self.config.format
        if answer.introduction:
            self.say(answer.introduction)
        show_answer(answer, style, further)
        if style is Format.TABLE and answer.conclusion:
            self.say(answer.conclusion)
        self.say(*answer.remarks)

    def confirm(self, answer: Answer, *names: object) -> None:
        """Print the names by which to find what was recorded, and say what belongs to it."""
        for name in names:
            print(shown(name))
        self.say(*answer.remarks)

    def wrote(self, target: object) -> None:
        """Print the name of a file that was written, which is done however little is printed."""
        self.files.append(str(target))
        print(shown(target))

    def say(self, *sentences: str) -> None:
        """Talk to the person, apart from what a program would read."""
        for sentence in sentences:
            talk(sentence)

    def unsoundness(self) -> str:
        """What is wrong with the record where a command failed for no reason that it knows."""
        from tracker.desk.manage import Manage

        try:
            with Manage(self.path, self.config.analyst) as desk:
                found = desk.first_unsound_row()
        except UnsoundRecord as error:  # it lacks a column
            return str(error)
        except TrackerError:
            return ""
        return found and (
            f"{self.path} holds a row that another program wrote and that cannot be read "
            f"({found}). `tracker check` names every such row."
        )

    def close(self) -> None:
        """Close the database, if it was opened, and say what had to be repaired in it."""
        for panel in self._panels.values():
            panel.close()
            self.say(*panel.notices)
