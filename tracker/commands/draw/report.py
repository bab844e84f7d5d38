"""Draw: a page to explore the chronicle in."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.filters import FILTERS
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.draw import Draw
from tracker.model.picture import PageTheme, check_page_file
from tracker.model.selection import Filters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(FILTERS, dated=True)
def report(
    session: Session,
    filters: Filters,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where it goes: .html; else a free name here."
        ),
    ] = None,
    title: Annotated[str, typer.Option(help="What stands above the page.")] = "",
    theme: Annotated[PageTheme, typer.Option(help="As the reader's system is set, or one.")] = (
        PageTheme.AUTO
    ),
    force: Annotated[
        bool, typer.Option("--force", help="Replace FILE where it is there already.")
    ] = False,
) -> None:
    """Write one HTML file to explore: timeline with arrows, filters, evidence, accounts, chains.

    It holds all that it shows and asks nothing of the network, so it can go out by mail. Titles
    and quotations stay text, whatever they hold.

    Example: `tracker report --since 2016-09 -o crisis.html`
    """  # fmt: skip
    desk = session.desk(Draw)
    if output is not None:
        check_page_file(output)
        desk.refuse_to_overwrite(output, force=force)
    page = desk.report(title=title, theme=theme, **filters)
    session.wrote(page.save(output, force=force))
    session.say(*page.cautions, page.conclusion, *page.remarks)
