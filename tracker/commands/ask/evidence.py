"""Ask how far the evidence for claims moves them."""

from typing import Annotated

import typer

from tracker.commands.filters import FILTERS
from tracker.commands.options import FormatOption, PriorOption
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.ask import Ask
from tracker.model.selection import Filters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(FILTERS)
def claims(
    session: Session,
    filters: Filters,
    prior: PriorOption = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="At most so many.")
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """List the links that evidence tests, those that it moved furthest first.

    `tracker cite CAUSE EFFECT --source S --if-true LIKELIHOOD --if-false LIKELIHOOD` says how
    likely the evidence is if the link holds and if not. Sources that relay one another count once.

    Example: `tracker claims`

    Example: `tracker claims --prior unlikely --account RUS`
    """
    session.show(session.desk(Ask).claims(prior=prior, limit=limit, **filters), format)
