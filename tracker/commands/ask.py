"""Ask: how one event led to another, what led to it, what it led to."""

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.commands.filters import (
    FilteredCommand,
    filters_said,
    say_what_is_left_out,
    selection_of,
)
from tracker.commands.options import EventArgument, FormatOption, complete_event, session_of
from tracker.config import Format

if TYPE_CHECKING:
    from tracker.model.selection import Selection
    from tracker.store.database import Database

app = typer.Typer(rich_markup_mode="markdown")

CAVEAT = "A statement about the recorded claims, not proof of causation."
MOST = 1_000_000
DepthOption = Annotated[int | None, typer.Option(min=1, help="At most so many links away.")]


@app.command(cls=FilteredCommand)
def paths(
    ctx: typer.Context,
    first: Annotated[
        str,
        typer.Argument(metavar="A", help="The event to start from.", autocompletion=complete_event),
    ],
    last: Annotated[
        str,
        typer.Argument(metavar="B", help="The event to explain.", autocompletion=complete_event),
    ],
    k: Annotated[int, typer.Option("-k", min=1, max=MOST, help="At most so many chains.")] = 5,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show the chains of links from A to B, strongest first.

    A chain is as strong as the product of its links' likelihoods; its weakest link is marked.
    Of several claims of a link the likeliest counts, and the others stand beside it.

    Example: `tracker paths 2015-09-30 security-council`
    """
    from itertools import islice

    from tracker.analysis.paths import count_paths, strongest_paths
    from tracker.output.reading import print_path
    from tracker.output.records import PATH_COLUMNS, path_record
    from tracker.output.rendering import show
    from tracker.store import chronicle, events

    session = session_of(ctx)
    db = session.reading()
    start, end = events.resolve(db, first), events.resolve(db, last)
    selection = selection_of(ctx)
    cone = chronicle.between(db, start, end, selection)
    records = [
        path_record(path, rank, cone)
        for rank, path in enumerate(islice(strongest_paths(cone, start, end), k), start=1)
    ]
    style = session.format(format)
    if style is not Format.TABLE:
        show(records, PATH_COLUMNS, style)
    for record in records if style is Format.TABLE else ():
        print_path(record)
    if not records:
        session.say(*_how_far(ctx, db, start, end, selection))
    elif style is Format.TABLE:
        total = count_paths(cone, start, end)
        shown = "the only chain" if total == 1 else f"{len(records)} of {total:,} chains"
        session.say(f"{shown[0].upper()}{shown[1:]}{filters_said(ctx)}. {CAVEAT}")
    say_what_is_left_out(session, selection)


@app.command(cls=FilteredCommand)
def causes(
    ctx: typer.Context,
    event: EventArgument,
    depth: DepthOption = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show what led to an event, link by link, as an indented tree.

    Of several claims of a link the likeliest counts, and the others stand beside it. The
    strength is the product of the likelihoods along the strongest chain.

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

    Of several claims of a link the likeliest counts, and the others stand beside it. The
    strength is the product of the likelihoods along the strongest chain.

    Example: `tracker effects 2015-09-30`
    """
    _walk(ctx, event, depth, format, back=False)


def _walk(
    ctx: typer.Context,
    reference: str,
    depth: int | None,
    format: Format | None,  # noqa: A002
    back: bool,
) -> None:
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
    steps = (causes_of if back else effects_of)(around, number, depth)
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


def _how_far(
    ctx: typer.Context, db: "Database", start: int, end: int, selection: "Selection"
) -> list[str]:
    """Two sentences on where the search from either end stops."""
    from tracker.store import cone, events

    first, last = events.get(db, start), events.get(db, end)
    if start == end:
        return [f"{first.handle} is both ends; name two different events."]
    told = filters_said(ctx)
    sentences = [f"No chain of links leads from {first.handle} to {last.handle}{told}."]
    if cone.between(db, end, start, selection):
        sentences.append("There is one the other way round: swap the two.")
    for event, direction, verb, side in (
        (first, cone.Direction.EFFECTS, "reach forward to", -1),
        (last, cone.Direction.CAUSES, "reach back to", 0),
    ):
        reached = [
            each
            for each in events.fetch(db, cone.reach(db, event.id, direction, selection=selection))
            if each.id != event.id
        ]
        if reached:
            far = reached[side]
            sentences.append(
                f"The links of {event.handle} {verb} {len(reached)} "
                f"event{'s' * (len(reached) != 1)}, as far as {far.handle}."
            )
        else:
            none = "leads nowhere" if side else "is explained by nothing"
            more = told or " yet; `tracker link` adds a link"
            sentences.append(f"{event.handle} {none}{more}.")
    return sentences
