"""The database itself."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.options import FormatOption, YesOption
from tracker.commands.prompting import agrees, is_at_terminal
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.config import Format
from tracker.desk.manage import Manage
from tracker.desk.safekeeping import Safekeeping
from tracker.errors import Refused
from tracker.model.answers.manage import Verification

database = typer.Typer(no_args_is_help=True, help="The database itself: verify, backup, restore.")


@database.command()
@desk_command(dated=False)
def info(session: Session, format: FormatOption = None) -> None:  # noqa: A002
    """Say which database is in use, what is in it and whether it is sound.

    Example: `tracker database info`
    """
    session.show(session.desk(Manage).info(), format)


@database.command()
@desk_command(dated=False)
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
    target: Annotated[Path, typer.Argument(help="The file to make.")],
    without_history: Annotated[
        bool,
        typer.Option("--without-history", help="What is recorded alone, and nothing of its past."),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file where it is there already.")
    ] = False,
) -> None:
    """Copy the database whole, even while others use it; the copy is checked before it counts.

    Note the head of the history that it says: `tracker log --verify --noted` looks for it later.

    A backup holds everything, whatever its marking; `export` leaves out what is marked above a
    limit. --without-history is for a copy to give away: it has no history and so no undo, no list
    of files that were read and no handles that events had before.

    Example: `tracker database backup mine.db`

    Example: `tracker database backup for-a-colleague.db --without-history`
    """
    desk = session.desk(Safekeeping)
    copied = desk.backup(target, history=not without_history, force=force)
    session.confirm(copied, copied.value)


@database.command()
@desk_command()
def restore(
    session: Session,
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="The backup to go back to.")],
) -> None:
    """Put a backup in the place of the database, which stays beside it under another name.

    Do not copy a backup over a database by hand: a journal that was left behind would damage it.

    Example: `tracker database restore mine.db`
    """
    session.confirm(session.desk(Safekeeping).restore(source))


@database.command()
@desk_command(dated=False)
def verify(session: Session, format: FormatOption = None) -> None:  # noqa: A002
    """Check the file, its references, its history and that the rows are as the history says.

    Also circles of links and contradictions of order. Exits with 1 where anything is wrong.

    Example: `tracker database verify`
    """
    _show(session, session.desk(Safekeeping).verify(), format)


@database.command()
@desk_command()
def vacuum(session: Session) -> None:
    """Rebuild the file without the space that deleted rows left.

    Example: `tracker database vacuum`
    """
    session.confirm(session.desk(Safekeeping).vacuum())


@database.command()
@desk_command()
def redact(
    session: Session,
    event: Annotated[
        str | None, typer.Option(metavar="EVENT", help="All texts of this event.")
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="SOURCE", help="All texts of this source.")
    ] = None,
    text: Annotated[
        str | None, typer.Option(metavar="TEXT", help="This text, wherever it is written.")
    ] = None,
    yes: YesOption = False,
) -> None:
    """Take a text out of the record, its history and the file for good; nothing brings it back.

    Titles, summaries, notes, quotations, handles, and all that they were before. Dates, actors and
    types of an event stay; remove it first if they are to go. The history keeps salted hashes, so
    that `log --verify` still holds; what was done before cannot be undone any more.

    Example: `tracker database redact --text "Name of a witness"`
    """
    desk = session.desk(Safekeeping)
    named = desk.redaction_of(event=event, source=source, text=text)
    if not yes:
        if not is_at_terminal():
            raise Refused("A redaction cannot be undone, so somebody has to agree: add --yes.")
        if not agrees(f"All of {named} goes for good, its past too; nothing brings it back."):
            raise typer.Abort
    session.confirm(desk.redact(event=event, source=source, text=text))


def _show(session: Session, found: Verification, style: Format | None) -> None:
    session.show(found, style)
    if found.flaws:
        raise typer.Exit(1)
