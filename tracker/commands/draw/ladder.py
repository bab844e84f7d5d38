"""Draw how far each side climbed."""

from typing import Annotated

import typer

from tracker.commands.filters import chosen_by, filters_said, say_what_is_left_out, selection_of
from tracker.commands.options import complete_actor, session_of
from tracker.commands.pictures import PictureCommand, checked_target, picture_of, save_picture
from tracker.errors import InvalidInput, Refused

app = typer.Typer(rich_markup_mode="markdown")

MOST_SIDES = 4


@app.command(cls=PictureCommand)
def ladder(
    ctx: typer.Context,
    sides: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ACTOR]...",
            help="Whose acts are steps, up to four; else the two that act most.",
            autocompletion=complete_actor,
        ),
    ] = None,
) -> None:
    """Draw how far each side climbed and came down: a line for each, from act to act.

    The rungs are the hostility levels of the Correlates of War: threat, display and use of force,
    war; below them words, and cooperation. Every step up to a threat of force or beyond is named.

    Example: `tracker ladder RUS USA --since 2016-09 -o ladder.png`
    """
    session = session_of(ctx)
    picture = picture_of(ctx)
    db = session.reading()
    selection = selection_of(ctx)
    from tracker.store import chronicle, registers

    codes = dict.fromkeys(registers.resolve(db, registers.ACTORS, name) for name in sides or ())
    if len(codes) > MOST_SIDES:
        raise InvalidInput(f"A ladder has at most {MOST_SIDES} sides; name fewer.")
    target = checked_target(picture.output, "ladder")
    found = chronicle.load(db, selection)
    acting = {actor.code for event in found.events.values() for actor in event.by}
    if idle := [code for code in codes if code not in acting]:
        raise Refused(f"{idle[0]} does nothing among the events{filters_said(ctx)}.")
    if not acting:
        raise Refused(f"Nobody acts in the events{filters_said(ctx)}, so there are no steps.")
    from tracker.charts.ladder import WIDTH
    from tracker.charts.ladder import ladder as lay_out

    save_picture(
        session, picture, target,
        lambda width: lay_out(
            found, picture.measure, list(codes), picture.title, chosen_by(ctx, picture.language),
            width or WIDTH, picture.behind(found), picture.language,
        ),
        found,
    )  # fmt: skip
    say_what_is_left_out(session, selection)
