"""Draw: events over time."""

import sys
from typing import Annotated, Any

import typer

from tracker.commands.draw.printing import SourceOption, refuse_both
from tracker.commands.filters import filters_of
from tracker.commands.options import DATE, Parsed, session_of
from tracker.commands.pictures import PictureCommand, output_of, picture_arguments, save_picture
from tracker.config import Format
from tracker.desk.draw import parse_labels
from tracker.model.picture import ChartSource, LanesBy, Phase

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=PictureCommand)
def timeline(
    ctx: typer.Context,
    lanes: Annotated[
        LanesBy, typer.Option(help="What a lane stands for: actor, type, place or account.")
    ] = LanesBy.ACTOR,
    phase: Annotated[
        list[Any] | None,
        typer.Option(
            metavar="NAME=DATES",
            click_type=Parsed("NAME=DATES", Phase.parse),
            help="A stretch of time to shade, such as Talks=2016-09-09/2016-10-03; repeatable.",
        ),
    ] = None,
    highlight: Annotated[
        str | None,
        typer.Option(metavar="A:B", help="Bring out the strongest chain from A to B."),
    ] = None,
    focus: Annotated[
        Any,
        typer.Option(
            metavar="DATES", click_type=DATE, help="A time to draw wider: 2016-10, or FROM/TO."
        ),
    ] = None,
    labels: Annotated[
        Any,
        typer.Option(
            metavar="N",
            click_type=Parsed("N", parse_labels),
            help="How many events are named, those that matter most first; or `all`. [default: 60]",
        ),
    ] = None,
    format: SourceOption = None,  # noqa: A002
) -> None:
    """Draw events over time: in lanes, with spans for imprecise dates and arrows for links.

    In a terminal and without -o, draw with letters there.

    Example: `tracker timeline --since 2016-09 -o autumn.svg`

    Example: `tracker timeline --lanes account --highlight 1:nsc-syria -o accounts.png`

    Example: `tracker timeline --since 2016-10 --format mermaid`
    """
    session = session_of(ctx)
    desk, given = session.desk, picture_arguments(ctx)
    refuse_both(output_of(ctx), format)
    if format is None and output_of(ctx) is None and sys.stdout.isatty():
        format = ChartSource.TEXT  # noqa: A001
    title = given.get("title")
    if format is ChartSource.TEXT:
        from tracker.output.letters import columns_of_terminal

        columns = columns_of_terminal()
        chart = desk.text_timeline(columns=columns, title=title, **filters_of(ctx))
        session.show(chart, Format.TABLE)
    elif format is not None:
        source = desk.timeline_source(format, title=title, **filters_of(ctx))
        session.show(source, Format.TABLE)
    else:
        save_picture(
            ctx,
            lambda: desk.timeline(
                lanes=lanes, phases=phase or (), highlight=highlight, focus=focus, labels=labels,
                **given,
            ),
        )  # fmt: skip
