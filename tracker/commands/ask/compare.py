"""Ask what differs between two records, or two states of one, and whether conclusions do."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.commands.ask.question import CAVEAT
from tracker.commands.filters import WholeCommand, filters_said, selection_of
from tracker.commands.options import FormatOption, complete_event, session_of
from tracker.config import Format
from tracker.errors import InvalidInput, NoDatabase, NotFound

if TYPE_CHECKING:
    from tracker.commands.session import Session
    from tracker.store.database import Database

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=WholeCommand)
def compare(
    ctx: typer.Context,
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A database, or a time: yesterday, 2016-10-07T12.")
    ],
    new: Annotated[
        str | None,
        typer.Argument(metavar="[NEW]", help="Another one; else the database in use, as it is."),
    ] = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="A B",
            help="The events for which conclusions are compared; else the latest that both "
            "records explain, from the earliest cause that both name.",
            autocompletion=complete_event,
        ),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Compare two databases, or two points in the history of one, and what follows from them.

    Events, links, sources and citations that differ, then the conclusions: the number of chains,
    the strongest, the events that every chain passes, the cheapest cut. A time means the record
    as it stood by then.

    Example: `tracker compare mine.db colleague.db`

    Example: `tracker compare yesterday --between ceasefire-announced nsc-syria`
    """
    from tracker.analysis.comparison import compare_records
    from tracker.output.answers import DIFFERENCE_COLUMNS, comparison_record, print_comparison
    from tracker.output.rendering import show, write_json
    from tracker.store import chronicle

    session = session_of(ctx)
    files = [Path(each) for each in (old, new) if each is not None and _is_file(each)]
    if len(files) == 2:  # names in filters are those of the newer one
        session.use(files[1])
    selection = selection_of(ctx)
    records = [_opened(session, each) for each in (old, new)]
    before, after = (chronicle.load(db, selection) for db in records)
    ends = None
    if between is not None:
        first, last = (_handle(records, name) for name in between)
        ends = first, last
    for db in records:
        if db is not session.reading():
            db.close()
    found = compare_records(before, after, ends)
    record = comparison_record(found)
    style = session.format(format)
    if style is Format.JSON:
        write_json(record)
    elif style is Format.TABLE:
        print_comparison(record)
        other = new or "the record as it is"
        session.say(f"Compared {old} with {other}{filters_said(ctx)}. {CAVEAT}")
    else:
        show(record["differences"], DIFFERENCE_COLUMNS, style)


def _handle(records: "list[Database]", name: str) -> str:
    """The handle of an event of the newer record, or of one that only the older one has."""
    from tracker.store import events

    newer, older = records[1], records[0]
    try:
        return events.get(newer, events.resolve(newer, name)).handle
    except NotFound:
        try:
            return events.get(older, events.resolve(older, name)).handle
        except NotFound:
            pass
        raise


def _is_file(name: str) -> bool:
    return Path(name).exists() or Path(name).suffix in (".db", ".sqlite")


def _opened(session: "Session", name: str | None) -> "Database":
    """The database that a file, a time, or nothing names."""
    from tracker.model.dates import EventDate
    from tracker.store import history
    from tracker.store.database import open_for_reading

    if name is None:
        return session.reading()
    if _is_file(name):
        if not Path(name).exists():
            raise NoDatabase(Path(name), "Name a file that is there, or a time.")
        return open_for_reading(Path(name), session.config.analyst)
    try:
        time = EventDate.parse(name)
    except InvalidInput:
        raise NotFound("database", name, hint="Name a file, or a time such as yesterday.") from None
    if time.latest is None:
        raise InvalidInput(f"{name} has no end; name a day or a moment.")
    return history.as_of(session.reading(), f"{time.latest.isoformat()}Z")
