"""Ask what differs between two records, or two states of one, and whether conclusions do."""

from typing import Annotated

import typer

from tracker.commands.filters import QUESTION_FILTERS
from tracker.commands.options import FormatOption, complete_event
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.ask import Ask
from tracker.model.selection import QuestionFilters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(QUESTION_FILTERS)
def compare(
    session: Session,
    filters: QuestionFilters,
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A database, or a time: yesterday, 2016-10-07T12.")
    ],
    new: Annotated[
        str | None,
        typer.Argument(metavar="[NEW]", help="Another one; else the database in use, as it is."),
    ] = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="A B",
            help="The events for which conclusions are compared; else the latest that both "
            "records explain, from the earliest cause that both name.",
            autocompletion=complete_event,
        ),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Compare two databases, or two points in the history of one, and what follows from them.

    Events, links, sources and citations that differ, then the conclusions: the number of chains,
    the strongest, the events that every chain passes, the cheapest cut. A time means the record
    as it stood by then.

    Example: `tracker compare mine.db colleague.db`

    Example: `tracker compare yesterday --between ceasefire-announced nsc-syria`
    """
    session.show(session.desk(Ask).compare(old, new, between=between, **filters), format)
