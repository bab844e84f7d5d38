"""Take commands back, and bring them back again."""

from typing import Annotated

import typer

from tracker.commands.options import YesOption
from tracker.commands.prompting import agrees, is_at_terminal
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.record import Record
from tracker.errors import Refused
from tracker.model.history import UndoPlan, Verb

app = typer.Typer(rich_markup_mode="markdown")

Number = Annotated[
    int | None, typer.Argument(metavar="[N]", min=1, help="The number of a command in the log.")
]
Anyone = Annotated[
    bool, typer.Option("--anyone", help="The last of anybody's, and not only of your own.")
]


@app.command()
@desk_command()
def undo(
    session: Session, command: Number = None, anyone: Anyone = False, yes: YesOption = False
) -> None:
    """Take back your last command, whole; again, the one before it.

    With N a command of the log is taken back, unless later ones rest on it: these are named.
    At a terminal you are asked before 100 rows or more go, or somebody else's work; elsewhere
    somebody else's work needs --yes.

    Example: `tracker undo`

    Example: `tracker undo 12 --yes`
    """
    plan = _agreed(session, "undo", command, anyone, yes)
    session.confirm(session.desk(Record).undo(plan.command.id))


@app.command()
@desk_command()
def redo(
    session: Session, command: Number = None, anyone: Anyone = False, yes: YesOption = False
) -> None:
    """Bring back what you undid last, whole; again, what you undid before it.

    With N an undone command of the log is brought back. What was recorded since stays; where a
    command no longer fits beside it, the later ones are named and nothing is changed.

    Example: `tracker redo`
    """
    plan = _agreed(session, "redo", command, anyone, yes)
    session.confirm(session.desk(Record).redo(plan.command.id))


def _agreed(session: Session, verb: Verb, command: int | None, anyone: bool, yes: bool) -> UndoPlan:
    """What is to be done, once the person has agreed to it where that is to be asked."""
    plan = session.desk(Record).plan_undo(verb, command, anyone=anyone)
    if yes or (plan.is_own and not plan.is_large):
        return plan
    if is_at_terminal():
        if not agrees(str(plan)):
            raise typer.Abort
    elif not plan.is_own:
        raise Refused(f"{plan} That is not your own work: add --yes to go on.")
    return plan
