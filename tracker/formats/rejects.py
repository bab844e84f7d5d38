"""Rejects of an import: rows that cannot become events, named or written to a CSV file."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from tracker.errors import InvalidInput, shown
from tracker.files import refuse_to_overwrite, write_whole
from tracker.formats.cells import lines
from tracker.formats.input_file import InputFile, open_file
from tracker.model.feed_row import RejectedRow, RejectHandler
from tracker.model.numbers import counted

Opened = Callable[[InputFile], TextIO]
MOST_NAMED = 3
HEADINGS = ("file", "line", "reason", "text")


class Rejects:
    """Collects the rejected rows of all files of one import.

    All of them are kept only if they are to be written; else the first few are enough to name.

    Parameters
    ----------
    target : Path or None
        The CSV file to write them to.
    force : bool, optional
        Replace it where it is there already.

    Raises
    ------
    InvalidInput
        If its folder is not there.
    Refused
        If the file is there already, without `force`.

    Examples
    --------
    >>> rejects = Rejects(None)
    >>> rejects.count, list(rejects.remarks())
    (0, [])
    """

    def __init__(self, target: Path | None, force: bool = False) -> None:
        self.target = target
        self.count = 0
        self._kept: list[tuple[InputFile, RejectedRow]] = []
        self._opened: dict[Path, Opened] = {}
        if target is not None:
            if not target.absolute().parent.is_dir():
                raise InvalidInput(f"There is no folder {shown(target.parent)}; make it first.")
            refuse_to_overwrite(target, force)

    def handler(self, file: InputFile, opened: Opened | None = None) -> RejectHandler:
        """A function that collects the rejected rows of a file.

        Parameters
        ----------
        file : InputFile
            The file.
        opened : callable, optional
            Opens the lines that its rows are counted by; by default they are its own.

        Returns
        -------
        callable
            Takes one `RejectedRow` after the other.
        """
        if opened is not None:
            self._opened[file.path] = opened

        def keep(row: RejectedRow) -> None:
            self.count += 1
            if self.target is not None or len(self._kept) < MOST_NAMED:
                self._kept.append((file, row))

        return keep

    def remarks(self) -> Iterator[str]:
        """Say how many there are, and where they are written or which come first.

        Yields
        ------
        str
            One sentence, or none.
        """
        if not self.count:
            return
        rows = counted(self.count, "row")
        if self.target is not None:
            there = "it is" if self.count == 1 else "they are"
            yield f"Rejected {rows}; {there} in {shown(self.target)}."
            return
        listed = "".join(
            f"\n  {file.name} line {row.line}: {row.reason}" for file, row in self._kept
        )
        more = self.count - len(self._kept)
        rest = f"\n  … and {more:,} more" if more else ""
        yield f"Rejected {rows}; --rejects FILE writes them to a file:{listed}{rest}"

    def write(self) -> None:
        """Write the file that was asked for, with the lines as they stand in their own files."""
        if self.target is not None and self.count:
            rows = lines(HEADINGS, self._rows())
            write_whole(self.target, (f"{row}\n" for row in rows))

    def _rows(self) -> Iterator[tuple[str, int, str, str]]:
        files = {file.path: file for file, _ in self._kept}
        for path, file in files.items():
            rejected = [row for each, row in self._kept if each.path == path]
            texts = _lines(
                file, {row.line for row in rejected}, self._opened.get(path, _as_it_stands)
            )
            for row in rejected:
                yield file.name, row.line, row.reason, texts.get(row.line, "")


def _as_it_stands(file: InputFile) -> TextIO:
    """The lines of a file; of a workbook those of its first sheet as CSV."""
    return file.text() if file.is_workbook else file.lines()


def _lines(known: InputFile, numbers: set[int], opened: Opened) -> dict[int, str]:
    """Lines of a file by their numbers; standard input and pipes are gone by now."""
    found: dict[int, str] = {}
    if known.is_stream or not known.path.is_file():
        return found
    with open_file(known.path, limits=known.limits) as file, suppress(InvalidInput):
        # A document, whose slides are numbered rather than its lines, may have too long ones.
        for number, line in enumerate(opened(file), start=1):
            if number in numbers:
                found[number] = line.rstrip("\r\n")
    return found
