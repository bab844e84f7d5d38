"""Each answer as a sheet: its rows and columns, and how people and JSON have it otherwise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tracker.config import Format
from tracker.model.answer import Answer
from tracker.output.rendering import Column, Record, show, write_json


@dataclass(frozen=True)
class Sheet:
    """Rows with their columns.

    `whole` is the answer in JSON where that is more than its rows; `read` prints it for people
    where that is no table.
    """

    columns: Sequence[Column]
    records: Sequence[Record]
    whole: Any = None
    read: Callable[[], None] | None = None


# The function that makes a sheet of each answer; found by name, so that one loads no other.
SHEETS: Mapping[str, str] = {
    "EventList": "records:event_list_sheet",
    "TextTimeline": "letters:text_timeline_sheet",
    "DiagramSource": "letters:diagram_source_sheet",
}


def sheet_of(answer: Answer, for_table: bool = False) -> Sheet:
    """The sheet of an answer; `for_table` says that people are to read it as a table."""
    module, _, name = SHEETS[type(answer).__name__].partition(":")
    make: Callable[..., Sheet] = getattr(import_module(f"tracker.output.{module}"), name)
    return make(answer, for_table)


def show_answer(answer: Answer, style: Format, further: Sequence[Column] = ()) -> None:
    """Write an answer to stdout, with further columns if any; its sentences are left to say."""
    sheet = sheet_of(answer, style is Format.TABLE)
    if style is Format.TABLE and sheet.read is not None:
        sheet.read()
    elif style is Format.JSON and sheet.whole is not None:
        write_json(sheet.whole)
    else:
        show(sheet.records, (*sheet.columns, *further), style, "")
