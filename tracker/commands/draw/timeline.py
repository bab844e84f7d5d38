"""Draw: events over time."""

import sys
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
from tracker.commands.draw.printing import SourceOption, refuse_both, say_unused
from tracker.commands.filters import LINKED_FILTERS
from tracker.commands.pictures import PICTURE, PictureRequest, save_picture
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.config import Format
from tracker.desk.draw import Draw
from tracker.model.picture import ChartSource
from tracker.model.selection import LinkFilters
from tracker.model.timeline_options import MOST_ON_SPINE, LanesBy, TimelineForm

app = typer.Typer(rich_markup_mode="markdown")


def _link_filters(filters: LinkFilters) -> dict[str, bool]:
    """Which filters of links were given, of which what draws none has no use."""
    return {name: name in filters for name in ("min_likelihood", "relation", "sense")}


@app.command()
@desk_command(PICTURE, LINKED_FILTERS, dated=True)
def timeline(
    session: Session,
    picture: PictureRequest,
    filters: LinkFilters,
    form: Annotated[
        TimelineForm | None,
        typer.Option(
            help="A row for each event, or lanes over an axis. "
            f"[default: spine up to {MOST_ON_SPINE} events and in columns]"
        ),
    ] = None,
    lanes: LanesOption = None,
    colour_by: ColourByOption = None,
    phase: PhaseOption = None,
    highlight: HighlightOption = None,
    focus: FocusOption = None,
    labels: LabelsOption = None,
    format: SourceOption = None,  # noqa: A002
) -> None:
    """Draw events over time: as a spine, or in lanes with spans for imprecise dates and arcs.

    A spine has a row for each event: its date, a chip for each doer, its title, how hostile or
    cooperative it was; at the left an arc from the likeliest cause. Bold is the chain of
    --highlight, else the strongest into the outcome with the most behind it. It is broken over
    pages where --size has a height: pages of one PDF, or files beside the first. Lanes are drawn
    where one of --lanes, --colour-by, --phase, --focus and --labels is given.

    In a terminal and without -o, draw with letters there.

    Example: `tracker timeline --since 2016-09 -o autumn.svg`

    Example: `tracker timeline --size 180mm --theme print -o column.pdf`

    Example: `tracker timeline --lanes account --highlight 1:nsc-syria -o accounts.png`

    Example: `tracker timeline --since 2016-10 --format mermaid`
    """
    desk = session.desk(Draw)
    refuse_both(picture.output, format)
    if format is None and picture.output is None and sys.stdout.isatty():
        format = ChartSource.TEXT  # noqa: A001
    if format is not None:
        say_unused(
            session,
            picture,
            () if format is ChartSource.DOT else ("title",),
            form=form,
            lanes=lanes not in (None, LanesBy.ACTOR),
            colour_by=colour_by,
            phase=phase,
            highlight=highlight,
            focus=focus,
            labels=labels is not None,
            **({} if format is ChartSource.DOT else _link_filters(filters)),
        )
    title = picture.options.get("title")
    if format is ChartSource.TEXT:
        from tracker.output.letters import columns_of_terminal

        columns = columns_of_terminal()
        chart = desk.text_timeline(columns=columns, title=title, **filters)
        session.show(chart, Format.TABLE)
    elif format is not None:
        source = desk.timeline_source(format, title=title, **filters)
        session.show(source, Format.TABLE)
    else:
        save_picture(
            session,
            picture,
            lambda: desk.timeline(
                form=form,
                lanes=lanes,
                colour_by=colour_by,
                phases=phase or (),
                highlight=highlight,
                focus=focus,
                labels=labels,
                **picture.options,
                **filters,
            ),
        )
