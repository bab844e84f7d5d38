"""Draw what led to what."""

from dataclasses import replace
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
from tracker.commands.options import OutputOption, complete_event, session_of
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
from tracker.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from tracker.model.chronicle import Chronicle
    from tracker.model.selection import Selection
    from tracker.store.database import Database

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=FilteredCommand)
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
    output: OutputOption = None,
    title: TitleOption = "",
    subtitle: SubtitleOption = "",
    caption: CaptionOption = "",
    theme: PaletteOption = Palette.LIGHT,
    notes: NotesOption = False,
    alt: AltOption = False,
    turning_points: Annotated[
        bool, typer.Option("--turning-points", help="Mark what every chain from A to B passes.")
    ] = False,
    offramps: Annotated[
        bool, typer.Option("--offramps", help="Mark the links that would have cut every chain.")
    ] = False,
    dpi: DpiOption = 150,
    format: SourceOption = None,  # noqa: A002
) -> None:
    """Draw causes and effects from left to right: all linked events, or what lies between A and B.

    Example: `tracker chain 2015-09-30 nsc-syria-options -o chain.png`

    Example: `tracker chain 2015-09-30 nsc-syria-options --turning-points --offramps`

    Example: `tracker chain 2015-09-30 nsc-syria-options --format dot`
    """
    refuse_both(output, format)
    if first is None and (turning_points or offramps):
        raise InvalidInput("Turning points and off-ramps are of the chains from A to B: name both.")
    if (first is None) != (last is None):
        raise InvalidInput("A chain has two ends: name A and B, or neither for all linked events.")
    session = session_of(ctx)
    target = checked_target(output, "chain") if format is None else None
    db = session.reading()
    selection = selection_of(ctx)
    from tracker.store import chronicle, cone, events

    if first is not None and last is not None:
        start, end = events.resolve(db, first), events.resolve(db, last)
        found = chronicle.between(db, start, end, selection)
        if not found.links:
            back = (
                " There is one the other way round: swap the two."
                if cone.between(db, end, start, selection)
                else ""
            )
            raise Refused(
                f"No chain of links leads from {first} to {last}{filters_said(ctx)}.{back}"
            )
    else:
        found = chronicle.load(db, selection)
        if not found.links:
            raise Refused(
                f"No links among the events{filters_said(ctx)}; `tracker link` records one."
            )
    if format is Source.TEXT:
        raise InvalidInput("A chain is drawn as mermaid or dot source; `paths` tells it in words.")
    if format is not None or target is None:
        print_source(found, format or Source.DOT)
        say_what_is_left_out(session, selection)
        return
    from tracker.charts.chain import chain as lay_out
    from tracker.charts.drawing import text_width
    from tracker.charts.marking import marked
    from tracker.charts.wording import numbered_sources

    events_drawn = {event.id: event for event in found.linked()}
    drawn = replace(found, events=events_drawn)
    behind = numbered_sources(drawn)[0] if notes else None
    cut = _cut(drawn, start, end) if offramps else set()
    scene = lay_out(
        drawn, text_width, clean_title(title), narrowed=chosen_by(ctx), behind=behind, cut=cut
    )
    if first is not None:
        passed, no_return = (
            _turns(drawn, start, end, db, selection) if turning_points else (set(), set())
        )
        scene = marked(scene, passed, no_return, cut)
    dress = Dress(subtitle, caption, theme, notes, alt)
    save_scene(session, scene, target, dpi, dress, drawn)
    say_what_is_left_out(session, selection)


def _turns(
    drawn: "Chronicle", start: int, end: int, db: "Database", selection: "Selection"
) -> tuple[set[int], set[int]]:
    """What every chain of a cone passes, and after which of it there is no way out."""
    from tracker.analysis.graph import graph_of
    from tracker.analysis.turning_points import turning_points
    from tracker.store import cone

    leaving = cone.leaving(db, drawn.events.keys(), end, selection)
    always = [
        each
        for each in turning_points(graph_of(drawn), start, end, leaving).passages
        if each.always
    ]
    return {each.event.id for each in always}, {e.event.id for e in always if e.no_return}


def _cut(drawn: "Chronicle", start: int, end: int) -> set[tuple[int, int]]:
    """The links of the first off-ramp, as `offramps` finds it."""
    from tracker.analysis.graph import graph_of
    from tracker.analysis.offramps import off_ramps

    avoidable = {number for number, event in drawn.events.items() if event.avoidable} or None
    ramp = next(off_ramps(graph_of(drawn), start, end, avoidable=avoidable), None)
    return {(link.cause, link.effect) for link in ramp.links} if ramp else set()
