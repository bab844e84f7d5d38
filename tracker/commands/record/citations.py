"""Cite sources for events and links, and take citations out again."""

from typing import Annotated

import typer

from tracker.commands.filters import FILTERS
from tracker.commands.options import (
    ClaimedByOption,
    GradeOption,
    LocatorOption,
    MarkingOption,
    OptionalEvent,
    QuotationOption,
    SourceOption,
    YesOption,
    complete_event,
    complete_field,
    complete_likelihood,
)
from tracker.commands.prompting import agrees_to_many
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.many import named_or_matching
from tracker.desk.record import Record
from tracker.errors import InvalidInput
from tracker.model.event import Event
from tracker.model.selection import Filters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(FILTERS)
def cite(
    session: Session,
    filters: Filters,
    event: OptionalEvent = None,
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
    if_true: Annotated[
        str | None,
        typer.Option(
            metavar="LIKELIHOOD",
            help="Of a link: how likely this evidence is if the claim holds; words or a number.",
            autocompletion=complete_likelihood,
        ),
    ] = None,
    if_false: Annotated[
        str | None,
        typer.Option(
            metavar="LIKELIHOOD",
            help="Of a link: how likely this evidence is if the claim does not hold.",
            autocompletion=complete_likelihood,
        ),
    ] = None,
    not_found: Annotated[
        bool, typer.Option("--not-found", help="The evidence was looked for and not found.")
    ] = False,
    reliance: Annotated[
        float | None,
        typer.Option(
            metavar="0-1",
            help="How far you rely on the report itself, where you doubt it; the test then says "
            "less.",
        ),
    ] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take out what the source is cited for here.")
    ] = False,
    yes: YesOption = False,
) -> None:
    """Cite a source for an event, for one field of it, or for a link.

    Example: `tracker cite pmda-suspended --source "Presidential decree 511" --grade A1
    --locator "article 1" --supports date`

    Example: `tracker cite pmda-suspended --source "Cable 16/214" --marking TLP:AMBER+STRICT`

    Example: `tracker cite pmda-suspended --source rt-2016-10-03 --remove`

    Example: `tracker cite talks-suspended pmda-suspended --source "Presidential decree 511"
    --if-true very-likely --if-false unlikely`

    Instead of EVENT, filters name many; it says how many first, and one undo takes all back.

    Example: `tracker cite --place Aleppo --source "Report on Aleppo" --yes`
    """
    named_or_matching(event, filters)
    if event is None:
        if remove or if_true or if_false or not_found or reliance is not None or claimed_by:
            raise InvalidInput("Many events are cited for alike; leave what is of a link out.")
        numbers = session.desk(Record).matching(filters)
        agrees_to_many(len(numbers), "cites for", yes)
        many = session.desk(Record).cite_many(
            numbers,
            source=source,
            grade=grade,
            locator=locator,
            quotation=quotation,
            supports=supports,
            marking=marking,
        )
        session.confirm(many)
        return
    if remove:
        tested = if_true or if_false or not_found or reliance
        if source and (grade or quotation or marking or tested):
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
        if_true=if_true,
        if_false=if_false,
        not_found=not_found,
        reliance=reliance,
    )
    session.confirm(done, *([done.value.handle] if isinstance(done.value, Event) else []))
