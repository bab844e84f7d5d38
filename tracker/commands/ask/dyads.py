"""Ask who did how much to whom, by day, week or month."""

from typing import Annotated, Any

import typer

from tracker.commands.archived import ARCHIVED
from tracker.commands.filters import EVENT_FILTERS
from tracker.commands.options import FormatOption, complete_actor
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.ask import Ask
from tracker.model.dyads import Period
from tracker.model.selection import Filters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(ARCHIVED, EVENT_FILTERS)
def dyads(
    session: Session,
    archived: dict[str, Any],
    filters: Filters,
    first: Annotated[
        str | None,
        typer.Argument(metavar="[A]", help="One side.", autocompletion=complete_actor),
    ] = None,
    last: Annotated[
        str | None,
        typer.Argument(
            metavar="[B]", help="The other; without the two, all.", autocompletion=complete_actor
        ),
    ] = None,
    by: Annotated[
        Period | None,
        typer.Option("--by", help="Count by day, week (from its Monday) or month."),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Count what actors did to one another: acts and sums, hostile and cooperative apart.

    Each direction has rows of its own, and the sums are of the Goldstein scale. A joint act counts
    for each pair; periods without acts have no row. Of A and B the answer tells as well how many
    days pass until the one acts upon the other after the other acted upon it. What did not happen
    counts only where --status names it.

    Example: `tracker dyads RUS USA --by month`

    Example: `tracker dyads --since 2016-09 --format csv`

    Example: `tracker dyads RUS UKR --by month --archive feeds`
    """
    session.show(session.desk(Ask).dyads(first, last, by=by, **archived, **filters), format)
