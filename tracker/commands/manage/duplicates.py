"""Events that may be one: proposed, merged, or kept apart."""

from typing import Annotated

import typer

from tracker.commands.filters import FilteredCommand, say_what_is_left_out, selection_of
from tracker.commands.options import FormatOption, complete_event, session_of
from tracker.errors import InvalidInput

NONE = "No two events look like the same."

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=FilteredCommand)
def duplicates(
    ctx: typer.Context,
    events: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[EVENTS]",
            help="With --merge or --apart: the events, the one that stays first.",
            autocompletion=complete_event,
        ),
    ] = None,
    merge: Annotated[
        bool,
        typer.Option("--merge", help="Let the first take over what was said of the others."),
    ] = False,
    apart: Annotated[
        bool, typer.Option("--apart", help="They are not the same: do not propose them again.")
    ] = False,
    every: Annotated[
        bool,
        typer.Option("--all", help="With --merge: all that say the same but for their sources."),
    ] = False,
    at_least: Annotated[
        float | None,
        typer.Option(
            metavar="0-1", min=0, max=1, help="How alike two events must be.", show_default="0.75"
        ),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Propose events that may be the same, reported again by one feed or by another.

    They are merged only when you say so; `tracker undo` parts them again. The likeness weighs time,
    sides, type and the words of the titles, and is a hint, not a probability.

    Example: `tracker duplicates --since 2016-10 --at-least 0.8`

    Example: `tracker duplicates --merge 2016-10-03-pmda-suspended gdelt-590201336`

    Example: `tracker duplicates --merge --all --until 2016-10`
    """  # fmt: skip
    session = session_of(ctx)
    if merge and apart:
        raise InvalidInput("Events are one or they are not; give --merge or --apart.")
    if every:
        if not merge or events or at_least is not None:
            raise InvalidInput(
                "--all merges what says the same in everything: give --merge, and neither events "
                "nor --at-least."
            )
        _merge_all(ctx)
        return
    if merge or apart:
        from tracker.recording.duplicates import mark_distinct, merge_events

        db = session.writing()
        if merge:
            print(merge_events(db, events or ()).value.handle)
        else:
            several = mark_distinct(db, events or ()).value
            session.say(f"Kept apart: {', '.join(event.handle for event in several)}.")
        return
    if events:
        raise InvalidInput("Events are named with --merge or --apart; filters choose among them.")

    from tracker.analysis.similarity import LIKELY, find_duplicates
    from tracker.output.rendering import Column, show
    from tracker.store import chronicle

    selection = selection_of(ctx)
    records = [
        {
            "likeness": each.likeness,
            "first": each.first.handle,
            "date": each.first.date.text,
            "title": each.first.title,
            "other": each.other.handle,
            "other_date": each.other.date.text,
            "other_title": each.other.title,
            "alike": ", ".join(each.alike),
        }
        for each in find_duplicates(
            chronicle.load(session.reading(), selection), LIKELY if at_least is None else at_least
        )
    ]
    columns = (
        Column("likeness", "alike", "right"),
        Column("first", "event", wrap=True, style="cyan"),
        Column("title", "title", wrap=True, spare=2),
        Column("other", "perhaps the same", wrap=True, style="cyan"),
        Column("other_title", "title", wrap=True, spare=1),
        Column("alike", "in", wrap=True, spare=3),
    )
    show(records, columns, session.format(format), NONE)
    say_what_is_left_out(session, selection)


def _merge_all(ctx: typer.Context) -> None:
    """Merge events that say the same, each group into the event that was recorded first."""
    from tracker.analysis.similarity import find_identical
    from tracker.recording.duplicates import merge_groups
    from tracker.store import chronicle

    session = session_of(ctx)
    selection = selection_of(ctx)
    db = session.writing()
    if groups := find_identical(chronicle.load(db, selection)):
        done = merge_groups(db, groups)
        for group in done.value:
            print(group[0].handle)
        session.say(*done.remarks)
        gone = sum(len(group) - 1 for group in done.value)
        session.say(f"Merged {gone:,} into {len(done.value):,}; `tracker undo` parts them again.")
    else:
        session.say("No two events say the same in everything.")
    say_what_is_left_out(session, selection)
