"""Ask what led to an event and what it led to, where explanations begin and where they end."""

from typing import Annotated

import typer

from tracker.commands.filters import FilteredCommand, filters_of
from tracker.commands.options import EventArgument, FormatOption, session_of

app = typer.Typer(rich_markup_mode="markdown")

DepthOption = Annotated[int | None, typer.Option(min=1, help="At most so many links away.")]


@app.command(cls=FilteredCommand)
def causes(
    ctx: typer.Context,
    event: EventArgument,
    depth: DepthOption = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show what led to an event, link by link, as an indented tree.

    Of several claims of a link the likeliest counts, and the others stand beside it. The last
    column is the strength of the strongest chain, by whatever way: the product of likelihoods. With
    --depth it is that of the strongest chain of so many links.

    Example: `tracker causes security-council --depth 2`
    """
    session = session_of(ctx)
    session.show(session.desk.causes(event, depth=depth, **filters_of(ctx)), format)


@app.command(cls=FilteredCommand)
def effects(
    ctx: typer.Context,
    event: EventArgument,
    depth: DepthOption = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show what an event led to, link by link, as an indented tree.

    Of several claims of a link the likeliest counts, and the others stand beside it. The last
    column is the strength of the strongest chain, by whatever way: the product of likelihoods. With
    --depth it is that of the strongest chain of so many links.

    Example: `tracker effects 2015-09-30`
    """
    session = session_of(ctx)
    session.show(session.desk.effects(event, depth=depth, **filters_of(ctx)), format)


@app.command(cls=FilteredCommand)
def roots(
    ctx: typer.Context,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show the events that nothing explains and that explain others: where the story begins.

    Example: `tracker roots --account RUS`
    """
    session = session_of(ctx)
    session.show(session.desk.roots(**filters_of(ctx)), format)


@app.command(cls=FilteredCommand)
def outcomes(
    ctx: typer.Context,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show the events that are explained and lead to nothing further: where the story ends.

    Example: `tracker outcomes --since 2016-10`
    """
    session = session_of(ctx)
    session.show(session.desk.outcomes(**filters_of(ctx)), format)
