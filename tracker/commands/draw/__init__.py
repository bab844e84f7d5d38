"""Draw: the chronicle as pictures, and as one page to explore."""

import typer

from tracker.commands.draw import calendar, chain, ladder, matrix, report, timeline

app = typer.Typer(rich_markup_mode="markdown")
for part in (timeline, chain, ladder, matrix, calendar, report):
    app.registered_commands += part.app.registered_commands
