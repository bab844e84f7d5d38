"""Merge another record into the one in use, and review what that left open."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.commands.exchange.drafting import change as change_draft
from tracker.commands.exchange.drafting import reviewed
from tracker.commands.options import FormatOption
from tracker.commands.prompting import ask as ask_person
from tracker.commands.prompting import is_at_terminal
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.drafting import Drafting
from tracker.desk.merging import Merging
from tracker.errors import InvalidInput, TrackerError
from tracker.model.answers.merging import Proposal, Settled

app = typer.Typer(rich_markup_mode="markdown")

CHOICES = {"o": "ours", "ours": "ours", "t": "theirs", "theirs": "theirs", "": "open"}


@app.command()
@desk_command()
def merge(
    session: Session,
    other: Annotated[
        Path, typer.Argument(metavar="OTHER", help="A database, or JSON lines of an export.")
    ],
    ours: Annotated[bool, typer.Option("--ours", help="In a conflict keep what is here.")] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="In a conflict take what is there.")
    ] = False,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask for each conflict, at a terminal.")
    ] = False,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Take over what a colleague has recorded in a copy of your record, or in another one.

    What only one of you changed since the common past is taken, field by field. What both changed,
    each in another way, is a conflict, as is a circle of links that only both together have: they
    are listed side by side, and wait in `tracker review` unless you say whose word counts. The
    claimant `analyst` becomes the name of either of you. Merging the same again changes nothing,
    and `tracker undo` takes a merge back.

    Example: `tracker merge colleague.db`

    Example: `tracker merge colleague.jsonl --theirs`
    """
    if ask and (ours or theirs):
        raise InvalidInput("--ask asks for each conflict; leave --ours and --theirs out.")
    if ask and not is_at_terminal():
        raise InvalidInput("--ask asks at a terminal; elsewhere give --ours or --theirs.")
    merged = session.desk(Merging).merge_record(
        other, ours=ours, theirs=theirs, ask=(lambda each: _chosen(session, each)) if ask else None
    )
    if merged.conflicts or format is not None:
        session.show(merged, format)
    else:
        session.confirm(merged)


@app.command()
@desk_command()
def review(
    session: Session,
    accept: Annotated[
        list[int] | None,
        typer.Option("--accept", metavar="N", min=1, help="Accept this proposal; repeatable."),
    ] = None,
    refuse: Annotated[
        list[int] | None,
        typer.Option("--refuse", metavar="N", min=1, help="Refuse this proposal; repeatable."),
    ] = None,
    value: Annotated[
        str | None,
        typer.Option("--value", metavar="VALUE", help="With --accept: another value of the field."),
    ] = None,
    change: Annotated[
        list[int] | None,
        typer.Option(
            "--change",
            metavar="N",
            min=1,
            help="Accept this draft as you change it in your editor; repeatable.",
        ),
    ] = None,
    merge_with: Annotated[
        list[str] | None,
        typer.Option(
            "--merge",
            metavar="N=EVENT",
            help="Cite the sentence of this draft for an event that is recorded; repeatable.",
        ),
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """List the proposals that wait, and accept, change or refuse them one by one.

    Conflicts of a merge that were left open, and drafts of `tracker draft`, wait in the record
    without counting. At a terminal you are asked of each; elsewhere, or with --format, they are
    listed. What is done to one is one step of `tracker undo`.

    Example: `tracker review`

    Example: `tracker review --accept 3 --value 2016-10-04`

    Example: `tracker review --accept 4 --refuse 5 --merge 6=2016-10-03-pmda-suspended`
    """  # fmt: skip
    desk = session.desk(Merging)
    drafting = session.desk(Drafting)
    if value is not None and (refuse or len(accept or ()) != 1):
        raise InvalidInput("--value gives one proposal another value: name it with one --accept.")
    if accept or refuse or change or merge_with:
        merges = [_merge_of(each) for each in merge_with or ()]
        for number in accept or ():
            if value is None and drafting.is_draft(number):
                session.confirm(drafting.accept_draft(number))
            else:
                session.confirm(desk.accept(number, value))
        for number in refuse or ():
            of_draft = drafting.is_draft(number)
            session.confirm(drafting.refuse_draft(number) if of_draft else desk.refuse(number))
        for number in change or ():
            change_draft(session, number)
        for number, event in merges:
            session.confirm(drafting.merge_draft(number, event))
        return
    waiting, drafts = desk.proposals(), drafting.drafts()
    if not drafts.drafts and (format is not None or not waiting.proposals or not is_at_terminal()):
        session.show(waiting, format)
        return
    if format is not None or not is_at_terminal():
        if waiting.proposals:
            session.show(waiting, format)
        session.show(drafts, format)
        return
    for proposal in waiting.proposals:
        if not _reviewed(session, proposal):
            return
    for each in drafts.drafts:
        if not reviewed(session, each):
            break


def _merge_of(text: str) -> tuple[int, str]:
    """The number of a draft and the event out of `N=EVENT`."""
    number, equals, event = text.partition("=")
    if not equals or not number.strip().isdecimal() or not event.strip():
        raise InvalidInput(f"{text[:40]!r} is no draft with its event; write 6=talks-suspended.")
    return int(number), event.strip()


def _chosen(session: Session, conflict: Settled) -> str:
    """What the person says of a conflict."""
    session.say("", conflict.about, f"  ours:   {conflict.ours}", f"  theirs: {conflict.theirs}")
    if conflict.reason:
        session.say(f"  {conflict.reason}")
    while True:
        said = ask_person("Ours or theirs (o/t; Enter leaves it for review)").casefold()
        if said in CHOICES:
            return CHOICES[said]


def _reviewed(session: Session, proposal: Proposal) -> bool:
    """Ask of one proposal and do what is said; whether to go on."""
    desk = session.desk(Merging)
    session.say(
        "",
        f"{proposal.number}. {proposal.about}",
        f"  stands:   {proposal.ours}",
        f"  proposed: {proposal.theirs}  ({proposal.who}, {proposal.origin})",
    )
    if proposal.reason:
        session.say(f"  {proposal.reason}")
    while True:
        said = ask_person("Accept, refuse or change (a/r/c; Enter: later, q: end)").casefold()
        if said in ("q", "quit", ""):
            return said == ""
        try:
            if said in ("a", "accept"):
                session.confirm(desk.accept(proposal.number))
            elif said in ("r", "refuse"):
                session.confirm(desk.refuse(proposal.number))
            elif said in ("c", "change"):
                session.confirm(desk.accept(proposal.number, ask_person("The value")))
            else:
                continue
        except TrackerError as error:
            session.say(str(error))
            continue
        return True
