"""Record: put events, links and citations into the chronicle, and take them out again."""

import sys
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tracker.commands.options import (
    DATE,
    GAP,
    LIKELIHOOD,
    ByOption,
    CauseArgument,
    ClaimedByOption,
    DeskCommand,
    EffectArgument,
    EventArgument,
    FormatOption,
    GradeOption,
    LocatorOption,
    NewActorOption,
    Parsed,
    QuotationOption,
    SourceOption,
    ToOption,
    complete_claimant,
    complete_event,
    complete_field,
    complete_likelihood,
    complete_relation,
    complete_status,
    complete_type,
    handles_of,
    session_of,
)
from tracker.errors import InvalidInput, InvalidText
from tracker.model.actor import ANALYST
from tracker.model.dates import EventDate
from tracker.model.event import EventDraft, check_intensity

if TYPE_CHECKING:
    from tracker.config import Format
    from tracker.session import Session

app = typer.Typer(rich_markup_mode="markdown")

Intensity = float | Literal["codebook"]


class Before(StrEnum):
    """How the first event of an order stands to the second."""

    BEFORE = "before"
    AFTER = "after"


def parse_intensity(text: str) -> Intensity:
    """An intensity as typed: a number on the Goldstein scale, or `codebook`."""
    if text.strip().lower() == "codebook":
        return "codebook"
    try:
        number = float(text.replace("−", "-"))
    except ValueError:
        raise InvalidText("intensity", "is no number from −10 to +10") from None
    return check_intensity(number)


IntensityOption = Annotated[
    Any,
    typer.Option(
        "--intensity",
        metavar="N",
        click_type=Parsed("N", parse_intensity),
        help="Your own value, -10 (force) to 10 (cooperation); else the type's Goldstein value.",
    ),
]
TypeOption = Annotated[
    str | None,
    typer.Option(
        "--type",
        metavar="TYPE",
        help="Event type; see `tracker types list`.",
        autocompletion=complete_type,
    ),
]
StatusOption = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="occurred (the default), ongoing, threatened, planned, denied or did-not-occur.",
        autocompletion=complete_status,
    ),
]
AvoidableOption = Annotated[
    bool | None,
    typer.Option(
        "--avoidable/--unavoidable",
        help="Whether those who acted had another choice; `offramps` asks for it.",
        show_default=False,
    ),
]
DateOption = Annotated[
    EventDate | None,
    typer.Option(
        "--on",
        metavar="DATE",
        click_type=DATE,
        help="When: 2016-10-03, 2016-10~, '3 Oct 2016', yesterday, 2016-09-22/2016-10 …",
    ),
]


@app.command(cls=DeskCommand)
def add(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What happened, in a line.")],
    on: DateOption = None,
    by: ByOption = None,
    to: ToOption = None,
    type: TypeOption = None,  # noqa: A002  the option's name
    summary: Annotated[str | None, typer.Option(help="More of it, in a few sentences.")] = None,
    place: Annotated[str | None, typer.Option(help="Where it happened.")] = None,
    status: StatusOption = None,
    avoidable: AvoidableOption = None,
    source: SourceOption = None,
    grade: GradeOption = None,
    locator: LocatorOption = None,
    intensity: IntensityOption = None,
    handle: Annotated[str | None, typer.Option(help="A handle of your own choice.")] = None,
    new_actor: NewActorOption = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Add it though it looks like a duplicate.")
    ] = False,
) -> None:
    """Add an event; prints its handle.

    Example: `tracker add "Moscow suspends the PMDA" --on 2016-10-03 --by Moscow --to USA
    --type pact-withdrawal --source "Presidential decree 511" --grade B1`
    """
    from tracker.recording.events import add_event
    from tracker.recording.evidence import citations_with_grades

    session = session_of(ctx)
    asking = sys.stdin is not None and sys.stdin.isatty() and (on is None or type is None)
    if on is None and not asking:
        raise InvalidInput("The event needs a date: add --on, such as --on 2016-10-03.")
    if type is None and not asking:
        raise InvalidInput("The event needs a type: add --type; `tracker types list` shows them.")
    with session.starting() as db:
        if on is None or type is None:
            from tracker.commands.asking import ask_for_event

            bare = not any((on, by, to, type, summary, place, source))
            on, type, by, to, source = ask_for_event(  # noqa: A001
                session, db, on, type, by, to, source, bare, new_actor
            )
        pairs = citations_with_grades(source or [], grade or [], locator)
        recorded = add_event(
            db,
            EventDraft(
                title=title,
                date=on,
                type=type,
                by=tuple(by or ()),
                to=tuple(to or ()),
                summary=summary or "",
                place=place,
                intensity=None if intensity == "codebook" else intensity,
                handle=handle,
                citations=tuple(citation for citation, _ in pairs),
                status=status or "occurred",
                avoidable=bool(avoidable),
            ),
            grades=[each for _, each in pairs],
            new_actors=new_actor,
            anyway=anyway,
        )
    print(recorded.value.handle)
    session.say(*recorded.remarks, f"Added event {recorded.value.id}.")


@app.command(cls=DeskCommand)
def edit(
    ctx: typer.Context,
    event: EventArgument,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    on: DateOption = None,
    by: ByOption = None,
    to: ToOption = None,
    type: TypeOption = None,  # noqa: A002
    summary: Annotated[str | None, typer.Option(help="Another summary; '' clears it.")] = None,
    place: Annotated[str | None, typer.Option(help="Another place; '' clears it.")] = None,
    status: StatusOption = None,
    avoidable: AvoidableOption = None,
    intensity: IntensityOption = None,
    handle: Annotated[str | None, typer.Option(help="Another handle.")] = None,
    new_actor: NewActorOption = False,
) -> None:
    """Change an event; what is not named stays, and so does the handle.

    --by and --to replace all actors of that side; --by '' leaves it empty. --intensity codebook
    goes back to the type's value.

    Example: `tracker edit pmda-suspended --on 2016-10-03 --place Moscow`
    """
    from tracker.recording.revisions import EventEdit, edit_event

    session = session_of(ctx)
    changes = EventEdit(
        title=title,
        date=on,
        type=type,
        by=None if by is None else tuple(by),
        to=None if to is None else tuple(to),
        summary=summary,
        place=place,
        intensity=intensity,
        handle=handle,
        status=status,
        avoidable=avoidable,
    )
    if changes == EventEdit():
        raise InvalidInput("Nothing to change: name at least one option, such as --on or --title.")
    recorded = edit_event(session.writing(), event, changes, new_actor)
    print(recorded.value.handle)
    session.say(*recorded.remarks)


@app.command(cls=DeskCommand)
def cite(
    ctx: typer.Context,
    event: EventArgument,
    effect: Annotated[
        str | None,
        typer.Argument(
            metavar="[EFFECT]",
            help="With it, the link from EVENT to EFFECT is cited instead.",
            autocompletion=complete_event,
        ),
    ] = None,
    source: SourceOption = None,
    grade: GradeOption = None,
    locator: LocatorOption = None,
    quotation: QuotationOption = None,
    supports: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD",
            help="What of the event it is cited for: date, by, to, type, status, place, title, "
            "intensity or summary; repeatable; else the event as a whole.",
            autocompletion=complete_field,
        ),
    ] = None,
    claimed_by: ClaimedByOption = None,
) -> None:
    """Cite a source for an event, for one field of it, or for a link.

    Example: `tracker cite pmda-suspended --source "Presidential decree 511" --grade A1
    --locator "article 1" --supports date`
    """
    from tracker.recording.events import cite_event
    from tracker.recording.evidence import citations_with_grades
    from tracker.recording.links import cite_link

    session = session_of(ctx)
    if not source:
        raise InvalidInput("Nothing to cite: add --source with a code, a title or a web address.")
    if effect is not None and supports is not None:
        raise InvalidInput("--supports names a field of an event; a link is cited as a whole.")
    fields: list[str] | list[None] = supports or [None]
    pairs = [
        pair
        for field in fields
        for pair in citations_with_grades(source, grade or [], locator, quotation, field)
    ]
    if effect is None and claimed_by is not None:
        raise InvalidInput("--claimed-by says whose link is cited: name its EFFECT too.")
    db = session.writing()
    if effect is None:
        recorded = cite_event(db, event, pairs)
        print(recorded.value.handle)
        session.say(*recorded.remarks, f"Cited {len(pairs)} for event {recorded.value.id}.")
    else:
        cited = cite_link(db, event, effect, pairs, claimed_by)
        what = "denial" if cited.value.denied else "link"
        session.say(
            *cited.remarks, f"Cited {len(pairs)} for the {what} by {cited.value.claimed_by}."
        )


@app.command(cls=DeskCommand)
def link(
    ctx: typer.Context,
    cause: CauseArgument,
    effect: EffectArgument,
    relation: Annotated[
        str | None,
        typer.Option(
            metavar="RELATION",
            help="How the cause bears on the effect: provokes, enables …; else leads-to.",
            autocompletion=complete_relation,
        ),
    ] = None,
    likelihood: Annotated[
        float | None,
        typer.Option(
            metavar="LIKELIHOOD",
            click_type=LIKELIHOOD,
            help="ICD 203 words ('very likely') or a number (0.9).",
            autocompletion=complete_likelihood,
        ),
    ] = None,
    claimed_by: ClaimedByOption = None,
    denied_by: Annotated[
        str | None,
        typer.Option(
            metavar="CLAIMANT",
            help="Who expressly denies that the one led to the other.",
            autocompletion=complete_claimant,
        ),
    ] = None,
    because: Annotated[str | None, typer.Option(metavar="TEXT", help="The reason given.")] = None,
    source: SourceOption = None,
    grade: GradeOption = None,
    locator: LocatorOption = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Change this claimant's link; what is not named stays."),
    ] = False,
) -> None:
    """Link two events as cause and effect: a claim, with who makes it and how likely it is.

    Example: `tracker link 2016-10-03-talks pmda-suspended --relation provokes --likelihood
    "very likely" --claimed-by RUS --because "answers unfriendly acts"`

    Example: `tracker link dnc-intrusion hacking-accusation --denied-by RUS --because "no evidence"`
    """
    from tracker.model.link import DENIED, LinkDraft
    from tracker.recording.evidence import citations_with_grades
    from tracker.recording.links import add_link, recorded_link

    if denied_by is not None and claimed_by is not None:
        raise InvalidInput("A link is claimed or denied: give --claimed-by or --denied-by.")
    if likelihood is not None and denied_by is not None:
        raise InvalidInput("Who denies a link gives it no likelihood: leave --likelihood out.")
    if likelihood is None and denied_by is None and not replace:
        raise InvalidInput(
            "The link needs a likelihood: add --likelihood, such as 'likely' or 0.7."
        )
    claimant = denied_by if denied_by is not None else claimed_by
    claimant = ANALYST if claimant is None else claimant
    session = session_of(ctx)
    pairs = citations_with_grades(source or [], grade or [], locator)
    db = session.writing()
    before = recorded_link(db, cause, effect, claimant) if replace else None
    if before is not None:
        relation = before.relation if relation is None else relation
        because = before.because if because is None else because
        if likelihood is None and not before.denied:
            likelihood = before.likelihood
    if likelihood is None and denied_by is None:
        raise InvalidInput(f"{claimant} claims no such link yet: add --likelihood.")
    draft = LinkDraft(
        cause,
        effect,
        relation or "leads-to",
        DENIED if likelihood is None or denied_by is not None else likelihood,
        claimant,
        because or "",
        tuple(citation for citation, _ in pairs) or (before.citations if before else ()),
        denied_by is not None,
    )
    recorded = add_link(db, draft, [each for _, each in pairs], replace)
    made = recorded.value
    cause_handle, effect_handle = handles_of(db, made.cause, made.effect)
    ends = f"{cause_handle} → {effect_handle}"
    said = (
        f"{made.claimed_by} denies {ends}."
        if made.denied
        else f"Linked {ends}: {made.relation}, {made.words} ({made.likelihood:g}), claimed by "
        f"{made.claimed_by}."
    )
    session.say(*recorded.remarks, said)


@app.command(cls=DeskCommand)
def order(
    ctx: typer.Context,
    first: Annotated[
        str | None,
        typer.Argument(metavar="[A]", help="One event.", autocompletion=complete_event),
    ] = None,
    relation: Annotated[
        Before | None, typer.Argument(metavar="[before|after]", help="How A stands to B.")
    ] = None,
    second: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="The other event.", autocompletion=complete_event),
    ] = None,
    at_least: Annotated[
        timedelta | None,
        typer.Option(click_type=GAP, metavar="GAP", help="The least time between: 12h, 7d, 2w."),
    ] = None,
    within: Annotated[
        timedelta | None,
        typer.Option(click_type=GAP, metavar="GAP", help="The most time between."),
    ] = None,
    source: SourceOption = None,
    grade: GradeOption = None,
    locator: LocatorOption = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take such claims out again.")] = False,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Record that one event began before or after another; without arguments list such claims.

    What follows for imprecise dates is derived and shown with ≥ and ≤. A claim that cannot hold
    together with the others and the dates is refused, with the shortest contradiction.

    Example: `tracker order talks-suspended before nuclear-use-talk --within 3w --source
    editorial-2016-10-15`
    """
    from dataclasses import replace

    from tracker.analysis.order import said
    from tracker.model.order import LEAST, OrderDraft
    from tracker.recording.evidence import citations_with_grades
    from tracker.recording.order import add_order, remove_orders

    session = session_of(ctx)
    if first is None and not remove:
        _list_orders(session, format)
        return
    if first is None or relation is None or second is None:
        raise InvalidInput("An order has three words: A before B, or A after B.")
    before, after = (first, second) if relation is Before.BEFORE else (second, first)
    if remove:
        gone = remove_orders(session.writing(), before, after).value
        session.say(f"Removed {len(gone)} claim{'s' * (len(gone) != 1)} of order.")
        return
    pairs = citations_with_grades(source or [], grade or [], locator)
    draft = OrderDraft(
        before, after, at_least or LEAST, within, tuple(citation for citation, _ in pairs)
    )
    db = session.writing()
    recorded = add_order(db, draft, [each for _, each in pairs])
    claim = recorded.value
    ends = (claim.before, claim.after)
    names = dict(zip(ends, handles_of(db, *ends), strict=True))
    session.say(*recorded.remarks, f"{said(replace(claim, citations=()), names, {})}.")


def _list_orders(session: "Session", style: "Format | None") -> None:
    from tracker.output.records import ORDER_COLUMNS, order_record
    from tracker.output.rendering import show
    from tracker.store import events, orders

    db = session.reading()
    claims = orders.everything(db)
    ends = {end for claim in claims for end in (claim.before, claim.after)}
    named = {event.id: event for event in events.fetch(db, ends)}
    records = [order_record(claim, named) for claim in claims]
    show(records, ORDER_COLUMNS, session.format(style), "No order is claimed yet.")


@app.command(cls=DeskCommand)
def unlink(
    ctx: typer.Context,
    cause: CauseArgument,
    effect: EffectArgument,
    claimed_by: ClaimedByOption = None,
) -> None:
    """Remove the links from one event to another, of all claimants or of one.

    Example: `tracker unlink 2016-10-03-talks pmda-suspended --claimed-by RUS`
    """
    from tracker.recording.links import remove_links

    session = session_of(ctx)
    db = session.writing()
    gone = remove_links(db, cause, effect, claimed_by).value
    ends = " → ".join(handles_of(db, gone[0].cause, gone[0].effect))
    claimants = ", ".join(each.claimed_by for each in gone)
    what = f"{len(gone)} links" if len(gone) > 1 else "the link"
    session.say(f"Removed {what} {ends}, claimed by {claimants}.")


@app.command(cls=DeskCommand)
def remove(ctx: typer.Context, event: EventArgument) -> None:
    """Remove an event, its links and its citations; `tracker undo` brings them back.

    Example: `tracker remove 27`
    """
    from tracker.recording.revisions import remove_event

    session = session_of(ctx)
    recorded = remove_event(session.writing(), event)
    session.say(f"Removed event {recorded.value.id} ({recorded.value.handle}).", *recorded.remarks)


@app.command(cls=DeskCommand)
def undo(ctx: typer.Context) -> None:
    """Take back the last command, whole; again, the one before it.

    Example: `tracker undo`
    """
    from tracker.store import history

    session = session_of(ctx)
    entry = history.undo(session.writing())
    rows = entry.rows
    session.say(f"Undone: {entry.command} ({rows:,} row{'s' * (rows != 1)}).")
