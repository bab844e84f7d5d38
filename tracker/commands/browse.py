"""Browse: lists, one event whole, full-text search, and the log of changes."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.commands.archived import ARCHIVED
from tracker.commands.filters import FILTERS
from tracker.commands.options import (
    EventArgument,
    FormatOption,
    PriorOption,
    complete_event,
    read_date,
)
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.config import Format
from tracker.desk.archived import Archived
from tracker.desk.browse import Browse
from tracker.desk.safekeeping import Safekeeping
from tracker.errors import InvalidInput
from tracker.model.answer import Answer
from tracker.model.dates import EventDate
from tracker.model.selection import Filters, Sort
from tracker.output.rendering import HANDLE

app = typer.Typer(rich_markup_mode="markdown")

MOST = 1_000_000
LimitOption = Annotated[
    int | None, typer.Option("--limit", "-n", min=1, max=MOST, help="At most so many.")
]


@app.command("list")
@desk_command(ARCHIVED, FILTERS)
def list_events(
    session: Session,
    archived: dict[str, Any],
    filters: Filters,
    limit: LimitOption = None,
    sort: Annotated[Sort, typer.Option(help="What comes first.")] = Sort.DATE,
    handles: Annotated[bool, typer.Option("--handles", help="Show the handles too.")] = False,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """List events, in order of time.

    Example: `tracker list --actor Moscow --since 2016-10 --min-intensity 7`

    Example: `tracker list --known-by 2016-10-07 --min-grade B2`

    Example: `tracker list --archive feeds --actor RUS --since 2018 --limit 20`
    """
    if archived:
        found = session.desk(Archived).list_archive(sort=sort, limit=limit, **archived, **filters)
        session.show(found, format)
        return
    answer = session.desk(Browse).list(sort=sort, limit=limit, **filters)
    session.show(answer, format, (HANDLE,) if handles else ())


@app.command()
@desk_command()
def show(
    session: Session,
    event: EventArgument,
    prior: PriorOption = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show one event whole: its coding, its sources with their grades, its causes and effects.

    Evidence that tests a link is weighed: what kind of test it is, and how likely the claim is
    after all of it, given how likely it was before.

    Example: `tracker show pmda-suspended`

    Example: `tracker show pmda-suspended --prior unlikely`
    """
    session.show(session.desk(Browse).event(event, prior=prior), format)


@app.command(context_settings={"ignore_unknown_options": True})
@desk_command(ARCHIVED, FILTERS)
def search(
    session: Session,
    archived: dict[str, Any],
    filters: Filters,
    words: Annotated[
        list[str], typer.Argument(help='Words; "a phrase", begin*, one OR other, NOT or -without.')
    ],
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=MOST, help="At most so many.")
    ] = 20,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Search events and all that is said of them, best match first; word forms are folded.

    Titles, summaries and places come first, then sources, quotations, reasons, notes, tags and the
    names of actors. Case, accents and missing blanks are of no account, in any script.

    Example: `tracker search missiles`

    Of an archive every word must be there, as letters, and what comes first is earliest.

    Example: `tracker search 'escalat* OR "air strike" NOT Aleppo'`

    Example: `tracker search --archive feeds convoy aleppo`
    """
    if archived:
        found = session.desk(Archived).list_archive(words=words, limit=limit, **archived, **filters)
        session.show(found, format)
        return
    session.show(session.desk(Browse).search(words, limit=limit, **filters), format)


@app.command()
@desk_command()
def log(
    session: Session,
    event: Annotated[
        str | None,
        typer.Argument(
            metavar="[EVENT]",
            help="Show what became of this event, though it be gone.",
            autocompletion=complete_event,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", min=1, max=MOST, help="At most so many; else 20 commands."),
    ] = None,
    rows: Annotated[
        bool, typer.Option("--rows", help="Show every changed row, old and new.")
    ] = False,
    as_of: Annotated[
        EventDate | None,
        typer.Option(
            "--as-of",
            metavar="TIME",
            parser=read_date,
            help="Show the events as we had recorded them by then: a day, or 2016-10-07T12:00 UTC.",
        ),
    ] = None,
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Check the history against its hash chain, and the rows."),
    ] = False,
    noted: Annotated[
        str | None,
        typer.Option(
            metavar="HASH", help="With --verify: a head noted earlier, which must be in the chain."
        ),
    ] = None,
    signers: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="With --verify: check signatures by these allowed signers."
        ),
    ] = None,
    head: Annotated[
        bool, typer.Option("--head", help="Print the head of the hash chain, to note it elsewhere.")
    ] = False,
    sign: Annotated[
        Path | None,
        typer.Option(metavar="KEY", help="Sign the head with an SSH key; print the signature."),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show who changed what and when, newest first; of one EVENT all that was changed of it.

    The numbers are those that `undo` and `redo` take. A gone event is named by its number or by a
    handle that it had.

    Example: `tracker log --rows -n 3`

    Example: `tracker log pmda-suspended`

    Example: `tracker log --as-of yesterday`

    Example: `tracker log --verify --noted "$(cat head.txt)"`
    """
    if as_of is not None and rows:
        raise InvalidInput("--as-of shows events and --rows changes; give one of the two.")
    if (noted is not None or signers is not None) and not verify:
        raise InvalidInput("--noted and --signers belong to --verify; add it.")
    if verify or head or sign is not None:
        _show_chain(session, verify, head, sign, noted, signers, format)
        return
    if event is not None and (as_of is not None or rows):
        raise InvalidInput("EVENT shows the past of one event; leave --as-of and --rows out.")
    desk = session.desk(Browse)
    answer: Answer
    if event is not None:
        answer = desk.history(event, limit=limit)
    elif as_of is not None:
        answer = desk.as_of(as_of, limit=limit)
    else:
        answer = desk.log(limit=limit or 20, by_row=rows)
    session.show(answer, format)


def _show_chain(
    session: Session,
    verify: bool,
    head: bool,
    sign: Path | None,
    noted: str | None,
    signers: Path | None,
    style: Format | None,
) -> None:
    """Verify the hash chain of the history, or print its head or a signature of it."""
    if verify + head + (sign is not None) > 1:
        raise InvalidInput("Give one of --verify, --head and --sign.")
    desk = session.desk(Safekeeping)
    if verify:
        found = desk.verify_history(noted=noted, signers=signers)
        session.show(found, style)
        if found.flaws:
            raise typer.Exit(1)
        return
    shown = desk.history_head() if sign is None else desk.sign_history(sign)
    session.confirm(shown, shown.value.rstrip("\n"))
