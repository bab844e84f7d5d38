"""Ask whose story is told: the accounts of two or more claimants side by side."""

from typing import Annotated

import typer

from tracker.commands.ask.question import CAVEAT
from tracker.commands.filters import (
    filters_said,
    say_what_is_left_out,
    selection_of,
)
from tracker.commands.options import (
    FormatOption,
    complete_claimant,
    complete_event,
    session_of,
)
from tracker.commands.pictures import ComparingPicture, output_of, picture_arguments, save_picture
from tracker.config import Format
from tracker.errors import InvalidInput, Refused

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=ComparingPicture)
def accounts(
    ctx: typer.Context,
    claimants: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CLAIMANT]...",
            help="Whose accounts: actors, sources or `analyst`; else everybody's.",
            autocompletion=complete_claimant,
        ),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            metavar="EVENT",
            help="The event whose explanations are compared; else what most of them explain.",
            autocompletion=complete_event,
        ),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Compare what two or more claimants say led to what, and what follows from it.

    Links are shared, held by one side only, or contradicted: expressly denied. Then for one
    event the root causes, the strongest chain and the turning points of each account, and the
    events to which the accounts give causes that have none in common. With -o a picture of it.

    Example: `tracker accounts RUS USA --of pmda-suspended`

    Example: `tracker accounts RUS USA -o two-sides.png`
    """
    from tracker.analysis.accounts import compare_accounts
    from tracker.output.accounts import STANDING_COLUMNS, comparison_record, print_comparison
    from tracker.output.rendering import show, write_json
    from tracker.recording.evidence import resolved_claimant
    from tracker.store import chronicle, events, links

    session = session_of(ctx)
    db = session.reading()
    sides = list(dict.fromkeys(resolved_claimant(db, name) for name in claimants or ()))
    sides = sides or links.claimants(db)
    if not sides:
        raise Refused("Nobody claims any link yet; `tracker link` records a claim.")
    if len(sides) < 2:
        raise InvalidInput("A comparison needs two accounts; name at least two claimants.")
    if silent := [side for side in sides if side not in links.claimants(db)]:
        raise Refused(
            f"{silent[0]} claims and denies nothing; those who do are "
            f"{', '.join(links.claimants(db))}."
        )
    selection = selection_of(ctx)
    found = chronicle.load(db, selection)
    number = None if of is None else events.resolve(db, of)
    if number is not None and number not in found.events:
        raise Refused(f"{of} is not among the events{filters_said(ctx)}.")
    comparison = compare_accounts(found, sides, number)
    if output_of(ctx) is not None:
        save_picture(ctx, lambda: session.desk.accounts_picture(*sides, **picture_arguments(ctx)))
        return
    record = comparison_record(comparison, found)
    style = session.format(format)
    if style is Format.JSON:
        write_json(record)
    elif style is Format.TABLE:
        print_comparison(record)
        session.say(f"{CAVEAT} What is not claimed is not denied.")
        say_what_is_left_out(session, selection)
    else:
        for link in record["links"]:
            del link["claims"]  # JSON has them whole
        show(record["links"], STANDING_COLUMNS, style)
