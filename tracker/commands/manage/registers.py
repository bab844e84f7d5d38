"""The commands that the registers of actors, sources and types share."""

from typing import Annotated, Any

import typer

from tracker.commands.options import FormatOption
from tracker.commands.session import Session
from tracker.commands.shared import desk_command
from tracker.desk.manage import Manage
from tracker.model.answers.manage import RegisterName

TextFilter = Annotated[str, typer.Argument(metavar="[TEXT]", help="Only those with these letters.")]
UsedOption = Annotated[bool, typer.Option("--used", help="Only those that are in use.")]
NewCode = Annotated[str, typer.Argument(metavar="CODE", help="The new code.")]
Ours = Annotated[bool, typer.Option("--ours", help="What the second says counts; nothing waits.")]
Theirs = Annotated[
    bool, typer.Option("--theirs", help="What the first says counts; nothing waits.")
]
Alias = Annotated[str, typer.Argument(metavar="ALIAS", help="A further name for it.")]


def add_register_commands(
    group: typer.Typer, register: RegisterName, complete: Any, examples: dict[str, str]
) -> None:
    """Give a register the five commands that all registers share."""
    noun = register.removesuffix("s")
    name_of = Annotated[str, typer.Argument(metavar=noun.upper(), autocompletion=complete)]

    def example(verb: str) -> str:
        return f"\n\nExample: `tracker {noun}s {verb} {examples[verb]}`"

    @group.command("list", help=f"List the {noun}s.{example('list')}")
    @desk_command()
    def list_them(
        session: Session,
        text: TextFilter = "",
        used: UsedOption = False,
        format: FormatOption = None,  # noqa: A002
    ) -> None:
        lists = {"actors": session.desk(Manage).actors, "sources": session.desk(Manage).sources}
        session.show(lists.get(register, session.desk(Manage).types)(text, used=used), format)

    @group.command(
        "alias",
        help=f"Let a further name stand for one of the {noun}s.{example('alias')}",
    )
    @desk_command()
    def alias_one(session: Session, name: name_of, alias: Alias) -> None:
        session.confirm(session.desk(Manage).alias(register, name, alias))

    @group.command(
        "rename",
        help=f"Give one of the {noun}s another code everywhere; the old one still finds it."
        f"{example('rename')}",
    )
    @desk_command()
    def rename_one(session: Session, name: name_of, code: NewCode) -> None:
        session.confirm(session.desk(Manage).rename(register, name, code))

    taken_over = f"Let the second of two {noun}s take over all that is recorded of the first."
    if register == "types":

        @group.command("merge", help=f"{taken_over}{example('merge')}")
        @desk_command()
        def merge_types(session: Session, name: name_of, into: name_of) -> None:
            session.confirm(session.desk(Manage).merge(register, name, into))

    else:

        @group.command(
            "merge",
            help=f"{taken_over} What both say differently, of a link or of themselves, waits in "
            "`tracker review`, and the second counts, unless you say whose word does."
            f"{example('merge')}",
        )
        @desk_command()
        def merge_two(
            session: Session,
            name: name_of,
            into: name_of,
            ours: Ours = False,
            theirs: Theirs = False,
        ) -> None:
            session.confirm(
                session.desk(Manage).merge(register, name, into, ours=ours, theirs=theirs)
            )

    @group.command(
        "remove",
        help=f"Remove one of the {noun}s that nothing uses.\n\nExample: `tracker {noun}s remove "
        f"{examples['alias'].split()[0]}`",
    )
    @desk_command()
    def remove_one(session: Session, name: name_of) -> None:
        session.confirm(session.desk(Manage).remove_name(register, name))
