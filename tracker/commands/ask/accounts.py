"""Ask whose story is told: the accounts of two or more claimants side by side."""

from typing import Annotated, cast

import typer

from tracker.commands.filters import ACCOUNTS_FILTERS
from tracker.commands.options import FormatOption, complete_claimant, complete_event
from tracker.commands.pictures import PICTURE, PictureRequest, save_picture
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.ask import Ask
from tracker.desk.draw import Draw
from tracker.model.selection import Filters, QuestionFilters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(PICTURE, ACCOUNTS_FILTERS)
def accounts(
    session: Session,
    picture: PictureRequest,
    filters: QuestionFilters,
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
    sides = claimants or []
    if picture.output is None:
        session.show(session.desk(Ask).accounts(*sides, of=of, **filters), format)
    else:
        draw = session.desk(Draw).accounts_picture
        of_events = cast("Filters", filters)  # a picture refuses those of links by their names
        save_picture(session, picture, lambda: draw(*sides, **picture.options, **of_events))
