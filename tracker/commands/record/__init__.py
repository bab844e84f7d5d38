"""Record: put events, links and citations into the chronicle, and take them out again."""

import typer

from tracker.commands.record import citations, events, interview, links, orders, undoing

app = typer.Typer(rich_markup_mode="markdown")
for part in (events, citations, links, orders, interview, undoing):
    app.registered_commands += part.app.registered_commands
