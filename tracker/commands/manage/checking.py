"""Check the record for what deserves a second look."""

from typing import Annotated

import typer

from tracker.commands.options import FormatOption
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.manage import Manage

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command()
def check(
    session: Session,
    rule: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Apply this rule only; repeatable."),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Exit with 1 if this rule finds anything; repeatable."),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """List what deserves a second look, what would change an answer first.

    Rules: reference and value (rows of other programs that point nowhere, or hold what tracker
    would not store), circle (of links), contradiction (of claims of order), order (an effect that
    may precede its cause), zones, doubt, claimant, published, duplicate, relay-circle, anachronism,
    unconfirmed, no-source, ungraded, no-reason, definition, silent (long stretches without events),
    chokepoint (one source on which a strongest chain rests).

    A rule that finds many things which change no answer is one line with their number; --rule
    lists them.

    Example: `tracker check --rule no-source --fail-on no-source`
    """
    report = session.desk(Manage).check(rule=rule, fail_on=fail_on)
    session.show(report, format)
    if report.failed:
        raise typer.Exit(1)
