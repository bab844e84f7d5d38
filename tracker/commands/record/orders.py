"""Claim that one event came before another."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

import typer

from tracker.commands.options import (
    FormatOption,
    GradeOption,
    LocatorOption,
    SourceOption,
    complete_event,
    read_gap,
)
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.record import Record
from tracker.errors import InvalidInput

app = typer.Typer(rich_markup_mode="markdown")


class Before(StrEnum):
    """The position of the first event of an order to the second."""

    BEFORE = "before"
    AFTER = "after"


@app.command()
@desk_command()
def order(
    session: Session,
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
        typer.Option(parser=read_gap, metavar="GAP", help="The least time between: 12h, 7d, 2w."),
    ] = None,
    within: Annotated[
        timedelta | None,
        typer.Option(parser=read_gap, metavar="GAP", help="The most time between."),
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
    if first is None and not remove:
        session.show(session.desk(Record).orders(), format)
        return
    if first is None or relation is None or second is None:
        raise InvalidInput("An order has three words: A before B, or A after B.")
    before, after = (first, second) if relation is Before.BEFORE else (second, first)
    if remove:
        session.confirm(session.desk(Record).remove_orders(before, after))
        return
    done = session.desk(Record).order(
        before,
        after,
        at_least=at_least,
        within=within,
        source=source,
        grade=grade,
        locator=locator,
    )
    session.confirm(done)
