"""Link events as causes and effects, and unlink them."""

from typing import Annotated

import typer

from tracker.commands.options import (
    CauseArgument,
    ClaimedByOption,
    EffectArgument,
    GradeOption,
    LocatorOption,
    MarkingOption,
    SourceOption,
    complete_claimant,
    complete_event,
    complete_likelihood,
    complete_relation,
    read_likelihood,
)
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.record import Record

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command()
def link(
    session: Session,
    cause: CauseArgument,
    effect: EffectArgument,
    relation: Annotated[
        str | None,
        typer.Option(
            metavar="RELATION",
            help="How the cause bears on the effect: provokes, enables …; else leads-to.",
            autocompletion=complete_relation,
        ),
    ] = None,
    likelihood: Annotated[
        str | None,
        typer.Option(
            metavar="LIKELIHOOD",
            parser=read_likelihood,
            help="ICD 203 words ('very likely'), which stand for a band, or a number (0.9).",
            autocompletion=complete_likelihood,
        ),
    ] = None,
    claimed_by: ClaimedByOption = None,
    denied_by: Annotated[
        str | None,
        typer.Option(
            metavar="CLAIMANT",
            help="Who expressly denies that the one led to the other.",
            autocompletion=complete_claimant,
        ),
    ] = None,
    because: Annotated[str | None, typer.Option(metavar="TEXT", help="The reason given.")] = None,
    source: SourceOption = None,
    grade: GradeOption = None,
    locator: LocatorOption = None,
    marking: MarkingOption = None,
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="EVENT",
            help="A further cause: only together did they lead to the effect; repeatable.",
            autocompletion=complete_event,
        ),
    ] = None,
    needed: Annotated[
        bool | None,
        typer.Option(
            "--needed/--not-needed",
            help="Without it the effect would not have come, whatever else.",
        ),
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Change this claimant's link; what is not named stays."),
    ] = False,
) -> None:
    """Link two events as cause and effect: a claim, with who makes it and how likely it is.

    Example: `tracker link talks-suspended pmda-suspended --relation provokes --likelihood
    "very likely" --claimed-by RUS --because "answers unfriendly acts"`

    Of several links to one effect each is enough, unless a cause is `--needed`; the causes of one
    link, joined by `--with`, are so only together. The relation `averts` says that the cause kept
    the effect from coming; it is for what did not occur.

    Example: `tracker link dnc-intrusion hacking-accusation --denied-by RUS --because "no evidence"`

    Example: `tracker link ceasefire-declared-over aleppo-offensive --with russian-air-campaign
    --needed --likelihood "very likely"`
    """
    done = session.desk(Record).link(
        cause,
        effect,
        likelihood=likelihood,
        relation=relation,
        claimed_by=claimed_by,
        denied_by=denied_by,
        because=because,
        source=source,
        grade=grade,
        locator=locator,
        marking=marking,
        with_causes=with_ or (),
        needed=needed,
        replace=replace,
    )
    session.confirm(done)


@app.command()
@desk_command()
def unlink(
    session: Session,
    cause: CauseArgument,
    effect: EffectArgument,
    claimed_by: ClaimedByOption = None,
) -> None:
    """Remove the links from one event to another, of all claimants or of one.

    Example: `tracker unlink talks-suspended pmda-suspended --claimed-by RUS`
    """
    session.confirm(session.desk(Record).unlink(cause, effect, claimed_by=claimed_by))
