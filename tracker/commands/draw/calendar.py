"""Draw how many events fall on each day."""

import typer

from tracker.commands.filters import chosen_by, filters_said, say_what_is_left_out, selection_of
from tracker.commands.options import session_of
from tracker.commands.pictures import PictureCommand, checked_target, picture_of, save_picture
from tracker.errors import Refused

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=PictureCommand)
def calendar(ctx: typer.Context) -> None:
    """Draw how many events fall on each day; over decades, in each month.

    The darker a day, the more events; its sign is the class of the most intense one. An event of
    imprecise date is on no day but a line under those that it may be of.

    Example: `tracker calendar --since 2016-09 -o autumn.svg`
    """
    session = session_of(ctx)
    picture = picture_of(ctx)
    selection = selection_of(ctx)
    target = checked_target(picture.output, "calendar")
    from tracker.store import chronicle

    found = chronicle.load(session.reading(), selection)
    if not found.events:
        raise Refused(
            f"No event fits{filters_said(ctx)}, so there is nothing to draw; `tracker list` shows "
            "what there is."
        )
    from tracker.charts.calendar import WIDTH
    from tracker.charts.calendar import calendar as lay_out

    save_picture(
        session, picture, target,
        lambda width: lay_out(
            found, picture.measure, picture.title, chosen_by(ctx, picture.language), width or WIDTH,
            picture.behind(found), picture.language,
        ),
        found,
    )  # fmt: skip
    say_what_is_left_out(session, selection)
