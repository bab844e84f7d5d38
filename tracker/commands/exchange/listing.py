"""The command that lists the formats of files."""

import typer

from tracker.commands.options import FormatOption
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.exchange import Exchange

app = typer.Typer(rich_markup_mode="markdown")


@app.command("formats")
@desk_command(dated=False)
def list_formats(session: Session, format: FormatOption = None) -> None:  # noqa: A002
    """List the formats of files: which are written and read, what each keeps and loses.

    Example: `tracker formats --format markdown`
    """
    session.show(session.desk(Exchange).formats(), format)
