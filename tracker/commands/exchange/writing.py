"""The command that writes the record to files of other formats."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.commands.exchange.naming import FORMAT, complete_format
from tracker.commands.filters import WholeCommand, filters_of
from tracker.commands.options import session_of
from tracker.errors import InvalidInput

STANDARD = Path("-")
app = typer.Typer(rich_markup_mode="markdown")


@app.command("export", cls=WholeCommand)
def export_chronicle(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where it goes; without it, or as -, to stdout."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The same as FILE.")
    ] = None,
    to: Annotated[
        Any,
        typer.Option(
            "--to",
            metavar="FORMAT",
            click_type=FORMAT,
            help="One of those that `tracker formats` lists, jsonl losing nothing; else as FILE "
            "ends.",
            autocompletion=complete_format,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace FILE where it is there already.")
    ] = False,
) -> None:
    """Write the chronicle, or the events that fit and the links among them, to a file.

    Example: `tracker export --to timelinejs -o crisis.json --since 2016-09`
    """
    session = session_of(ctx)
    if file and output:
        raise InvalidInput(f"Both {file} and -o {output} are named; name one file.")
    exported = session.desk.export(
        file or output or STANDARD, to=to, force=force, **filters_of(ctx)
    )
    session.say(*exported.remarks)
