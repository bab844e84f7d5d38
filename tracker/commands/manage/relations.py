"""The relations of links."""

from typing import Annotated

import typer

from tracker.commands.manage.registers import TextFilter, UsedOption
from tracker.commands.options import FormatOption, complete_relation
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.manage import Manage

relations = typer.Typer(no_args_is_help=True, help="The relations of links: list, remove.")


@relations.command("list")
@desk_command()
def list_relations(
    session: Session,
    text: TextFilter = "",
    used: UsedOption = False,
    format: FormatOption = None,  # noqa: A002
) -> None:
    """List the relations: how a cause may bear on an effect, with the links that are of each.

    Example: `tracker relations list --used`
    """
    session.show(session.desk(Manage).relations(text, used=used), format)


@relations.command("remove")
@desk_command()
def remove_relation(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="RELATION", autocompletion=complete_relation)],
) -> None:
    """Remove a relation that no link is of, such as one that came with a file.

    Example: `tracker relations remove averts`
    """
    session.confirm(session.desk(Manage).remove_relation(name))
