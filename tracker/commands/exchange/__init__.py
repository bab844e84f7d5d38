"""Exchange: write the chronicle to files of other formats, read such files in."""

import typer

from tracker.commands.exchange import listing, reading, writing

app = typer.Typer(rich_markup_mode="markdown")
for part in (writing, reading, listing):
    app.registered_commands += part.app.registered_commands
