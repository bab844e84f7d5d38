"""Ask whose story is told: the accounts of two or more claimants side by side."""

from typing import Annotated

import typer

from tracker.commands.filters import filters_of
from tracker.commands.options import (
    FormatOption,
    complete_claimant,
    complete_event,
    session_of,
)
from tracker.commands.pictures import ComparingPicture, output_of, picture_arguments, save_picture

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=ComparingPicture)
def accounts(
    ctx: typer.Context,
    claimants: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CLAIMANT]...",
            help="Whose accounts: actors, sources or `analyst`; else everybody's.",
            autocompletion=complete_claimant,
        ),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            metavar="EVENT",
            help="The event whose explanations are compared; else what most of them explain.",
            autocompletion=complete_event,
        ),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Compare what two or more claimants say led to what, and what follows from it.

    Links are shared, held by one side only, or contradicted: expressly denied. Then for one
    event the root causes, the strongest chain and the turning points of each account, and the
    events to which the accounts give causes that have none in common. With -o a picture of it.

    Example: `tracker accounts RUS USA --of pmda-suspended`

    Example: `tracker accounts RUS USA -o two-sides.png`
    """
    session = session_of(ctx)
    sides = claimants or []
    if output_of(ctx) is None:
        session.show(session.desk.accounts(*sides, of=of, **filters_of(ctx)), format)
    else:
        save_picture(ctx, lambda: session.desk.accounts_picture(*sides, **picture_arguments(ctx)))
