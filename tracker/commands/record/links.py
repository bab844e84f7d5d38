"""Link events as causes and effects, and unlink them."""

from typing import Annotated

import typer

from tracker.commands.options import (
    LIKELIHOOD,
    CauseArgument,
    ClaimedByOption,
    DeskCommand,
    EffectArgument,
    GradeOption,
    LocatorOption,
    SourceOption,
    complete_claimant,
    complete_likelihood,
    complete_relation,
    handles_of,
    session_of,
)
from tracker.errors import InvalidInput
from tracker.model.actor import ANALYST

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=DeskCommand)
def link(
    ctx: typer.Context,
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
        float | None,
        typer.Option(
            metavar="LIKELIHOOD",
            click_type=LIKELIHOOD,
            help="ICD 203 words ('very likely') or a number (0.9).",
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
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Change this claimant's link; what is not named stays."),
    ] = False,
) -> None:
    """Link two events as cause and effect: a claim, with who makes it and how likely it is.

    Example: `tracker link 2016-10-03-talks pmda-suspended --relation provokes --likelihood
    "very likely" --claimed-by RUS --because "answers unfriendly acts"`

    Example: `tracker link dnc-intrusion hacking-accusation --denied-by RUS --because "no evidence"`
    """
    from tracker.model.likelihood import DENIED
    from tracker.model.link import LinkDraft
    from tracker.recording.evidence import citations_with_grades
    from tracker.recording.links import add_link, recorded_link

    if denied_by is not None and claimed_by is not None:
        raise InvalidInput("A link is claimed or denied: give --claimed-by or --denied-by.")
    if likelihood is not None and denied_by is not None:
        raise InvalidInput("Who denies a link gives it no likelihood: leave --likelihood out.")
    if likelihood is None and denied_by is None and not replace:
        raise InvalidInput(
            "The link needs a likelihood: add --likelihood, such as 'likely' or 0.7."
        )
    claimant = denied_by if denied_by is not None else claimed_by
    claimant = ANALYST if claimant is None else claimant
    session = session_of(ctx)
    pairs = citations_with_grades(source or [], grade or [], locator)
    db = session.writing()
    before = recorded_link(db, cause, effect, claimant) if replace else None
    if before is not None:
        relation = before.relation if relation is None else relation
        because = before.because if because is None else because
        if likelihood is None and not before.denied:
            likelihood = before.likelihood
    if likelihood is None and denied_by is None:
        raise InvalidInput(f"{claimant} claims no such link yet: add --likelihood.")
    draft = LinkDraft(
        cause,
        effect,
        relation or "leads-to",
        DENIED if likelihood is None or denied_by is not None else likelihood,
        claimant,
        because or "",
        tuple(citation for citation, _ in pairs) or (before.citations if before else ()),
        denied_by is not None,
    )
    recorded = add_link(db, draft, [each for _, each in pairs], replace)
    made = recorded.value
    cause_handle, effect_handle = handles_of(db, made.cause, made.effect)
    ends = f"{cause_handle} → {effect_handle}"
    said = (
        f"{made.claimed_by} denies {ends}."
        if made.denied
        else f"Linked {ends}: {made.relation}, {made.words} ({made.likelihood:g}), claimed by "
        f"{made.claimed_by}."
    )
    session.say(*recorded.remarks, said)


@app.command(cls=DeskCommand)
def unlink(
    ctx: typer.Context,
    cause: CauseArgument,
    effect: EffectArgument,
    claimed_by: ClaimedByOption = None,
) -> None:
    """Remove the links from one event to another, of all claimants or of one.

    Example: `tracker unlink 2016-10-03-talks pmda-suspended --claimed-by RUS`
    """
    from tracker.recording.links import remove_links

    session = session_of(ctx)
    db = session.writing()
    gone = remove_links(db, cause, effect, claimed_by).value
    ends = " → ".join(handles_of(db, gone[0].cause, gone[0].effect))
    claimants = ", ".join(each.claimed_by for each in gone)
    what = f"{len(gone)} links" if len(gone) > 1 else "the link"
    session.say(f"Removed {what} {ends}, claimed by {claimants}.")
