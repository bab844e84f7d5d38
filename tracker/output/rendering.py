"""Records as a table for people, or as JSON, JSON lines, CSV or Markdown for the rest.

Only the table goes through rich; it may wrap and shorten for the width of the terminal. The
machine formats are written whole. All text is put into `Text` objects, never into markup, so
that `[bold]` in a title stays what it is.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TextIO

from tracker.config import Format

if TYPE_CHECKING:
    from rich.console import Console

Record = Mapping[str, Any]
UNLIMITED = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the record's key, its heading, how it behaves when space is short."""

    key: str
    heading: str
    justify: Literal["left", "right"] = "left"
    wrap: bool = False
    style: str = ""


def show(
    records: Iterable[Record],
    columns: Sequence[Column],
    style: Format,
    nothing: str = "Nothing found.",
) -> None:
    """Write records to stdout; people are told on stderr when there are none."""
    rows = list(records)
    if style is Format.JSON:
        write_json(rows)
    elif style is Format.JSONL:
        for row in rows:
            write_json(row, indent=None)
    elif style is Format.CSV:
        _write_csv(rows, columns, sys.stdout)
    elif style is Format.MARKDOWN:
        _write_markdown(rows, columns)
    elif rows:
        _print_table(rows, columns)
    else:
        print(nothing, file=sys.stderr)


def write_json(value: Any, indent: int | None = 2) -> None:
    """Write one JSON value and a line end, in UTF-8 as it stands."""
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


def console() -> "Console":
    """A console for stdout: as wide as the terminal, or unlimited where it is none."""
    import os

    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else UNLIMITED
    return Console(width=width, highlight=False, soft_wrap=False)


def _print_table(rows: Sequence[Record], columns: Sequence[Column]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    used = [column for column in columns if any(_cell(row, column.key) for row in rows)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for column in used:
        table.add_column(
            column.heading,
            justify=column.justify,
            no_wrap=not column.wrap,
            style=column.style,
            overflow="fold" if column.wrap else "ellipsis",
            min_width=min(16, max(len(_cell(row, column.key)) for row in rows))
            if column.wrap
            else None,
        )
    for row in rows:
        table.add_row(*(_text(Text, row, column.key) for column in used))
    console().print(table)


def _text(text: Any, row: Record, key: str) -> Any:
    value = row.get(key)
    return value if isinstance(value, text) else text(_cell(row, key))


def _write_csv(rows: Sequence[Record], columns: Sequence[Column], out: TextIO) -> None:
    import csv

    keys = list(rows[0]) if rows else [column.key for column in columns]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(keys)
    writer.writerows([_cell(row, key, "; ") for key in keys] for row in rows)


def _write_markdown(rows: Sequence[Record], columns: Sequence[Column]) -> None:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    print(line(column.heading for column in columns))
    print(line("---:" if column.justify == "right" else "---" for column in columns))
    for row in rows:
        cells = (_cell(row, column.key) for column in columns)
        print(
            line(
                cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for cell in cells
            )
        )


def _cell(row: Record, key: str, separator: str = ", ") -> str:
    """A value as text; an absent one is empty."""
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return separator.join(_item(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _item(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values() if part not in (None, ""))
    return str(value)
