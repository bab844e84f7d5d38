"""Answers in a notebook: HTML tables with their sentences, and pandas data frames.

Everything that comes out of a record is escaped, so that no title can be markup or a script, and
inert, so that none reads otherwise than it is written.
"""

from typing import TYPE_CHECKING, Any

from tracker.errors import TrackerError
from tracker.model.answer import Answer
from tracker.model.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.output.sheets import Sheet


class NotebookDisplay:
    """Shows answers where they are looked at from Python."""

    def html(self, answer: Answer) -> str:
        """The answer as HTML: its introduction, its tables, its other sentences."""
        return "\n".join(_parts(answer))

    def frame(self, answer: Answer) -> Any:
        """The rows of an answer as a pandas DataFrame, with all that CSV has of them."""
        from importlib import import_module

        from tracker.output.sheets import sheet_of

        try:
            pandas = import_module("pandas")
        except ImportError:
            raise TrackerError(
                "A frame needs pandas, which is not installed here: run `pip install pandas`, or "
                "read the values of the answer itself."
            ) from None
        sheet = sheet_of(answer)
        records = [dict(record) for record in sheet.records]
        names = list(records[0]) if records else [column.key for column in sheet.columns]
        return pandas.DataFrame.from_records(records, columns=names)


def _parts(answer: Answer) -> "Iterator[str]":
    from tracker.output.sheets import sheet_of

    if answer.introduction:
        yield _paragraph(answer.introduction)
    yield from _tables(sheet_of(answer))
    for sentence in (answer.conclusion, *answer.remarks):
        if sentence:
            yield _paragraph(sentence)


def _tables(sheet: "Sheet") -> "Iterator[str]":
    """A table of the columns that have anything in them, then those below it."""
    from tracker.output.rendering import column_text

    shown = [c for c in sheet.columns if any(column_text(row, c) for row in sheet.records)]
    if shown:
        yield "<table>"
        yield f"<thead><tr>{''.join(_cell('th', c.heading, c.justify) for c in shown)}</tr></thead>"
        yield "<tbody>"
        for row in sheet.records:
            cells = "".join(
                _cell("td", column_text(row, column), column.justify) for column in shown
            )
            yield f"<tr>{cells}</tr>"
        yield "</tbody>"
        yield "</table>"
    for heading, below in sheet.below:
        if below.records:
            yield f"<h4>{_lines(heading)}</h4>"
            yield from _tables(below)


def _cell(tag: str, text: str, align: str) -> str:
    return f'<{tag} style="text-align: {align}">{_lines(text)}</{tag}>'


def _paragraph(sentence: str) -> str:
    return f"<p>{_lines(sentence)}</p>"


def _lines(text: str) -> str:
    from html import escape  # its table of entities is read only for a notebook

    return "<br>".join(escape(line) for line in inert(text).split("\n"))
