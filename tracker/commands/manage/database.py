"""The database itself."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.options import FormatOption
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.manage import Manage

database = typer.Typer(no_args_is_help=True, help="The database itself: info, migrate, backup.")


@database.command()
@desk_command()
def info(session: Session, format: FormatOption = None) -> None:  # noqa: A002
    """Say which database is in use, what is in it and whether it is sound.

    Example: `tracker database info`
    """
    session.show(session.desk(Manage).info(), format)


@database.command()
@desk_command()
def imports(session: Session, format: FormatOption = None) -> None:  # noqa: A002
    """List the files that were read: size and SHA-256, and what became of their rows.

    Example: `tracker database imports --format json`
    """
    session.show(session.desk(Manage).imports(), format)


@database.command()
@desk_command()
def migrate(session: Session) -> None:
    """Bring a database of an older tracker up to date; a backup stays beside it.

    Example: `tracker database migrate --db old.db`
    """
    session.confirm(session.desk(Manage).migrate())


@database.command()
@desk_command()
def backup(
    session: Session,
    target: Annotated[Path, typer.Argument(help="The file to make; it must not exist yet.")],
    without_history: Annotated[
        bool,
        typer.Option("--without-history", help="What is recorded alone, and nothing of its past."),
    ] = False,
) -> None:
    """Copy the database whole, even while others use it.

    A backup holds everything, whatever its marking; `export` leaves out what is marked above a
    limit. --without-history is for a copy to give away: it has no history and so no undo, no list
    of files that were read and no handles that events had before.

    Example: `tracker database backup mine.db`

    Example: `tracker database backup for-a-colleague.db --without-history`
    """
    copied = session.desk(Manage).backup(target, history=not without_history)
    session.confirm(copied, copied.value)
