"""The database itself."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.options import DeskCommand, FormatOption, session_of
from tracker.output.rendering import Column

database = typer.Typer(no_args_is_help=True, help="The database itself: info, migrate, backup.")


@database.command(cls=DeskCommand)
def info(ctx: typer.Context, format: FormatOption = None) -> None:  # noqa: A002
    """Say which database is in use, what is in it and whether it is sound.

    Example: `tracker database info`
    """
    from tracker.output.rendering import show
    from tracker.store.inspection import describe

    session = session_of(ctx)
    facts = describe(session.reading())
    style = session.format(format)
    columns = (Column("fact", "fact"), Column("value", "value", wrap=True))
    show([{"fact": key, "value": value} for key, value in facts.items()], columns, style)


@database.command(cls=DeskCommand)
def imports(ctx: typer.Context, format: FormatOption = None) -> None:  # noqa: A002
    """List the files that were read: size and SHA-256, and what became of their rows.

    Example: `tracker database imports --format json`
    """
    from dataclasses import asdict

    from tracker.output.rendering import show
    from tracker.store.imports import everything

    session = session_of(ctx)
    records = [
        {"id": each.id, "at": each.at, "who": each.who, **asdict(each.provenance)}
        for each in everything(session.reading())
    ]
    columns = (
        Column("id", "#", "right", style="dim"),
        Column("at", "when", spare=2),
        Column("who", "who", spare=3),
        Column("file", "file", wrap=True, style="cyan"),
        Column("format", "format", spare=1),
        Column("size", "bytes", "right", spare=2),
        Column("read", "read", "right"),
        Column("kept", "kept", "right"),
        Column("merged", "merged", "right"),
        Column("rejected", "rejected", "right"),
        Column("sha256", "sha-256", spare=4, wrap=True),
    )
    show(records, columns, session.format(format), "Nothing was read from a file yet.")


@database.command(cls=DeskCommand)
def migrate(ctx: typer.Context) -> None:
    """Bring a database of an older tracker up to date; a backup stays beside it.

    Example: `tracker database migrate --db old.db`
    """
    from tracker.store.migrations import migrate as bring_up_to_date

    session = session_of(ctx)
    old, kept = bring_up_to_date(session.path)
    if kept is None:
        session.say(f"{session.path} is up to date (schema {old}).")
    else:
        session.say(f"{session.path} was brought up from schema {old}; the old one is {kept}.")


@database.command(cls=DeskCommand)
def backup(
    ctx: typer.Context,
    target: Annotated[Path, typer.Argument(help="The file to make; it must not exist yet.")],
) -> None:
    """Copy the database whole, even while others use it.

    Example: `tracker database backup mine.db`
    """
    from tracker.store.inspection import copy

    session = session_of(ctx)
    copy(session.reading(), target)
    print(target)
