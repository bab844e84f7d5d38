"""Draw events over time."""

import sys
from typing import TYPE_CHECKING

import typer

from tracker.charts.palettes import Palette
from tracker.commands.filters import (
    FilteredCommand,
    chosen_by,
    filters_said,
    say_what_is_left_out,
    selection_of,
)
from tracker.commands.options import OutputOption, session_of
from tracker.commands.pictures import (
    AltOption,
    CaptionOption,
    DpiOption,
    Dress,
    NotesOption,
    PaletteOption,
    Source,
    SourceOption,
    SubtitleOption,
    TitleOption,
    checked_target,
    clean_title,
    print_source,
    refuse_both,
    save_scene,
)
from tracker.errors import Refused

if TYPE_CHECKING:
    pass

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=FilteredCommand)
def timeline(
    ctx: typer.Context,
    output: OutputOption = None,
    title: TitleOption = "",
    subtitle: SubtitleOption = "",
    caption: CaptionOption = "",
    theme: PaletteOption = Palette.LIGHT,
    notes: NotesOption = False,
    alt: AltOption = False,
    dpi: DpiOption = 150,
    format: SourceOption = None,  # noqa: A002
) -> None:
    """Draw events over time: a lane for each actor, spans for imprecise dates, arrows for links.

    In a terminal and without -o, draw with letters there.

    Example: `tracker timeline --since 2016-09 -o autumn.svg`

    Example: `tracker timeline --since 2016-10 --format mermaid`
    """
    session = session_of(ctx)
    selection = selection_of(ctx)
    refuse_both(output, format)
    from tracker.store import chronicle

    events = chronicle.load(session.reading(), selection)
    if not events.events:
        raise Refused(
            f"No event fits{filters_said(ctx)}, so there is nothing to draw; `tracker list` shows "
            "what there is."
        )
    if format is None and output is None and sys.stdout.isatty():
        format = Source.TEXT  # noqa: A001
    if format is not None:
        print_source(events, format, clean_title(title), over_time=True)
        say_what_is_left_out(session, selection)
        return
    target = checked_target(output, "timeline")
    from tracker.charts.drawing import text_width
    from tracker.charts.timeline import timeline as lay_out
    from tracker.charts.wording import numbered_sources

    behind = numbered_sources(events)[0] if notes else None
    scene = lay_out(events, text_width, clean_title(title), narrowed=chosen_by(ctx), behind=behind)
    dress = Dress(subtitle, caption, theme, notes, alt)
    save_scene(session, scene, target, dpi, dress, events)
    say_what_is_left_out(session, selection)
