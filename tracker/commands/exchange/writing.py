"""The command that writes the record to files of other formats."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.exchange.naming import complete_format, read_format
from tracker.commands.filters import FILTERS
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.exchange import Exchange
from tracker.errors import InvalidInput
from tracker.model.selection import Filters

STANDARD = Path("-")
app = typer.Typer(rich_markup_mode="markdown")


@app.command("export")
@desk_command(FILTERS, dated=True)
def export_chronicle(
    session: Session,
    filters: Filters,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where it goes; without it, or as -, to stdout."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The same as FILE.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            parser=read_format,
            help="One of those that `tracker formats` lists, jsonl losing nothing; else as FILE "
            "ends.",
            autocompletion=complete_format,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace FILE where it is there already.")
    ] = False,
    bom: Annotated[
        bool,
        typer.Option("--bom", help="Begin a table with a byte-order mark, for Excel."),
    ] = False,
) -> None:
    """Write the chronicle, or the events that fit and the links among them, to a file.

    Example: `tracker export --to timelinejs -o crisis.json --since 2016-09`

    Example: `tracker export crisis.docx --tag aleppo`
    """
    if file and output:
        raise InvalidInput(f"Both {file} and -o {output} are named; name one file.")
    exported = session.desk(Exchange).export(
        file or output or STANDARD, to=to, force=force, bom=bom, **filters
    )
    session.say(*exported.remarks)
