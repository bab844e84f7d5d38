"""Ask what would follow if events or sources were taken away, and what the best chain hangs on."""

from typing import Annotated

import typer

from tracker.commands.ask.question import (
    CAVEAT,
    FirstArgument,
    LastArgument,
    question_of,
    say_how_far,
)
from tracker.commands.filters import (
    FilteredCommand,
    filters_said,
    say_what_is_left_out,
    selection_of,
)
from tracker.commands.options import FormatOption, complete_event, complete_source, session_of
from tracker.config import Format
from tracker.errors import InvalidInput, Refused

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=FilteredCommand)
def whatif(
    ctx: typer.Context,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EVENT",
            help="As if it had not happened; repeatable.",
            autocompletion=complete_event,
        ),
    ] = None,
    without_source: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SOURCE",
            help="As if it were worth nothing, and what only relays it; repeatable.",
            autocompletion=complete_source,
        ),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Take events or sources away, and show which outcomes lose their explanation or strength.

    An outcome leads to nothing further. How overdetermined it is, the ways tell: the most chains
    from root causes that have no event in common but the outcome.

    Example: `tracker whatif --without talks-suspended`

    Example: `tracker whatif --without-source editorial-2016-10-15`
    """
    from tracker.analysis.whatif import Fate, what_if
    from tracker.output.answers import OUTCOME_COLUMNS, outcome_records
    from tracker.output.rendering import show
    from tracker.store import chronicle, events, registers

    if not without and not without_source:
        raise InvalidInput("Take something away: --without EVENT or --without-source SOURCE.")
    session = session_of(ctx)
    db = session.reading()
    gone = [events.resolve(db, name) for name in without or ()]
    sources = [registers.resolve(db, registers.SOURCES, name) for name in without_source or ()]
    selection = selection_of(ctx)
    whole = chronicle.load(db, selection)
    if unmet := [number for number in gone if number not in whole.events]:
        handle = events.get(db, unmet[0]).handle
        raise Refused(
            f"{handle} is not among the events{filters_said(ctx) or ' that happened'} anyway."
        )
    found = what_if(whole, gone, sources, selection.min_grade)
    style = session.format(format)
    changed = [
        each
        for each in found.outcomes
        if each.fate is not Fate.AS_BEFORE or each.ways != each.ways_after
    ]
    shown = changed if style is Format.TABLE else found.outcomes
    show(outcome_records(shown), OUTCOME_COLUMNS, style, "No outcome is affected.")
    if style is Format.TABLE:
        same = len(found.outcomes) - len(changed)
        taken = f"{len(found.events)} event{'s' * (len(found.events) != 1)}"
        session.say(
            f"Without {taken} and {found.links} further link{'s' * (found.links != 1)}"
            f"{filters_said(ctx)}; {same} of {len(found.outcomes)} outcomes stay as they were. "
            f"{CAVEAT}"
        )
    say_what_is_left_out(session, selection)


@app.command(cls=FilteredCommand)
def sensitivity(
    ctx: typer.Context,
    first: FirstArgument,
    last: LastArgument,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show which single link, source or grade, if it were worth less, changes the best chain.

    For a link: how far its likelihood may fall. For a source: those that something on the chain
    rests on alone. For a grade: with --min-grade, citations that alone are graded well enough.

    Example: `tracker sensitivity russian-air-campaign nsc-syria --min-grade C3`
    """
    from tracker.analysis.sensitivity import weaknesses
    from tracker.output.answers import WEAKNESS_COLUMNS, weakness_records
    from tracker.output.rendering import show

    asked = question_of(ctx, first, last)
    found = weaknesses(asked.cone, asked.first, asked.last, asked.selection.min_grade)
    style = asked.session.format(format)
    show(weakness_records(found, asked.cone), WEAKNESS_COLUMNS, style, "")
    if not asked.cone.links:
        say_how_far(ctx, asked)
    elif style is Format.TABLE:
        asked.session.say(
            f"Each taken by itself{filters_said(ctx)}; what is not listed can be worth less "
            f"without changing the best chain. {CAVEAT}"
        )
    say_what_is_left_out(asked.session, asked.selection)
