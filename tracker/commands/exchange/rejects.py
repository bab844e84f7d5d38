"""Lines that could not be taken: named, and written to a file where a person wants them."""

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.commands.exchange.writing import write_whole
from tracker.errors import InvalidInput, Refused
from tracker.model.report import Reject, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.formats.incoming import Incoming

MOST_NAMED = 3
HEADINGS = ("file", "line", "reason", "text")


class Rejects:
    """What the files of one command have that cannot be taken.

    All of it is kept only for a file to be written; else the first few are enough to name.
    """

    def __init__(self, target: Path | None) -> None:
        self.target = target
        self.count = 0
        self._kept: list[tuple[Path, str, Rejected]] = []
        if target is not None:
            if not target.absolute().parent.is_dir():
                raise InvalidInput(f"There is no folder {target.parent}; make it first.")
            if _is_there(target):
                raise Refused(f"{target} is there already; name another file for --rejects.")

    def of(self, file: "Incoming") -> Reject:
        """Takes up what cannot be taken of a file."""

        def keep(rejected: Rejected) -> None:
            self.count += 1
            if self.target is not None or len(self._kept) < MOST_NAMED:
                self._kept.append((file.path, file.name, rejected))

        return keep

    def said(self) -> "Iterator[str]":
        """How many there are, and where or which."""
        if not self.count:
            return
        rows = "1 row" if self.count == 1 else f"{self.count:,} rows"
        if self.target is not None:
            there = "it is" if self.count == 1 else "they are"
            yield f"Rejected {rows}; {there} in {self.target}."
            return
        listed = "".join(
            f"\n  {name} line {each.line}: {each.reason}" for _, name, each in self._kept
        )
        more = self.count - len(self._kept)
        rest = f"\n  … and {more:,} more" if more else ""
        yield f"Rejected {rows}; --rejects FILE writes them to a file:{listed}{rest}"

    def write(self) -> None:
        """Write the file that was asked for, with the lines as they stand."""
        if self.target is None or not self.count:
            return
        from tracker.formats.cells import lines

        write_whole(self.target, lines(HEADINGS, self._rows()))

    def _rows(self) -> "Iterator[tuple[str, int, str, str]]":
        for path in dict.fromkeys(path for path, _, _ in self._kept):
            rejected = [(name, each) for place, name, each in self._kept if place == path]
            texts = _lines(path, {each.line for _, each in rejected})
            for name, each in rejected:
                yield name, each.line, each.reason, texts.get(each.line, "")


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError as error:
        raise InvalidInput(f"{file} cannot be written: {error.strerror}.") from None


def _lines(path: Path, numbers: set[int]) -> dict[int, str]:
    """Lines of a file by their numbers; standard input is gone by now."""
    from tracker.formats.incoming import STANDARD, opened

    if path == STANDARD:
        return {}
    with opened(path) as file:
        text = file.text() if file.is_workbook else file.lines()
        return {
            number: line.rstrip("\r\n")
            for number, line in enumerate(text, start=1)
            if number in numbers
        }
