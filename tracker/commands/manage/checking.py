"""What deserves a second look."""

from typing import Annotated

import typer

from tracker.commands.options import DeskCommand, FormatOption, session_of
from tracker.errors import InvalidInput
from tracker.output.rendering import Column

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=DeskCommand)
def check(
    ctx: typer.Context,
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
    """List what deserves a second look, such as events without a source.

    Rules: order (an effect that may precede its cause), claimant, anachronism, no-source, ungraded,
    no-reason, duplicate, definition, relay-circle, chokepoint (one source on which a strongest
    chain rests), silent (long stretches without events).

    Example: `tracker check --rule no-source --fail-on no-source`
    """
    from tracker.analysis.validation import RULES, findings
    from tracker.output.rendering import show
    from tracker.store import chronicle

    if unknown := sorted({*(fail_on or ()), *(rule or ())} - RULES.keys()):
        raise InvalidInput(f"There is no rule {unknown[0]!r}; the rules are {', '.join(RULES)}.")
    if rule and (unasked := sorted(set(fail_on or ()) - set(rule))):
        raise InvalidInput(
            f"--fail-on {unasked[0]} needs that rule applied: add --rule {unasked[0]}, or leave "
            "--rule out."
        )
    session = session_of(ctx)
    found = findings(chronicle.load(session.reading()), rule or RULES)
    records = [{"rule": f.rule, "about": f.about, "message": f.message} for f in found]
    columns = (
        Column("rule", "rule"),
        Column("about", "about", wrap=True, style="cyan"),
        Column("message", "finding", wrap=True),
    )
    show(records, columns, session.format(format), "Nothing to report.")
    if any(finding.rule in (fail_on or ()) for finding in found):
        raise typer.Exit(1)
