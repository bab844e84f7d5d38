"""Records as a table for people, or as JSON, JSON lines, CSV or Markdown for the rest.

Only the table goes through rich; it may wrap and shorten for the width of the terminal. The
machine formats are written whole. All text is put into `Text` objects, never into markup, so
that `[bold]` in a title stays what it is. What would act on a terminal without being seen is
spelled out by `console` and, for everything else that is printed, by `tracker.output.streams`; CSV
keeps it, as a file, and JSON escapes it, which says the same.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TextIO, TypeAlias

from tracker.config import Format
from tracker.model.csv_guard import guard_formula
from tracker.model.inert import inert, inert_json
from tracker.output.streams import payload, styled
from tracker.output.talk import talk

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

Record = Mapping[str, Any]
UNLIMITED = 100_000
LEAST = 24  # the width below which a column that wraps is of little use
NARROW = 14  # and of none
BETWEEN = 3  # blanks between two columns
IndentedText: TypeAlias = "tuple[int, Text]"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the record's key, its heading, how it behaves when space is short.

    One that wraps gives way down to a least width; then those with the highest `spare` are
    left out. `indent` is the key of a depth by which the text is set in, `usual` a value that
    goes without saying. A `date` is EDTF in the record, and words where people read it, as dates
    in a text of `dates` are. The words of one that is `whole`, such as handles, are never broken.
    """

    key: str
    heading: str
    justify: Literal["left", "right"] = "left"
    wrap: bool = False
    style: str = ""
    spare: int = 0
    indent: str = ""
    usual: str = ""
    date: bool = False
    dates: bool = False
    whole: bool = False


HANDLE = Column("handle", "handle", wrap=True, style="cyan", whole=True)


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
        _write_csv(rows, columns, payload())
    elif style is Format.MARKDOWN:
        _write_markdown(rows, columns)
    elif rows:
        _print_table(rows, columns)
    elif nothing:
        print(nothing, file=sys.stderr)


def write_json(value: Any, indent: int | None = 2) -> None:
    """Write one JSON value and a line end, in UTF-8 as it stands."""
    import json

    document = json.dumps(value, ensure_ascii=False, indent=indent)
    payload().write(inert_json(document) + "\n")


def console(stderr: bool = False) -> "Console":
    """A console for stdout or stderr: as wide as the terminal, or unlimited where it is none.

    Texts are made inert before they are broken into lines; it is told from its colours, which
    pass.
    """
    import os

    from tracker.output.consoles import InertConsole

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else UNLIMITED
    plain = bool(os.environ.get("NO_COLOR"))  # rich would still print bold and dim
    return InertConsole(
        file=styled(stream),
        width=width,
        highlight=False,
        soft_wrap=False,
        color_system=None if plain else "auto",
    )


def print_lines(lines: Sequence[IndentedText]) -> None:
    """Print texts, each set in by a number of blanks, also where it wraps.

    Where nothing wraps and nothing is coloured, as in a pipe, there is no layout to be made.
    """
    from rich.console import Group
    from rich.padding import Padding

    out = console()
    if out.width >= UNLIMITED and out.color_system is None:
        for blanks, text in lines:
            print(" " * blanks + text.plain)
    else:
        set_in = (
            Padding(text, (0, 0, 0, blanks), expand=False) if blanks else text
            for blanks, text in lines
        )
        out.print(Group(*set_in))


def _print_table(rows: Sequence[Record], columns: Sequence[Column]) -> None:
    """Print a table, or each row by itself where the window is too narrow; say what is left out."""
    from rich import box
    from rich.table import Table

    out = console()
    widths = _widths(rows, columns)
    words = {column: _longest_word(rows, column) for column in widths if column.whole}
    shown = _that_fit(widths, out.width, words) or _that_fit(widths, out.width, words, NARROW)
    if not shown:
        _print_rows_apart(out, rows, list(widths))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for column in shown:
        table.add_column(
            column.heading,
            justify=column.justify,
            no_wrap=not column.wrap,
            style=column.style,
            overflow="fold",
            min_width=words.get(column),
        )
    for row in rows:
        table.add_row(*(_set_in(row, column) for column in shown))
    out.print(table)
    if left_out := [column.heading or column.key for column in widths if column not in shown]:
        talk(
            f"No room for {', '.join(left_out)}: a wider window or --format csv shows "
            f"{'them' if len(left_out) > 1 else 'it'}."
        )


def _print_rows_apart(out: "Console", rows: Sequence[Record], columns: Sequence[Column]) -> None:
    """Print each row by itself, a line for each value, with all that a table would have."""
    from rich.table import Table

    for place, row in enumerate(rows):
        block = Table.grid(padding=(0, 2))
        block.add_column(style="dim", max_width=max(4, out.width // 2), overflow="fold")
        block.add_column(overflow="fold")
        for column in columns:
            if text := column_text(row, column):
                value = row.get(column.key)
                block.add_row(column.heading, _styled(value, text, column.style))
        if place:
            out.print()
        out.print(block)


def _styled(value: Any, text: str, style: str) -> "Text":
    from rich.text import Text

    return value if isinstance(value, Text) else Text(text, style=style)


def _widths(rows: Sequence[Record], columns: Sequence[Column]) -> dict[Column, int]:
    """The columns that have anything in them, with what each would take."""
    from rich.cells import cell_len

    return {
        column: max(
            cell_len(line)
            for text in (column.heading, *(column_text(row, column) for row in rows))
            for line in text.split("\n")
        )
        for column in columns
        if any(column_text(row, column) for row in rows)
    }


def _longest_word(rows: Sequence[Record], column: Column) -> int:
    """The columns that the longest word of any row takes."""
    from rich.cells import cell_len

    return max(map(cell_len, (w for row in rows for w in column_text(row, column).split())))


def _that_fit(
    widths: Mapping[Column, int], width: int, words: Mapping[Column, int], least: int = LEAST
) -> list[Column]:
    """The columns less those that there is no room for; none where the others need more as well.

    `least` is the width to which a column that wraps gives way, but for one of `words`, which has
    room for its longest.
    """
    shown = list(widths)
    needed = {
        c: max(min(its, least), words.get(c, 0)) if c.wrap else its for c, its in widths.items()
    }
    while sum(needed[c] + BETWEEN for c in shown) - BETWEEN > width:
        spare = max(shown, key=lambda column: column.spare)
        if not spare.spare:
            return []
        shown.remove(spare)
    return shown


def _set_in(row: Record, column: Column) -> "RenderableType":
    from rich.padding import Padding
    from rich.text import Text

    value = row.get(column.key)
    text = value if isinstance(value, Text) else Text(column_text(row, column))
    if not column.indent:
        return text
    return Padding(text, (0, 0, 0, 2 * (row[column.indent] - 1)), expand=False)


def column_text(row: Record, column: Column) -> str:
    """The text of a column for a row, inert: its value, unless that goes without saying."""
    text = inert(_cell(row, column.key))
    if column.date:
        text = worded(text, short=True)
    elif column.dates:
        from tracker.model.date_display import shown_dates

        text = shown_dates(text)
    return "" if text == column.usual else text


def worded(text: str, short: bool = False) -> str:
    """A date, or a text with plain dates in it, in words; EDTF where it is asked for."""
    from tracker.model.date_display import shown_date, shown_dates

    said = shown_date(text, short=short)
    return shown_dates(text, short) if said == text else said


def _write_csv(rows: Sequence[Record], columns: Sequence[Column], out: TextIO) -> None:
    import csv
    from io import StringIO

    keys = list(rows[0]) if rows else [column.key for column in columns]
    for cells in (keys, *([_safe_cell(row, key) for key in keys] for row in rows)):
        line = StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(cells)  # so that a \r in a cell is quoted
        out.write(line.getvalue().removesuffix("\r\n") + "\n")


def _write_markdown(rows: Sequence[Record], columns: Sequence[Column]) -> None:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    out = payload()
    out.write(f"{inert(line(column.heading for column in columns))}\n")
    rules = ("---:" if column.justify == "right" else "---" for column in columns)
    out.write(f"{line(rules)}\n")
    for row in rows:
        cells = line(_markdown_cell(column_text(row, column)) for column in columns)
        out.write(f"{inert(cells)}\n")


def _markdown_cell(text: str) -> str:
    """A text in a cell of a table, in which it makes neither cells nor links nor HTML."""
    for sign, escaped in (("\\", "\\\\"), ("|", "\\|"), ("\n", " "), ("](", "]\\("), ("<", "\\<")):
        text = text.replace(sign, escaped)
    return text


def _cell(row: Record, key: str, separator: str = ", ") -> str:
    """A value as text; an absent one is empty."""
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return separator.join(_item(item) for item in value)
    if isinstance(value, Mapping):
        import json

        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _safe_cell(row: Record, key: str) -> str:
    """A value as a cell of a spreadsheet, which would run some texts as formulas."""
    text = _cell(row, key, "; ")
    return text if isinstance(row.get(key), int | float) else guard_formula(text)


def _item(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values() if part not in (None, ""))
    return str(value)
