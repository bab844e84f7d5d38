"""Options of charts that are printed: letters in a terminal, and the source of diagrams."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.errors import InvalidInput
from tracker.model.picture import ChartSource

SourceOption = Annotated[
    ChartSource | None,
    typer.Option(
        "--format", "-f", help="Print it to stdout instead: with letters, or as a diagram's source."
    ),
]


def refuse_both(output: Path | None, source: ChartSource | None) -> None:
    """Refuse a picture and a source at once."""
    if output is not None and source is not None:
        raise InvalidInput("--format prints to standard output and -o draws a file; give one.")
