"""Options of charts that are printed: letters in a terminal, and the source of diagrams."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.pictures import PictureRequest
from tracker.commands.session import Session
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


def say_unused(
    session: Session, picture: PictureRequest, shown: Collection[str] = (), **own: object
) -> None:
    """Say which options were given that only a picture has: those of all, and a chart's `own`.

    `shown` are the names of those that the printed chart has, too.
    """
    names = [*(name for name, value in own.items() if value), *picture.given]
    unused = [f"--{name.replace('_', '-')}" for name in names if name not in shown]
    if unused:
        session.say(f"Only a picture shows {', '.join(unused)}; -o FILE draws one.")
