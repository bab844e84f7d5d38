"""Rejects of an import: rows that cannot become events, named or written to a CSV file.

The file has each row as it stands, and the headings of its table, so that a row can be mended there
and the file imported as what it is.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TextIO

from tracker.errors import InvalidInput, shown
from tracker.files import refuse_to_overwrite, write_whole
from tracker.formats.cells import Cell, lines
from tracker.formats.delimited import RecordReader, Unreadable
from tracker.formats.input_file import InputFile, text_file
from tracker.formats.limits import CUT_OFF
from tracker.formats.row_lines import numbers_of
from tracker.model.csv_guard import escape_row, unguard_row
from tracker.model.feed_row import RejectedRow, RejectHandler
from tracker.model.numbers import counted

MOST_NAMED = 3
MOST_LINES = 200  # of a row
HEADINGS = ("file", "line", "reason", "text")
HEAD = "headings"  # the column that is there where a file of such rows has any


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
        self._kept: list[tuple[str, RejectedRow]] = []
        self._begun = 0  # how many there were before the file that is read now
        if target is not None:
            if not target.absolute().parent.is_dir():
                raise InvalidInput(f"There is no folder {shown(target.parent)}; make it first.")
            refuse_to_overwrite(target, force)

    def handler(self, file: InputFile) -> RejectHandler:
        """A function that collects the rejected rows of a file.

        Parameters
        ----------
        file : InputFile
            The file.

        Returns
        -------
        callable
            Takes one `RejectedRow` after the other.
        """
        self._begun = len(self._kept)

        def keep(row: RejectedRow) -> None:
            self.count += 1
            if self.target is not None or len(self._kept) < MOST_NAMED:
                self._kept.append((file.name, row))

        return keep

    def take_lines(
        self, file: InputFile, is_head: Callable[[str], bool] | None, made: TextIO | None = None
    ) -> None:
        """Take from a file that is open still the lines that were rejected, as they stand.

        Parameters
        ----------
        file : InputFile
            The file, which was read to its end.
        is_head : callable or None
            Tells of its first line whether it names columns, where a file of its kind may have
            such a line.
        made : text stream, optional
            The table that was made of it and read, where it is no text with rows itself. Its rows
            are then named by what they are in the file.
        """
        places = [
            place for place in range(self._begun, len(self._kept)) if not self._kept[place][1].text
        ]
        if not places or (file.container and made is None):
            return
        head = ""
        texts: dict[int, str] = {}
        if self.target is not None:
            wanted = {self._kept[place][1].line for place in places}
            head, texts = _lines(file, wanted, is_head, made)
        number = numbers_of(made)
        for place in places:
            name, row = self._kept[place]
            text = texts.get(row.line, "")
            text = "" if CUT_OFF in text else text
            found = row._replace(line=number(row.line), text=text, head=head if text else "")
            self._kept[place] = (name, found)

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
        listed = "".join(f"\n  {name} line {row.line}: {row.reason}" for name, row in self._kept)
        more = self.count - len(self._kept)
        rest = f"\n  … and {more:,} more" if more else ""
        yield f"Rejected {rows}; --rejects FILE writes them to a file:{listed}{rest}"

    def write(self) -> None:
        """Write the file that was asked for, with the rows as they stand in their own files."""
        if self.target is not None and self.count:
            has_heads = any(row.head for _, row in self._kept)
            headings = (*HEADINGS, HEAD) if has_heads else HEADINGS
            rows: Iterator[tuple[Cell, ...]] = (
                (name, row.line, row.reason, _inert(row.text), *([_inert(row.head)] * has_heads))
                for name, row in self._kept
            )
            write_whole(self.target, (f"{row}\n" for row in lines(headings, rows)))


def _inert(text: str) -> str:
    """A text in one cell: without its last line end, and known from one that is guarded."""
    return escape_row(text.rstrip("\r\n"))


def is_rejects(beginning: str) -> bool:
    """Tell by its first line whether a file is one of rejected rows.

    Parameters
    ----------
    beginning : str
        Its first line.

    Returns
    -------
    bool
        Whether it has the headings of one, between whichever delimiters.

    Examples
    --------
    >>> is_rejects("file,line,reason,text,headings"), is_rejects("date,title,type")
    (True, False)
    """
    cells = beginning.replace(";", ",").replace("\t", ",").replace('"', "").strip().split(",")
    return tuple(cells) in (HEADINGS, (*HEADINGS, HEAD))


def mended_files(file: InputFile) -> Iterator[InputFile]:
    """The rows of a file of rejects as the files that they are of, mended by now.

    Parameters
    ----------
    file : InputFile
        A file that `Rejects` wrote, and a person has edited.

    Yields
    ------
    InputFile
        For each file, and each row of headings in it, one of its rejected rows alone.
    """
    text = file.text().read()
    delimiter = next(each for each in (",", ";", "\t") if each in text.partition("\n")[0])
    found: dict[tuple[str, str], list[str]] = {}
    for place, row in enumerate(RecordReader(text, delimiter, file.limits)):
        if isinstance(row, Unreadable):
            raise InvalidInput(f"{file.name} line {row.row.line}: it {row.row.reason}.")
        if place == 0 or not any(row.cells):
            continue
        name, _, _, rejected, head = (*row.cells, "", "", "", "", "")[:5]
        if rejected.strip():
            found.setdefault((name, unguard_row(head)), []).append(unguard_row(rejected))
    for (name, head), rows in found.items():
        body = "\n".join([head, *rows] if head else rows) + "\n"
        suffix = PurePath(name).suffix.lower()
        if head and not head.startswith("{") and suffix not in (".csv", ".tsv", ".tab"):
            suffix = ".csv"
        yield text_file(file, f"{file.name}, {name}", suffix, body.encode("utf-8", "replace"))


def _lines(
    file: InputFile,
    numbers: Collection[int],
    is_head: Callable[[str], bool] | None,
    made: TextIO | None,
) -> tuple[str, dict[int, str]]:
    """The headings of a file, if it has any, and lines of it by their numbers.

    A cell between quotation marks may hold line ends; then all lines of its row are taken. A line
    of tabs whose headings have no such marks has them as they come.
    """
    head = ""
    found: dict[int, str] = {}
    with suppress(InvalidInput):
        # A document, whose slides are numbered rather than its lines, may have too long ones.
        (made or file.content).seek(0)
        stream = made or file.lines()
        is_quoted = made is not None
        begun = open_row = 0
        for number, line in enumerate(stream, start=1):
            if not begun and line.strip() and not line.lower().startswith("sep="):
                begun = number
                if is_head is not None and is_head(line):
                    head = line.rstrip("\r\n")
                    is_quoted = is_quoted or "\t" not in line or line.startswith('"')
            if number in numbers:  # also within what a mark that is not closed would take
                row = number
                found[row] = line
            elif open_row:
                row = open_row
                found[row] += line
            else:
                continue
            goes_on = is_quoted and found[row].count('"') % 2 and number - row < MOST_LINES
            open_row = row if goes_on else 0
    return head, {number: text.rstrip("\r\n") for number, text in found.items()}
