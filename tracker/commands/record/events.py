"""Add an event, change it, remove it."""

import sys
from typing import Annotated

import typer

from tracker.commands.options import (
    ByOption,
    DeskCommand,
    EventArgument,
    GradeOption,
    LocatorOption,
    NewActorOption,
    SourceOption,
    ToOption,
    session_of,
)
from tracker.commands.record.coding import (
    AvoidableOption,
    DateOption,
    IntensityOption,
    StatusOption,
    TypeOption,
)
from tracker.errors import InvalidInput
from tracker.model.event import EventDraft

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=DeskCommand)
def add(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What happened, in a line.")],
    on: DateOption = None,
    by: ByOption = None,
    to: ToOption = None,
    type: TypeOption = None,  # noqa: A002  the option's name
    summary: Annotated[str | None, typer.Option(help="More of it, in a few sentences.")] = None,
    place: Annotated[str | None, typer.Option(help="Where it happened.")] = None,
    status: StatusOption = None,
    avoidable: AvoidableOption = None,
    source: SourceOption = None,
    grade: GradeOption = None,
    locator: LocatorOption = None,
    intensity: IntensityOption = None,
    handle: Annotated[str | None, typer.Option(help="A handle of your own choice.")] = None,
    new_actor: NewActorOption = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Add it though it looks like a duplicate.")
    ] = False,
) -> None:
    """Add an event; prints its handle.

    Example: `tracker add "Moscow suspends the PMDA" --on 2016-10-03 --by Moscow --to USA
    --type pact-withdrawal --source "Presidential decree 511" --grade B1`
    """
    from tracker.recording.events import add_event
    from tracker.recording.evidence import citations_with_grades

    session = session_of(ctx)
    asking = sys.stdin is not None and sys.stdin.isatty() and (on is None or type is None)
    if on is None and not asking:
        raise InvalidInput("The event needs a date: add --on, such as --on 2016-10-03.")
    if type is None and not asking:
        raise InvalidInput("The event needs a type: add --type; `tracker types list` shows them.")
    with session.starting() as db:
        if on is None or type is None:
            from tracker.commands.record.asking import ask_for_event

            bare = not any((on, by, to, type, summary, place, source))
            on, type, by, to, source = ask_for_event(  # noqa: A001
                session, db, on, type, by, to, source, bare, new_actor
            )
        pairs = citations_with_grades(source or [], grade or [], locator)
        recorded = add_event(
            db,
            EventDraft(
                title=title,
                date=on,
                type=type,
                by=tuple(by or ()),
                to=tuple(to or ()),
                summary=summary or "",
                place=place,
                intensity=None if intensity == "codebook" else intensity,
                handle=handle,
                citations=tuple(citation for citation, _ in pairs),
                status=status or "occurred",
                avoidable=bool(avoidable),
            ),
            grades=[each for _, each in pairs],
            new_actors=new_actor,
            anyway=anyway,
        )
    print(recorded.value.handle)
    session.say(*recorded.remarks, f"Added event {recorded.value.id}.")


@app.command(cls=DeskCommand)
def edit(
    ctx: typer.Context,
    event: EventArgument,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    on: DateOption = None,
    by: ByOption = None,
    to: ToOption = None,
    type: TypeOption = None,  # noqa: A002
    summary: Annotated[str | None, typer.Option(help="Another summary; '' clears it.")] = None,
    place: Annotated[str | None, typer.Option(help="Another place; '' clears it.")] = None,
    status: StatusOption = None,
    avoidable: AvoidableOption = None,
    intensity: IntensityOption = None,
    handle: Annotated[str | None, typer.Option(help="Another handle.")] = None,
    new_actor: NewActorOption = False,
) -> None:
    """Change an event; what is not named stays, and so does the handle.

    --by and --to replace all actors of that side; --by '' leaves it empty. --intensity codebook
    goes back to the type's value.

    Example: `tracker edit pmda-suspended --on 2016-10-03 --place Moscow`
    """
    from tracker.recording.revisions import EventEdit, edit_event

    session = session_of(ctx)
    changes = EventEdit(
        title=title,
        date=on,
        type=type,
        by=None if by is None else tuple(by),
        to=None if to is None else tuple(to),
        summary=summary,
        place=place,
        intensity=intensity,
        handle=handle,
        status=status,
        avoidable=avoidable,
    )
    if changes == EventEdit():
        raise InvalidInput("Nothing to change: name at least one option, such as --on or --title.")
    recorded = edit_event(session.writing(), event, changes, new_actor)
    print(recorded.value.handle)
    session.say(*recorded.remarks)


@app.command(cls=DeskCommand)
def remove(ctx: typer.Context, event: EventArgument) -> None:
    """Remove an event, its links and its citations; `tracker undo` brings them back.

    Example: `tracker remove 27`
    """
    from tracker.recording.revisions import remove_event

    session = session_of(ctx)
    recorded = remove_event(session.writing(), event)
    session.say(f"Removed event {recorded.value.id} ({recorded.value.handle}).", *recorded.remarks)
