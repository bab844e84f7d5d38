"""Ask what would follow if events or sources were taken away, and what the best chain hangs on."""

from typing import Annotated

import typer

from tracker.commands.ask.question import FirstArgument, LastArgument
from tracker.commands.filters import QUESTION_FILTERS
from tracker.commands.options import FormatOption, complete_event, complete_source
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.ask import Ask
from tracker.model.selection import QuestionFilters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(QUESTION_FILTERS)
def whatif(
    session: Session,
    filters: QuestionFilters,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EVENT",
            help="As if it had not happened; repeatable.",
            autocompletion=complete_event,
        ),
    ] = None,
    without_source: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SOURCE",
            help="As if it were worth nothing, and what only relays it; repeatable.",
            autocompletion=complete_source,
        ),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Take events or sources away, and show which outcomes lose their explanation or strength.

    An outcome leads to nothing further. How overdetermined it is, the ways tell: the most chains
    from root causes that have no event in common but the outcome.

    Example: `tracker whatif --without talks-suspended`

    Example: `tracker whatif --without-source editorial-2016-10-15`
    """
    answer = session.desk(Ask).whatif(
        without=without or (), without_source=without_source or (), **filters
    )
    session.show(answer, format)


@app.command()
@desk_command(QUESTION_FILTERS)
def sensitivity(
    session: Session,
    filters: QuestionFilters,
    first: FirstArgument,
    last: LastArgument,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show which single link, source or grade, if it were worth less, changes the best chain.

    For a link: how far its likelihood may fall. For a source: those that something on the chain
    rests on alone. For a grade: with --min-grade, citations that alone are graded well enough.

    Example: `tracker sensitivity russian-air-campaign nsc-syria --min-grade C3`
    """
    session.show(session.desk(Ask).sensitivity(first, last, **filters), format)
