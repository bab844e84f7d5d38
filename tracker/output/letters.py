"""Charts without pixels on the screen: a timeline of letters, the source of a diagram."""

from tracker.model.answers.draw import DiagramSource, TextTimeline
from tracker.output.rendering import Column, console
from tracker.output.sheets import Sheet

LEAST_TEXT = 12
WIDEST = 160  # columns; a wider line is hard to follow


def columns_of_terminal() -> int:
    """The number of columns that a chart of letters may take on this terminal."""
    return min(console().width, WIDEST)


def text_timeline_sheet(answer: TextTimeline, _: bool) -> Sheet:
    """The rows of a timeline of letters; people read them along the axis."""
    columns = (Column("date", "date"), Column("track", "track"), Column("said", "title"))
    records = [{"date": row.date, "track": row.track, "said": row.text} for row in answer.rows]
    return Sheet(columns, records, read=lambda: _print_timeline(answer))


def diagram_source_sheet(answer: DiagramSource, _: bool) -> Sheet:
    """The lines of a diagram's source, printed as they are."""
    records = [{"line": line} for line in answer.lines]
    return Sheet((Column("line", "line"),), records, read=lambda: _print_lines(answer))


def _print_lines(answer: DiagramSource) -> None:
    for line in answer.lines:
        print(line)


def _print_timeline(answer: TextTimeline) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    if answer.title:
        out.print(Text(answer.title, style="bold"))
    dates = max((len(line) for row in answer.rows for line in row.date_lines), default=0)
    margin = max((len(row.links) for row in answer.rows), default=0)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="cyan", min_width=dates)
    if margin:
        table.add_column(no_wrap=True, min_width=margin)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    room = out.width - dates - 2 - (margin + 2 if margin else 0) - 4
    for row in answer.rows:
        track = Text(row.track, style="dim")
        track.stylize(f"not dim {row.colour}", row.sign, row.sign + 1)
        # Broken here and not by the table, so that the lines of links go on beside each line.
        said = Text(row.text).wrap(out, max(LEAST_TEXT, room - len(row.track)))
        dated = row.date_lines
        for number in range(max(len(said), len(dated))):
            links = [Text(row.below if number else row.links, style="dim")] if margin else []
            table.add_row(
                dated[number] if number < len(dated) else "",
                *links,
                Text("") if number else track,
                said[number] if number < len(said) else Text(""),
            )
    for line_of_axis in answer.axis:
        table.add_row("", *([""] if margin else []), Text(line_of_axis, style="dim"), "")
    out.print(table)
    out.print(Text(answer.key, style="dim"))
