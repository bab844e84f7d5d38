"""Take back the last command."""

import typer

from tracker.commands.options import DeskCommand, session_of

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=DeskCommand)
def undo(ctx: typer.Context) -> None:
    """Take back the last command, whole; again, the one before it.

    Example: `tracker undo`
    """
    from tracker.store import history

    session = session_of(ctx)
    entry = history.undo(session.writing())
    rows = entry.rows
    session.say(f"Undone: {entry.command} ({rows:,} row{'s' * (rows != 1)}).")
