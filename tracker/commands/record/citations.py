"""Cite sources for events and links, and take citations out again."""

from typing import Annotated

import typer

from tracker.commands.options import (
    ClaimedByOption,
    EventArgument,
    GradeOption,
    LocatorOption,
    MarkingOption,
    QuotationOption,
    SourceOption,
    complete_event,
    complete_field,
)
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.record import Record
from tracker.errors import InvalidInput
from tracker.model.event import Event

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command()
def cite(
    session: Session,
    event: EventArgument,
    effect: Annotated[
        str | None,
        typer.Argument(
            metavar="[EFFECT]",
            help="With it, the link from EVENT to EFFECT is cited instead.",
            autocompletion=complete_event,
        ),
    ] = None,
    source: SourceOption = None,
    grade: GradeOption = None,
    locator: LocatorOption = None,
    quotation: QuotationOption = None,
    supports: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD",
            help="What of the event it is cited for: date, by, to, type, status, place, title, "
            "intensity or summary; repeatable; else the event as a whole.",
            autocompletion=complete_field,
        ),
    ] = None,
    claimed_by: ClaimedByOption = None,
    marking: MarkingOption = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take out what the source is cited for here.")
    ] = False,
) -> None:
    """Cite a source for an event, for one field of it, or for a link.

    Example: `tracker cite pmda-suspended --source "Presidential decree 511" --grade A1
    --locator "article 1" --supports date`

    Example: `tracker cite pmda-suspended --source "Cable 16/214" --marking TLP:AMBER+STRICT`

    Example: `tracker cite pmda-suspended --source rt-2016-10-03 --remove`
    """
    if remove:
        if source and (grade or quotation or marking):
            raise InvalidInput("--remove needs the --source alone, and --supports or --locator.")
        gone = session.desk(Record).uncite(
            event,
            effect,
            source=source,
            locator=locator,
            supports=supports,
            claimed_by=claimed_by,
        )
        session.confirm(gone)
        return
    done = session.desk(Record).cite(
        event,
        effect,
        source=source,
        grade=grade,
        locator=locator,
        quotation=quotation,
        supports=supports,
        claimed_by=claimed_by,
        marking=marking,
    )
    session.confirm(done, *([done.value.handle] if isinstance(done.value, Event) else []))
