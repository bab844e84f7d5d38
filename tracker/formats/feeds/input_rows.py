"""The rows of a feed as lines of text, whichever file they stand in."""

from dataclasses import replace
from typing import TextIO

from tracker.formats.file_format import FileFormat
from tracker.formats.foreign import refuse_foreign
from tracker.formats.input_file import InputFile
from tracker.formats.json_tables import table_of
from tracker.model.feed_row import RejectHandler


def rows_of(
    style: FileFormat, file: InputFile, remarks: list[str], reject: RejectHandler | None = None
) -> TextIO:
    """Open the rows of a feed.

    Parameters
    ----------
    style : FileFormat
        The feed.
    file : InputFile
        The open file: text, and of a feed that is a table also JSON, whose records are taken, or a
        container, of which the table that was asked for is taken, else the first one of this feed.
    remarks : list of str
        Takes up what of it is not read.
    reject : callable, optional
        Receives each line of a file of JSON lines that is none.

    Returns
    -------
    text stream
        The lines, with the limits of the file; `numbers_of` says which lines of it they are.

    Raises
    ------
    InvalidInput
        If it is JSON without records, or known to be something else.
    """
    if not style.is_table:
        return file.lines()
    refuse_foreign(file.first_line())
    if file.container:
        sheet = replace(file, sheet=_sheet_of(style, file)).text()
        vars(sheet)["cuts_off"] = True
        return sheet
    if file.is_json:
        table = table_of(file.text().read(), file.limits, remarks, reject)
        table.cuts_off = True
        return file.closing.enter_context(table)
    return file.lines()


def _sheet_of(style: FileFormat, file: InputFile) -> str | None:
    """The name of the table that is read, where it is not simply the first one."""
    if file.sheet is not None or style.recognises is None:
        return file.sheet
    return next(
        (name for name, begins in file.first_lines().items() if style.recognises(begins)), None
    )
