"""The rows of a feed as lines of text, whichever file they stand in."""

from typing import TextIO

from tracker.formats.feeds.records import table_of
from tracker.formats.file_format import FileFormat
from tracker.formats.foreign import refuse_foreign
from tracker.formats.input_file import InputFile


def rows_of(style: FileFormat, file: InputFile) -> TextIO:
    """Open the rows of a feed.

    Parameters
    ----------
    style : FileFormat
        The feed.
    file : InputFile
        The open file: text, and of a feed that is a table also a workbook, whose first sheet is
        taken, or JSON, whose records are.

    Returns
    -------
    text stream
        The lines, with the limits of the file.

    Raises
    ------
    InvalidInput
        If it is JSON without records, or known to be something else.
    """
    if style.is_table:
        refuse_foreign(file.first_line())
    if style.is_table and file.is_workbook:
        return file.text()
    if style.is_table and file.is_json:
        table = table_of(file.text().read(), file.limits)
        vars(table)["limits"] = file.limits
        return table
    return file.lines()
