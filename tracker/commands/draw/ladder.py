"""Draw how far each side climbed."""

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.charts.palettes import Palette
from tracker.commands.filters import (
    FilteredCommand,
    chosen_by,
    filters_said,
    say_what_is_left_out,
    selection_of,
)
from tracker.commands.options import OutputOption, complete_actor, session_of
from tracker.commands.pictures import (
    AltOption,
    CaptionOption,
    DpiOption,
    Dress,
    PaletteOption,
    SubtitleOption,
    TitleOption,
    checked_target,
    clean_title,
    save_scene,
)
from tracker.errors import InvalidInput, Refused

if TYPE_CHECKING:
    pass

app = typer.Typer(rich_markup_mode="markdown")

MOST_SIDES = 4


@app.command(cls=FilteredCommand)
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
    output: OutputOption = None,
    title: TitleOption = "",
    subtitle: SubtitleOption = "",
    caption: CaptionOption = "",
    theme: PaletteOption = Palette.LIGHT,
    alt: AltOption = False,
    dpi: DpiOption = 150,
) -> None:
    """Draw how far each side climbed and came down: a line for each, from act to act.

    The rungs are the hostility levels of the Correlates of War: threat, display and use of force,
    war; below them words, and cooperation. Every step up to a threat of force or beyond is named.

    Example: `tracker ladder RUS USA --since 2016-09 -o ladder.png`
    """
    session = session_of(ctx)
    db = session.reading()
    selection = selection_of(ctx)
    from tracker.store import chronicle, registers

    codes = dict.fromkeys(registers.resolve(db, registers.ACTORS, name) for name in sides or ())
    if len(codes) > MOST_SIDES:
        raise InvalidInput(f"A ladder has at most {MOST_SIDES} sides; name fewer.")
    target = checked_target(output, "ladder")
    found = chronicle.load(db, selection)
    acting = {actor.code for event in found.events.values() for actor in event.by}
    if idle := [code for code in codes if code not in acting]:
        raise Refused(f"{idle[0]} does nothing among the events{filters_said(ctx)}.")
    if not acting:
        raise Refused(f"Nobody acts in the events{filters_said(ctx)}, so there are no steps.")
    from tracker.charts.drawing import text_width
    from tracker.charts.ladder import ladder as lay_out

    scene = lay_out(found, text_width, list(codes), clean_title(title), chosen_by(ctx))
    dress = Dress(subtitle, caption, theme, alt=alt)
    save_scene(session, scene, target, dpi, dress, found)
    say_what_is_left_out(session, selection)
