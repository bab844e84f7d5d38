"""Draw: the record as pictures, and as one page to explore."""

import typer

from tracker.commands.draw import chain, charts, report, timeline

app = typer.Typer(rich_markup_mode="markdown")
for part in (timeline, chain, charts, report):
    app.registered_commands += part.app.registered_commands
