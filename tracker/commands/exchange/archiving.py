"""The archive: feeds kept as Parquet beside the record."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.commands.archived import ARCHIVE, ARCHIVE_ASKED
from tracker.commands.browse import LimitOption
from tracker.commands.filters import FILTERS
from tracker.commands.options import FormatOption, NewActorOption
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.archived import Archived
from tracker.errors import Refused
from tracker.model.selection import Filters
from tracker.output.progress import progress_bars

app = typer.Typer(rich_markup_mode="markdown")
archive = typer.Typer(
    no_args_is_help=True,
    help="Feeds of millions of events, kept as Parquet beside the record.",
    rich_markup_mode="markdown",
)
app.add_typer(archive, name="archive")


@archive.command("add")
@desk_command(ARCHIVE, dated=False)
def add_files(
    session: Session,
    archived: dict[str, Any],
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILES",
            help="Files of feeds, packed (.zip, .gz) or not, folders, patterns.",
        ),
    ],
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Read files of GDELT, ICEWS, UCDP, ACLED, POLECAT or KEDS into the archive.

    Their rows are kept as Parquet, by feed and month. A file that was read before is passed over; a
    row that its feed has corrected since takes the place of the old one. A command that is killed
    loses nothing that was there.

    Example: `tracker archive add 2018*.export.CSV.zip`

    Example: `tracker archive add feeds/ --archive /data/feeds`
    """
    with progress_bars() as progress:
        answer = session.desk(Archived).archive_add(files, progress=progress, **archived)
    session.show(answer, format)


@archive.command()
@desk_command(ARCHIVE, dated=False)
def info(
    session: Session,
    archived: dict[str, Any],
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Say what is in the archive: of each feed the events, their time and what they take on disk.

    Example: `tracker archive info`
    """
    session.show(session.desk(Archived).archive_info(**archived), format)


@archive.command()
@desk_command(ARCHIVE, dated=False)
def check(
    session: Session,
    archived: dict[str, Any],
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Check that the files of the archive are there, whole and what its manifest says.

    Exit code 1 where they are not.

    Example: `tracker archive check`
    """
    found = session.desk(Archived).archive_check(**archived)
    session.show(found, format)
    if found.flaws:
        raise typer.Exit(Refused.exit_code)


@archive.command()
@desk_command(ARCHIVE_ASKED, FILTERS, dated=False)
def promote(
    session: Session,
    archived: dict[str, Any],
    filters: Filters,
    words: Annotated[
        list[str] | None,
        typer.Option(
            "--words", metavar="WORD", help="Events that have this word; repeatable, all must be."
        ),
    ] = None,
    limit: LimitOption = None,
    new_actor: NewActorOption = False,
) -> None:
    """Take the rows of the archive that fit into the record, as one import.

    It notes the files that they came from, with size and SHA-256, as `tracker import` would have;
    `tracker undo` takes it back. Rows that are there already stay, or are corrected.

    Example: `tracker archive promote --actor RUS --since 2016-09 --until 2016-10 --min-intensity 5`
    """
    stats = session.desk(Archived).archive_promote(
        words=words or (), limit=limit, new_actors=new_actor, **archived, **filters
    )
    session.say(*stats.remarks)
