"""Claim that one event came before another."""

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.commands.options import (
    GAP,
    DeskCommand,
    FormatOption,
    GradeOption,
    LocatorOption,
    SourceOption,
    complete_event,
    handles_of,
    session_of,
)
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from tracker.config import Format
    from tracker.session import Session


app = typer.Typer(rich_markup_mode="markdown")


class Before(StrEnum):
    """How the first event of an order stands to the second."""

    BEFORE = "before"
    AFTER = "after"


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
