"""The options by which a question is asked of an archive instead of the record."""

from pathlib import Path
from typing import Any

import typer

from tracker.commands.shared import SharedOptions, shared_option

PANEL = "Archive"


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """What was given, for a call; an engine alone asks the archive beside the database."""
    return {name: value for name, value in values.items() if value is not None}


ENGINE = shared_option(
    "engine",
    str | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="What counts there: duckdb, spark, or the address of Trino, ClickHouse or BigQuery.",
        rich_help_panel=PANEL,
    ),
)
FOLDER = shared_option(
    "archive",
    Path | None,
    typer.Option(
        "--archive",
        metavar="DIR",
        help="Ask the archive of feeds in this folder, and not what is recorded.",
        rich_help_panel=PANEL,
    ),
)
OWN_FOLDER = shared_option(
    "archive",
    Path | None,
    typer.Option(
        "--archive",
        metavar="DIR",
        help="The folder of the archive; else that beside the database, called as it is.",
    ),
)
ARCHIVED = SharedOptions("archived", (FOLDER, ENGINE), _given)
ARCHIVE = SharedOptions("archived", (OWN_FOLDER,), _given)
ARCHIVE_ASKED = SharedOptions("archived", (OWN_FOLDER, ENGINE), _given)
