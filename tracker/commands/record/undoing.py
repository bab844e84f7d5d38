"""Take back the last command."""

import typer

from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.record import Record

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command()
def undo(session: Session) -> None:
    """Take back the last command, whole; again, the one before it.

    Example: `tracker undo`
    """
    session.confirm(session.desk(Record).undo())
