"""Cite what says so."""

from typing import Annotated

import typer

from tracker.commands.options import (
    ClaimedByOption,
    DeskCommand,
    EventArgument,
    GradeOption,
    LocatorOption,
    QuotationOption,
    SourceOption,
    complete_event,
    complete_field,
    session_of,
)
from tracker.errors import InvalidInput

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=DeskCommand)
def cite(
    ctx: typer.Context,
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
    remove: Annotated[
        bool, typer.Option("--remove", help="Take out what the source is cited for here.")
    ] = False,
) -> None:
    """Cite a source for an event, for one field of it, or for a link.

    Example: `tracker cite pmda-suspended --source "Presidential decree 511" --grade A1
    --locator "article 1" --supports date`

    Example: `tracker cite pmda-suspended --source rt-2016-10-03 --remove`
    """
    from tracker.recording.events import cite_event
    from tracker.recording.evidence import citations_with_grades
    from tracker.recording.links import cite_link

    session = session_of(ctx)
    if not source:
        raise InvalidInput("Nothing to cite: add --source with a code, a title or a web address.")
    if remove and (grade or quotation):
        raise InvalidInput("--remove needs the --source alone, and --supports or --locator.")
    if effect is not None and supports is not None:
        raise InvalidInput("--supports names a field of an event; a link is cited as a whole.")
    if effect is None and claimed_by is not None:
        raise InvalidInput("--claimed-by says whose link is cited: name its EFFECT too.")
    if remove:
        from tracker.recording.events import uncite_event
        from tracker.recording.links import uncite_link

        db = session.writing()
        gone = (
            uncite_event(db, event, source, supports, locator)
            if effect is None
            else uncite_link(db, event, effect, source, claimed_by, locator)
        ).value
        session.say(f"Removed {gone} citation{'s' * (gone != 1)}.")
        return
    fields: list[str] | list[None] = supports or [None]
    pairs = [
        pair
        for field in fields
        for pair in citations_with_grades(source, grade or [], locator, quotation, field)
    ]
    db = session.writing()
    if effect is None:
        recorded = cite_event(db, event, pairs)
        print(recorded.value.handle)
        session.say(*recorded.remarks, f"Cited {len(pairs)} for event {recorded.value.id}.")
    else:
        cited = cite_link(db, event, effect, pairs, claimed_by)
        what = "denial" if cited.value.denied else "link"
        session.say(
            *cited.remarks, f"Cited {len(pairs)} for the {what} by {cited.value.claimed_by}."
        )
