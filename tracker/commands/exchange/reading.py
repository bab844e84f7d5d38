"""Read files of other formats in."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.commands.exchange.naming import FORMAT, STANDARD, complete_format, format_of_file
from tracker.commands.exchange.rejects import Rejects
from tracker.commands.filters import refuse_no_span
from tracker.commands.options import (
    DATE,
    DeskCommand,
    NewActorOption,
    complete_map,
    complete_type,
    session_of,
)
from tracker.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from tracker.formats.incoming import Incoming
    from tracker.formats.registry import FileFormat
    from tracker.recording.batches import Tally
    from tracker.recording.feeds import Count
    from tracker.recording.imports import Intake

app = typer.Typer(rich_markup_mode="markdown")

MOST_REMARKS = 10
ROWS = "Which rows"
TABLES = "Tables of your own"


@app.command("import", cls=DeskCommand)
def import_files(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILES",
            help="Files, packed (.zip, .gz) or not, folders, patterns; - is standard input.",
        ),
    ],
    read_as: Annotated[
        Any,
        typer.Option(
            "--from",
            metavar="FORMAT",
            click_type=FORMAT,
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
    dyad: Annotated[
        str | None,
        typer.Option(
            metavar="A:B", help="Events between these two, either way.", rich_help_panel=ROWS
        ),
    ] = None,
    since: Annotated[
        Any,
        typer.Option(
            metavar="DATE",
            click_type=DATE,
            help="Events that may be of then or later.",
            rich_help_panel=ROWS,
        ),
    ] = None,
    until: Annotated[
        Any,
        typer.Option(
            metavar="DATE",
            click_type=DATE,
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
            help="Which column holds title, date, type, by, to, status, place, summary, "
            "intensity, source or handle; repeatable. Columns called so need no mapping.",
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
    save_map: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Remember --map and --set under a name.", rich_help_panel=TABLES
        ),
    ] = None,
    use_map: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Read columns as remembered; --map and --set go before.",
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
    """  # fmt: skip
    from tracker.formats.incoming import found, opened
    from tracker.model.wanted import ANYTHING
    from tracker.recording.imports import remember, remembered, taking_in, wanted_of

    refuse_no_span(since, until)
    session = session_of(ctx)
    mapping, fixed = _pairs("--map", columns), _pairs("--set", constants)
    chosen = _pairs("--only", only)
    named = {each for each in files if not each.is_dir()}
    paths = found(files)
    rejected = Rejects(rejects)
    remarks = list(_unread_folders(files))
    total: Tally | None = None
    with session.starting() as db:
        if use_map is not None:
            before = remembered(db, use_map)
            mapping, fixed = before[0] | mapping, before[1] | fixed
        wanted = wanted_of(
            db, dyad, since, until, tuple(type or ()), tuple(quad or ()), min_mentions, root_only
        )
        with taking_in(db, _listed(paths), wanted, new_actor) as intake, _progress() as progress:
            if save_map is not None:
                remember(db, save_map, mapping, fixed)
            for path in paths:
                with opened(path, progress(path)) as file:
                    if not file.size and path not in named:
                        remarks.append(f"{file.name} is empty; passed over.")
                        continue
                    style = _style(file, path, read_as, path in named)
                    if style is None:
                        remarks.append(f"{file.name} is of no format that is read; passed over.")
                        continue
                    said: list[str] = []
                    tally = _read(file, style, intake, (mapping, fixed, chosen), said, rejected)
                    said += tally.remarks
                    first = f"{file.name}: " if len(paths) > 1 else ""
                    remarks += [f"{first}{remark}" for remark in said]
                    total = tally if total is None else total + tally
            rejected.write()  # before all is stored: where it cannot be written, nothing is
    session.say(*_shortened(remarks), *rejected.said())
    if total is None:
        session.say("Nothing was read.")
    else:
        session.say(str(total))
        if not any((+total.added, total.corrected, rejected.count)):
            if not any(total.known.values()):
                nothing = "nothing of the kind" if wanted != ANYTHING or chosen else "no records"
                session.say(f"{_listed(paths)} holds {nothing}.")
            elif not total.differing:
                session.say("Everything in it was there already.")
        elif not any((+total.added, total.corrected, +total.known)):
            raise typer.Exit(code=Refused.exit_code)  # all of it was rejected


def _unread_folders(files: Sequence[Path]) -> Iterator[str]:
    """Say which folders stand within those that were named."""
    for folder in files:
        if folder.is_dir() and (
            within := sorted(each.name for each in folder.iterdir() if each.is_dir())
        ):
            yield f"Folders within {folder} are not read: {', '.join(within)}."


def _read(
    file: "Incoming",
    style: "FileFormat",
    intake: "Intake",
    table: tuple[dict[str, str], dict[str, str], dict[str, str]],
    said: list[str],
    rejected: Rejects,
) -> "Tally":
    """Read one file through the door; what a person should know of it goes into `said`."""
    from tracker.model.imports import Provenance

    mapping, fixed, chosen = table
    origin = Provenance(file.name, style.name, file.size, file.sha256)
    reject = rejected.of(file)
    try:
        if style.reports is not None and style.source is not None:
            if mapping or fixed:
                raise InvalidInput(
                    f"{style.name} names its fields itself; --map and --set are for tables."
                )
            rows = style.reports(file.lines(), chosen, intake.wanted)
            tally, count = intake.feed(origin, style.source, rows, reject, style.corrects)
            said += _counted(count)
            return tally
        if style.read is None:
            raise InvalidInput(f"{style.name} is a format that tracker only writes.")
        before, taking = rejected.count, reject if rejected.target else None
        batch = style.read(file.text(), mapping, fixed, said, chosen, taking)
    except InvalidInput as error:
        raise InvalidInput(f"{file.name}: {error}") from None
    return intake.batch(replace(origin, rejected=rejected.count - before), batch, taking)


def _counted(count: "Count") -> Iterator[str]:
    """What became of rows that were not simply added or there already."""
    for number, what in (
        (count.passed_over, "Rows that were not asked for"),
        (count.edited, "Events left as you changed them, though the file says otherwise now"),
    ):
        if number:
            yield f"{what}: {number:,}."


def _style(
    file: "Incoming", path: Path, asked: "FileFormat | None", is_named: bool
) -> "FileFormat | None":
    """The format of a file; None for one of a folder that is of no format that is read."""
    from tracker.formats.registry import format_named, recognised

    if asked is not None:
        return asked
    if file.is_workbook:
        return format_named("xlsx")
    begins = file.first_line()
    style = recognised(begins)
    if style is not None:
        return style
    if path == STANDARD and begins and not begins.startswith("{"):
        return format_named("csv")  # a table: it finds by itself what stands between its cells
    try:
        style = format_of_file(path.with_suffix(file.suffix) if path != STANDARD else path)
    except InvalidInput:
        if is_named:
            raise
        return None
    return style if style.is_read or is_named else None


@contextmanager
def _progress() -> Iterator[Callable[[Path], Callable[[int], None] | None]]:
    """A bar for each file that is read, where a person looks on."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda path: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    bars = Progress(
        "{task.description}", BarColumn(), DownloadColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip

    def bar(path: Path) -> Callable[[int], None] | None:
        if path == STANDARD:
            return None
        task = bars.add_task(escape(path.name), total=path.stat().st_size)
        return lambda read: bars.update(task, completed=read)

    with bars:
        yield bar


def _listed(paths: Sequence[Path]) -> str:
    """The files as the history names them: up to three, else the first and how many more."""
    names = ["standard input" if path == STANDARD else path.name for path in paths]
    return ", ".join(names) if len(names) < 4 else f"{names[0]} and {len(names) - 1} more"


def _pairs(option: str, given: Sequence[str] | None) -> dict[str, str]:
    """What --map or --set says, each field once."""
    pairs: dict[str, str] = {}
    for text in given or ():
        field, equals, value = text.partition("=")
        if not equals:
            raise InvalidInput(
                f"{option} {text}: write FIELD=…, such as {option} date=launch_time."
            )
        if field.strip().lower() in pairs:
            raise InvalidInput(f"{option} names the field {field.strip()} twice.")
        pairs[field.strip().lower()] = value
    return pairs


def _shortened(remarks: Sequence[str]) -> list[str]:
    """The first remarks, and how many more there are."""
    shown = list(remarks[:MOST_REMARKS])
    more = len(remarks) - len(shown)
    return [*shown, f"… and {more} more remarks."] if more else shown
