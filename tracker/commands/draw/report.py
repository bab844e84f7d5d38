"""Draw: a page that tells the chronicle and lets it be explored."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.draw.lanes import (
    ColourByOption,
    FocusOption,
    HighlightOption,
    LabelsOption,
    LanesOption,
    PhaseOption,
)
from tracker.commands.filters import LINKED_FILTERS
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.draw import Draw
from tracker.model.picture import LANGUAGES, PageTheme
from tracker.model.picture_files import check_page_file
from tracker.model.selection import LinkFilters

app = typer.Typer(rich_markup_mode="markdown")


def complete_language(incomplete: str) -> list[str]:
    """The languages that begin as typed."""
    return [code for code in LANGUAGES if code.startswith(incomplete.lower())]


@app.command()
@desk_command(LINKED_FILTERS, dated=True)
def report(
    session: Session,
    filters: LinkFilters,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where it goes: .html; else a free name here."
        ),
    ] = None,
    title: Annotated[
        str, typer.Option(help="What stands above the page. [default: what it leads from and to]")
    ] = "",
    subtitle: Annotated[
        str | None,
        typer.Option(help='A line under the title; "" leaves out what stands there.'),
    ] = None,
    lanes: LanesOption = None,
    colour_by: ColourByOption = None,
    phase: PhaseOption = None,
    highlight: HighlightOption = None,
    focus: FocusOption = None,
    labels: LabelsOption = None,
    theme: Annotated[PageTheme, typer.Option(help="As the reader's system is set, or one.")] = (
        PageTheme.AUTO
    ),
    lang: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help=f"What the page itself speaks: {', '.join(LANGUAGES)}.",
            autocompletion=complete_language,
        ),
    ] = "en",
    force: Annotated[
        bool, typer.Option("--force", help="Replace FILE where it is there already.")
    ] = False,
) -> None:
    """Write one HTML file that tells the story, then lets a reader explore it and its evidence.

    First three sentences made of the record, the spine of it and the steps of its strongest chain
    (or of --highlight); then the timeline with filters, accounts, chains, the evidence of each
    event and link, and buttons for SVG, PNG, CSV and a citation. What a reader chooses stands in
    the address: FILE#event-10 opens an event, by its handle too. It prints on A4; without
    JavaScript pictures, table and evidence are there.

    It holds all that it shows and asks nothing of the network, so it can go out by mail. Titles
    and quotations stay text, whatever they hold. Of more than 5,000 events it holds those that
    matter most, and says so.

    Example: `tracker report --since 2016-09 -o crisis.html`

    Example: `tracker report --highlight 1:nsc-syria --lang de -o krise.html`
    """  # fmt: skip
    desk = session.desk(Draw)
    if output is not None:
        check_page_file(output)
        desk.refuse_to_overwrite(output, force=force)
    page = desk.report(
        title=title, subtitle=subtitle, theme=theme, language=lang, lanes=lanes,
        colour_by=colour_by, phases=phase or (), highlight=highlight, focus=focus, labels=labels,
        **filters,
    )  # fmt: skip
    session.wrote(page.save(output, force=force))
    session.say(*page.cautions, page.conclusion, *page.remarks)
