"""Ask how far two coders of the same events agree."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.filters import FILTERS
from tracker.commands.options import FormatOption
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.ask import Ask
from tracker.model.selection import Filters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(FILTERS)
def agree(
    session: Session,
    filters: Filters,
    other: Annotated[
        Path, typer.Argument(metavar="OTHER.DB", help="The record of the other coder.")
    ],
    at_least: Annotated[
        float | None,
        typer.Option(
            metavar="0-1",
            min=0,
            max=1,
            help="How alike events with different handles must be to be matched.",
            show_default="0.75",
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, help="At most so many disagreements.")
    ] = 20,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Ask how far two coders agree: Krippendorff's alpha for each thing coded, and what differs.

    Events are matched by handle, else by the rules of `duplicates`. Alpha is 1 where all agree
    and 0 where chance would have done as well. The costs of the disagreements and alpha make 1.

    Example: `tracker agree colleague.db`

    Example: `tracker agree colleague.db --since 2016-10 --at-least 0.85 -n 50`
    """
    session.show(session.desk(Ask).agree(other, at_least=at_least, limit=limit, **filters), format)
