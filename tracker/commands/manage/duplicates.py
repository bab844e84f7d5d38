"""Propose events that may be duplicates, merge them, or keep them apart."""

from typing import Annotated

import typer

from tracker.commands.filters import FILTERS
from tracker.commands.options import FormatOption, complete_event
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.manage import Manage
from tracker.errors import InvalidInput
from tracker.model.selection import Filters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(FILTERS)
def duplicates(
    session: Session,
    filters: Filters,
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
    desk = session.desk(Manage)
    if merge and apart:
        raise InvalidInput("Events are one or they are not; give --merge or --apart.")
    if every:
        if not merge or events or at_least is not None:
            raise InvalidInput(
                "--all merges what says the same in everything: give --merge, and neither events "
                "nor --at-least."
            )
        merged = desk.merge_duplicates(**filters)
        session.confirm(merged, *(group[0].handle for group in merged.groups))
    elif merge:
        done = desk.merge_events(events or ())
        session.confirm(done, done.value.handle)
    elif apart:
        session.confirm(desk.mark_distinct(events or ()))
    elif events:
        raise InvalidInput("Events are named with --merge or --apart; filters choose among them.")
    else:
        session.show(desk.duplicates(at_least=at_least, **filters), format)
