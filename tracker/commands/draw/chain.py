"""Draw what led to what."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.commands.draw.printing import Source, SourceOption, print_source, refuse_both
from tracker.commands.filters import chosen_by, filters_said, say_what_is_left_out, selection_of
from tracker.commands.options import complete_event, session_of
from tracker.commands.pictures import PictureCommand, checked_target, picture_of, save_picture
from tracker.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from tracker.charts.scene import Scene
    from tracker.model.chronicle import Chronicle
    from tracker.model.selection import Selection
    from tracker.store.database import Database

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
    picture = picture_of(ctx)
    refuse_both(picture.output, format)
    if first is None and (turning_points or offramps):
        raise InvalidInput("Turning points and off-ramps are of the chains from A to B: name both.")
    if (first is None) != (last is None):
        raise InvalidInput("A chain has two ends: name A and B, or neither for all linked events.")
    session = session_of(ctx)
    target = checked_target(picture.output, "chain") if format is None else None
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
    from tracker.charts.chain.marking import marked

    drawn = replace(found, events={event.id: event for event in found.linked()})
    cut = _cut(drawn, start, end) if offramps else set()
    passed, no_return = (
        _turns(drawn, start, end, db, selection) if turning_points else (set(), set())
    )

    def chart(width: float | None) -> "Scene":
        scene = lay_out(
            drawn, picture.measure, picture.title, narrowed=chosen_by(ctx, picture.language),
            behind=picture.behind(drawn), cut=cut, language=picture.language,
        )  # fmt: skip
        return marked(scene, passed, no_return, cut, picture.language)

    save_picture(session, picture, target, chart, drawn)
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
