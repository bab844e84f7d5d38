"""Ask what led to an event and what it led to, where explanations begin and where they end."""

from typing import Annotated

import typer

from tracker.commands.filters import QUESTION_FILTERS
from tracker.commands.options import EventArgument, FormatOption
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.ask import Ask
from tracker.model.selection import QuestionFilters

app = typer.Typer(rich_markup_mode="markdown")

DepthOption = Annotated[int | None, typer.Option(min=1, help="At most so many links away.")]


@app.command()
@desk_command(QUESTION_FILTERS)
def causes(
    session: Session,
    filters: QuestionFilters,
    event: EventArgument,
    depth: DepthOption = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show what led to an event, link by link, as an indented tree.

    The analyst's own judgement of a link counts, without one the range of all who claim it; the
    others stand beside it. The last column is the strength of the strongest chain, by whatever
    way: a ranking score, the product of the bands of likelihood. With --depth it is that of the
    strongest chain of so many links.

    Example: `tracker causes security-council --depth 2`
    """
    session.show(session.desk(Ask).causes(event, depth=depth, **filters), format)


@app.command()
@desk_command(QUESTION_FILTERS)
def effects(
    session: Session,
    filters: QuestionFilters,
    event: EventArgument,
    depth: DepthOption = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show what an event led to, link by link, as an indented tree.

    The analyst's own judgement of a link counts, without one the range of all who claim it; the
    others stand beside it. The last column is the strength of the strongest chain, by whatever
    way: a ranking score, the product of the bands of likelihood. With --depth it is that of the
    strongest chain of so many links.

    Example: `tracker effects 2015-09-30`
    """
    session.show(session.desk(Ask).effects(event, depth=depth, **filters), format)


@app.command()
@desk_command(QUESTION_FILTERS)
def roots(
    session: Session,
    filters: QuestionFilters,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show the events that nothing explains and that explain others: where the story begins.

    Example: `tracker roots --account RUS`
    """
    session.show(session.desk(Ask).roots(**filters), format)


@app.command()
@desk_command(QUESTION_FILTERS)
def outcomes(
    session: Session,
    filters: QuestionFilters,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show the events that are explained and lead to nothing further: where the story ends.

    Example: `tracker outcomes --since 2016-10`
    """
    session.show(session.desk(Ask).outcomes(**filters), format)
