"""Draw events over time."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.charts.timeline.lanes import LanesBy
from tracker.commands.draw.printing import Source, SourceOption, print_source, refuse_both
from tracker.commands.filters import chosen_by, filters_said, say_what_is_left_out, selection_of
from tracker.commands.options import DATE, Parsed, session_of
from tracker.commands.pictures import PictureCommand, checked_target, picture_of, save_picture
from tracker.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from tracker.charts.timeline import Plan
    from tracker.model.chronicle import Chronicle
    from tracker.model.dates import EventDate
    from tracker.store.database import Database

app = typer.Typer(rich_markup_mode="markdown")

ALL = "all"


def _parse_phase(text: str) -> Any:
    from tracker.charts.timeline.phases import Phase
    from tracker.model.dates import EventDate
    from tracker.model.text import clean_line

    name, separator, date = text.rpartition("=")
    if not separator or not name.strip():
        raise InvalidInput(f"{text[:60]!r} is no phase; write its name and dates: Talks=2016-09.")
    return Phase(clean_line(name, "phase"), EventDate.parse(date))


def _parse_count(text: str) -> int:
    if text.strip().lower() == ALL:
        return sys.maxsize
    if not text.strip().isdigit():
        raise InvalidInput(f"{text[:20]!r} is no number of labels; give one, or `all`.")
    return int(text)


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
            click_type=Parsed("NAME=DATES", _parse_phase),
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
            click_type=Parsed("N", _parse_count),
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
    picture = picture_of(ctx)
    selection = selection_of(ctx)
    refuse_both(picture.output, format)
    from tracker.store import chronicle

    db = session.reading()
    found = chronicle.load(db, selection)
    if not found.events:
        raise Refused(
            f"No event fits{filters_said(ctx)}, so there is nothing to draw; `tracker list` shows "
            "what there is."
        )
    if format is None and picture.output is None and sys.stdout.isatty():
        format = Source.TEXT  # noqa: A001
    if format is not None:
        print_source(found, format, picture.title, over_time=True)
        say_what_is_left_out(session, selection)
        return
    target = checked_target(picture.output, "timeline")
    lit = _chain(found, db, ctx, highlight) if highlight else ()
    plan = _plan(found, lanes, phase or [], lit, focus, labels)
    from tracker.charts.timeline import WIDTH
    from tracker.charts.timeline import timeline as lay_out

    save_picture(
        session, picture, target,
        lambda width: lay_out(
            found, picture.measure, picture.title, width or WIDTH, chosen_by(ctx, picture.language),
            picture.behind(found), plan, picture.language,
        ),
        found,
    )  # fmt: skip
    say_what_is_left_out(session, selection)


def _plan(
    found: "Chronicle", lanes: LanesBy, phases: list[Any], highlight: tuple[int, ...],
    focus: "EventDate | None", labels: int | None,
) -> "Plan":  # fmt: skip
    """What is asked of the timeline, checked against the events that it has."""
    from tracker.charts.timeline import Plan

    first = min(event.date.start for event in found.events.values())
    last = max(event.date.end for event in found.events.values())
    for what, date in [("--focus", focus), *((f"--phase {p.name}", p.date) for p in phases)]:
        if date is not None and (date.end < first or date.start > last):
            raise InvalidInput(
                f"{what} {date} lies outside the events drawn, {first.date()} to {last.date()}."
            )
    return Plan(
        lanes,
        tuple(phases),
        highlight,
        (focus.start, focus.end) if focus is not None else None,
        labels,
    )


def _chain(found: "Chronicle", db: "Database", ctx: typer.Context, ends: str) -> tuple[int, ...]:
    """The events of the strongest chain between two that are named as `A:B`."""
    from tracker.analysis.graph import graph_of
    from tracker.analysis.paths import best_paths
    from tracker.store import chronicle, events

    one, separator, other = ends.partition(":")
    if not separator or not one.strip() or not other.strip():
        raise InvalidInput(f"--highlight {ends[:60]} names no chain; give its ends as A:B.")
    first, last = events.resolve(db, one.strip()), events.resolve(db, other.strip())
    for name, number in ((one, first), (other, last)):
        if number not in found.events:
            raise Refused(f"{name.strip()} is not among the events drawn{filters_said(ctx)}.")
    cone = chronicle.between(db, first, last, selection_of(ctx))
    best = next(best_paths(graph_of(cone), first, last), None) if cone.links else None
    if best is None:
        raise Refused(f"No chain of links leads from {one} to {other}{filters_said(ctx)}.")
    return tuple(event.id for event in best.events)
