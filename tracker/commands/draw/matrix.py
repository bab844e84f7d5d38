"""Draw who acts upon whom."""

import typer

from tracker.commands.filters import chosen_by, filters_said, say_what_is_left_out, selection_of
from tracker.commands.options import session_of
from tracker.commands.pictures import PictureCommand, checked_target, picture_of, save_picture
from tracker.errors import Refused

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=PictureCommand)
def matrix(ctx: typer.Context) -> None:
    """Draw who acts upon whom, how often, in which way and how intensely.

    A row for each who acts, a column for each acted upon; a joint act counts for each pair.

    Example: `tracker matrix --since 2016-09 -o who-to-whom.png`
    """
    session = session_of(ctx)
    picture = picture_of(ctx)
    selection = selection_of(ctx)
    target = checked_target(picture.output, "matrix")
    from tracker.store import chronicle

    found = chronicle.load(session.reading(), selection)
    if not found.events:
        raise Refused(
            f"No event fits{filters_said(ctx)}, so there is nothing to draw; `tracker list` shows "
            "what there is."
        )
    from tracker.charts.matrix import WIDTH
    from tracker.charts.matrix import matrix as lay_out

    save_picture(
        session, picture, target,
        lambda width: lay_out(
            found, picture.measure, picture.title, chosen_by(ctx, picture.language), width or WIDTH,
            picture.language,
        ),
        found,
    )  # fmt: skip
    say_what_is_left_out(session, selection)
