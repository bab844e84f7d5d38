"""Manage: a group of commands for each kind of labels that events have, such as tags."""

from typing import Annotated

import typer

from tracker.commands.options import FormatOption, complete_tag
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.manage import Manage
from tracker.model.event_fields import Field


def label_commands(field: Field) -> typer.Typer:
    """The commands that list, rename and merge the labels of a field."""
    noun = field.option
    group = typer.Typer(no_args_is_help=True, help=f"The {field.name}: list, rename, merge.")

    old = typer.Argument(metavar=noun.upper(), help=f"A {noun} that events have, in any case.",
                         autocompletion=complete_tag)  # fmt: skip
    spelled = typer.Argument(metavar="NEW", help="How it is spelled from now on.")
    kept = typer.Argument(metavar="INTO", help=f"The {noun} that they have then.",
                          autocompletion=complete_tag)  # fmt: skip
    text_of = Annotated[
        str, typer.Argument(metavar="[TEXT]", help="Only those with these letters.")
    ]

    @group.command("list", help=f"List the {field.name}.\n\nExample: `tracker {field.name} list`")
    @desk_command(dated=False)
    def list_them(session: Session, text: text_of = "", format: FormatOption = None) -> None:  # noqa: A002
        session.show(session.desk(Manage).labels(noun, text), format)

    @group.command(
        "rename",
        help=f"Give a {noun} another spelling in all events that have it."
        f'\n\nExample: `tracker {field.name} rename aleppo-2016 "Siege of Aleppo"`',
    )
    @desk_command()
    def rename_one(
        session: Session, name: Annotated[str, old], new: Annotated[str, spelled]
    ) -> None:
        session.confirm(session.desk(Manage).rename_label(noun, name, new))

    @group.command(
        "merge",
        help=f"Let all events of the first of two {field.name} have the second instead."
        f'\n\nExample: `tracker {field.name} merge pmda "arms control"`',
    )
    @desk_command()
    def merge_two(session: Session, name: Annotated[str, old], into: Annotated[str, kept]) -> None:
        session.confirm(session.desk(Manage).merge_labels(noun, name, into))

    return group
