"""Draw: the chronicle as pictures, a timeline, a causal chain or a ladder."""

import typer

from tracker.commands.draw import chain, ladder, timeline

app = typer.Typer(rich_markup_mode="markdown")
for part in (timeline, chain, ladder):
    app.registered_commands += part.app.registered_commands
