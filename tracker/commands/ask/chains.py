"""Ask about the chains from one event to another: the best, their turning points, the off-ramps."""

from datetime import timedelta
from itertools import islice
from typing import Annotated

import typer

from tracker.commands.ask.question import (
    CAVEAT,
    MOST,
    FirstArgument,
    LastArgument,
    question_of,
    say_how_far,
)
from tracker.commands.filters import FilteredCommand, filters_said, say_what_is_left_out
from tracker.commands.options import GAP, FormatOption, complete_event
from tracker.config import Format
from tracker.errors import InvalidInput
from tracker.model.selection import By

app = typer.Typer(rich_markup_mode="markdown")


@app.command(cls=FilteredCommand)
def paths(
    ctx: typer.Context,
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
            click_type=GAP, metavar="GAP", help="At most so long from one event to the next: 30d."
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
    from tracker.analysis.graph import chains_only, graph_of
    from tracker.analysis.paths import best_paths, count_paths, path_along
    from tracker.output.numbers import exactly, roughly
    from tracker.output.reading import print_path
    from tracker.output.records import PATH_COLUMNS, path_record
    from tracker.output.rendering import show
    from tracker.store import chronicle, events

    asked = question_of(ctx, first, last, outline=True)
    passed, avoided = ({events.resolve(asked.db, name) for name in names or ()}
                       for names in (via, avoid))  # fmt: skip
    ends = {asked.first, asked.last}
    if clash := avoided & (passed | ends):
        number = clash.pop()
        what = "an end of the chains" if number in ends else "to be passed (--via)"
        handle = events.get(asked.db, number).handle
        raise InvalidInput(f"{handle} cannot be avoided: it is {what}; leave out one of the two.")
    graph = graph_of(asked.cone)
    if passed <= asked.cone.events.keys():
        graph = chains_only(graph, asked.first, asked.last, passed, avoided, within)
    else:  # what is not between the two is on no chain
        graph.clear()
    there = ends <= graph.nodes
    total = count_paths(graph, asked.first, asked.last) if there else 0
    if count:
        print(exactly(total))
        return
    found = islice(best_paths(graph, asked.first, asked.last, by) if there else iter(()), k)
    chains = [tuple(event.id for event in path.events) for path in found]
    shown = chronicle.only(asked.db, {n for chain in chains for n in chain}, asked.selection)
    whole = graph_of(shown)
    records = [
        path_record(path_along(whole, chain), rank, shown)
        for rank, chain in enumerate(chains, start=1)
    ]
    style = asked.session.format(format)
    if style is not Format.TABLE:
        show(records, PATH_COLUMNS, style)
    for record in records if style is Format.TABLE else ():
        print_path(record)
    given = [f"--{name}" for name, value in (("via", via), ("avoid", avoid), ("within", within))
             if value]  # fmt: skip
    if not records and given and asked.cone.links:
        asked.session.say(
            f"No chain from {first} to {last} meets {' and '.join(given)}; there are some without."
        )
    elif not records:
        say_how_far(ctx, asked)
    elif style is Format.TABLE:
        few = "The only chain" if total == 1 else f"{len(records)} of {roughly(total)} chains"
        asked.session.say(f"{few}{filters_said(ctx)}. {CAVEAT}")
    say_what_is_left_out(asked.session, asked.selection)


@app.command("turning-points", cls=FilteredCommand)
def turning_points(
    ctx: typer.Context,
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
    from tracker.analysis.graph import graph_of
    from tracker.analysis.turning_points import turning_points as weigh
    from tracker.output.answers import PASSAGE_COLUMNS, passage_records
    from tracker.output.numbers import roughly
    from tracker.output.rendering import show
    from tracker.store import cone

    asked = question_of(ctx, first, last, outline=True)
    graph = graph_of(asked.cone)
    leaving = cone.leaving(asked.db, asked.cone.events.keys(), asked.last, asked.selection)
    found = weigh(graph, asked.first, asked.last, leaving)
    style = asked.session.format(format)
    if not found.total:
        show([], PASSAGE_COLUMNS, style, "")
        say_how_far(ctx, asked)
        return
    weightiest = sorted(found.passages, key=lambda each: (-each.share, -each.strength_share))[:k]
    chosen = {each.event.id for each in weightiest}
    kept = [each for each in found.passages if each.event.id in chosen]
    show(passage_records(kept), PASSAGE_COLUMNS, style, "Nothing lies between the two.")
    if style is Format.TABLE:
        start, end = (asked.cone.events[number] for number in (asked.first, asked.last))
        point = found.point_of_no_return
        sentence = (
            f"The point of no return is {point.title}: every chain passes it, and every recorded "
            "chain onward from it leads to the end."
            if point
            else f"Before {end.title} itself, there is no point of no return: recorded chains "
            "lead elsewhere, too."
        )
        chains = f"{roughly(found.total)} chain{'s' * (found.total != 1)}"
        verb = "lead" if found.total != 1 else "leads"
        asked.session.say(
            f"{chains} {verb} from {start.title} to {end.title}{filters_said(ctx)}. {sentence} "
            f"{CAVEAT}"
        )
    say_what_is_left_out(asked.session, asked.selection)


@app.command(cls=FilteredCommand)
def offramps(
    ctx: typer.Context,
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
    from tracker.analysis.graph import graph_of
    from tracker.analysis.offramps import first_few, off_ramps
    from tracker.output.answers import (
        CUT_EVENT_COLUMNS,
        CUT_LINK_COLUMNS,
        ramp_record,
        ramp_rows,
    )
    from tracker.output.rendering import show
    from tracker.store import chronicle

    asked = question_of(ctx, first, last, outline=True)
    cone = asked.cone
    # What leads to A is no part of a chain from it, so a mark on A itself says nothing here.
    ends = {asked.first, asked.last} if events else {asked.first}
    marked = {n for n, event in cone.events.items() if event.avoidable and n not in ends}
    avoidable = marked if marked and not anything else None
    ramps = off_ramps(graph_of(cone), asked.first, asked.last, events, avoidable)
    found, more = first_few(ramps, k)
    cut = {n for ramp in found for link in ramp.links for n in (link.cause, link.effect)}
    shown = chronicle.only(asked.db, cut, asked.selection)
    records = [ramp_record(ramp, rank, shown) for rank, ramp in enumerate(found, start=1)]
    style = asked.session.format(format)
    columns = CUT_EVENT_COLUMNS if events else CUT_LINK_COLUMNS
    whole = style in (Format.JSON, Format.JSONL)
    show(records if whole else ramp_rows(records), columns, style, "")
    if not cone.links:
        say_how_far(ctx, asked)
    elif not found:
        what = "events" if events else "links"
        marks = f"{len(marked)} event{'s' * (len(marked) != 1)} marked avoidable"
        why = (
            f"{'' if events else 'what leads to '}{marks} does not do; --any counts the rest"
            if avoidable is not None
            else "A leads to B directly, or by way of what is certain"
            if events
            else "some links are certain"
        )
        asked.session.say(f"No {what} cut every chain from {first} to {last}: {why}.")
    elif style is Format.TABLE:
        tie = f" {len(found)}{' or more' if more else ''} sets tie." if len(found) > 1 else ""
        only = (
            f" Only what is marked avoidable counts ({len(marked)} of {len(cone.events)} events); "
            "--any lifts that."
            if avoidable is not None
            else ""
        )
        asked.session.say(
            f"Without this every recorded chain is cut{filters_said(ctx)}; by itself it was "
            f"{found[0].likelihood:.2g} likely to fail, if links fail independently.{tie}{only} "
            f"{CAVEAT}"
        )
    say_what_is_left_out(asked.session, asked.selection)
