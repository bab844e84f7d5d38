"""Keep a text file and the record alike."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.options import FormatOption, YesOption
from tracker.commands.prompting import agrees_to_many
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.syncing import Syncing

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command()
def sync(
    session: Session,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A text file; one that is not there is written.")
    ],
    prefer: Annotated[
        str | None,
        typer.Option(
            metavar="SIDE", help="Whose word counts where both have changed: file or record."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what differs, and change nothing.")
    ] = False,
    yes: YesOption = False,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Keep the record in a text file, too: what either has changed, the other takes over.

    The file has a block for each event and source; write in it what you like, with comments. What
    has changed since the two were last alike is shown and taken over as one command, which
    `tracker undo` takes back. What is missing in the file is removed only if it was there before.
    Where both have changed the same, or a line cannot be read, nothing is done.

    Example: `tracker sync crisis.txt`

    Example: `tracker sync crisis.txt --dry-run`
    """
    done = session.desk(Syncing).sync(
        file,
        prefer=prefer,
        dry_run=dry_run,
        agree=lambda handles: agrees_to_many(len(handles), "removes", yes, handles),
        limits=session.config.limits,
    )
    if done.differences or format is not None:
        session.show(done, format)
    else:
        session.confirm(done)
