"""The command that lists the formats of files."""

import typer

from tracker.commands.options import DeskCommand, FormatOption, session_of

app = typer.Typer(rich_markup_mode="markdown")


@app.command("formats", cls=DeskCommand)
def list_formats(ctx: typer.Context, format: FormatOption = None) -> None:  # noqa: A002
    """List the formats of files: which are written and read, what each keeps and loses.

    Example: `tracker formats --format markdown`
    """
    session = session_of(ctx)
    session.show(session.desk.formats(), format)
