"""Ask what led to an event and what it led to, where explanations begin and where they end."""

from typing import Annotated

import typer

from tracker.commands.ask.question import CAVEAT
from tracker.commands.filters import (
    FilteredCommand,
    filters_said,
    say_what_is_left_out,
    selection_of,
)
from tracker.commands.options import EventArgument, FormatOption, session_of
from tracker.config import Format

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
    _walk(ctx, event, depth, format, back=True)


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
    _walk(ctx, event, depth, format, back=False)


@app.command(cls=FilteredCommand)
def roots(
    ctx: typer.Context,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show the events that nothing explains and that explain others: where the story begins.

    Example: `tracker roots --account RUS`
    """
    _ends(ctx, format, begin=True)


@app.command(cls=FilteredCommand)
def outcomes(
    ctx: typer.Context,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show the events that are explained and lead to nothing further: where the story ends.

    Example: `tracker outcomes --since 2016-10`
    """
    _ends(ctx, format, begin=False)


def _walk(
    ctx: typer.Context,
    reference: str,
    depth: int | None,
    format: Format | None,  # noqa: A002
    back: bool,
) -> None:
    from tracker.analysis.graph import graph_of
    from tracker.analysis.reach import causes_of, effects_of
    from tracker.output.records import STEP_COLUMNS, step_records
    from tracker.output.rendering import show
    from tracker.store import chronicle, cone, events

    session = session_of(ctx)
    db = session.reading()
    number = events.resolve(db, reference)
    direction = cone.Direction.CAUSES if back else cone.Direction.EFFECTS
    selection = selection_of(ctx)
    reached = cone.reach(db, number, direction, depth, selection)
    around = chronicle.only(db, reached.keys(), selection)
    steps = (causes_of if back else effects_of)(graph_of(around), number, depth)
    event = around.events[number]
    style = session.format(format)
    what = "explains" if back else "follows from"
    nothing = f"Nothing recorded {what} {event.handle}{filters_said(ctx)}."
    show(step_records(steps), STEP_COLUMNS, style, nothing)
    if steps and style is Format.TABLE:
        met = len({step.event.id for step in steps})
        what_came = f"led to {event.title}" if back else f"followed from {event.title}"
        session.say(f"{met} event{'s' * (met != 1)} {what_came}{filters_said(ctx)}. {CAVEAT}")
    say_what_is_left_out(session, selection)


def _ends(ctx: typer.Context, format: Format | None, begin: bool) -> None:  # noqa: A002
    from tracker.analysis.graph import graph_of
    from tracker.analysis.reach import first_causes, last_effects
    from tracker.output.records import EVENT_COLUMNS, event_record
    from tracker.output.rendering import show
    from tracker.store import chronicle

    session = session_of(ctx)
    selection = selection_of(ctx)
    found = chronicle.load(session.reading(), selection)
    graph = graph_of(found)
    ends = (first_causes if begin else last_effects)(graph)
    style = session.format(format)
    nothing = f"No two events are linked{filters_said(ctx)}."
    show([event_record(event, found.sources) for event in ends], EVENT_COLUMNS, style, nothing)
    if ends and style is Format.TABLE:
        alone = sum(not graph.degree(number) for number in graph)
        apart = (
            f" {alone} event{'s' * (alone != 1)} stand{'s' * (alone == 1)} alone, without links."
        )
        what = "begin" if begin else "end"
        session.say(
            f"Here the recorded explanations {what}{filters_said(ctx)}.{apart if alone else ''} "
            f"{CAVEAT}"
        )
    say_what_is_left_out(session, selection)
