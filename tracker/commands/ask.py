"""Ask: how one event led to another, what led to it, what it led to."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.commands.filters import (
    ComparingCommand,
    FilteredCommand,
    filters_said,
    say_what_is_left_out,
    selection_of,
)
from tracker.commands.options import (
    EventArgument,
    FormatOption,
    OutputOption,
    complete_claimant,
    complete_event,
    session_of,
)
from tracker.commands.pictures import (
    DpiOption,
    TitleOption,
    checked_target,
    clean_title,
    save_scene,
)
from tracker.config import Format
from tracker.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from tracker.model.selection import Selection
    from tracker.store.database import Database

app = typer.Typer(rich_markup_mode="markdown")

CAVEAT = "A statement about the recorded claims, not proof of causation."
MOST = 1_000_000
DepthOption = Annotated[int | None, typer.Option(min=1, help="At most so many links away.")]


@app.command(cls=FilteredCommand)
def paths(
    ctx: typer.Context,
    first: Annotated[
        str,
        typer.Argument(metavar="A", help="The event to start from.", autocompletion=complete_event),
    ],
    last: Annotated[
        str,
        typer.Argument(metavar="B", help="The event to explain.", autocompletion=complete_event),
    ],
    k: Annotated[int, typer.Option("-k", min=1, max=MOST, help="At most so many chains.")] = 5,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show the chains of links from A to B, strongest first.

    A chain is as strong as the product of its links' likelihoods; its weakest link is marked.
    Of several claims of a link the likeliest counts, and the others stand beside it.

    Example: `tracker paths 2015-09-30 security-council`
    """
    from itertools import islice

    from tracker.analysis.paths import count_paths, strongest_paths
    from tracker.output.reading import print_path
    from tracker.output.records import PATH_COLUMNS, path_record
    from tracker.output.rendering import show
    from tracker.store import chronicle, events

    session = session_of(ctx)
    db = session.reading()
    start, end = events.resolve(db, first), events.resolve(db, last)
    selection = selection_of(ctx)
    cone = chronicle.between(db, start, end, selection)
    records = [
        path_record(path, rank, cone)
        for rank, path in enumerate(islice(strongest_paths(cone, start, end), k), start=1)
    ]
    style = session.format(format)
    if style is not Format.TABLE:
        show(records, PATH_COLUMNS, style)
    for record in records if style is Format.TABLE else ():
        print_path(record)
    if not records:
        session.say(*_how_far(ctx, db, start, end, selection))
    elif style is Format.TABLE:
        total = count_paths(cone, start, end)
        shown = "the only chain" if total == 1 else f"{len(records)} of {total:,} chains"
        session.say(f"{shown[0].upper()}{shown[1:]}{filters_said(ctx)}. {CAVEAT}")
    say_what_is_left_out(session, selection)


@app.command(cls=FilteredCommand)
def causes(
    ctx: typer.Context,
    event: EventArgument,
    depth: DepthOption = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show what led to an event, link by link, as an indented tree.

    Of several claims of a link the likeliest counts, and the others stand beside it. The
    strength is the product of the likelihoods along the strongest chain.

    Example: `tracker causes security-council --depth 2`
    """
    _walk(ctx, event, depth, format, back=True)


@app.command(cls=FilteredCommand)
def effects(
    ctx: typer.Context,
    event: EventArgument,
    depth: DepthOption = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Show what an event led to, link by link, as an indented tree.

    Of several claims of a link the likeliest counts, and the others stand beside it. The
    strength is the product of the likelihoods along the strongest chain.

    Example: `tracker effects 2015-09-30`
    """
    _walk(ctx, event, depth, format, back=False)


@app.command(cls=ComparingCommand)
def accounts(
    ctx: typer.Context,
    claimants: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CLAIMANT]...",
            help="Whose accounts: actors, sources or `analyst`; else everybody's.",
            autocompletion=complete_claimant,
        ),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            metavar="EVENT",
            help="The event whose explanations are compared; else what most of them explain.",
            autocompletion=complete_event,
        ),
    ] = None,
    output: OutputOption = None,
    title: TitleOption = "",
    dpi: DpiOption = 150,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Compare what two or more claimants say led to what, and what follows from it.

    Links are shared, held by one side only, or contradicted: expressly denied. Then for one
    event the root causes, the strongest chain and the turning points of each account, and the
    events to which the accounts give causes that have none in common. With -o a picture of it.

    Example: `tracker accounts RUS USA --of pmda-suspended`

    Example: `tracker accounts RUS USA -o two-sides.png`
    """
    from tracker.analysis.accounts import Standing, compare_accounts
    from tracker.output.accounts import STANDING_COLUMNS, comparison_record, print_comparison
    from tracker.output.rendering import show, write_json
    from tracker.recording.evidence import resolved_claimant
    from tracker.store import chronicle, events, links

    session = session_of(ctx)
    db = session.reading()
    sides = list(dict.fromkeys(resolved_claimant(db, name) for name in claimants or ()))
    sides = sides or links.claimants(db)
    if len(sides) < 2:
        raise InvalidInput("A comparison needs two accounts; name at least two claimants.")
    if silent := [side for side in sides if side not in links.claimants(db)]:
        raise Refused(
            f"{silent[0]} claims and denies nothing; those who do are "
            f"{', '.join(links.claimants(db))}."
        )
    found = chronicle.load(db, selection_of(ctx))
    number = None if of is None else events.resolve(db, of)
    if number is not None and number not in found.events:
        raise Refused(f"{of} is not among the events{filters_said(ctx)}.")
    comparison = compare_accounts(found, sides, number)
    if output is not None:
        target = checked_target(output, "accounts")
        told = replace(
            found,
            links=tuple(link for link in found.links if link.claimed_by in sides),
            denials=tuple(link for link in found.denials if link.claimed_by in sides),
        )
        if not told.links:
            raise Refused(f"These accounts link no events{filters_said(ctx)}.")
        from tracker.charts.chain import chain
        from tracker.charts.drawing import text_width

        head = clean_title(title) or f"The accounts of {', '.join(sides)}"
        save_scene(session, chain(told, text_width, head, sides), target, dpi)
        if unseen := sum(link.standing is Standing.DENIED for link in comparison.links):
            session.say(f"Not drawn: {unseen} link{'s' * (unseen != 1)} only denied.")
        return
    record = comparison_record(comparison, found)
    style = session.format(format)
    if style is Format.JSON:
        write_json(record)
    elif style is Format.TABLE:
        print_comparison(record)
        session.say(f"{CAVEAT} What is not claimed is not denied.")
    else:
        for link in record["links"]:
            del link["claims"]  # JSON has them whole
        show(record["links"], STANDING_COLUMNS, style)


def _walk(
    ctx: typer.Context,
    reference: str,
    depth: int | None,
    format: Format | None,  # noqa: A002
    back: bool,
) -> None:
    from tracker.analysis.reach import causes_of, effects_of
    from tracker.output.records import STEP_COLUMNS, step_records
    from tracker.output.rendering import show
    from tracker.store import chronicle, cone, events

    session = session_of(ctx)
    db = session.reading()
    number = events.resolve(db, reference)
    direction = cone.Direction.CAUSES if back else cone.Direction.EFFECTS
    selection = selection_of(ctx)
    reached = cone.reach(db, number, direction, depth, selection)
    around = chronicle.only(db, reached.keys(), selection)
    steps = (causes_of if back else effects_of)(around, number, depth)
    event = around.events[number]
    style = session.format(format)
    what = "explains" if back else "follows from"
    nothing = f"Nothing recorded {what} {event.handle}{filters_said(ctx)}."
    show(step_records(steps), STEP_COLUMNS, style, nothing)
    if steps and style is Format.TABLE:
        met = len({step.event.id for step in steps})
        what_came = f"led to {event.title}" if back else f"followed from {event.title}"
        session.say(f"{met} event{'s' * (met != 1)} {what_came}{filters_said(ctx)}. {CAVEAT}")
    say_what_is_left_out(session, selection)


def _how_far(
    ctx: typer.Context, db: "Database", start: int, end: int, selection: "Selection"
) -> list[str]:
    """Two sentences on where the search from either end stops."""
    from tracker.store import cone, events

    first, last = events.get(db, start), events.get(db, end)
    if start == end:
        return [f"{first.handle} is both ends; name two different events."]
    told = filters_said(ctx)
    sentences = [f"No chain of links leads from {first.handle} to {last.handle}{told}."]
    if cone.between(db, end, start, selection):
        sentences.append("There is one the other way round: swap the two.")
    for event, direction, verb, side in (
        (first, cone.Direction.EFFECTS, "reach forward to", -1),
        (last, cone.Direction.CAUSES, "reach back to", 0),
    ):
        reached = [
            each
            for each in events.fetch(db, cone.reach(db, event.id, direction, selection=selection))
            if each.id != event.id
        ]
        if reached:
            far = reached[side]
            sentences.append(
                f"The links of {event.handle} {verb} {len(reached)} "
                f"event{'s' * (len(reached) != 1)}, as far as {far.handle}."
            )
        else:
            none = "leads nowhere" if side else "is explained by nothing"
            more = told or " yet; `tracker link` adds a link"
            sentences.append(f"{event.handle} {none}{more}.")
    return sentences
