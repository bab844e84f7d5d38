"""Ask about the chains from one event to another: the best, their turning points, the off-ramps."""

from datetime import timedelta
from typing import Annotated

import typer

from tracker.commands.ask.question import MOST, FirstArgument, LastArgument
from tracker.commands.filters import PATH_FILTERS, QUESTION_FILTERS
from tracker.commands.options import FormatOption, complete_event, read_gap
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.ask import Ask
from tracker.model.numbers import exactly
from tracker.model.selection import By, QuestionFilters

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(PATH_FILTERS)
def paths(
    session: Session,
    filters: QuestionFilters,
    first: FirstArgument,
    last: LastArgument,
    k: Annotated[int, typer.Option("-k", min=1, max=MOST, help="At most so many chains.")] = 5,
    by: Annotated[
        By,
        typer.Option(
            help="The best first: by strength (a ranking score), length (the fewest "
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

    Strength is a ranking score, not a probability: the product of the links' likelihoods, from the
    low to the high ends of their bands. Chains are ranked at the midpoints. The weakest link is
    marked. The analyst's own judgement of a link counts; without one, the range of all who
    claim it. The worst grade is what everything on the chain is graded at least, axis by axis.

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
    """Show which events the chains from A to B pass, and after which no way out is recorded.

    An event that every chain passes is a turning point. A point of no return is one from which
    every recorded chain onward leads to B. Both are told again for the links at even odds or
    more alone, where that differs. Shares are of all chains, and of their strengths.

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
    anything: Annotated[
        bool,
        typer.Option("--any", help="Count what is not marked avoidable, too."),
    ] = False,
    k: Annotated[
        int, typer.Option("-k", min=1, max=100, help="At most so many of each size, and ties.")
    ] = 5,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show what could have been avoided, by how much less likely B then comes of A.

    First single events, then pairs of which either adds to the other, then, if none of these
    does, the least sets that close every recorded way. What counts is what lies between A and B
    and is marked (`tracker edit EVENT --avoidable`). The likelihood is that A led to B by any
    recorded chain, if claims hold independently of one another; it falls at the midpoints of
    their bands. It is doubt about claims, not chance in history.

    Example: `tracker offramps ceasefire-announced nsc-syria`
    """
    answer = session.desk(Ask).offramps(first, last, anything=anything, k=k, **filters)
    session.show(answer, format)
