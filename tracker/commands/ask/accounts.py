"""Ask whose story is told: the accounts of two or more claimants side by side."""

from dataclasses import replace
from typing import Annotated

import typer

from tracker.commands.filters import chosen_by, filters_of, filters_said
from tracker.commands.options import (
    FormatOption,
    complete_claimant,
    complete_event,
    session_of,
)
from tracker.commands.pictures import ComparingPicture, checked_target, picture_of, save_picture
from tracker.errors import Refused
from tracker.model.accounts import Standing

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
    session = session_of(ctx)
    picture = picture_of(ctx)
    answer = session.desk.accounts(*(claimants or ()), of=of, **filters_of(ctx))
    if picture.output is None:
        session.show(answer, format)
        return
    found, sides = answer.chronicle, list(answer.accounts)
    target = checked_target(picture.output, "accounts")
    told = replace(
        found,
        links=tuple(link for link in found.links if link.claimed_by in sides),
        denials=tuple(link for link in found.denials if link.claimed_by in sides),
    )
    if not told.links:
        raise Refused(f"These accounts link no events{filters_said(ctx)}.")
    from tracker.charts.chain import chain

    head = picture.title or f"The accounts of {', '.join(sides)}"
    drawn = replace(told, events={event.id: event for event in told.linked()})
    save_picture(
        session, picture, target,
        lambda width: chain(
            drawn, picture.measure, head, sides, chosen_by(ctx, picture.language),
            picture.behind(drawn), language=picture.language,
        ),
        drawn,
    )  # fmt: skip
    if unseen := sum(link.standing is Standing.DENIED for link in answer.links):
        session.say(f"Not drawn: {unseen} link{'s' * (unseen != 1)} only denied.")
