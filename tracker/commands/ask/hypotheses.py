"""Ask how rival explanations of one event stand against the evidence, and rate it."""

from typing import Annotated

import typer

from tracker.commands.options import EventArgument, FormatOption, complete_event
from tracker.commands.pictures import PICTURE, PictureRequest, save_picture
from tracker.commands.prompting import ask, is_at_terminal
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.ask import Ask
from tracker.desk.draw import Draw
from tracker.desk.record import Record
from tracker.errors import InvalidInput
from tracker.model.hypotheses import Evidence

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
@desk_command(PICTURE)
def hypotheses(
    session: Session,
    picture: PictureRequest,
    event: EventArgument,
    explanations: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[EXPLANATION]...",
            help="Those to compare: claimants, and names given with --name; else all there are.",
        ),
    ] = None,
    rate: Annotated[
        bool, typer.Option("--rate", help="Ask for a rating of each cell that has none.")
    ] = False,
    cell: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SOURCE=EXPLANATION=RATING",
            help="Rate one cell: consistent, inconsistent or neutral; repeatable.",
        ),
    ] = None,
    locator: Annotated[
        str | None, typer.Option("--locator", help="With --cell: the place in the source.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="Name an explanation, made of each --link.")
    ] = None,
    link: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CAUSE=EFFECT",
            help="With --name: a link that it is made of; repeatable.",
            autocompletion=complete_event,
        ),
    ] = None,
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="NAME", help="Remove a named explanation.")
    ] = None,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """Set rival explanations of one event against the evidence: what speaks against each.

    Explanations are the accounts of those who claim a link into the event, and sets of links that
    you name. Evidence is what is cited for them. Each cell is consistent, inconsistent or neutral;
    what tells most apart stands first. With -o a picture of it.

    Example: `tracker hypotheses pmda-suspended`

    Example: `tracker hypotheses pmda-suspended --rate`

    Example: `tracker hypotheses pmda-suspended --cell editorial-2016-10-15=RUS=inconsistent`

    Example: `tracker hypotheses nsc-syria --name tit-for-tat --link pmda-suspended=nsc-syria`
    """
    desk = session.desk(Record)
    changes = [rate, bool(cell), name is not None, remove is not None]
    if sum(changes) > 1:
        raise InvalidInput("Give one of --rate, --cell, --name and --remove.")
    if link and name is None:
        raise InvalidInput("--link is of an explanation: say with --name what it is called.")
    if locator is not None and not cell:
        raise InvalidInput("--locator is the place of a source that --cell rates.")
    if rate:
        _ask_for_ratings(session, event, explanations or [])
    elif cell:
        session.confirm(desk.rate(event, [_cell(each) for each in cell], locator=locator))
    elif name is not None:
        session.confirm(desk.explain(event, name, [_ends(each) for each in link or ()]))
    elif remove is not None:
        session.confirm(desk.remove_explanation(event, remove))
    elif picture.output is not None:
        draw = session.desk(Draw).rivals
        save_picture(session, picture, lambda: draw(event, *explanations or (), **picture.options))
    else:
        session.show(session.desk(Ask).hypotheses(event, *explanations or ()), format)


def _cell(text: str) -> tuple[str, str, str]:
    """A cell as it is typed; an equals sign in the source's name stays there."""
    parts = text.rsplit("=", 2)
    if len(parts) != 3:
        raise InvalidInput(f"{text[:60]!r} is no cell; write SOURCE=EXPLANATION=RATING.")
    return parts[0], parts[1], parts[2]


def _ends(text: str) -> tuple[str, str]:
    cause, _, effect = text.partition("=")
    if not cause or not effect:
        raise InvalidInput(f"{text[:60]!r} is no link; write CAUSE=EFFECT.")
    return cause, effect


def _ask_for_ratings(session: Session, event: str, explanations: list[str]) -> None:
    """Ask for each cell that is not rated; every answer is recorded at once."""
    if not is_at_terminal():
        raise InvalidInput("--rate asks at a terminal; elsewhere rate with --cell.")
    session.desk(Record).ensure_writable()
    answer = session.desk(Ask).hypotheses(event, *explanations)
    table = answer.table
    session.say("c consistent, i inconsistent, n neutral; Enter leaves a cell, q ends.")
    for row in table.rows:
        source = answer.sources.get(row.source)
        place = f", {row.locator}" if row.locator else ""
        title = f"{source.title if source else row.source}{place} [{row.grade}]"
        for column, rating in zip(table.columns, row.ratings, strict=True):
            if rating is None and not _asked(session, event, title, row, column.name):
                return


def _asked(session: Session, event: str, title: str, row: Evidence, explanation: str) -> bool:
    """Ask for one cell until the answer can be read; whether to go on."""
    while True:
        said = ask(f"{title}\n  if {explanation} is right (c/i/n)")
        if said.casefold() in ("q", "quit"):
            return False
        if not said:
            return True
        try:
            desk = session.desk(Record)
            desk.rate(event, [(row.source, explanation, said)], locator=row.locator)
        except InvalidInput as error:
            session.say(str(error))
        else:
            return True
