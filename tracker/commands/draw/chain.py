"""Draw: causes and effects as a chain."""

from typing import Annotated

import typer

from tracker.commands.draw.printing import SourceOption, refuse_both, say_unused
from tracker.commands.filters import LINKED_FILTERS
from tracker.commands.options import complete_event
from tracker.commands.pictures import PICTURE, PictureRequest, save_picture
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.config import Format
from tracker.desk.draw import Draw
from tracker.desk.drawn import check_ends
from tracker.model.selection import LinkFilters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(PICTURE, LINKED_FILTERS, dated=True)
def chain(
    session: Session,
    picture: PictureRequest,
    filters: LinkFilters,
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
        bool, typer.Option("--offramps", help="Mark the links to what could have been avoided.")
    ] = False,
    format: SourceOption = None,  # noqa: A002
) -> None:
    """Draw causes and effects from left to right: all linked events, or what lies between A and B.

    The strongest chain is one straight row. For a --size it is broken into rows and what has no
    room in letters of 7 points is counted where it leads to: "+3 side causes".

    Example: `tracker chain 2015-09-30 nsc-syria-options -o chain.png`

    Example: `tracker chain 2015-09-30 nsc-syria-options --size 180mm -o column.pdf`

    Example: `tracker chain 2015-09-30 nsc-syria-options --turning-points --offramps`

    Example: `tracker chain 2015-09-30 nsc-syria-options --format dot`
    """
    refuse_both(picture.output, format)
    if format is not None:
        check_ends(first, last, turning_points or offramps)
        say_unused(session, picture, turning_points=turning_points, offramps=offramps)
        session.show(session.desk(Draw).chain_source(format, first, last, **filters), Format.TABLE)
        return
    save_picture(
        session,
        picture,
        lambda: session.desk(Draw).chain(
            first,
            last,
            turning_points=turning_points,
            offramps=offramps,
            **picture.options,
            **filters,
        ),
    )
