"""One run of tracker: its settings, its desk, and the answers that it shows."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tracker.config import Config, Format
from tracker.desk.opening import OpenRecord
from tracker.model.answer import Answer
from tracker.output.talk import talk

if TYPE_CHECKING:
    from tracker.output.rendering import Column

Panel = TypeVar("Panel", bound=OpenRecord)


class Session:
    """The settings and the desk of one run."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.path = config.db
        self._panels: dict[type[OpenRecord], OpenRecord] = {}

    def use(self, path: Path | None) -> None:
        """Work at another database than the configured one."""
        self.path = path or self.path

    def desk(self, panel: type[Panel]) -> Panel:
        """The calls of one panel of the desk, so that a command loads no other."""
        if panel not in self._panels:
            self._panels[panel] = panel(
                self.path, self.config.analyst, max_marking=self.config.max_marking
            )
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
            print(name)
        self.say(*answer.remarks)

    def say(self, *sentences: str) -> None:
        """Talk to the person, apart from what a program would read."""
        for sentence in sentences:
            talk(sentence)

    def close(self) -> None:
        """Close the database, if it was opened."""
        for panel in self._panels.values():
            panel.close()
