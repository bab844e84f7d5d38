"""Draw: causes and effects as a chain."""

from typing import Annotated

import typer

from tracker.commands.draw.printing import SourceOption, refuse_both
from tracker.commands.filters import filters_of
from tracker.commands.options import complete_event, session_of
from tracker.commands.pictures import PictureCommand, output_of, picture_arguments, save_picture
from tracker.config import Format
from tracker.errors import InvalidInput

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=PictureCommand)
def chain(
    ctx: typer.Context,
    first: Annotated[
        str | None,
        typer.Argument(
            metavar="[A]", help="The event to start from.", autocompletion=complete_event
        ),
    ] = None,
    last: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="The event to explain.", autocompletion=complete_event),
    ] = None,
    turning_points: Annotated[
        bool, typer.Option("--turning-points", help="Mark what every chain from A to B passes.")
    ] = False,
    offramps: Annotated[
        bool, typer.Option("--offramps", help="Mark the links that would have cut every chain.")
    ] = False,
    format: SourceOption = None,  # noqa: A002
) -> None:
    """Draw causes and effects from left to right: all linked events, or what lies between A and B.

    Example: `tracker chain 2015-09-30 nsc-syria-options -o chain.png`

    Example: `tracker chain 2015-09-30 nsc-syria-options --turning-points --offramps`

    Example: `tracker chain 2015-09-30 nsc-syria-options --format dot`
    """
    session = session_of(ctx)
    refuse_both(output_of(ctx), format)
    if format is not None:
        if first is None and (turning_points or offramps):
            raise InvalidInput(
                "Turning points and off-ramps are of the chains from A to B: name both."
            )
        source = session.desk.chain_source(format, first, last, **filters_of(ctx))
        session.show(source, Format.TABLE)
        return
    save_picture(
        ctx,
        lambda: session.desk.chain(
            first, last, turning_points=turning_points, offramps=offramps, **picture_arguments(ctx)
        ),
    )
