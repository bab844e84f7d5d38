"""Charts that are no pictures: letters in a terminal, and the source of diagrams."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from tracker.model.chronicle import Chronicle

WIDEST = 160  # columns; a wider line is hard to follow


class Source(StrEnum):
    """What a chart is printed as, where it is no picture."""

    TEXT = "text"
    MERMAID = "mermaid"
    DOT = "dot"


SourceOption = Annotated[
    Source | None,
    typer.Option(
        "--format", "-f", help="Print it to stdout instead: with letters, or as a diagram's source."
    ),
]


def refuse_both(output: Path | None, source: Source | None) -> None:
    """Refuse a picture and a source at once."""
    if output is not None and source is not None:
        raise InvalidInput("--format prints to standard output and -o draws a file; give one.")


def print_source(
    chronicle: "Chronicle", source: Source, title: str = "", over_time: bool = False
) -> None:
    """Print a chart with letters, or as the source of a diagram."""
    if source is Source.TEXT:
        _print_text(chronicle, title)
        return
    from tracker.formats import diagrams

    if source is Source.DOT:
        lines = diagrams.write_dot(chronicle)
    elif over_time:
        lines = diagrams.write_mermaid_timeline(chronicle, title)
    else:
        lines = diagrams.write_mermaid(chronicle)
    for line in lines:
        print(line)


def _print_text(chronicle: "Chronicle", title: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from tracker.charts.textual import text_timeline
    from tracker.output.rendering import console

    out = console()
    chart = text_timeline(chronicle, min(out.width, WIDEST))
    if title:
        out.print(Text(title, style="bold"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(no_wrap=True)
    table.add_column()
    for row in chart.rows:
        track = Text(row.track, style="dim")
        track.stylize(f"not dim {row.colour}", row.sign, row.sign + 1)
        table.add_row(row.date, track, Text(row.said))
    for line in chart.axis:
        table.add_row("", Text(line, style="dim"), "")
    out.print(table)
    out.print(Text(chart.key, style="dim"))
