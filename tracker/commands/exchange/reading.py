"""The command that reads events from files."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.exchange.naming import complete_format, read_format, read_order
from tracker.commands.options import NewActorOption, complete_map, complete_type, read_date
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.exchange import Exchange
from tracker.errors import Refused
from tracker.model.dates import EventDate
from tracker.output.progress import progress_bars

app = typer.Typer(rich_markup_mode="markdown")

ROWS = "Which rows"
TABLES = "Tables of your own"


@app.command("import")
@desk_command()
def import_files(
    session: Session,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILES",
            help="Files, packed (.zip, .gz) or not, folders, patterns; - is standard input.",
        ),
    ],
    read_as: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FORMAT",
            parser=read_format,
            help="One of those that `tracker formats` lists; else as the file begins, or its name "
            "ends.",
            autocompletion=complete_format,
        ),
    ] = None,
    new_actor: NewActorOption = False,
    rejects: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write lines that cannot be taken to this CSV file, with the reason; the others "
            "land.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file of --rejects where it is there.")
    ] = False,
    dyad: Annotated[
        str | None,
        typer.Option(
            metavar="A:B", help="Events between these two, either way.", rich_help_panel=ROWS
        ),
    ] = None,
    since: Annotated[
        EventDate | None,
        typer.Option(
            metavar="DATE",
            parser=read_date,
            help="Events that may be of then or later.",
            rich_help_panel=ROWS,
        ),
    ] = None,
    until: Annotated[
        EventDate | None,
        typer.Option(
            metavar="DATE",
            parser=read_date,
            help="Events that may be of then or earlier.",
            rich_help_panel=ROWS,
        ),
    ] = None,
    type: Annotated[  # noqa: A002
        list[str] | None,
        typer.Option(
            metavar="TYPE",
            help="Events of this type; repeatable, one is enough.",
            autocompletion=complete_type,
            rich_help_panel=ROWS,
        ),
    ] = None,
    quad: Annotated[
        list[int] | None,
        typer.Option(
            metavar="1-4",
            min=1,
            max=4,
            help="Events of this QuadClass; repeatable.",
            rich_help_panel=ROWS,
        ),
    ] = None,
    min_mentions: Annotated[
        int,
        typer.Option(
            metavar="N", min=0, help="Rows of GDELT with so many mentions.", rich_help_panel=ROWS
        ),
    ] = 0,
    root_only: Annotated[
        bool,
        typer.Option(
            "--root-only", help="Rows of GDELT from a lead paragraph.", rich_help_panel=ROWS
        ),
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=VALUE",
            help="Rows that have this value in this column; repeatable.",
            rich_help_panel=ROWS,
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="Which column holds title, date, type, by, to, status, place, coordinates, "
            "summary, intensity, avoidable, tags, notes, marking, zone or handle; source, and its "
            "grade, locator, quotation, publisher, published; causes, and their relation, "
            "likelihood, because; start and end, or year, month and day, of a date; latitude and "
            "longitude; id, by which a row is known when the table is read again. Repeatable; "
            "columns called so need no mapping, but for id; FIELD= is read from none.",
            rich_help_panel=TABLES,
        ),
    ] = None,
    constants: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="A value for every row, or with --map for the rows whose cell is empty; "
            "repeatable.",
            rich_help_panel=TABLES,
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--value",
            metavar="FIELD:VALUE=NEW",
            help="Read another value instead, such as type:escalatory=show-of-force; "
            "by:*=cow:* reads all others as codes of COW, cameo:* of CAMEO; repeatable.",
            rich_help_panel=TABLES,
        ),
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option(
            metavar="dmy|mdy|ymd",
            parser=read_order,
            help="The order of figures in dates such as 03/10/2016, of feeds, too.",
            rich_help_panel=TABLES,
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The sheet of a workbook, or table of a database, by name or number.",
            rich_help_panel=TABLES,
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The encoding of text that is not UTF-8, such as cp1251; else it is guessed.",
            rich_help_panel=TABLES,
        ),
    ] = None,
    update: Annotated[
        bool,
        typer.Option(
            "--update",
            help="Take over what the table says otherwise of events, citations, sources and links "
            "that are there, in the columns that it has; without it that is only said. Rows are "
            "known by handle, by id, or as the same act.",
            rich_help_panel=TABLES,
        ),
    ] = False,
    save_map: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Remember --map, --set, --value and --dates under a name.",
            rich_help_panel=TABLES,
        ),
    ] = None,
    use_map: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Read columns as remembered; what is said now goes before.",
            autocompletion=complete_map,
            rich_help_panel=TABLES,
        ),
    ] = None,
) -> None:
    """Read events from files: event feeds, tables of your own, and what tracker itself wrote.

    All files together are one command: `tracker undo` takes it back. What is there already stays;
    rows of a feed that have changed since are corrected, unless you have changed the event
    yourself. Several names in a cell of by, to or source stand apart by semicolons.

    Example: `tracker import tests.csv --map date=launch_time --map title=missile_name
    --set type=missile-test --set by=PRK --save-map launches`

    Example: `tracker import 201610*.export.CSV.zip --dyad USA:RUS --quad 4 --min-mentions 10`

    Example: `tracker import icb2v14.csv --only crisno=196`

    Example: `tracker import coded.xlsx --sheet Events --map id=no --dates dmy --value by:Them=RUS`
    """  # fmt: skip
    with progress_bars() as progress:
        stats = session.desk(Exchange).import_files(
            files,
            read_as=read_as,
            new_actors=new_actor,
            rejects=rejects,
            force=force,
            dyad=dyad,
            since=since,
            until=until,
            type=type,
            quad=quad or (),
            min_mentions=min_mentions,
            root_only=root_only,
            only=only,
            columns=columns,
            constants=constants,
            save_map=save_map,
            use_map=use_map,
            dates=dates,
            values=values,
            sheet=sheet,
            update=update,
            encoding=encoding,
            progress=progress,
        )
    session.say(*stats.remarks)
    if stats.is_all_rejected:
        raise typer.Exit(code=Refused.exit_code)
