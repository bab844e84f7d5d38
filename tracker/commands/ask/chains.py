"""Ask about the chains from one event to another: the best, their turning points, the off-ramps."""

from datetime import timedelta
from typing import Annotated

import typer

from tracker.commands.ask.question import MOST, FirstArgument, LastArgument
from tracker.commands.filters import QUESTION_FILTERS
from tracker.commands.options import FormatOption, complete_event, read_gap
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.ask import Ask
from tracker.model.numbers import exactly
from tracker.model.selection import By, QuestionFilters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(QUESTION_FILTERS)
def paths(
    session: Session,
    filters: QuestionFilters,
    first: FirstArgument,
    last: LastArgument,
    k: Annotated[int, typer.Option("-k", min=1, max=MOST, help="At most so many chains.")] = 5,
    by: Annotated[
        By,
        typer.Option(
            help="The best first: by strength (the product of likelihoods), length (the fewest "
            "links), or time (the shortest longest wait between two events)."
        ),
    ] = By.STRENGTH,
    via: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EVENT", help="Chains that pass it; repeatable.", autocompletion=complete_event
        ),
    ] = None,
    avoid: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EVENT",
            help="Chains that do not pass it; repeatable.",
            autocompletion=complete_event,
        ),
    ] = None,
    within: Annotated[
        timedelta | None,
        typer.Option(
            parser=read_gap, metavar="GAP", help="At most so long from one event to the next: 30d."
        ),
    ] = None,
    count: Annotated[
        bool, typer.Option("--count", help="Print the number of chains alone, every digit.")
    ] = False,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show the chains of links from A to B, strongest first.

    A chain is as strong as the product of its links' likelihoods; its weakest link is marked.
    Of several claims of a link the likeliest counts, and the others stand beside it. The worst
    grade is what everything on the chain is graded at least, axis by axis.

    Example: `tracker paths 2015-09-30 security-council`

    Example: `tracker paths russian-air-campaign nsc-syria --by time --avoid aleppo-offensive`
    """
    via, avoid = via or [], avoid or []
    if count:
        total = session.desk(Ask).count_paths(
            first, last, via=via, avoid=avoid, within=within, **filters
        )
        print(exactly(total))
        return
    answer = session.desk(Ask).paths(
        first, last, k=k, by=by, via=via, avoid=avoid, within=within, **filters
    )
    session.show(answer, format)


@app.command("turning-points")
@desk_command(QUESTION_FILTERS)
def turning_points(
    session: Session,
    filters: QuestionFilters,
    first: FirstArgument,
    last: LastArgument,
    k: Annotated[
        int, typer.Option("-k", min=1, max=MOST, help="At most so many events, the weightiest.")
    ] = 20,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show which events the chains from A to B pass, and after which there was no way out.

    An event that every chain passes is a turning point. A point of no return is one from which
    every recorded chain onward leads to B. Shares are of all chains, and of their strengths.

    Example: `tracker turning-points russian-air-campaign no-counter-expulsions`
    """
    session.show(session.desk(Ask).turning_points(first, last, k=k, **filters), format)


@app.command()
@desk_command(QUESTION_FILTERS)
def offramps(
    session: Session,
    filters: QuestionFilters,
    first: FirstArgument,
    last: LastArgument,
    events: Annotated[
        bool, typer.Option("--events", help="Which events could have been done without, not links.")
    ] = False,
    anything: Annotated[
        bool,
        typer.Option("--any", help="Count what is not marked avoidable, too."),
    ] = False,
    k: Annotated[int, typer.Option("-k", min=1, max=1_000, help="At most so many of a tie.")] = 5,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show the likeliest sets of links, or events, whose absence would have cut every chain.

    A link of likelihood p fails by itself with 1 − p; the cheapest cut is the set of links
    likeliest to fail together. An event is absent from the chains when the links to it
    on them fail. Where events
    between A and B are marked (`tracker edit EVENT --avoidable`), only those count, and only the
    links that lead to them.

    Example: `tracker offramps ceasefire-announced nsc-syria --events`
    """
    answer = session.desk(Ask).offramps(
        first, last, by_events=events, anything=anything, k=k, **filters
    )
    session.show(answer, format)
