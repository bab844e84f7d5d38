"""Manage: the registers of actors, sources and types, the checks, and the database itself."""

import typer

from tracker.commands.manage import checking, duplicates
from tracker.commands.manage.actors import actors
from tracker.commands.manage.database import database
from tracker.commands.manage.labels import label_commands
from tracker.commands.manage.relations import relations
from tracker.commands.manage.sources import sources
from tracker.commands.manage.types import types
from tracker.model.event_fields import LABELS

app = typer.Typer(rich_markup_mode="markdown")
for part in (checking, duplicates):
    app.registered_commands += part.app.registered_commands
for name, group in (
    ("actors", actors), ("sources", sources), ("types", types), ("relations", relations),
    ("database", database),
):  # fmt: skip
    app.add_typer(group, name=name)
for field in LABELS:
    app.add_typer(label_commands(field), name=field.name)
